//! The last step of an office before it computes: facts.
use std::sync::Arc;

use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::first_step::{FirstStep, StepState};

use super::{Filter, store};
use crate::noun::KEEP_FACTS;

/// For the desk.
pub(crate) const FIRST_STEP: FirstStep =
    FirstStep { place: 5, title: "履职台账", look: |app, actor| Box::pin(look(app, actor)) };

async fn look(app: App, actor: Arc<Actor>) -> Result<StepState> {
    let (count, unconfirmed) = store::counts(&app.db, actor.committee, &Filter::default()).await?;
    let rest = if unconfirmed > 0 { format!("，{unconfirmed} 条没有确认") } else { String::new() };
    Ok(StepState {
        is_done: count > 0,
        there: format!("{count} 条履职记录{rest}"),
        permission: KEEP_FACTS,
        button: "导入台账",
        href: "/imports/new",
    })
}
