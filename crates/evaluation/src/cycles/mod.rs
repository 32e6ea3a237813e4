//! Cycles: one evaluation of one period, step by step. Going back a step is an act with a reason.
mod step;
mod store;

use chrono::NaiveDate;
use lvzhi_platform::{Act, Error, Result, Unaudited};
use lvzhi_schema::evaluation::cycle;
use serde_json::json;
use uuid::Uuid;

use crate::{noun, schemes};

pub use step::{STEPS, Step};
pub use store::{
    find, history, last_step, list, set_current_run, set_notice_period, set_published_run, take,
};

/// What a new cycle needs.
#[derive(Clone, Debug)]
pub struct NewCycle {
    /// The scheme version that binds it.
    pub scheme: Uuid,
    /// As printed: 2026 年上半年.
    pub name: String,
    /// Sortable: 2026-H1.
    pub label: String,
    /// First day of the period.
    pub starts_on: NaiveDate,
    /// Last day of the period.
    pub ends_on: NaiveDate,
}

/// Sets up a cycle; it stands at `prepare`.
///
/// # Errors
/// When the dates are the wrong way round, the scheme version is retired, or the period has a cycle by this scheme already.
pub async fn create(tx: &mut Act, new: &NewCycle) -> Result<Uuid> {
    if new.name.trim().is_empty() {
        return Err(Error::Invalid("请写明考评名称，例如“2026 年上半年”。".into()));
    }
    if new.ends_on < new.starts_on {
        let sentence = format!("止日 {} 早于起日 {}，请对调。", new.ends_on, new.starts_on);
        return Err(Error::Invalid(sentence));
    }
    if let Some(sentence) = schemes::rulebook_in(tx, new.scheme).await?.unfit() {
        return Err(Error::Invalid(sentence));
    }
    if schemes::is_retired(tx, new.scheme).await? {
        return Err(Error::Conflict("这一版办法已停用，不能再建周期。请选现行的一版。".into()));
    }
    if store::exists(tx, new.scheme, &new.label).await? {
        return Err(Error::Conflict(format!("按这一办法的“{}”已经建过，不用再建。", new.name)));
    }
    let id = store::insert(tx, new).await?;
    store::add_step(tx, id, Step::Prepare, "").await?;
    let detail = json!({ "name": new.name, "from": new.starts_on, "to": new.ends_on });
    tx.note(noun::CREATE, noun::CYCLE.subject(id), detail);
    Ok(id)
}

/// Moves a cycle from the step that somebody saw to another one. A second click finds it there and does nothing.
///
/// # Errors
/// [`Error::Conflict`] when it stands elsewhere by now or the table has no such move; [`Error::Invalid`] when a reason is
/// demanded and missing.
pub async fn move_to(tx: &mut Act, id: Uuid, (from, to): (Step, Step), reason: &str) -> Result<()> {
    let cycle = take(tx, id).await?;
    if step_of(&cycle)? == to {
        tx.unaudited(Unaudited::Nothing);
        return Ok(());
    }
    if step_of(&cycle)? != from {
        return Err(moved_on(&cycle)?);
    }
    step_to(tx, &cycle, to, reason).await?;
    note_move(tx, &cycle, to, reason);
    Ok(())
}

/// Why an act on a cycle comes too late.
///
/// # Errors
/// When the database holds a step the program does not know.
pub(crate) fn moved_on(cycle: &cycle::Model) -> Result<Error> {
    let now = step_of(cycle)?.label();
    Ok(Error::Conflict(format!(
        "刚才有人办过，{}现在是“{now}”，没有重复办。请看过现在的情况再办。",
        cycle.name
    )))
}

/// Enters a move in the audit trail.
pub(crate) fn note_move(tx: &mut Act, cycle: &cycle::Model, to: Step, reason: &str) {
    let detail = json!({ "name": cycle.name, "from": cycle.step, "to": to.id(), "reason": reason.trim() });
    tx.note(noun::MOVE, noun::CYCLE.subject(cycle.id), detail);
}

/// Moves a cycle, read by [`take`], as part of an act that has its own event, and notes it in the history.
///
/// # Errors
/// As [`move_to`].
pub(crate) async fn step_to(tx: &Act, cycle: &cycle::Model, to: Step, reason: &str) -> Result<()> {
    let from = step_of(cycle)?;
    let step = STEPS.leave(from, to)?;
    let is_way_back = to < from || to == Step::Withdrawn;
    if is_way_back && reason.trim().is_empty() {
        return Err(Error::Invalid(format!("{}要写明理由，理由会留在记录里。", step.verb)));
    }
    if !store::set_step(tx, cycle.id, from, to).await? {
        return Err(moved_on(&store::take(tx, cycle.id).await?)?);
    }
    store::add_step(tx, cycle.id, to, reason.trim()).await
}

/// The run that the office sees of a cycle: the published one, else the latest. A recomputation after publication is a
/// draft, found in the list of runs, until it is published as a correction.
#[must_use]
pub fn shown_run(cycle: &cycle::Model) -> Option<Uuid> {
    cycle.published_run_id.or(cycle.current_run_id)
}

/// The run that members see of a cycle: the published one, else, from the announcement on, the latest.
#[must_use]
pub fn shown_to_members(cycle: &cycle::Model) -> Option<Uuid> {
    cycle.published_run_id.or_else(|| cycle.announce_from.and(cycle.current_run_id))
}

/// Where a cycle stands.
///
/// # Errors
/// When the database holds a step the program does not know.
pub fn step_of(cycle: &cycle::Model) -> Result<Step> {
    Step::parse(&cycle.step).ok_or_else(|| Error::internal(anyhow::anyhow!("unknown step {}", cycle.step)))
}
