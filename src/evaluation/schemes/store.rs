//! Table `scheme`.
use lvzhi_platform::{Database, Error, Result, WriteTx};
use lvzhi_schema::evaluation::scheme;
use lvzhi_scoring::Scheme;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

pub(super) async fn exists(tx: &WriteTx, family: &str, version: &str) -> Result<bool> {
    let count = scheme::Entity::find()
        .filter(scheme::Column::CommitteeId.eq(tx.committee()))
        .filter(scheme::Column::Family.eq(family))
        .filter(scheme::Column::Version.eq(version))
        .count(&**tx)
        .await?;
    Ok(count > 0)
}

pub(super) async fn insert(tx: &WriteTx, scheme: &Scheme, body: &str, catalogue: &str) -> Result<Uuid> {
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
    scheme::Entity::find_by_id((committee, id))
        .one(db.read())
        .await?
        .ok_or_else(|| Error::NotFound("没有这一版办法。".into()))
}

/// All versions a committee adopted, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &Database, committee: Uuid) -> Result<Vec<scheme::Model>> {
    let query = scheme::Entity::find()
        .filter(scheme::Column::CommitteeId.eq(committee))
        .order_by_desc(scheme::Column::AdoptedAt);
    Ok(query.all(db.read()).await?)
}
