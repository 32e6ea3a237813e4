//! Table `outcome`.
use std::collections::BTreeMap;

use lvzhi_platform::{Database, Result, WriteTx};
use lvzhi_schema::evaluation::outcome;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// Rows a bulk insert sends at once: SQLite allows 32 766 variables.
const CHUNK: usize = 2_000;

pub(super) async fn insert(tx: &WriteTx, rows: &[outcome::Model]) -> Result<()> {
    for chunk in rows.chunks(CHUNK) {
        let models = chunk.iter().cloned().map(outcome::ActiveModel::from);
        outcome::Entity::insert_many(models).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// What follows from a published run, by rule.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_run(db: &Database, committee: Uuid, run: Uuid) -> Result<Vec<outcome::Model>> {
    let query = outcome::Entity::find()
        .filter(outcome::Column::CommitteeId.eq(committee))
        .filter(outcome::Column::RunId.eq(run))
        .order_by_asc(outcome::Column::Rule);
    Ok(query.all(db.read()).await?)
}

/// People by outcome rule of a published run.
///
/// # Errors
/// When the database cannot be read.
pub async fn counts(db: &Database, committee: Uuid, run: Uuid) -> Result<BTreeMap<String, u32>> {
    let mut counts = BTreeMap::new();
    for row in of_run(db, committee, run).await? {
        *counts.entry(row.rule).or_default() += 1;
    }
    Ok(counts)
}
