//! Routes of the acts that move a cycle. Each form says what its reader saw: the step the cycle leaves, the run that is
//! announced or published.
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use lvzhi_schema::evaluation::cycle;
use serde::Deserialize;
use uuid::Uuid;

use super::questions;
use crate::cycles::{Step, find, move_to, step_of};
use crate::{PUBLISH_EVALUATION, RUN_EVALUATION, publication, runs, schemes};
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::path::Path;
use lvzhi_shell::policy::allows_all;

/// Registers the acts.
pub(super) fn routes(routes: AppRoutes) -> AppRoutes {
    let (run, publishes) = (Access::May(RUN_EVALUATION), Access::May(PUBLISH_EVALUATION));
    routes
        .post("/evaluation/cycles/{cycle}/advance", run, advance)
        .post("/evaluation/cycles/{cycle}/compute", run, compute)
        .get("/evaluation/cycles/{cycle}/announce", run, ask_announce)
        .post("/evaluation/cycles/{cycle}/announce", run, announce)
        .post("/evaluation/cycles/{cycle}/retract", run, retract)
        .post("/evaluation/cycles/{cycle}/review", run, review)
        .post("/evaluation/cycles/{cycle}/withdraw", run, withdraw)
        .get("/evaluation/cycles/{cycle}/publish", publishes, ask_publish)
        .post("/evaluation/cycles/{cycle}/publish", publishes, publish)
        .post("/evaluation/cycles/{cycle}/back", publishes, back)
}

pub(super) fn page_of(cycle: Uuid) -> Redirect {
    Redirect::to(&format!("/evaluation/cycles/{cycle}"))
}

/// What a form of a move says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct MoveForm {
    /// The step that it leaves.
    step: String,
    /// The run that was looked at.
    run: String,
    // Several of these forms can stand on one page, and a field's id is its name.
    #[serde(alias = "back_reason", alias = "retract_reason", alias = "withdraw_reason")]
    reason: String,
}

impl MoveForm {
    fn step(&self) -> Result<Step> {
        Step::parse(&self.step).ok_or_else(stale)
    }

    fn run(&self) -> Result<Uuid> {
        self.run.parse().map_err(|_| stale())
    }
}

fn stale() -> Error {
    Error::Invalid("表单不完整，没有办。请刷新这一页再办。".into())
}

/// Prepare → collect → rate, as the office goes.
async fn advance(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<MoveForm>,
) -> Result<Redirect> {
    let from = form.step()?;
    let to = match from {
        Step::Prepare => Step::Collect,
        Step::Collect => Step::Rate,
        Step::Publish => Step::Archived,
        _ => return Err(stale()),
    };
    app.act(&actor, async |act| move_to(act, id, (from, to), "").await).await?;
    Ok(page_of(id))
}

async fn compute(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<MoveForm>,
) -> Result<Redirect> {
    let job = app.act(&actor, async |act| runs::request(act, id, &form.reason).await).await?;
    Ok(Redirect::to(&format!("/jobs/{job}")))
}

/// The current result of a cycle, to ask about it; none: there is nothing to ask.
async fn current(app: &App, cycle: &cycle::Model) -> Result<Option<std::sync::Arc<runs::RunHead>>> {
    match cycle.current_run_id {
        Some(run) => Ok(Some(runs::head(&app.db, cycle.committee_id, run).await?)),
        None => Ok(None),
    }
}

async fn ask_announce(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let cycle = find(&app.db, actor.committee, id).await?;
    match current(&app, &cycle).await? {
        Some(head) if step_of(&cycle)? == Step::Compute => {
            let period = publication::notice_period(&app.calendar, frame.today);
            let rulebook = schemes::rulebook(&app.db, actor.committee, cycle.scheme_id).await?;
            Ok(questions::ask_announce(&frame, &cycle, &head, &rulebook, period).into_response())
        }
        _ => Ok(page_of(id).into_response()), // nothing to ask; the page says why
    }
}

async fn announce(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<MoveForm>,
) -> Result<Redirect> {
    let run = form.run()?;
    app.act(&actor, async |act| publication::announce(&app, act, id, run).await).await?;
    Ok(page_of(id))
}

async fn retract(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<MoveForm>,
) -> Result<Redirect> {
    let keeper = allows_all(&actor, PUBLISH_EVALUATION);
    app.act(&actor, async |act| publication::retract(act, id, keeper, &form.reason).await).await?;
    Ok(page_of(id))
}

async fn review(State(app): State<App>, SignedIn(actor): SignedIn, Path(id): Path<Uuid>) -> Result<Redirect> {
    app.act(&actor, async |act| publication::begin_review(act, id).await).await?;
    Ok(page_of(id))
}

async fn withdraw(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<MoveForm>,
) -> Result<Redirect> {
    let from = form.step()?;
    let moved = app.act(&actor, async |act| move_to(act, id, (from, Step::Withdrawn), &form.reason).await);
    moved.await?;
    Ok(page_of(id))
}

async fn ask_publish(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let cycle = find(&app.db, actor.committee, id).await?;
    match current(&app, &cycle).await? {
        Some(head) if cycle.published_run_id != cycle.current_run_id => {
            let rulebook = schemes::rulebook(&app.db, actor.committee, cycle.scheme_id).await?;
            Ok(questions::ask_publish(&frame, &cycle, &head, &rulebook).into_response())
        }
        Some(_) => Ok(page_of(id).into_response()), // nothing left to ask
        None => Err(Error::Conflict("还没有核算结果，不能发布。".into())),
    }
}

async fn publish(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<MoveForm>,
) -> Result<Redirect> {
    let run = form.run()?;
    app.act(&actor, async |act| publication::publish(&app, act, id, run).await).await?;
    Ok(page_of(id))
}

async fn back(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<MoveForm>,
) -> Result<Redirect> {
    let from = form.step()?;
    let Some(to) = from.before() else {
        return Err(Error::Conflict(format!("“{}”这一步不能再退。", from.label())));
    };
    app.act(&actor, async |act| move_to(act, id, (from, to), &form.reason).await).await?;
    Ok(page_of(id))
}
