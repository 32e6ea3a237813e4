//! Facts: append-only records of what a member did. A correction is a new fact that names the old one.
mod store;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

pub use store::{confirmed_between, of_member};

/// A fact as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactView {
    /// Its id.
    pub id: Uuid,
    /// Kind, an id of the catalogue.
    pub kind: String,
    /// The day it happened.
    pub occurred_on: NaiveDate,
    /// 1/10 000 of the kind's unit.
    pub quantity: i64,
    /// Attribute id → value id or text.
    pub attributes: BTreeMap<String, String>,
    /// Which piece it speaks of.
    pub piece: Option<String>,
    /// Stage the piece reached.
    pub stage: Option<String>,
    /// Role in the piece.
    pub role: Option<String>,
    /// Evidence, as given.
    pub document: String,
    /// Unit that recorded it.
    pub recorder: String,
    /// Who entered it.
    pub recorded_by_name: String,
    /// When it was entered.
    pub recorded_at: i64,
    /// Who confirmed it; empty: nobody yet.
    pub confirmed_by: String,
    /// The import it came with.
    pub batch: Option<Uuid>,
    /// The fact it corrects.
    pub replaces: Option<Uuid>,
    /// Why it was corrected.
    pub reason: String,
}

impl FactView {
    /// Title of the piece or activity, if it has one.
    #[must_use]
    pub fn title(&self) -> &str {
        self.attributes.get("title").map_or("", String::as_str)
    }

    /// Whether somebody confirmed it.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        !self.confirmed_by.is_empty()
    }
}
