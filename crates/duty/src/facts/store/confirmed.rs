//! What evaluation reads of facts: half a year of a province is fifty thousand rows.
use chrono::NaiveDate;
use futures_util::TryStreamExt;
use lvzhi_platform::clock::day_of;
use lvzhi_platform::{Database, Result};
use lvzhi_scoring::{Fact, Points};
use sea_orm::{QueryResult, Statement, StreamTrait};
use uuid::Uuid;

use super::super::Evidence;
use super::FROM;
use crate::record::store::CURRENT;

/// All current, confirmed facts of a committee between two days (both included), each with its evidence: by member, by
/// day, by id, which is the order of the engine.
///
/// # Errors
/// When the database cannot be read or a stored attribute is not JSON.
pub async fn confirmed_between(
    db: &Database,
    committee: Uuid,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<(Fact, Evidence)>> {
    let sql = format!(
        "select {CONFIRMED} {FROM} where f.committee_id = $1 and f.occurred_on between $2 and $3
        and (f.confirmed_by <> '' or c.fact_id is not null) and {CURRENT}"
    );
    let values = [committee.into(), from.into(), to.into()];
    let statement = Statement::from_sql_and_values(db.backend(), sql, values);
    // Row by row, while the database looks for the next: the rows of half a year take five times as much memory as the facts.
    let mut rows = db.read().stream_raw(statement).await?;
    let mut found = Vec::new();
    while let Some(row) = rows.try_next().await? {
        found.push(confirmed(&row)?);
    }
    // Neither database has an index in this order.
    found.sort_unstable_by_key(|(key, _)| *key);
    Ok(found.into_iter().map(|(_, fact)| fact).collect())
}

/// What the engine reads of a fact, and its evidence, in the order in which [`confirmed`] takes them: a column is found
/// by its place in half the time that its name takes.
const CONFIRMED: &str =
    "f.member_id, f.occurred_on, f.id, f.kind, f.quantity, f.attributes, f.piece, f.stage, f.role,
    f.signers, f.document, coalesce(nullif(f.confirmed_by, ''), c.confirmed_by_name),
    case when f.confirmed_by <> '' then f.recorded_at else c.confirmed_at end";

/// What confirmed facts are sorted by: member, day, id.
type Order = (Uuid, NaiveDate, Uuid);

fn confirmed(row: &QueryResult) -> Result<(Order, (Fact, Evidence))> {
    let order: Order = (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    let (member, date, id) = order;
    let signers: Option<i32> = row.try_get_by_index(9)?;
    let fact = Fact {
        id: id.to_string(),
        subject: member.to_string(),
        kind: row.try_get_by_index(3)?,
        date,
        quantity: Points(row.try_get_by_index(4)?),
        attributes: serde_json::from_str(&row.try_get_by_index::<String>(5)?)?,
        piece: row.try_get_by_index(6)?,
        stage: row.try_get_by_index(7)?,
        role: row.try_get_by_index(8)?,
        signers: signers.and_then(|signers| u32::try_from(signers).ok()),
    };
    let evidence = Evidence {
        document: row.try_get_by_index(10)?,
        confirmed_by: row.try_get_by_index(11)?,
        confirmed_on: day_of(row.try_get_by_index(12)?),
    };
    Ok((order, (fact, evidence)))
}
