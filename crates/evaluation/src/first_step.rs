//! The steps of an office to its first scheme and its first cycle.
use std::sync::Arc;

use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::first_step::{FirstStep, StepState};

use crate::noun::{ADOPT_SCHEME, DRAFT_SCHEME, RUN_EVALUATION};
use crate::schemes::drafts::{self, State};
use crate::{cycles, schemes};

/// For the desk.
pub(crate) const FIRST_STEPS: [FirstStep; 2] = [
    FirstStep { place: 3, title: "考评办法", look: |app, actor| Box::pin(scheme(app, actor)) },
    FirstStep { place: 4, title: "考评周期", look: |app, actor| Box::pin(cycle(app, actor)) },
];

async fn scheme(app: App, actor: Arc<Actor>) -> Result<StepState> {
    let count = schemes::in_use(&app.db, actor.committee).await?.len();
    let waiting = drafts::waiting(&app.db, actor.committee).await?;
    let is_submitted = waiting.iter().any(|draft| draft.state == State::Submitted.id());
    let (permission, button, href) = if is_submitted {
        (ADOPT_SCHEME, "去采用", "/evaluation/schemes")
    } else {
        (DRAFT_SCHEME, "起草一版", "/evaluation/schemes/new")
    };
    let rest = if count == 0 && is_submitted { "，有草稿送审" } else { "" };
    Ok(StepState { is_done: count > 0, there: format!("{count} 版可用{rest}"), permission, button, href })
}

async fn cycle(app: App, actor: Arc<Actor>) -> Result<StepState> {
    let count = cycles::list(&app.db, actor.committee).await?.len();
    Ok(StepState {
        is_done: count > 0,
        there: format!("{count} 个周期"),
        permission: RUN_EVALUATION,
        button: "建一个周期",
        href: "/evaluation/cycles/new",
    })
}
