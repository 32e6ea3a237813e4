//! A committee's first row, before anybody can log in to make it.
use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::people::committee;

use serde_json::json;

use super::store;
use crate::noun;

/// What a new committee needs.
#[derive(Clone, Debug)]
pub struct NewCommittee {
    /// Full name, as printed: 云岭省政协.
    pub name: String,
    /// province, city or county.
    pub level: String,
}

/// All committees of the installation.
///
/// # Errors
/// When the database cannot be read.
pub async fn committees(db: &Database) -> Result<Vec<committee::Model>> {
    store::committees(db.read()).await
}

/// Founds the committee of the transaction.
///
/// # Errors
/// When the name is empty or taken.
pub async fn found(tx: &mut Act, new: &NewCommittee) -> Result<()> {
    let name = lvzhi_platform::workbook::clean_text(&new.name);
    if name.is_empty() {
        return Err(Error::Invalid("请写明政协组织的全称，例如 云岭省政协。".into()));
    }
    if store::committees(&**tx).await?.iter().any(|known| known.name == name) {
        return Err(Error::Conflict(format!("“{name}”已经有了。")));
    }
    let row = committee::Model {
        id: tx.committee(),
        parent_id: None,
        level: new.level.clone(),
        short_name: name.clone(),
        region: name.replace("政协", ""),
        name,
        ordinal: 1,
        created_at: tx.at(),
    };
    tx.note(noun::FOUND, noun::COMMITTEE.subject(row.id), json!({ "name": row.name, "level": row.level }));
    store::upsert_committees(tx, vec![row]).await
}
