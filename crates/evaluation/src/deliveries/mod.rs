//! Deliveries (报送进度): which unit has delivered which kind of record for the period of a cycle, and what is missing. A unit
//! that has nothing of a kind says so (零报告), so that silence and nothing are different things.
mod board;
mod list_page;
mod store;
mod unit_page;
mod web;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Days;
use lvzhi_duty::facts::{self, recorder_key};
use lvzhi_notices::{NoticeKind, Recipients, Told, tell, was_told};
use lvzhi_people::office::{Unit, UnitKind, all_units, staff_accounts, unit_accounts};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::clock::{at_local, day_of};
use lvzhi_platform::{Act, Database, Error, Result, Unaudited};
use lvzhi_schema::evaluation::{cycle, nil_return};
use lvzhi_scoring::{Kind, Period};
use serde_json::json;
use uuid::Uuid;

use crate::cycles::{self, Step, step_of};
use crate::noun;
use crate::schemes::{self, Rulebook};

pub use board::{Cell, Deliverer, Nil, Row, Standing};
pub use list_page::summary;
pub use web::routes;

/// Days before a period in which a division or branch must have recorded something to stand on the board.
const LOOK_BACK: u64 = 366;

/// The board of a cycle.
#[derive(Debug)]
pub struct Board {
    rulebook: Arc<Rulebook>,
    period: Period,
    /// A row a unit.
    pub rows: Vec<Row>,
}

impl Board {
    /// The kinds that it has cells for: those that the scheme counts, ratings among them.
    #[must_use]
    pub fn kinds(&self) -> Vec<&Kind> {
        self.rulebook.counted_kinds(self.period, true)
    }

    /// The kinds that a unit has not delivered.
    #[must_use]
    pub fn missing_of(&self, unit: Uuid) -> Vec<&Kind> {
        let is_it = |row: &&Row| matches!(row.deliverer, Deliverer::Unit { id, .. } if id == unit);
        let Some(row) = self.rows.iter().find(is_it) else { return Vec::new() };
        let cells = self.kinds().into_iter().zip(&row.cells);
        cells.filter(|(_, cell)| cell.standing() == Standing::Missing).map(|(kind, _)| kind).collect()
    }

    /// How many cells stand so.
    #[must_use]
    pub fn count(&self, standing: Standing) -> usize {
        self.rows.iter().map(|row| row.count(standing)).sum()
    }
}

fn period_of(cycle: &cycle::Model) -> Period {
    Period { from: cycle.starts_on, to: cycle.ends_on }
}

/// The board of a cycle as it stands now.
///
/// # Errors
/// When the database cannot be read.
pub async fn board_of(db: &Database, cycle: &cycle::Model) -> Result<Board> {
    let committee = cycle.committee_id;
    let rulebook = schemes::rulebook(db, committee, cycle.scheme_id).await?;
    let period = period_of(cycle);
    let deliveries = facts::deliveries(db.read(), committee, (period.from, period.to)).await?;
    let before = period.from.checked_sub_days(Days::new(LOOK_BACK)).unwrap_or(period.from);
    let earlier = facts::deliveries(db.read(), committee, (before, period.from)).await?;
    let known: BTreeSet<String> = deliveries.iter().chain(&earlier).map(|own| own.recorder.clone()).collect();
    let rows = board::rows(&board::Material {
        kinds: &rulebook.counted_kinds(period, true),
        units: &all_units(db, committee).await?,
        accounts: &unit_accounts(db, committee).await?,
        deliveries: &deliveries,
        known: &known,
        nils: &store::latest(db.read(), committee, cycle.id).await?,
    });
    Ok(Board { rulebook, period, rows })
}

/// The cycle that units deliver for now: the newest one that is not computed yet, with its board.
///
/// # Errors
/// When the database cannot be read.
pub async fn running(db: &Database, actor: &Actor) -> Result<Option<(cycle::Model, Board)>> {
    let cycles = cycles::list(db, actor.committee).await?;
    let collects = |cycle: &cycle::Model| {
        step_of(cycle).is_ok_and(|step| matches!(step, Step::Prepare | Step::Collect | Step::Rate))
    };
    match cycles.into_iter().find(collects) {
        Some(cycle) => {
            let board = board_of(db, &cycle).await?;
            Ok(Some((cycle, board)))
        }
        None => Ok(None),
    }
}

/// Whether units may still state something for a cycle.
#[must_use]
pub fn is_open(cycle: &cycle::Model) -> bool {
    step_of(cycle).is_ok_and(|step| step < Step::Publish)
}

async fn open(tx: &Act, id: Uuid) -> Result<cycle::Model> {
    let cycle = cycles::take(tx, id).await?;
    if is_open(&cycle) {
        return Ok(cycle);
    }
    let now = step_of(&cycle)?.label();
    Err(Error::Conflict(format!("{}考评现在是“{now}”，报送已经截止，没有改动。", cycle.name)))
}

/// A unit of the committee.
async fn unit_of(db: &Database, committee: Uuid, id: Uuid) -> Result<(UnitKind, Unit)> {
    let found = all_units(db, committee).await?.into_iter().find(|(_, unit)| unit.id == id);
    found.ok_or_else(|| Error::NotFound("没有这个单位。".into()))
}

