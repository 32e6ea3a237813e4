//! Routes of drafts for those who decide: adopt, return, withdraw.
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use lvzhi_schema::evaluation::scheme_draft;
use serde::Deserialize;
use uuid::Uuid;

use super::web::page_of;
use super::{State as Stage, Written, adopt, find, history, review_page, send_back, state_of, withdraw};
use crate::schemes::check;
use crate::{ADOPT_SCHEME, SEE_EVALUATION};
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::path::Path;
use lvzhi_shell::policy::allows_all;

/// Registers the acts that end a draft or give it back.
pub(super) fn routes(routes: AppRoutes) -> AppRoutes {
    let (see, decide) = (Access::May(SEE_EVALUATION), Access::May(ADOPT_SCHEME));
    routes
        // Its drafter or who adopts: no one permission says that, so the act itself does.
        .post("/evaluation/schemes/drafts/{draft}/withdraw", see, give_up)
        .post("/evaluation/schemes/drafts/{draft}/return", decide, hand_back)
        .get("/evaluation/schemes/drafts/{draft}/adopt", decide, ask_adopt)
        .post("/evaluation/schemes/drafts/{draft}/adopt", decide, take)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct DecisionForm {
    revision: String,
    // Two of these forms can stand on one page, and a field's id is its name.
    #[serde(alias = "withdraw_reason")]
    reason: String,
}

impl DecisionForm {
    fn revision(&self) -> i32 {
        self.revision.parse().unwrap_or(0)
    }
}

/// The page as others read it, with the reason of a refusal.
async fn refused(app: &App, frame: &Frame, draft: &scheme_draft::Model, error: Error) -> Result<Response> {
    match error {
        Error::Invalid(_) | Error::Conflict(_) | Error::Forbidden(_) => {
            let draft = find(&app.db, draft.committee_id, draft.id).await?;
            let checked = check(&app.db, draft.committee_id, &draft.body).await?;
            let steps = history(&app.db, draft.committee_id, draft.id).await?;
            let page = review_page::show(frame, &draft, &checked, &steps, Some(&error.to_string()));
            Ok((error.status(), page).into_response())
        }
        other => Err(other),
    }
}

fn overtaken() -> Error {
    Error::Conflict("刚才有人办过这份草稿，没有重复办。现在的情况如下。".into())
}

async fn give_up(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
    Form(form): Form<DecisionForm>,
) -> Result<Response> {
    let draft = find(&app.db, actor.committee, id).await?;
    let keeper = allows_all(&actor, ADOPT_SCHEME);
    let done = app.act(&actor, async |act| withdraw(act, &draft, keeper, &form.reason).await).await;
    close(&app, &frame, &draft, done).await
}

async fn hand_back(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
    Form(form): Form<DecisionForm>,
) -> Result<Response> {
    let draft = find(&app.db, actor.committee, id).await?;
    let done = app.act(&actor, async |act| send_back(act, &draft, form.revision(), &form.reason).await).await;
    close(&app, &frame, &draft, done).await
}

/// After an act on a draft: goes to the draft, or says why not.
async fn close(
    app: &App,
    frame: &Frame,
    draft: &scheme_draft::Model,
    done: Result<Written>,
) -> Result<Response> {
    match done {
        Ok(Written::Done | Written::Already) => Ok(page_of(draft.id, "")),
        Ok(Written::Overtaken) => refused(app, frame, draft, overtaken()).await,
        Err(error) => refused(app, frame, draft, error).await,
    }
}

async fn ask_adopt(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let draft = find(&app.db, actor.committee, id).await?;
    let waits = state_of(&draft)? == Stage::Submitted && actor.account != draft.drafted_by;
    let checked = check(&app.db, actor.committee, &draft.body).await?;
    if !waits || checked.errors() > 0 {
        return Ok(page_of(id, "")); // nothing to ask; the page says why
    }
    Ok(review_page::ask_adopt(&frame, &draft, &checked).into_response())
}

async fn take(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
    Form(form): Form<DecisionForm>,
) -> Result<Response> {
    let draft = find(&app.db, actor.committee, id).await?;
    match app.act(&actor, async |act| adopt(act, &draft, form.revision()).await).await {
        Ok((_, version)) => Ok(Redirect::to(&format!("/evaluation/schemes/{version}")).into_response()),
        Err(error) => refused(&app, &frame, &draft, error).await,
    }
}
