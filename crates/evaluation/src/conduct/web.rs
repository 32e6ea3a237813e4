//! Routes of cycles: the list, one cycle, a new one.
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, NaiveDate};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use lvzhi_schema::evaluation::scheme;
use maud::Markup;
use serde::Deserialize;
use uuid::Uuid;

use super::moves_web::{self, page_of};
use super::readiness::{self, Now, OpenImport, checks};
use super::{pages, questions};
use crate::cycles::{NewCycle, create, find, history, list, shown_run};
use crate::noun::CYCLE;
use crate::{RUN_EVALUATION, SEE_EVALUATION};
use crate::{publication, runs, schemes};
use lvzhi_duty::facts;
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::holder;
use lvzhi_shell::path::Path;

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
        .get("/evaluation/cycles/{cycle}/readiness", May(RUN_EVALUATION), ask_readiness)
        .with(moves_web::routes)
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
    let figures = match shown_run(&cycle) {
        Some(run) => Some(runs::head(&app.db, actor.committee, run).await?),
        None => None,
    };
    let failure = runs::failures(&app.db, actor.committee).await?.remove(&id);
    let seen = holder::see(&app, &actor, CYCLE.id, id).await?;
    let hanging = holder::panels(&app, &frame, &seen).await?;
    let shown = pages::Shown { cycle, scheme, steps, runs, outcomes, figures, failure, hanging };
    Ok(pages::show(&frame, &shown, &app.calendar))
}

/// Imports that change who is evaluated, beside those of facts.
const ROSTER_IMPORTS: [&str; 2] = ["members", "units"];

async fn ask_readiness(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
) -> Result<Markup> {
    let committee = actor.committee;
    let cycle = find(&app.db, committee, id).await?;
    let rulebook = schemes::rulebook(&app.db, committee, cycle.scheme_id).await?;
    let input = runs::input_now(&app.db, &cycle, &rulebook).await?;
    let unconfirmed = facts::waiting_between(&app.db, committee, cycle.starts_on, cycle.ends_on).await?;
    let kinds = lvzhi_duty::catalogue().kinds.iter().map(|kind| kind.id.clone());
    let targets: Vec<String> = kinds.chain(ROSTER_IMPORTS.map(str::to_owned)).collect();
    let open = lvzhi_imports::open_batches(&app, committee, &targets).await?;
    let imports: Vec<_> =
        open.into_iter().map(|batch| OpenImport { id: batch.id, file: batch.file_name }).collect();
    let now = Now { rulebook: &rulebook, input: &input, unconfirmed, imports: &imports };
    Ok(readiness::page(&frame, &cycle, &input, &checks(&now)))
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

/// The versions in use that a cycle can be bound to, and why not to the others.
async fn offered(app: &App, actor: &Actor) -> Result<(Vec<scheme::Model>, Vec<String>)> {
    let (mut fit, mut unfit) = (Vec::new(), Vec::new());
    for row in schemes::in_use(&app.db, actor.committee).await? {
        match schemes::rulebook(&app.db, actor.committee, row.id).await?.unfit() {
            None => fit.push(row),
            Some(sentence) => unfit.push(sentence),
        }
    }
    Ok((fit, unfit))
}

async fn new_form(State(app): State<App>, SignedIn(actor): SignedIn, frame: Frame) -> Result<Markup> {
    let (schemes, unfit) = offered(&app, &actor).await?;
    let scheme = schemes.first().map(|scheme| scheme.id);
    let cycles = list(&app.db, actor.committee).await?;
    let labels =
        cycles.iter().filter(|cycle| Some(cycle.scheme_id) == scheme).map(|cycle| cycle.label.as_str());
    let (year, half) = due_half(app.clock.today(), &labels.collect::<Vec<_>>());
    let form = NewForm {
        scheme: scheme.map(|id| id.to_string()).unwrap_or_default(),
        year: year.to_string(),
        half: half.to_string(),
    };
    Ok(pages::new_form(&frame, &schemes, &unfit, &form, None))
}

/// The half-year that is due: the one that ended last, or, when it has its cycle, the one that runs.
fn due_half(today: NaiveDate, labels: &[&str]) -> (i32, u8) {
    let (running, ended) = if today.month() <= 6 {
        ((today.year(), 1), (today.year() - 1, 2))
    } else {
        ((today.year(), 2), (today.year(), 1))
    };
    let has_cycle = labels.contains(&format!("{}-H{}", ended.0, ended.1).as_str());
    if has_cycle { running } else { ended }
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
            let (schemes, unfit) = offered(&app, &actor).await?;
            let page = pages::new_form(&frame, &schemes, &unfit, &form, Some(&sentence));
            Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_half_year_that_ended_last_is_due_until_it_has_its_cycle() {
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(due_half(day("2026-07-15"), &[]), (2026, 1));
        assert_eq!(due_half(day("2026-07-15"), &["2026-H1"]), (2026, 2));
        assert_eq!(due_half(day("2026-03-01"), &["2025-H1"]), (2025, 2));
        assert_eq!(due_half(day("2026-03-01"), &["2025-H2"]), (2026, 1));
    }
}
