//! Cycles: one evaluation of one period, step by step. Going back a step is an act with a reason.
pub mod pages;
mod questions;
mod step;
mod store;
mod to_do;
pub mod web;

use chrono::NaiveDate;
use lvzhi_platform::{Act, Error, Result};
use lvzhi_schema::evaluation::cycle;
use serde_json::json;
use uuid::Uuid;

use crate::{noun, schemes};

pub use step::Step;
pub use store::{find, history, list, set_current_run, set_notice_period, set_published_run};

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

/// Moves a cycle to another step.
///
/// # Errors
/// As [`step_to`].
pub async fn move_to(tx: &mut Act, cycle: &cycle::Model, to: Step, reason: &str) -> Result<()> {
    step_to(tx, cycle, to, reason).await?;
    let detail = json!({ "name": cycle.name, "from": cycle.step, "to": to.id(), "reason": reason.trim() });
    tx.note(noun::MOVE, noun::CYCLE.subject(cycle.id), detail);
    Ok(())
}

/// Moves a cycle as part of an act that has its own event, and notes it in the history.
///
/// # Errors
/// When the move is not one of the table in [`Step::may_become`], or a way back has no reason.
pub(crate) async fn step_to(tx: &Act, cycle: &cycle::Model, to: Step, reason: &str) -> Result<()> {
    let from = step_of(cycle)?;
    if from == to {
        return Ok(()); // a second click
    }
    if !from.may_become(to) {
        let sentence = format!("现在是“{}”，不能直接转到“{}”。", from.label(), to.label());
        return Err(Error::Conflict(sentence));
    }
    if to < from && reason.trim().is_empty() {
        return Err(Error::Invalid("退回上一步要写明理由，理由会留在记录里。".into()));
    }
    store::set_step(tx, cycle.id, to).await?;
    store::add_step(tx, cycle.id, to, reason.trim()).await
}

/// Where a cycle stands.
///
/// # Errors
/// When the database holds a step the program does not know.
pub fn step_of(cycle: &cycle::Model) -> Result<Step> {
    Step::parse(&cycle.step).ok_or_else(|| Error::internal(anyhow::anyhow!("unknown step {}", cycle.step)))
}
