//! Rows of the audit trail. They are only read here; the platform appends them.
use lvzhi_platform::db::containing;
use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::audit::{audit_event, audit_head};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use super::list::Filter;

/// One event, as stored.
pub type Event = audit_event::Model;

fn chosen(committee: Uuid, filter: &Filter) -> Select<audit_event::Entity> {
    let mut query = audit_event::Entity::find().filter(audit_event::Column::CommitteeId.eq(committee));
    if let Some(action) = &filter.action {
        query = query.filter(audit_event::Column::Action.eq(action));
    }
    if let Some(who) = &filter.who {
        query = query.filter(audit_event::Column::ActorName.like(containing(who)));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_event::Column::OccurredAt.gte(from));
    }
    if let Some(before) = filter.before {
        query = query.filter(audit_event::Column::OccurredAt.lt(before));
    }
    query
}

/// How many events a filter has.
pub(super) async fn count(db: &Database, committee: Uuid, filter: &Filter) -> Result<u64> {
    Ok(chosen(committee, filter).count(db.read()).await?)
}

/// Some of them, newest first.
pub(super) async fn list(
    db: &Database,
    committee: Uuid,
    filter: &Filter,
    offset: u64,
    limit: u64,
) -> Result<Vec<Event>> {
    let query = chosen(committee, filter).order_by_desc(audit_event::Column::Seq);
    Ok(query.offset(offset).limit(limit).all(db.read()).await?)
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
