//! Routes of cycles: the list, one cycle, and the acts that move it.
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Datelike, NaiveDate};
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use lvzhi_schema::evaluation::cycle;
use maud::Markup;
use serde::Deserialize;
use uuid::Uuid;

use super::{NewCycle, Step, create, find, history, list, move_to, pages, questions, step_of};
use crate::{PUBLISH_EVALUATION, RUN_EVALUATION, SEE_EVALUATION};
use crate::{publication, runs, schemes};
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::frame::Frame;

/// Registers the pages and acts of cycles.
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    use Access::May;
    routes
        .get("/evaluation", May(SEE_EVALUATION), index)
        .get("/evaluation/cycles/new", May(RUN_EVALUATION), new_form)
        .post("/evaluation/cycles", May(RUN_EVALUATION), add)
        .get("/evaluation/cycles/{cycle}", May(SEE_EVALUATION), show)
        .get("/evaluation/cycles/{cycle}/differences/{run}", May(SEE_EVALUATION), differences)
        .post("/evaluation/cycles/{cycle}/advance", May(RUN_EVALUATION), advance)
        .post("/evaluation/cycles/{cycle}/compute", May(RUN_EVALUATION), compute)
        .post("/evaluation/cycles/{cycle}/announce", May(RUN_EVALUATION), announce)
        .post("/evaluation/cycles/{cycle}/review", May(RUN_EVALUATION), review)
        .get("/evaluation/cycles/{cycle}/publish", May(PUBLISH_EVALUATION), ask_publish)
        .post("/evaluation/cycles/{cycle}/publish", May(PUBLISH_EVALUATION), publish)
        .post("/evaluation/cycles/{cycle}/back", May(PUBLISH_EVALUATION), back)
}

fn page_of(cycle: Uuid) -> Redirect {
    Redirect::to(&format!("/evaluation/cycles/{cycle}"))
}

async fn index(State(app): State<App>, SignedIn(actor): SignedIn, frame: Frame) -> Result<Markup> {
    let cycles = list(&app.db, actor.committee).await?;
    let schemes = schemes::list(&app.db, actor.committee).await?;
    Ok(pages::index(&frame, &cycles, &schemes))
}

async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
) -> Result<Markup> {
    let cycle = find(&app.db, actor.committee, id).await?;
    let steps = history(&app.db, actor.committee, id).await?;
    let runs = runs::list(&app.db, actor.committee, id).await?;
    let scheme = schemes::find(&app.db, actor.committee, cycle.scheme_id).await?;
    let outcomes = match cycle.published_run_id {
        Some(run) => publication::named(&app.db, actor.committee, run).await?,
        None => Vec::new(),
    };
    let figures = match cycle.current_run_id {
        Some(run) => Some(runs::head(&app.db, actor.committee, run).await?),
        None => None,
    };
    Ok(pages::show(&frame, &pages::Shown { cycle, scheme, steps, runs, outcomes, figures }, &app.calendar))
}

async fn differences(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path((id, run)): Path<(Uuid, Uuid)>,
) -> Result<Markup> {
    let cycle = find(&app.db, actor.committee, id).await?;
    let run = runs::find(&app.db, actor.committee, run).await?;
    if run.cycle_id != id {
        return Err(Error::NotFound("这次核算不属于这个周期。".into()));
    }
    let rulebook = schemes::rulebook(&app.db, actor.committee, cycle.scheme_id).await?;
    let input = runs::snapshot_input(&app.db, &run).await?.input;
    questions::differences(&frame, &cycle, &run, &rulebook, &input)
}

async fn new_form(State(app): State<App>, SignedIn(actor): SignedIn, frame: Frame) -> Result<Markup> {
    let schemes = schemes::in_use(&app.db, actor.committee).await?;
    let today = app.clock.today();
    let form = NewForm {
        scheme: schemes.first().map(|scheme| scheme.id.to_string()).unwrap_or_default(),
        year: today.year().to_string(),
        half: if today.month() <= 6 { "1" } else { "2" }.to_owned(),
    };
    Ok(pages::new_form(&frame, &schemes, &form, None))
}

/// The form of a new half-year cycle.
#[derive(Clone, Debug, Deserialize)]
pub struct NewForm {
    /// Scheme version.
    pub scheme: String,
    /// Year.
    pub year: String,
    /// 1 or 2.
    pub half: String,
}

