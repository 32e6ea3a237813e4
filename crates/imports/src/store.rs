//! SQL of imports.
use lvzhi_platform::clock::Millis;
use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::imports::{batch_reversal, column_mapping, import_batch, import_row};
use lvzhi_schema::work::{job, stored_file};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, Set,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{BatchState, Change, Counts, Effect, RowDraft, RowState, StagedRow};

/// Rows in one statement: SQLite takes 32 766 values, a row has ten.
const CHUNK: usize = 2_000;

#[derive(Serialize, Deserialize)]
struct StoredChanges {
    effect: Effect,
    cells: Vec<Change>,
}

pub(super) async fn insert_batch(tx: &Act, batch: import_batch::Model) -> Result<()> {
    import_batch::ActiveModel::from(batch).insert(&**tx).await?;
    Ok(())
}

pub(super) async fn insert_rows(tx: &Act, batch: Uuid, rows: &[RowDraft]) -> Result<()> {
    for (chunk_number, chunk) in rows.chunks(CHUNK).enumerate() {
        let mut models = Vec::with_capacity(chunk.len());
        for (at, row) in chunk.iter().enumerate() {
            let changes = StoredChanges { effect: row.effect, cells: row.changes.clone() };
            models.push(import_row::ActiveModel::from(import_row::Model {
                committee_id: tx.committee(),
                batch_id: batch,
                ordinal: i32::try_from(chunk_number * CHUNK + at + 1).map_err(Error::internal)?,
                sheet: row.sheet.clone(),
                row_number: i32::try_from(row.row_number).map_err(Error::internal)?,
                state: row.state().id().into(),
                cells: serde_json::to_string(&row.cells)?,
                problems: serde_json::to_string(&row.problems)?,
                changes: serde_json::to_string(&changes)?,
                record: row.record.to_string(),
            }));
        }
        import_row::Entity::insert_many(models).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// Puts the outcome of another examination in the place of the first.
pub(super) async fn replace_preview(
    tx: &Act,
    batch: Uuid,
    layout: String,
    counts: String,
    rows: &[RowDraft],
) -> Result<bool> {
    let changed = import_batch::Entity::update_many()
        .col_expr(import_batch::Column::Mapping, Expr::value(layout))
        .col_expr(import_batch::Column::Counts, Expr::value(counts))
        .filter(import_batch::Column::CommitteeId.eq(tx.committee()))
        .filter(import_batch::Column::Id.eq(batch))
        .filter(import_batch::Column::State.eq(BatchState::Previewed.id()))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(false);
    }
    import_row::Entity::delete_many()
        .filter(import_row::Column::CommitteeId.eq(tx.committee()))
        .filter(import_row::Column::BatchId.eq(batch))
        .exec(&**tx)
        .await?;
    insert_rows(tx, batch, rows).await?;
    Ok(true)
}

pub(super) async fn find(db: &Database, committee: Uuid, id: Uuid) -> Result<import_batch::Model> {
    import_batch::Entity::find_by_id((committee, id))
        .one(db.read())
        .await?
        .ok_or_else(|| Error::NotFound("没有这次导入。".into()))
}

pub(super) async fn list(
    db: &Database,
    committee: Uuid,
    targets: &[String],
    page: u64,
    size: u64,
) -> Result<(Vec<import_batch::Model>, u64)> {
    let query = of_targets(committee, targets);
    let total = query.clone().count(db.read()).await?;
    let rows = newest_first(query).offset(page.saturating_sub(1) * size).limit(size).all(db.read()).await?;
    Ok((rows, total))
}

/// The latest batches of the given targets, newest first.
pub(super) async fn latest(
    db: &Database,
    committee: Uuid,
    targets: &[String],
    most: u64,
) -> Result<Vec<import_batch::Model>> {
    Ok(newest_first(of_targets(committee, targets)).limit(most).all(db.read()).await?)
}

fn of_targets(committee: Uuid, targets: &[String]) -> Select<import_batch::Entity> {
    import_batch::Entity::find()
        .filter(import_batch::Column::CommitteeId.eq(committee))
        .filter(import_batch::Column::Target.is_in(targets.iter().map(String::as_str)))
}

fn newest_first(query: Select<import_batch::Entity>) -> Select<import_batch::Entity> {
    query.order_by_desc(import_batch::Column::CreatedAt).order_by_desc(import_batch::Column::Id)
}

/// Previews of these targets that nobody confirmed or discarded yet, newest first.
pub(super) async fn previewed(
    db: &Database,
    committee: Uuid,
    targets: &[String],
) -> Result<Vec<import_batch::Model>> {
    let query = import_batch::Entity::find()
        .filter(import_batch::Column::CommitteeId.eq(committee))
        .filter(import_batch::Column::State.eq(BatchState::Previewed.id()))
        .filter(import_batch::Column::Target.is_in(targets.iter().map(String::as_str)))
        .order_by_desc(import_batch::Column::CreatedAt);
    Ok(query.all(db.read()).await?)
}

/// A page of rows, of one state or of all.
pub(super) async fn rows_page(
    db: &Database,
    committee: Uuid,
    batch: Uuid,
    state: Option<RowState>,
    page: u64,
    size: u64,
) -> Result<Vec<StagedRow>> {
    let mut query = import_row::Entity::find()
        .filter(import_row::Column::CommitteeId.eq(committee))
        .filter(import_row::Column::BatchId.eq(batch));
    if let Some(state) = state {
        query = query.filter(import_row::Column::State.eq(state.id()));
    }
    let rows = query
        .order_by_asc(import_row::Column::Ordinal)
        .offset(page.saturating_sub(1) * size)
        .limit(size)
        .all(db.read())
        .await?;
    rows.into_iter().map(staged).collect()
}

/// Rows of the given states.
pub(super) async fn rows<C: ConnectionTrait>(
    db: &C,
    committee: Uuid,
    batch: Uuid,
    states: &[RowState],
) -> Result<Vec<StagedRow>> {
    let rows = import_row::Entity::find()
        .filter(import_row::Column::CommitteeId.eq(committee))
        .filter(import_row::Column::BatchId.eq(batch))
        .filter(import_row::Column::State.is_in(states.iter().map(|state| state.id())))
        .order_by_asc(import_row::Column::Ordinal)
        .all(db)
        .await?;
    rows.into_iter().map(staged).collect()
}

fn staged(row: import_row::Model) -> Result<StagedRow> {
    let changes: StoredChanges = serde_json::from_str(&row.changes)?;
    let state = RowState::parse(&row.state);
    Ok(StagedRow {
        ordinal: row.ordinal,
        sheet: row.sheet,
        row_number: row.row_number,
        state: state.ok_or_else(|| Error::internal(anyhow::anyhow!("row state {}", row.state)))?,
        effect: changes.effect,
        cells: serde_json::from_str(&row.cells)?,
        problems: serde_json::from_str(&row.problems)?,
        changes: changes.cells,
        record: serde_json::from_str(&row.record)?,
    })
}

/// Where a batch stands, as the act sees it.
pub(super) async fn state(tx: &Act, id: Uuid) -> Result<String> {
    let found = import_batch::Entity::find_by_id((tx.committee(), id)).one(&**tx).await?;
    found.map(|batch| batch.state).ok_or_else(|| Error::NotFound("没有这次导入。".into()))
}

/// Moves a batch to another state, if it still is in the expected one.
pub(super) async fn advance(
    tx: &Act,
    batch: &import_batch::Model,
    from: BatchState,
    to: BatchState,
) -> Result<bool> {
    let mut update = import_batch::Entity::update_many()
        .col_expr(import_batch::Column::State, Expr::value(to.id()))
        .filter(import_batch::Column::CommitteeId.eq(batch.committee_id))
        .filter(import_batch::Column::Id.eq(batch.id))
        .filter(import_batch::Column::State.eq(from.id()));
    match to {
        BatchState::Confirmed => {
            update = update.col_expr(import_batch::Column::ConfirmedAt, Expr::value(Some(tx.at())));
        }
        BatchState::Undone => {
            update = update.col_expr(import_batch::Column::UndoneAt, Expr::value(Some(tx.at())));
        }
        _ => {}
    }
    Ok(update.exec(&**tx).await?.rows_affected == 1)
}

pub(super) async fn note_counts(tx: &Act, batch: &import_batch::Model, counts: &Counts) -> Result<()> {
    let row = import_batch::ActiveModel {
        committee_id: Set(batch.committee_id),
        id: Set(batch.id),
        counts: Set(serde_json::to_string(counts)?),
        ..Default::default()
    };
    row.update(&**tx).await?;
    Ok(())
}

pub(super) async fn insert_reversal(tx: &Act, batch: Uuid, account: Uuid, reason: &str) -> Result<()> {
    let row = batch_reversal::Model {
        committee_id: tx.committee(),
        batch_id: batch,
        reversed_by: account,
        reversed_at: tx.at(),
        reason: reason.to_owned(),
    };
    batch_reversal::ActiveModel::from(row).insert(&**tx).await?;
    Ok(())
}

pub(super) async fn reversal(
    db: &Database,
    committee: Uuid,
    batch: Uuid,
) -> Result<Option<batch_reversal::Model>> {
    Ok(batch_reversal::Entity::find_by_id((committee, batch)).one(db.read()).await?)
}

pub(super) async fn remembered(
    db: &Database,
    committee: Uuid,
    target: &str,
    signature: &str,
) -> Result<Option<String>> {
    let key = (committee, target.to_owned(), signature.to_owned());
    Ok(column_mapping::Entity::find_by_id(key).one(db.read()).await?.map(|row| row.mapping))
}

pub(super) async fn remember(tx: &Act, target: &str, signature: &str, mapping: String) -> Result<()> {
    let row = column_mapping::Model {
        committee_id: tx.committee(),
        target: target.to_owned(),
        signature: signature.to_owned(),
        mapping,
        used_at: tx.at(),
    };
    let key = [
        column_mapping::Column::CommitteeId,
        column_mapping::Column::Target,
        column_mapping::Column::Signature,
    ];
    let replace = OnConflict::columns(key)
        .update_columns([column_mapping::Column::Mapping, column_mapping::Column::UsedAt])
        .to_owned();
    column_mapping::Entity::insert(column_mapping::ActiveModel::from(row))
        .on_conflict(replace)
        .exec_without_returning(&**tx)
        .await?;
    Ok(())
}

/// Another batch with the same file, the latest one.
pub(super) async fn same_file(
    db: &Database,
    batch: &import_batch::Model,
) -> Result<Option<import_batch::Model>> {
    let digest: Option<String> = stored_file::Entity::find_by_id((batch.committee_id, batch.file_id))
        .select_only()
        .column(stored_file::Column::Digest)
        .into_tuple()
        .one(db.read())
        .await?;
    let Some(digest) = digest else { return Ok(None) };
    let files: Vec<Uuid> = stored_file::Entity::find()
        .select_only()
        .column(stored_file::Column::Id)
        .filter(stored_file::Column::CommitteeId.eq(batch.committee_id))
        .filter(stored_file::Column::Digest.eq(digest))
        .into_tuple()
        .all(db.read())
        .await?;
    Ok(import_batch::Entity::find()
        .filter(import_batch::Column::CommitteeId.eq(batch.committee_id))
        .filter(import_batch::Column::FileId.is_in(files))
        .filter(import_batch::Column::Id.ne(batch.id))
        .filter(import_batch::Column::CreatedAt.lte(batch.created_at))
        .filter(import_batch::Column::State.is_in([BatchState::Confirmed.id(), BatchState::Previewed.id()]))
        .order_by_desc(import_batch::Column::CreatedAt)
        .one(db.read())
        .await?)
}

/// A job of this kind with this payload that is not finished.
pub(super) async fn running_job(
    db: &Database,
    committee: Uuid,
    kind: &str,
    payload: &str,
) -> Result<Option<Uuid>> {
    let found: Option<(Uuid, Millis)> = job::Entity::find()
        .select_only()
        .column(job::Column::Id)
        .column(job::Column::CreatedAt)
        .filter(job::Column::State.is_in(["queued", "running"]))
        .filter(job::Column::CommitteeId.eq(committee))
        .filter(job::Column::Kind.eq(kind))
        .filter(job::Column::Payload.eq(payload))
        .into_tuple()
        .one(db.read())
        .await?;
    Ok(found.map(|(id, _)| id))
}
