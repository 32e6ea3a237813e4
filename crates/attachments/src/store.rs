//! Rows of attachments. They are added and never changed.
use lvzhi_platform::{Act, Database, Result};
use lvzhi_schema::attachments::{attachment, attachment_removal};
use lvzhi_schema::work::stored_file;
use lvzhi_shell::holder::Seen;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

/// An attachment, and how it was removed if it was.
pub(crate) type Attached = (attachment::Model, Option<attachment_removal::Model>);

fn of_holder(seen: &Seen) -> Select<attachment::Entity> {
    attachment::Entity::find()
        .filter(attachment::Column::CommitteeId.eq(seen.committee()))
        .filter(attachment::Column::HolderKind.eq(seen.kind().id))
        .filter(attachment::Column::HolderId.eq(seen.anchor()))
}

/// With their removals.
async fn joined<C: ConnectionTrait>(
    db: &C,
    committee: Uuid,
    rows: Vec<attachment::Model>,
) -> Result<Vec<Attached>> {
    let removals = attachment_removal::Entity::find()
        .filter(attachment_removal::Column::CommitteeId.eq(committee))
        .filter(attachment_removal::Column::AttachmentId.is_in(rows.iter().map(|row| row.id)))
        .all(db)
        .await?;
    let removal = |id: Uuid| removals.iter().find(|removal| removal.attachment_id == id).cloned();
    Ok(rows.into_iter().map(|row| (row.clone(), removal(row.id))).collect())
}

/// All that was ever attached to an object, oldest first.
pub(crate) async fn list<C: ConnectionTrait>(db: &C, seen: &Seen) -> Result<Vec<Attached>> {
    let query =
        of_holder(seen).order_by_asc(attachment::Column::AddedAt).order_by_asc(attachment::Column::Id);
    let rows = query.all(db).await?;
    joined(db, seen.committee(), rows).await
}

/// One of the committee.
pub(crate) async fn find(db: &Database, committee: Uuid, id: Uuid) -> Result<Option<Attached>> {
    let row = attachment::Entity::find_by_id((committee, id)).one(db.read()).await?;
    Ok(joined(db.read(), committee, row.into_iter().collect()).await?.pop())
}

/// Whether it was removed, as the act sees it.
pub(crate) async fn is_removed(act: &Act, id: Uuid) -> Result<bool> {
    let found = attachment_removal::Entity::find_by_id((act.committee(), id)).one(&**act).await?;
    Ok(found.is_some())
}

/// The files of the committee with this content.
pub(crate) async fn same_content(act: &Act, digest: &str) -> Result<Vec<Uuid>> {
    Ok(stored_file::Entity::find()
        .select_only()
        .column(stored_file::Column::Id)
        .filter(stored_file::Column::CommitteeId.eq(act.committee()))
        .filter(stored_file::Column::Digest.eq(digest))
        .into_tuple()
        .all(&**act)
        .await?)
}

pub(crate) async fn insert(act: &Act, row: attachment::Model) -> Result<()> {
    attachment::ActiveModel::from(row).insert(&**act).await?;
    Ok(())
}

pub(crate) async fn insert_removal(act: &Act, row: attachment_removal::Model) -> Result<()> {
    attachment_removal::ActiveModel::from(row).insert(&**act).await?;
    Ok(())
}
