//! Routes of deliveries: the board, its workbook, one unit, what a unit states.
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_duty::{KEEP_FACTS, SEE_FACTS};
use lvzhi_people::office::Unit;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use lvzhi_schema::evaluation::cycle;
use lvzhi_scoring::Kind;
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::form::{Errors, Reading, Sent};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::listing::{Listing, export};
use lvzhi_shell::path::Path;
use lvzhi_shell::policy::EXPORT;
use maud::Markup;
use uuid::Uuid;

use super::list_page::{self, Filter, Seen, TAKEN};
use super::unit_page::{self, LONGEST_SOURCE, Refused, SOURCE};
use super::{Board, Deliverer, board_of, remind, state_nil, take_back_nil, unit_of};
use crate::EVALUATION;
use crate::cycles;

/// Registers the pages and acts of deliveries.
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    let (see, keep) = (Access::May(SEE_FACTS), Access::May(KEEP_FACTS));
    routes
        .get("/evaluation/cycles/{cycle}/deliveries", see, list)
        .post("/evaluation/cycles/{cycle}/deliveries/export", Access::May(EXPORT), take_out)
        .get("/evaluation/cycles/{cycle}/deliveries/{unit}", see, show)
        .post("/evaluation/cycles/{cycle}/deliveries/{unit}/nil", keep, state)
        .post("/evaluation/cycles/{cycle}/deliveries/{unit}/nil/take-back", keep, take_back)
        .post("/evaluation/cycles/{cycle}/deliveries/{unit}/remind", keep, remind_unit)
}

fn page(frame: &Frame, cycle: &cycle::Model, title: &str, below: bool, body: Markup) -> Markup {
    let path = format!("/evaluation/cycles/{}", cycle.id);
    let board = format!("{path}/deliveries");
    let mut crumbs = vec![("考评", "/evaluation"), (cycle.name.as_str(), path.as_str())];
    if below {
        crumbs.push(("报送进度", board.as_str()));
    }
    frame.page(EVALUATION, title, &crumbs, body)
}

async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
    mut listing: Listing,
) -> Result<Markup> {
    let cycle = cycles::find(&app.db, actor.committee, id).await?;
    let board = board_of(&app.db, &cycle).await?;
    let picked = Filter::of(&mut listing, &board).pick(&board);
    let seen = Seen { cycle: &cycle, exports: frame.may_all(EXPORT) };
    let body = list_page::page(&seen, &board, &listing, &picked);
    Ok(page(&frame, &cycle, "报送进度", false, body))
}

async fn take_out(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
    mut listing: Listing,
) -> Result<Response> {
    // Leaders take results out, not what records there are: both permissions are needed.
    if !frame.may_all(SEE_FACTS) {
        return Err(Error::Forbidden("您的身份不能导出报送进度。需要的话请联系系统管理员。".into()));
    }
    let cycle = cycles::find(&app.db, actor.committee, id).await?;
    let board = board_of(&app.db, &cycle).await?;
    let picked = Filter::of(&mut listing, &board).pick(&board);
    listing.exact()?;
    TAKEN.check(picked.rows.len() as u64)?;
    let seen = Seen { cycle: &cycle, exports: true };
    let sheet = Listing::sheet("报送进度", &list_page::columns(&picked.kinds), &picked.rows, &seen);
    export(&app, &actor, &listing, &TAKEN, vec![sheet]).await
}

async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path((id, unit)): Path<(Uuid, Uuid)>,
) -> Result<Markup> {
    let cycle = cycles::find(&app.db, actor.committee, id).await?;
    unit_response(&app, &frame, &cycle, unit, &Refused::default()).await
}

