//! Rows of the audit trail. They are only read here; the platform appends them.
use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::audit::{audit_event, audit_head};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::Filter;

/// One event, as stored.
pub type Event = audit_event::Model;

/// One page of the chosen events, newest first, and how many there are in all.
pub(super) async fn list(
    db: &Database,
    committee: Uuid,
    filter: &Filter,
    page: u64,
    per_page: u64,
) -> Result<(Vec<Event>, u64)> {
    let mut query = audit_event::Entity::find().filter(audit_event::Column::CommitteeId.eq(committee));
    if !filter.action.is_empty() {
        query = query.filter(audit_event::Column::Action.eq(&filter.action));
    }
    let who = filter.who.trim();
    if !who.is_empty() {
        query = query.filter(audit_event::Column::ActorName.contains(who));
    }
    let (from, before) = filter.span();
    if let Some(from) = from {
        query = query.filter(audit_event::Column::OccurredAt.gte(from));
    }
    if let Some(before) = before {
        query = query.filter(audit_event::Column::OccurredAt.lt(before));
    }
    let pages = query.order_by_desc(audit_event::Column::Seq).paginate(db.read(), per_page);
    let total = pages.num_items().await?;
    Ok((pages.fetch_page(page.max(1) - 1).await?, total))
}

/// The actions that occur, for the filter.
pub(super) async fn actions(db: &Database, committee: Uuid) -> Result<Vec<String>> {
    Ok(audit_event::Entity::find()
        .select_only()
        .column(audit_event::Column::Action)
        .distinct()
        .filter(audit_event::Column::CommitteeId.eq(committee))
        .order_by_asc(audit_event::Column::Action)
        .into_tuple()
        .all(db.read())
        .await?)
}

/// Number and hash of the last event.
pub(super) async fn head(db: &Database, committee: Uuid) -> Result<Option<(i64, String)>> {
    let row = audit_head::Entity::find_by_id(committee).one(db.read()).await?;
    Ok(row.map(|row| (row.seq, row.hash)))
}

/// One event of a kind by its number.
pub(super) async fn find(db: &Database, committee: Uuid, seq: i64, action: &str) -> Result<Event> {
    audit_event::Entity::find_by_id((committee, seq))
        .filter(audit_event::Column::Action.eq(action))
        .one(db.read())
        .await?
        .ok_or_else(|| Error::NotFound("没有这条记录。".into()))
}

/// The number that the event of this act will have.
pub(super) async fn next_seq(tx: &Act) -> Result<i64> {
    let mut query = audit_head::Entity::find_by_id(tx.committee());
    if tx.get_database_backend() == DbBackend::Postgres {
        query = query.lock_exclusive(); // held until the event is appended, so the number stays ours
    }
    Ok(query.one(&**tx).await?.map_or(1, |row| row.seq + 1))
}
