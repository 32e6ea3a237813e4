//! When two records speak of the same fact, and whether they agree.
use std::collections::HashMap;

use lvzhi_scoring::{Attribute, Content, Kind};

use super::FactDraft;
use super::values::quantity_text;

/// Attributes that tell how it went, not what it was: two records of one fact may disagree on them.
fn is_detail(attribute: &Attribute) -> bool {
    matches!(attribute.id.as_str(), "presence" | "sign_up" | "timeliness")
        || attribute.content == Content::Integer
}

/// What makes the fact this fact and no other: member, day, piece or title, stage, role.
#[must_use]
pub fn identity(kind: &Kind, fact: &FactDraft) -> String {
    use std::fmt::Write as _;
    let mut key = format!("{}|{}|", fact.member.simple(), fact.occurred_on);
    for part in [&fact.piece, &fact.stage, &fact.role] {
        key.push_str(part.as_deref().unwrap_or_default());
        key.push('|');
    }
    for (id, value) in &fact.attributes {
        let Some(attribute) = kind.attribute(id) else { continue };
        // The piece's number stands for its title, which clerks spell in several ways.
        let named_by_piece = fact.piece.is_some() && attribute.content == Content::Text;
        if !named_by_piece && !is_detail(attribute) {
            // Writing to a String cannot fail.
            let _ = write!(key, "{id}={value}|");
        }
    }
    key
}

/// The parts on which two records of one fact may disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    quantity: i64,
    values: Vec<(String, String)>,
}

/// The details of a fact.
#[must_use]
pub fn details(kind: &Kind, fact: &FactDraft) -> Details {
    let detail = |id: &&String| kind.attribute(id).is_some_and(is_detail);
    let values = fact.attributes.iter().filter(|(id, _)| detail(id));
    Details {
        quantity: fact.quantity,
        values: values.map(|(id, value)| (id.clone(), value.clone())).collect(),
    }
}

/// Where two records differ, as words: “出席情况：已记“出席”，表中“请假””.
#[must_use]
pub fn difference(kind: &Kind, before: &Details, after: &Details) -> String {
    let mut parts = Vec::new();
    if let Some(quantity) = &kind.quantity
        && before.quantity != after.quantity
    {
        let (old, new) = (quantity_text(before.quantity), quantity_text(after.quantity));
        parts.push(format!("{}已记 {old}，表中 {new}", quantity.label));
    }
    let value = |details: &Details, attribute: &Attribute| {
        let found = details.values.iter().find(|(id, _)| *id == attribute.id);
        found.map_or_else(|| "空".to_owned(), |(_, value)| attribute.value_label(value).to_owned())
    };
    for attribute in kind.attributes.iter().filter(|attribute| is_detail(attribute)) {
        let (old, new) = (value(before, attribute), value(after, attribute));
        if old != new {
            parts.push(format!("{}已记“{old}”，表中“{new}”", attribute.label));
        }
    }
    parts.join("；")
}

/// Facts seen so far: those in the database, then those of the file.
#[derive(Default)]
pub struct Seen(HashMap<String, (Details, Origin)>);

/// Where a fact was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In the database.
    Stored,
    /// In this sheet and row of the file.
    Row(String, u32),
}

/// What is known of a fact in the file.
pub enum Meeting {
    /// Nothing: it is new.
    New,
    /// It was seen and says the same.
    Same(Origin),
    /// It was seen and says something else.
    Differs(Origin, String),
}

impl Meeting {
    /// Why a fact that stands in the database already is not written again; none where it does not stand there.
    #[must_use]
    pub fn refusal(&self) -> Option<String> {
        match self {
            Self::Same(Origin::Stored) => Some("这件事已经登记过，记的一样，用不着再登记".to_owned()),
            Self::Differs(Origin::Stored, difference) => {
                Some(format!("这件事已经登记过：{difference}。要改请到那条记录里“更正”"))
            }
            _ => None,
        }
    }
}

impl Seen {
    /// Notes a fact of the database.
    pub fn stored(&mut self, kind: &Kind, fact: &FactDraft) {
        self.0.insert(identity(kind, fact), (details(kind, fact), Origin::Stored));
    }

    /// Whether a fact was seen.
    #[must_use]
    pub fn contains(&self, kind: &Kind, fact: &FactDraft) -> bool {
        self.0.contains_key(&identity(kind, fact))
    }

    /// Compares a fact of the file with what was seen.
    #[must_use]
    pub fn meet(&self, kind: &Kind, fact: &FactDraft) -> Meeting {
        let now = details(kind, fact);
        match self.0.get(&identity(kind, fact)) {
            None => Meeting::New,
            Some((before, origin)) if *before == now => Meeting::Same(origin.clone()),
            Some((before, origin)) => Meeting::Differs(origin.clone(), difference(kind, before, &now)),
        }
    }

    /// Notes a fact of the file that will be written.
    pub fn note(&mut self, kind: &Kind, fact: &FactDraft, sheet: &str, row: u32) {
        self.0.insert(identity(kind, fact), (details(kind, fact), Origin::Row(sheet.to_owned(), row)));
    }
}
