//! Reading facts. "Current" means: not void, not replaced, not from an import that was taken back.
use std::collections::BTreeMap;

use chrono::NaiveDate;
use lvzhi_platform::{Database, Result};
use lvzhi_scoring::{Fact, Points};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use uuid::Uuid;

use super::FactView;

/// Conditions on alias `f` under which a fact stands.
const CURRENT: &str = "f.void = false
    and not exists (select 1 from fact r where r.committee_id = f.committee_id and r.replaces_id = f.id)
    and not exists (select 1 from batch_reversal b
        where b.committee_id = f.committee_id and b.batch_id = f.batch_id)";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    member_id: Uuid,
    occurred_on: NaiveDate,
    quantity: i64,
    attributes: String,
    piece: Option<String>,
    stage: Option<String>,
    role: Option<String>,
    signers: Option<i32>,
    document: String,
    recorder: String,
    recorded_by_name: String,
    recorded_at: i64,
    confirmed_by: String,
    batch_id: Option<Uuid>,
    replaces_id: Option<Uuid>,
    reason: String,
}

const COLUMNS: &str = "f.id, f.kind, f.member_id, f.occurred_on, f.quantity, f.attributes, f.piece, f.stage,
    f.role, f.signers, f.document, f.recorder, f.recorded_by_name, f.recorded_at,
    coalesce(nullif(f.confirmed_by, ''), c.confirmed_by_name, '') as confirmed_by,
    f.batch_id, f.replaces_id, f.reason";

const FROM: &str = "from fact f left join fact_confirmation c
    on c.committee_id = f.committee_id and c.fact_id = f.id";

async fn rows(
    db: &Database,
    condition: &str,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> Result<Vec<Row>> {
    let sql = format!("select {COLUMNS} {FROM} where {condition} and {CURRENT} order by f.occurred_on, f.id");
    let statement = Statement::from_sql_and_values(db.backend(), sql, values);
    let found = db.read().query_all_raw(statement).await?;
    Ok(found.iter().map(|row| Row::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}

/// All current, confirmed facts of a committee between two days (both included), as the engine reads them.
///
/// # Errors
/// When the database cannot be read or a stored attribute is not JSON.
pub async fn confirmed_between(
    db: &Database,
    committee: Uuid,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Fact>> {
    let condition = "f.committee_id = $1 and f.occurred_on between $2 and $3
        and (f.confirmed_by <> '' or c.fact_id is not null)";
    let rows = rows(db, condition, [committee.into(), from.into(), to.into()]).await?;
    rows.into_iter().map(fact).collect()
}

fn fact(row: Row) -> Result<Fact> {
    Ok(Fact {
        id: row.id.to_string(),
        subject: row.member_id.to_string(),
        kind: row.kind,
        date: row.occurred_on,
        quantity: Points(row.quantity),
        attributes: serde_json::from_str(&row.attributes)?,
        piece: row.piece,
        stage: row.stage,
        role: row.role,
        signers: row.signers.and_then(|signers| u32::try_from(signers).ok()),
    })
}

/// A member's current facts between two days, confirmed or not, by day.
///
/// # Errors
/// When the database cannot be read or a stored attribute is not JSON.
pub async fn of_member(
    db: &Database,
    committee: Uuid,
    member: Uuid,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<FactView>> {
    let condition = "f.committee_id = $1 and f.member_id = $2 and f.occurred_on between $3 and $4";
    let rows = rows(db, condition, [committee.into(), member.into(), from.into(), to.into()]).await?;
    rows.into_iter().map(view).collect()
}

fn view(row: Row) -> Result<FactView> {
    let attributes: BTreeMap<String, String> = serde_json::from_str(&row.attributes)?;
    Ok(FactView {
        id: row.id,
        kind: row.kind,
        occurred_on: row.occurred_on,
        quantity: row.quantity,
        attributes,
        piece: row.piece,
        stage: row.stage,
        role: row.role,
        document: row.document,
        recorder: row.recorder,
        recorded_by_name: row.recorded_by_name,
        recorded_at: row.recorded_at,
        confirmed_by: row.confirmed_by,
        batch: row.batch_id,
        replaces: row.replaces_id,
        reason: row.reason,
    })
}
