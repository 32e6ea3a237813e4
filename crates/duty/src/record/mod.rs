//! A fact as it is written: what it says, when two records speak of the same one, how its cells are read, the SQL that
//! writes it. Below the pages of facts and below the workbooks.
pub mod columns;
mod identity;
pub(crate) mod store;
pub mod values;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use identity::{Meeting, Origin, Seen, details, difference, identity};

/// Somebody was faster.
pub(crate) const MOVED_ON: &str =
    "这条记录刚才已由别人更正或撤回。请打开它的更正记录，在最后一条上更正。您填的没有存。";

/// Who confirmed a fact at its source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confirmed {
    /// Nobody yet.
    #[default]
    No,
    /// The file says by whom.
    By(String),
    /// The file or the clerk says yes: whoever confirms the import answers for it.
    Importer,
}

/// A fact about to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactDraft {
    /// Whose it is.
    pub member: Uuid,
    /// The day.
    pub occurred_on: NaiveDate,
    /// 1/10 000 of the kind's unit.
    pub quantity: i64,
    /// Attribute id → value id or text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// Which piece.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub piece: Option<String>,
    /// Stage of the piece.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Role in the piece.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// How many signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signers: Option<i32>,
    /// Evidence; empty: the file itself.
    #[serde(default)]
    pub document: String,
    /// Unit that recorded it.
    #[serde(default)]
    pub recorder: String,
    /// Who confirmed it.
    #[serde(default)]
    pub confirmed: Confirmed,
}
