//! Uploaded files, kept in the database: one transaction and one backup hold everything.
use sea_orm::{ActiveModelTrait, EntityTrait};
use uuid::Uuid;

use lvzhi_schema::work::stored_file;

use crate::audit::sm3_hex;
use crate::{Act, Database, Error, Result};

/// Stores a file as part of an act; returns its id.
///
/// # Errors
/// When the database refuses.
pub async fn store(tx: &Act, name: &str, media_type: &str, bytes: Vec<u8>) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let row = stored_file::Model {
        committee_id: tx.committee(),
        id,
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        size: i64::try_from(bytes.len()).map_err(Error::internal)?,
        digest: sm3_hex(&bytes),
        bytes,
        created_at: tx.at(),
    };
    stored_file::ActiveModel::from(row).insert(&**tx).await?;
    Ok(id)
}

/// Loads a committee's file.
///
/// # Errors
/// When there is none.
pub async fn load(db: &Database, committee: Uuid, id: Uuid) -> Result<stored_file::Model> {
    stored_file::Entity::find_by_id((committee, id))
        .one(db.read())
        .await?
        .ok_or_else(|| Error::NotFound("没有这个文件。".into()))
}
