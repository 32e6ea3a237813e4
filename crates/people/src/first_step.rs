//! The second step of an office: the roster.
use std::sync::Arc;

use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::first_step::{FirstStep, StepState};

use crate::noun::KEEP_PEOPLE;

/// For the desk.
pub(crate) const FIRST_STEP: FirstStep =
    FirstStep { place: 2, title: "名册", look: |app, actor| Box::pin(look(app, actor)) };

async fn look(app: App, actor: Arc<Actor>) -> Result<StepState> {
    let count = crate::members::count(&app.db, actor.committee).await?;
    Ok(StepState {
        is_done: count > 0,
        there: format!("{count} 位委员"),
        permission: KEEP_PEOPLE,
        button: "导入名册",
        href: "/imports/new?target=members",
    })
}
