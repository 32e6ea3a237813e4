//! Announcing and publishing: a notice period, then one pointer is moved and the outcomes are listed.
mod store;

use chrono::{Datelike, NaiveDate};
use lvzhi_platform::clock::day_of;
use lvzhi_platform::{Act, Error, Result};
use lvzhi_schema::evaluation::{cycle, outcome, run};
use lvzhi_scoring::Evaluation;
use lvzhi_scoring::scheme::Cadence;
use serde_json::json;
use uuid::Uuid;

use super::cycles::{self, Step};
use super::runs;
use super::schemes::Rulebook;
use crate::noun;
use lvzhi_shell::app::App;

pub use store::{Named, counts, named};

/// Working days a result stays open to objections, counted from the day after the announcement.
pub const NOTICE_WORKING_DAYS: u32 = 5;

/// Announces the current run: from today, for five working days.
///
/// # Errors
/// When nothing was computed yet, or the cycle stands elsewhere.
pub async fn announce(app: &App, tx: &mut Act, cycle: &cycle::Model) -> Result<(NaiveDate, NaiveDate)> {
    if cycle.current_run_id.is_none() {
        return Err(Error::Conflict("还没有核算结果，先核算再公示。".into()));
    }
    let from = day_of(tx.at());
    let to = app
        .calendar
        .add_business_days(from, NOTICE_WORKING_DAYS - u32::from(app.calendar.is_business_day(from)));
    cycles::step_to(tx, cycle, Step::Announce, "").await?;
    cycles::set_notice_period(tx, cycle.id, from, to).await?;
    let detail = json!({ "name": cycle.name, "run": cycle.current_run_id, "from": from, "to": to });
    tx.note(noun::ANNOUNCE, noun::CYCLE.subject(cycle.id), detail);
    Ok((from, to))
}

/// Ends the notice period: objections are decided from here on.
///
/// # Errors
/// When the period still runs.
pub async fn begin_review(tx: &mut Act, cycle: &cycle::Model) -> Result<()> {
    if let Some(to) = cycle.announce_to
        && day_of(tx.at()) <= to
        && cycles::step_of(cycle)? == Step::Announce
    {
        let sentence = format!("公示到 {}月{}日 为止，期满次日起才能转入复核。", to.month(), to.day());
        return Err(Error::Conflict(sentence));
    }
    cycles::move_to(tx, cycle, Step::Review, "").await
}

/// What publishing did.
#[derive(Clone, Debug)]
pub struct Published {
    /// The run that is published now.
    pub run: Uuid,
    /// Outcomes listed.
    pub outcomes: usize,
    /// The run that was published before, for a correction.
    pub corrects: Option<Uuid>,
}

/// Publishes the current run: moves the pointer and lists what follows. Publishing a later run of a published
/// cycle is a correction; publishing the same run again does nothing.
///
/// # Errors
/// When the cycle has not been through notice and review.
pub async fn publish(
    app: &App,
    tx: &mut Act,
    cycle: &cycle::Model,
    rulebook: &Rulebook,
) -> Result<Published> {
    let Some(current) = cycle.current_run_id else {
        return Err(Error::Conflict("还没有核算结果，不能发布。".into()));
    };
    if cycle.published_run_id == Some(current) {
        return Err(Error::Conflict("这次结果已经发布，不用再发布。".into()));
    }
    if cycles::step_of(cycle)? != Step::Publish {
        cycles::step_to(tx, cycle, Step::Publish, "").await?;
    }
    let run = runs::find(&app.db, tx.committee(), current).await?;
    let rows = outcomes(app, tx, cycle, &run, rulebook, &runs::stored_evaluation(&run)?)?;
    store::insert(tx, &rows).await?;
    cycles::set_published_run(tx, cycle.id, current).await?;
    let published = Published { run: current, outcomes: rows.len(), corrects: cycle.published_run_id };
    let detail = json!({
        "name": cycle.name,
        "run": published.run,
        "outcomes": published.outcomes,
        "corrects": published.corrects,
    });
    tx.note(noun::PUBLISH, noun::CYCLE.subject(cycle.id), detail);
    Ok(published)
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
