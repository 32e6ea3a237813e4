//! Announcing and publishing: a notice period, then one pointer is moved and the outcomes are listed.
mod store;
mod told;

use chrono::{Datelike, NaiveDate};
use lvzhi_platform::calendar::Calendar;
use lvzhi_platform::clock::day_of;
use lvzhi_platform::{Act, Error, Result, Unaudited};
use lvzhi_schema::evaluation::{cycle, outcome, run};
use lvzhi_scoring::Evaluation;
use lvzhi_scoring::scheme::Cadence;
use serde_json::json;
use uuid::Uuid;

use super::cycles::{self, Step};
use super::runs;
use super::schemes::{self, Rulebook};
use crate::noun;
use lvzhi_shell::app::App;

pub(crate) use store::{Due, due};
pub use store::{Named, counts, named};
pub(crate) use told::{ANNOUNCED, PUBLISHED, RETRACTED};

/// Working days a result stays open to objections, counted from the day after the announcement.
pub const NOTICE_WORKING_DAYS: u32 = 5;

/// First and last day of a notice that begins on `from`.
#[must_use]
pub fn notice_period(calendar: &Calendar, from: NaiveDate) -> (NaiveDate, NaiveDate) {
    let rest = NOTICE_WORKING_DAYS - u32::from(calendar.is_business_day(from));
    (from, calendar.add_business_days(from, rest))
}

/// Refuses what was decided on a run that is not the current one any more.
fn demand_current(cycle: &cycle::Model, looked_at: Uuid, act: &str) -> Result<()> {
    match cycle.current_run_id {
        Some(current) if current == looked_at => Ok(()),
        Some(_) => Err(Error::Conflict(format!(
            "您看过之后又核算过一次，那一次不再是现行结果，没有{act}。请看过新的结果再{act}。"
        ))),
        None => Err(Error::Conflict(format!("还没有核算结果，先核算再{act}。"))),
    }
}

/// Announces the run that was looked at: from today, for five working days. A second click does nothing.
///
/// # Errors
/// [`Error::Conflict`] when another run is current by now, or the cycle stands elsewhere.
pub async fn announce(app: &App, tx: &mut Act, id: Uuid, looked_at: Uuid) -> Result<()> {
    let cycle = cycles::take(tx, id).await?;
    demand_current(&cycle, looked_at, "公示")?;
    if cycles::step_of(&cycle)? == Step::Announce {
        tx.unaudited(Unaudited::Nothing);
        return Ok(());
    }
    let (from, to) = notice_period(&app.calendar, day_of(tx.at()));
    cycles::step_to(tx, &cycle, Step::Announce, "").await?;
    cycles::set_notice_period(tx, cycle.id, Some((from, to))).await?;
    told::announced(tx, &cycle, looked_at, to).await?;
    let detail = json!({ "name": cycle.name, "run": looked_at, "from": from, "to": to });
    tx.note(noun::ANNOUNCE, noun::CYCLE.subject(cycle.id), detail);
    Ok(())
}

/// Takes an announcement back: on the same day by whoever made it (`keeper`: by whoever publishes, on any day).
///
/// # Errors
/// [`Error::Forbidden`] for others or on a later day; else as [`cycles::move_to`].
pub async fn retract(tx: &mut Act, id: Uuid, keeper: bool, reason: &str) -> Result<()> {
    let cycle = cycles::take(tx, id).await?;
    match cycles::step_of(&cycle)? {
        Step::Announce => {}
        Step::Compute => {
            tx.unaudited(Unaudited::Nothing);
            return Ok(());
        }
        _ => return Err(cycles::moved_on(&cycle)?),
    }
    let announced = cycles::last_step(tx, id).await?;
    let own = announced.is_some_and(|step| {
        step.moved_by.is_some()
            && step.moved_by == tx.by().account
            && day_of(step.moved_at) == day_of(tx.at())
    });
    if !own && !keeper {
        let sentence = "公示当天由公示的人撤回；过了当天，请秘书长退回。现在什么也没有改。";
        return Err(Error::Forbidden(sentence.into()));
    }
    cycles::step_to(tx, &cycle, Step::Compute, reason).await?;
    cycles::set_notice_period(tx, id, None).await?;
    told::retracted(tx, &cycle).await?;
    cycles::note_move(tx, &cycle, Step::Compute, reason);
    Ok(())
}

/// Ends the notice period: objections are decided from here on.
///
/// # Errors
/// When the period still runs.
pub async fn begin_review(tx: &mut Act, id: Uuid) -> Result<()> {
    let cycle = cycles::take(tx, id).await?;
    if let Some(to) = cycle.announce_to
        && day_of(tx.at()) <= to
        && cycles::step_of(&cycle)? == Step::Announce
    {
        let sentence = format!("公示到 {}月{}日 为止，期满次日起才能转入复核。", to.month(), to.day());
        return Err(Error::Conflict(sentence));
    }
    cycles::move_to(tx, id, (Step::Announce, Step::Review), "").await
}

/// Publishes the run that was looked at: moves the pointer and lists what follows. Publishing a later run of a published
/// cycle is a correction; a second click does nothing.
///
/// # Errors
/// [`Error::Conflict`] when another run is current by now, or the cycle has not been through notice and review.
pub async fn publish(app: &App, tx: &mut Act, id: Uuid, looked_at: Uuid) -> Result<()> {
    let cycle = cycles::take(tx, id).await?;
    demand_current(&cycle, looked_at, "发布")?;
    if cycle.published_run_id == Some(looked_at) {
        tx.unaudited(Unaudited::Nothing);
        return Ok(());
    }
    if cycles::step_of(&cycle)? != Step::Publish {
        cycles::step_to(tx, &cycle, Step::Publish, "").await?;
    }
    let rulebook = schemes::rulebook_in(tx, cycle.scheme_id).await?;
    let run = runs::find(&app.db, tx.committee(), looked_at).await?;
    let rows = outcomes(app, tx, &cycle, &run, &rulebook, &runs::stored_evaluation(&run)?)?;
    store::insert(tx, &rows).await?;
    cycles::set_published_run(tx, cycle.id, looked_at).await?;
    told::published(tx, &cycle, looked_at).await?;
    let detail = json!({
        "name": cycle.name,
        "run": looked_at,
        "outcomes": rows.len(),
        "corrects": cycle.published_run_id,
    });
    tx.note(noun::PUBLISH, noun::CYCLE.subject(cycle.id), detail);
    Ok(())
}

fn outcomes(
    app: &App,
    tx: &Act,
    cycle: &cycle::Model,
    run: &run::Model,
    rulebook: &Rulebook,
    evaluation: &Evaluation,
) -> Result<Vec<outcome::Model>> {
    let year_end = cycle.ends_on.month() == 12;
    let mut rows = Vec::new();
    for found in &evaluation.outcomes {
        let Some(rule) = rulebook.scheme.outcome(&found.rule) else { continue };
        if rule.cadence == Cadence::YearEnd && !year_end {
            continue;
        }
        let due = rule.within_working_days.map(|days| app.calendar.add_business_days(day_of(tx.at()), days));
        rows.push(outcome::Model {
            committee_id: tx.committee(),
            run_id: run.id,
            rule: found.rule.clone(),
            member_id: found.subject.parse().map_err(Error::internal)?,
            action: found.action.clone(),
            label: rule.label.clone(),
            reason: found.reason.clone(),
            due_on: due,
        });
    }
    Ok(rows)
}
