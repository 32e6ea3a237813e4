//! Tables `scheme` and `scheme_retirement`.
use std::collections::BTreeMap;

use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::evaluation::{scheme, scheme_retirement};
use lvzhi_scoring::Scheme;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

async fn count(db: &impl ConnectionTrait, committee: Uuid, family: &str, version: &str) -> Result<u64> {
    let query = scheme::Entity::find()
        .filter(scheme::Column::CommitteeId.eq(committee))
        .filter(scheme::Column::Family.eq(family))
        .filter(scheme::Column::Version.eq(version));
    Ok(query.count(db).await?)
}

pub(super) async fn exists(tx: &Act, family: &str, version: &str) -> Result<bool> {
    Ok(count(&**tx, tx.committee(), family, version).await? > 0)
}

/// Whether a committee has adopted this version of this scheme.
///
/// # Errors
/// When the database cannot be read.
pub async fn adopted_before(db: &Database, committee: Uuid, family: &str, version: &str) -> Result<bool> {
    Ok(count(db.read(), committee, family, version).await? > 0)
}

pub(super) async fn insert(tx: &Act, scheme: &Scheme, body: &str, catalogue: &str) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let row = scheme::Model {
        committee_id: tx.committee(),
        id,
        family: scheme.id.clone(),
        version: scheme.version.clone(),
        title: scheme.title.clone(),
        body: body.to_owned(),
        catalogue: catalogue.to_owned(),
        digest: scheme.digest().to_owned(),
        adopted_by: tx.by().account.unwrap_or_default(),
        adopted_by_name: tx.by().name.clone(),
        adopted_at: tx.at(),
    };
    scheme::ActiveModel::from(row).insert(&**tx).await?;
    Ok(id)
}

/// A committee's scheme version.
///
/// # Errors
/// When there is none.
pub async fn find(db: &Database, committee: Uuid, id: Uuid) -> Result<scheme::Model> {
    find_in(db.read(), committee, id).await
}

pub(super) async fn find_in<C: ConnectionTrait>(db: &C, committee: Uuid, id: Uuid) -> Result<scheme::Model> {
    scheme::Entity::find_by_id((committee, id))
        .one(db)
        .await?
        .ok_or_else(|| Error::NotFound("没有这一版办法。".into()))
}

/// All versions a committee adopted, newest first, retired ones among them.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &Database, committee: Uuid) -> Result<Vec<scheme::Model>> {
    let query = scheme::Entity::find()
        .filter(scheme::Column::CommitteeId.eq(committee))
        .order_by_desc(scheme::Column::AdoptedAt);
    Ok(query.all(db.read()).await?)
}

/// The versions a new cycle may be bound to, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn in_use(db: &Database, committee: Uuid) -> Result<Vec<scheme::Model>> {
    let retired = retirements(db, committee).await?;
    let all = list(db, committee).await?;
    Ok(all.into_iter().filter(|scheme| !retired.contains_key(&scheme.id)).collect())
}

/// The retired versions of a committee, each with the act that retired it.
///
/// # Errors
/// When the database cannot be read.
pub async fn retirements(db: &Database, committee: Uuid) -> Result<BTreeMap<Uuid, scheme_retirement::Model>> {
    let query = scheme_retirement::Entity::find()
        .filter(scheme_retirement::Column::CommitteeId.eq(committee))
        .order_by_asc(scheme_retirement::Column::Seq);
    let last: BTreeMap<_, _> =
        query.all(db.read()).await?.into_iter().map(|row| (row.scheme_id, row)).collect();
    Ok(last.into_iter().filter(|(_, row)| row.retired).collect())
}

async fn last_retirement(tx: &Act, scheme: Uuid) -> Result<Option<scheme_retirement::Model>> {
    let query = scheme_retirement::Entity::find()
        .filter(scheme_retirement::Column::CommitteeId.eq(tx.committee()))
        .filter(scheme_retirement::Column::SchemeId.eq(scheme))
        .order_by_desc(scheme_retirement::Column::Seq);
    Ok(query.one(&**tx).await?)
}

/// Whether a version is retired, as the act at hand sees it.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_retired(tx: &Act, scheme: Uuid) -> Result<bool> {
    Ok(last_retirement(tx, scheme).await?.is_some_and(|row| row.retired))
}

/// Adds the next row of a version's history; false when another act was faster.
pub(super) async fn add_retirement(tx: &Act, scheme: Uuid, retired: bool, reason: &str) -> Result<bool> {
    let seq = last_retirement(tx, scheme).await?.map_or(1, |row| row.seq + 1);
    let row = scheme_retirement::Model {
        committee_id: tx.committee(),
        scheme_id: scheme,
        seq,
        retired,
        reason: reason.to_owned(),
        retired_by: tx.by().account.unwrap_or_default(),
        retired_by_name: tx.by().name.clone(),
        retired_at: tx.at(),
    };
    let added = scheme_retirement::Entity::insert(scheme_retirement::ActiveModel::from(row))
        .on_conflict_do_nothing()
        .exec_without_returning(&**tx)
        .await?;
    Ok(matches!(added, sea_orm::TryInsertResult::Inserted(rows) if rows > 0))
}