fn read_form(form: &NewForm) -> Result<NewCycle> {
    let wrong = |sentence: String| Error::Invalid(sentence);
    let scheme = form.scheme.parse().map_err(|_| wrong("请选一版考评办法。没有的话先采用一版。".into()))?;
    let year: i32 = form
        .year
        .trim()
        .parse()
        .ok()
        .filter(|year| (2000..2100).contains(year))
        .ok_or_else(|| wrong(format!("年份“{}”不对，请填四位数，例如 2026。", form.year)))?;
    let (from, to, name) = match form.half.as_str() {
        "1" => ((1, 1), (6, 30), "上半年"),
        "2" => ((7, 1), (12, 31), "下半年"),
        _ => return Err(wrong("请选上半年或下半年。".into())),
    };
    let day =
        |(month, day)| NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| wrong("日期不对。".into()));
    Ok(NewCycle {
        scheme,
        name: format!("{year} 年{name}"),
        label: format!("{year}-H{}", form.half),
        starts_on: day(from)?,
        ends_on: day(to)?,
    })
}

async fn add(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Form(form): Form<NewForm>,
) -> Result<Response> {
    let made = async {
        let new = read_form(&form)?;
        schemes::find(&app.db, actor.committee, new.scheme).await?;
        app.act(&actor, async |act| create(act, &new).await).await
    };
    match made.await {
        Ok(id) => Ok(page_of(id).into_response()),
        Err(Error::Invalid(sentence) | Error::Conflict(sentence)) => {
            let schemes = schemes::in_use(&app.db, actor.committee).await?;
            let page = pages::new_form(&frame, &schemes, &form, Some(&sentence));
            Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error),
    }
}

/// A reason, where an act needs one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Reason {
    // Two of these forms can stand on one page, and a field's id is its name.
    #[serde(alias = "back_reason")]
    reason: String,
}

/// Prepare → collect → rate, as the office goes.
async fn advance(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Redirect> {
    let cycle = find(&app.db, actor.committee, id).await?;
    let to = match step_of(&cycle)? {
        Step::Prepare => Step::Collect,
        Step::Collect => Step::Rate,
        Step::Publish => Step::Archived,
        _ => return Ok(page_of(id)), // a second click
    };
    app.act(&actor, async |act| move_to(act, &cycle, to, "").await).await?;
    Ok(page_of(id))
}

async fn compute(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<Reason>,
) -> Result<Redirect> {
    let cycle = find(&app.db, actor.committee, id).await?;
    let job = app.act(&actor, async |act| runs::request(act, &cycle, &form.reason).await).await?;
    Ok(Redirect::to(&format!("/jobs/{job}")))
}

async fn announce(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Redirect> {
    let cycle = find(&app.db, actor.committee, id).await?;
    if step_of(&cycle)? == Step::Announce {
        return Ok(page_of(id)); // a second click
    }
    app.act(&actor, async |act| publication::announce(&app, act, &cycle).await).await?;
    Ok(page_of(id))
}

async fn review(State(app): State<App>, SignedIn(actor): SignedIn, Path(id): Path<Uuid>) -> Result<Redirect> {
    let cycle = find(&app.db, actor.committee, id).await?;
    app.act(&actor, async |act| publication::begin_review(act, &cycle).await).await?;
    Ok(page_of(id))
}

/// Whether the current result is the published one.
fn is_published(cycle: &cycle::Model) -> bool {
    cycle.published_run_id.is_some() && cycle.published_run_id == cycle.current_run_id
}

async fn ask_publish(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let cycle = find(&app.db, actor.committee, id).await?;
    if is_published(&cycle) {
        return Ok(page_of(id).into_response()); // nothing left to ask
    }
    let run = cycle.current_run_id.ok_or_else(|| Error::Conflict("还没有核算结果，不能发布。".into()))?;
    let head = runs::head(&app.db, actor.committee, run).await?;
    let rulebook = schemes::rulebook(&app.db, actor.committee, cycle.scheme_id).await?;
    Ok(questions::ask_publish(&frame, &cycle, &head, &rulebook).into_response())
}

async fn publish(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Redirect> {
    let cycle = find(&app.db, actor.committee, id).await?;
    if is_published(&cycle) {
        return Ok(page_of(id)); // a second click
    }
    let rulebook = schemes::rulebook(&app.db, actor.committee, cycle.scheme_id).await?;
    app.act(&actor, async |act| publication::publish(&app, act, &cycle, &rulebook).await).await?;
    Ok(page_of(id))
}

async fn back(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<Reason>,
) -> Result<Redirect> {
    let cycle = find(&app.db, actor.committee, id).await?;
    let Some(to) = step_of(&cycle)?.before() else {
        return Err(Error::Conflict("已经是第一步，不能再退。".into()));
    };
    app.act(&actor, async |act| move_to(act, &cycle, to, &form.reason).await).await?;
    Ok(page_of(id))
}
