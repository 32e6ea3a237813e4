//! The catalogue: which kinds of facts there are and what each carries.
mod banned;
mod check;
mod parse;

pub(crate) use banned::banned;
use serde::{Deserialize, Serialize};

use crate::finding::Finding;

/// All kinds of facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Version of the catalogue.
    pub version: u32,
    /// The kinds, in the order of the text.
    pub kinds: Vec<Kind>,
}

/// A kind of fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kind {
    /// Stable id: "proposal".
    pub id: String,
    /// Chinese name: 提案.
    pub label: String,
    /// Whose fact it is: "member".
    pub subject: String,
    /// Other names under which workbooks know it.
    pub aliases: Vec<String>,
    /// What the quantity means; none: it is always 1.
    pub quantity: Option<Quantity>,
    /// Whether several facts may speak of one piece.
    pub piece: bool,
    /// Stages of a piece, from low to high.
    pub stages: Vec<Term>,
    /// Roles of a person in a piece.
    pub roles: Vec<Term>,
    /// Further attributes.
    pub attributes: Vec<Attribute>,
}

/// What the quantity of a fact means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// Chinese name: 半天数.
    pub label: String,
    /// Unit: 半天.
    pub unit: String,
    /// Other column names.
    pub aliases: Vec<String>,
    /// How many decimals are allowed (0 to 4); whole numbers and halves unless told.
    pub decimals: u32,
}

/// A value with its names: a stage, a role, a value of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Stable id.
    pub id: String,
    /// Chinese name.
    pub label: String,
    /// Other names under which workbooks know it.
    pub aliases: Vec<String>,
}

/// An attribute of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// Stable id.
    pub id: String,
    /// Chinese name.
    pub label: String,
    /// Other column names.
    pub aliases: Vec<String>,
    /// What may stand in it.
    pub content: Content,
    /// Whether every fact must have it.
    pub required: bool,
}

/// What an attribute may hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// One of these values.
    Enumeration(Vec<Term>),
    /// A whole number.
    Integer,
    /// A date, 2026-07-01.
    Date,
    /// Any text.
    Text,
}

/// Finds a term by its id.
pub fn term_by_id<'t>(terms: &'t [Term], id: &str) -> Option<&'t Term> {
    terms.iter().find(|term| term.id == id)
}

/// Finds a term by its label, one of its aliases or its id.
pub fn term_by_name<'t>(terms: &'t [Term], name: &str) -> Option<&'t Term> {
    let name = name.trim();
    terms.iter().find(|term| term.label == name).or_else(|| {
        terms.iter().find(|term| term.id == name || term.aliases.iter().any(|alias| alias == name))
    })
}

impl Catalogue {
    /// Reads and checks a catalogue. The findings are errors, each with its place.
    pub fn parse(text: &str) -> Result<Catalogue, Vec<Finding>> {
        parse::parse(text)
    }

    /// The kind with this id.
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }

    /// The kind with this label, alias or id.
    pub fn kind_by_name(&self, name: &str) -> Option<&Kind> {
        let name = name.trim();
        self.kinds.iter().find(|kind| kind.label == name).or_else(|| {
            self.kinds.iter().find(|kind| kind.id == name || kind.aliases.iter().any(|a| a == name))
        })
    }

    /// Chinese name of a kind; its id when it is unknown.
    pub fn label<'c>(&'c self, kind: &'c str) -> &'c str {
        self.kind(kind).map_or(kind, |kind| &kind.label)
    }
}

impl Kind {
    /// The stage with this id.
    pub fn stage(&self, id: &str) -> Option<&Term> {
        term_by_id(&self.stages, id)
    }

    /// The stage with this label, alias or id.
    pub fn stage_by_name(&self, name: &str) -> Option<&Term> {
        term_by_name(&self.stages, name)
    }

    /// The role with this id.
    pub fn role(&self, id: &str) -> Option<&Term> {
        term_by_id(&self.roles, id)
    }

    /// The role with this label, alias or id.
    pub fn role_by_name(&self, name: &str) -> Option<&Term> {
        term_by_name(&self.roles, name)
    }

    /// The attribute with this id.
    pub fn attribute(&self, id: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.id == id)
    }

    /// The attribute with this label, alias or id.
    pub fn attribute_by_name(&self, name: &str) -> Option<&Attribute> {
        let name = name.trim();
        self.attributes.iter().find(|a| a.label == name).or_else(|| {
            self.attributes.iter().find(|a| a.id == name || a.aliases.iter().any(|alias| alias == name))
        })
    }
}

impl Attribute {
    /// The values of an enumeration; empty for other contents.
    pub fn values(&self) -> &[Term] {
        match &self.content {
            Content::Enumeration(values) => values,
            Content::Integer | Content::Date | Content::Text => &[],
        }
    }

    /// The value with this label, alias or id.
    pub fn value_by_name(&self, name: &str) -> Option<&Term> {
        term_by_name(self.values(), name)
    }

    /// How a stored value is printed: the label of an enumerated one, else the value itself.
    pub fn value_label<'v>(&'v self, value: &'v str) -> &'v str {
        term_by_id(self.values(), value).map_or(value, |term| &term.label)
    }
}