/// States for a unit that it has nothing of these kinds in the period of a cycle. What was stated before is not stated twice.
///
/// # Errors
/// [`Error::Invalid`] without a kind or a source; [`Error::Conflict`] when there are records of one, or the cycle is published.
pub async fn state_nil(tx: &mut Act, cycle: Uuid, unit: &Unit, kinds: &[&Kind], source: &str) -> Result<()> {
    let cycle = open(tx, cycle).await?;
    if kinds.is_empty() {
        return Err(Error::Invalid("没有勾选种类。请勾选本期确实没有的种类。".into()));
    }
    if source.is_empty() {
        return Err(Error::Invalid("没有写是谁说的。请写明姓名和方式，例如“李某某 电话”。".into()));
    }
    let key = recorder_key(&unit.name);
    let there = facts::deliveries(&**tx, tx.committee(), (cycle.starts_on, cycle.ends_on)).await?;
    let latest = store::latest(&**tx, tx.committee(), cycle.id).await?;
    let mut stated = Vec::new();
    for kind in kinds {
        if let Some(own) = there.iter().find(|own| own.recorder == key && own.kind == kind.id) {
            let count = own.confirmed + own.waiting;
            let sentence =
                format!("{}本期已经有 {count} 条{}，不能记“本期确无”。什么也没有记。", unit.name, kind.label);
            return Err(Error::Conflict(sentence));
        }
        let before = latest.get(&(unit.id, kind.id.clone()));
        if before.is_some_and(|row| row.holds) {
            continue;
        }
        let seq = before.map_or(0, |row| row.seq) + 1;
        store::insert(tx, statement(tx, &cycle, (unit, kind, seq), true, source)).await?;
        stated.push(kind.label.as_str());
    }
    if stated.is_empty() {
        tx.unaudited(Unaudited::Nothing);
        return Ok(());
    }
    let detail = json!({ "name": cycle.name, "unit": unit.name, "kinds": stated, "source": source });
    tx.note(noun::STATE_NIL, noun::CYCLE.subject(cycle.id), detail);
    Ok(())
}

/// Takes back that a unit has nothing of a kind. A second click does nothing.
///
/// # Errors
/// [`Error::Conflict`] when the cycle is published.
pub async fn take_back_nil(tx: &mut Act, cycle: Uuid, unit: &Unit, kind: &Kind) -> Result<()> {
    let cycle = open(tx, cycle).await?;
    let latest = store::latest(&**tx, tx.committee(), cycle.id).await?;
    let Some(before) = latest.get(&(unit.id, kind.id.clone())).filter(|row| row.holds) else {
        tx.unaudited(Unaudited::Nothing);
        return Ok(());
    };
    store::insert(tx, statement(tx, &cycle, (unit, kind, before.seq + 1), false, "")).await?;
    let detail =
        json!({ "name": cycle.name, "unit": unit.name, "kinds": [kind.label], "source": before.source });
    tx.note(noun::TAKE_BACK_NIL, noun::CYCLE.subject(cycle.id), detail);
    Ok(())
}

/// A reminder of what a unit has not delivered.
pub(crate) const REMINDED: NoticeKind = NoticeKind { id: "delivery_reminder", label: "催报" };

/// Reminds the staff of a division or a branch of the kinds that are missing, at most once a day.
///
/// # Errors
/// [`Error::Conflict`] when nothing is missing, nobody there has an account, it was reminded today, or the cycle is published.
pub async fn remind(tx: &mut Act, cycle: Uuid, unit: &Unit, missing: &[&Kind]) -> Result<()> {
    let cycle = open(tx, cycle).await?;
    if missing.is_empty() {
        return Err(Error::Conflict(format!("{}没有未交的，没有催报。", unit.name)));
    }
    let accounts = staff_accounts(tx, unit.id).await?;
    if accounts.is_empty() {
        let sentence = format!("{}没有干部账号，通知到不了。请用电话或者书面催报。", unit.name);
        return Err(Error::Conflict(sentence));
    }
    let href = format!("/notices#{}-{}", cycle.id, unit.id);
    let today = at_local(day_of(tx.at()), 0, 0);
    if was_told(tx, &accounts, (REMINDED, &href), today).await? {
        return Err(Error::Conflict(format!("{}今天已经催报过，没有再催。", unit.name)));
    }
    let labels: Vec<&str> = missing.iter().map(|kind| kind.label.as_str()).collect();
    let text = format!(
        "请报送{}考评的{}；{}本期确实没有的，请告诉委员工作机构。",
        cycle.name,
        labels.join("、"),
        unit.name
    );
    let told = Told { kind: REMINDED, text, href };
    let count = tell(tx, &Recipients::Accounts(accounts), &told).await?;
    let detail = json!({ "name": cycle.name, "unit": unit.name, "kinds": labels, "count": count });
    tx.note(noun::REMIND, noun::CYCLE.subject(cycle.id), detail);
    Ok(())
}

fn statement(
    tx: &Act,
    cycle: &cycle::Model,
    (unit, kind, seq): (&Unit, &Kind, i32),
    holds: bool,
    source: &str,
) -> nil_return::Model {
    nil_return::Model {
        committee_id: tx.committee(),
        cycle_id: cycle.id,
        unit_id: unit.id,
        kind: kind.id.clone(),
        seq,
        holds,
        source: source.to_owned(),
        stated_by: tx.by().account,
        stated_by_name: tx.by().name.clone(),
        stated_at: tx.at(),
    }
}
