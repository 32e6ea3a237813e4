//! SQL of deliveries: current facts counted by recording unit and kind.
use chrono::NaiveDate;
use lvzhi_platform::Result;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use uuid::Uuid;

use super::Delivery;
use crate::facts::store::{RECORDER_KEY, UNCONFIRMED};
use crate::record::store::CURRENT;

#[derive(FromQueryResult)]
struct Row {
    recorder: String,
    kind: String,
    total: i64,
    waiting: i64,
    last: i64,
}

/// What was delivered of what happened between two days (both included), by unit and kind.
///
/// # Errors
/// When the database cannot be read.
pub async fn deliveries<C: ConnectionTrait>(
    db: &C,
    committee: Uuid,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Delivery>> {
    let sql = format!(
        "select {RECORDER_KEY} as recorder, f.kind, count(*) as total,
            cast(sum(case when {UNCONFIRMED} then 1 else 0 end) as bigint) as waiting,
            max(f.recorded_at) as last
        from fact f where f.committee_id = $1 and f.occurred_on between $2 and $3 and {CURRENT}
        group by {RECORDER_KEY}, f.kind"
    );
    let values = [committee.into(), from.into(), to.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = Row::find_by_statement(statement).all(db).await?;
    let delivery = |row: Row| Delivery {
        recorder: row.recorder,
        kind: row.kind,
        confirmed: (row.total - row.waiting).unsigned_abs(),
        waiting: row.waiting.unsigned_abs(),
        last: row.last,
    };
    Ok(rows.into_iter().map(delivery).collect())
}