async fn unit_response(
    app: &App,
    frame: &Frame,
    cycle: &cycle::Model,
    unit: Uuid,
    refused: &Refused,
) -> Result<Markup> {
    let board = board_of(&app.db, cycle).await?;
    let is_it = |deliverer: &Deliverer| matches!(deliverer, Deliverer::Unit { id, .. } if *id == unit);
    let row = board.rows.iter().find(|row| is_it(&row.deliverer));
    let row = row.ok_or_else(|| Error::NotFound("报送进度里没有这个单位。".into()))?;
    let body = unit_page::page(cycle, &board, row, frame.may_all(KEEP_FACTS), refused);
    Ok(page(frame, cycle, &row.name, true, body))
}

/// The cycle, the unit, and those of the board's kinds that a form names.
async fn asked(
    app: &App,
    actor: &Actor,
    (id, unit): (Uuid, Uuid),
    sent: &Sent,
) -> Result<(cycle::Model, Unit, Board, Vec<String>)> {
    let cycle = cycles::find(&app.db, actor.committee, id).await?;
    let (_, unit) = unit_of(&app.db, actor.committee, unit).await?;
    let board = board_of(&app.db, &cycle).await?;
    let ticked = sent.fields().filter(|(name, _)| *name == "kind").map(|(_, id)| id.to_owned()).collect();
    Ok((cycle, unit, board, ticked))
}

fn kinds_of<'b>(board: &'b Board, ticked: &[String]) -> Vec<&'b Kind> {
    board.kinds().into_iter().filter(|kind| ticked.contains(&kind.id)).collect()
}

async fn state(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path((id, unit)): Path<(Uuid, Uuid)>,
    sent: Sent,
) -> Result<Response> {
    let (cycle, unit, board, ticked) = asked(&app, &actor, (id, unit), &sent).await?;
    let mut form = Reading::of(&sent);
    let source = form.text(SOURCE, "谁说的", LONGEST_SOURCE);
    let errors = form.errors();
    let refusal = if errors.is_empty() {
        let kinds = kinds_of(&board, &ticked);
        match app.act(&actor, async |act| state_nil(act, id, &unit, &kinds, &source).await).await {
            Ok(()) => return Ok(back(id, unit.id).into_response()),
            Err(Error::Invalid(sentence)) => {
                let field = if kinds.is_empty() { "kind" } else { SOURCE };
                (StatusCode::UNPROCESSABLE_ENTITY, Errors::one(field, sentence))
            }
            Err(Error::Conflict(sentence)) => (StatusCode::CONFLICT, Errors::one("kind", sentence)),
            Err(error) => return Err(error),
        }
    } else {
        (StatusCode::UNPROCESSABLE_ENTITY, errors)
    };
    let (status, errors) = refusal;
    let refused = Refused { sent, errors, ticked };
    Ok((status, unit_response(&app, &frame, &cycle, unit.id, &refused).await?).into_response())
}

/// Reminds a unit of what it has not delivered.
async fn remind_unit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, unit)): Path<(Uuid, Uuid)>,
) -> Result<Redirect> {
    let cycle = cycles::find(&app.db, actor.committee, id).await?;
    let (_, unit) = unit_of(&app.db, actor.committee, unit).await?;
    let board = board_of(&app.db, &cycle).await?;
    let missing = board.missing_of(unit.id);
    app.act(&actor, async |act| remind(act, id, &unit, &missing).await).await?;
    Ok(back(id, unit.id))
}

fn back(cycle: Uuid, unit: Uuid) -> Redirect {
    Redirect::to(&format!("/evaluation/cycles/{cycle}/deliveries/{unit}"))
}

async fn take_back(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((id, unit)): Path<(Uuid, Uuid)>,
    sent: Sent,
) -> Result<Redirect> {
    let (_, unit, board, ticked) = asked(&app, &actor, (id, unit), &sent).await?;
    let kinds = kinds_of(&board, &ticked);
    let [kind] = kinds[..] else {
        return Err(Error::Invalid("表单不完整，没有办。请刷新这一页再办。".into()));
    };
    app.act(&actor, async |act| take_back_nil(act, id, &unit, kind).await).await?;
    Ok(back(id, unit.id))
}
