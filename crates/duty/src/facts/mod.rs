//! Facts: append-only records of what a member did. A correction is a new fact that names the old one.
mod acts;
mod filter;
pub(crate) mod first_step;
mod form;
mod form_page;
pub(crate) mod holder;
mod list;
mod pages;
pub(crate) mod search;
mod store;
pub(crate) mod to_do;
mod web;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use lvzhi_scoring::Kind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::catalogue;
use super::record::{Confirmed, FactDraft, values};

pub use acts::{confirm, confirm_all, correct, record, withdraw};
pub use filter::Filter;
pub use store::{confirmed_between, of_member, waiting_between};
pub(crate) use store::{corrected_of_batch, count_of_batch};
pub use web::routes;

/// Where a fact is written and who vouched for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Document number, or file and row.
    pub document: String,
    /// Who confirmed it.
    pub confirmed_by: String,
    /// The day it was confirmed.
    pub confirmed_on: NaiveDate,
}

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
    /// How many signed.
    pub signers: Option<i32>,
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

    /// Its kind in the catalogue.
    #[must_use]
    pub fn of_kind(&self) -> Option<&'static Kind> {
        catalogue().kind(&self.kind)
    }

    /// What it says beside its title, in words: “专委会会议 · 出席 · 2 半天”.
    #[must_use]
    pub fn particulars(&self) -> String {
        let Some(kind) = self.of_kind() else { return String::new() };
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.stage.as_deref().and_then(|id| kind.stage(id)).map(|term| term.label.clone()));
        parts.extend(self.role.as_deref().and_then(|id| kind.role(id)).map(|term| term.label.clone()));
        for attribute in kind.attributes.iter().filter(|attribute| attribute.id != "title") {
            let Some(value) = self.attributes.get(&attribute.id) else { continue };
            let words = attribute.value_label(value);
            let plain = !attribute.values().is_empty() || attribute.id == "number";
            parts.push(if plain { words.to_owned() } else { format!("{} {words}", attribute.label) });
        }
        if let Some(quantity) = &kind.quantity {
            let unit = quantity.unit.split('（').next().unwrap_or_default();
            parts.push(format!("{} {unit}", values::quantity_text(self.quantity)));
        }
        parts.join(" · ")
    }

    /// The same as a draft, for comparing and correcting.
    #[must_use]
    pub fn draft(&self, member: Uuid) -> FactDraft {
        FactDraft {
            member,
            occurred_on: self.occurred_on,
            quantity: self.quantity,
            attributes: self.attributes.clone(),
            piece: self.piece.clone(),
            stage: self.stage.clone(),
            role: self.role.clone(),
            signers: self.signers,
            document: self.document.clone(),
            recorder: self.recorder.clone(),
            confirmed: if self.is_confirmed() {
                Confirmed::By(self.confirmed_by.clone())
            } else {
                Confirmed::No
            },
        }
    }
}

/// Whose a fact is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Member id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// 委员编号.
    pub number: String,
    /// 界别.
    pub sector: String,
}

/// A fact with whose it is and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullFact {
    /// The fact.
    pub fact: FactView,
    /// Whose it is.
    pub person: Person,
    /// It only takes the fact before it back.
    pub void: bool,
    /// The fact that corrected or took it back.
    pub replaced_by: Option<Uuid>,
    /// Its import was taken back.
    pub reversed: bool,
    /// File, sheet and row it came from.
    pub origin: Option<String>,
}

/// How a fact stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It counts once it is confirmed.
    Waiting,
    /// It counts.
    Counts,
    /// Another fact stands in its place.
    Corrected,
    /// It says that the fact before it is taken back.
    Withdrawal,
    /// Its import was taken back.
    Reversed,
}

impl Standing {
    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Waiting => "待确认",
            Self::Counts => "已确认",
            Self::Corrected => "已更正",
            Self::Withdrawal => "撤回",
            Self::Reversed => "导入已撤销",
        }
    }
}

impl FullFact {
    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        if self.void {
            Standing::Withdrawal
        } else if self.replaced_by.is_some() {
            Standing::Corrected
        } else if self.reversed {
            Standing::Reversed
        } else if self.fact.is_confirmed() {
            Standing::Counts
        } else {
            Standing::Waiting
        }
    }

    /// Whether nothing stands in its place.
    #[must_use]
    pub fn is_current(&self) -> bool {
        matches!(self.standing(), Standing::Waiting | Standing::Counts)
    }
}
