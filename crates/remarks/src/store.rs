//! Rows of remarks. They are added and never changed.
use lvzhi_platform::{Act, Database, Result};
use lvzhi_schema::remarks::remark;
use lvzhi_shell::holder::Seen;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// All rows of an object, withdrawals too, newest first.
pub(crate) async fn list<C: ConnectionTrait>(db: &C, seen: &Seen) -> Result<Vec<remark::Model>> {
    let query = remark::Entity::find()
        .filter(remark::Column::CommitteeId.eq(seen.committee()))
        .filter(remark::Column::HolderKind.eq(seen.kind().id))
        .filter(remark::Column::HolderId.eq(seen.anchor()))
        .order_by_desc(remark::Column::WrittenAt)
        .order_by_desc(remark::Column::Id);
    Ok(query.all(db).await?)
}

/// One of the committee.
pub(crate) async fn find(db: &Database, committee: Uuid, id: Uuid) -> Result<Option<remark::Model>> {
    Ok(remark::Entity::find_by_id((committee, id)).one(db.read()).await?)
}

pub(crate) async fn insert(act: &Act, row: remark::Model) -> Result<()> {
    remark::ActiveModel::from(row).insert(&**act).await?;
    Ok(())
}
