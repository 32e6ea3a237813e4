//! Rows of notices.
use std::collections::BTreeSet;

use lvzhi_platform::clock::Millis;
use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::access::account;
use lvzhi_schema::notices::notice;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use crate::list::Filter;
use crate::{Recipients, roles};

/// Rows that one insert sends: SQLite allows 32 766 variables.
const CHUNK: usize = 2_000;

/// The accounts that are told, each with the member it belongs to.
pub(crate) async fn accounts(act: &Act, recipients: &Recipients) -> Result<Vec<(Uuid, Option<Uuid>)>> {
    use account::Column as C;
    let query = account::Entity::find()
        .select_only()
        .columns([C::Id, C::MemberId])
        .filter(C::CommitteeId.eq(act.committee()))
        .filter(C::DisabledAt.is_null());
    let query = match recipients {
        Recipients::Account(id) => query.filter(C::Id.eq(*id)),
        Recipients::Accounts(ids) => query.filter(C::Id.is_in(ids.iter().copied())),
        Recipients::Holders(permission) => query.filter(C::Role.is_in(roles(*permission))),
        Recipients::Members(_) => query.filter(C::MemberId.is_not_null()),
    };
    let found: Vec<(Uuid, Option<Uuid>)> = query.order_by_asc(C::Id).into_tuple().all(&**act).await?;
    Ok(match recipients {
        Recipients::Members(ids) => {
            let is_meant = |member: &Option<Uuid>| member.is_some_and(|id| ids.contains(&id));
            found.into_iter().filter(|(_, member)| is_meant(member)).collect()
        }
        _ => found,
    })
}

pub(crate) async fn insert(act: &Act, rows: &[notice::Model]) -> Result<()> {
    for chunk in rows.chunks(CHUNK) {
        let models = chunk.iter().cloned().map(notice::ActiveModel::from);
        notice::Entity::insert_many(models).exec_without_returning(&**act).await?;
    }
    Ok(())
}

fn own(committee: Uuid, account: Uuid) -> Select<notice::Entity> {
    notice::Entity::find()
        .filter(notice::Column::CommitteeId.eq(committee))
        .filter(notice::Column::AccountId.eq(account))
}

fn chosen(committee: Uuid, account: Uuid, filter: &Filter) -> Select<notice::Entity> {
    let query = own(committee, account);
    match filter.is_read {
        Some(true) => query.filter(notice::Column::ReadAt.is_not_null()),
        Some(false) => query.filter(notice::Column::ReadAt.is_null()),
        None => query,
    }
}

/// How many of somebody's notices a filter has.
pub(crate) async fn count(db: &Database, committee: Uuid, account: Uuid, filter: &Filter) -> Result<u64> {
    Ok(chosen(committee, account, filter).count(db.read()).await?)
}

/// Some of them, newest first.
pub(crate) async fn list(
    db: &Database,
    (committee, account): (Uuid, Uuid),
    filter: &Filter,
    (offset, limit): (u64, u64),
) -> Result<Vec<notice::Model>> {
    let query = chosen(committee, account, filter).order_by_desc(notice::Column::Id);
    Ok(query.offset(offset).limit(limit).all(db.read()).await?)
}

/// Whether one of these accounts has a notice of a kind since a moment, with this page behind it.
pub(crate) async fn was_told(
    act: &Act,
    accounts: &BTreeSet<Uuid>,
    (kind, href): (&str, &str),
    since: Millis,
) -> Result<bool> {
    let found = notice::Entity::find()
        .filter(notice::Column::CommitteeId.eq(act.committee()))
        .filter(notice::Column::AccountId.is_in(accounts.iter().copied()))
        .filter(notice::Column::Kind.eq(kind))
        .filter(notice::Column::Href.eq(href))
        .filter(notice::Column::SentAt.gte(since))
        .one(&**act)
        .await?;
    Ok(found.is_some())
}

/// One of somebody's own notices.
pub(crate) async fn find(db: &Database, committee: Uuid, account: Uuid, id: Uuid) -> Result<notice::Model> {
    let found = own(committee, account).filter(notice::Column::Id.eq(id)).one(db.read()).await?;
    found.ok_or_else(|| Error::NotFound("没有这条通知。".into()))
}

/// Marks somebody's notices as looked at, one or all; gives how many were not before.
pub(crate) async fn set_read(act: &Act, account: Uuid, only: Option<Uuid>) -> Result<u64> {
    let query = notice::Entity::update_many()
        .col_expr(notice::Column::ReadAt, Expr::value(act.at()))
        .filter(notice::Column::CommitteeId.eq(act.committee()))
        .filter(notice::Column::AccountId.eq(account))
        .filter(notice::Column::ReadAt.is_null());
    let query = match only {
        Some(id) => query.filter(notice::Column::Id.eq(id)),
        None => query,
    };
    Ok(query.exec(&**act).await?.rows_affected)
}
