//! Points tables: by stage, role, authorship and attributes.
use serde::{Deserialize, Serialize};

use crate::Points;

/// Points, the same for all or by a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// What the table is by; empty: one price for all.
    pub by: Vec<Dimension>,
    /// The cells, in the order of the text.
    pub cells: Vec<Cell>,
}

/// What a table may be by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// The stage of the piece.
    Stage,
    /// The role of the subject.
    Role,
    /// Whether the work is one's own or joint.
    Authorship,
    /// An attribute of the kind.
    Attribute(String),
}

/// Own or joint work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authorship {
    /// One signer.
    Alone,
    /// Several signers.
    Joint,
}

impl Authorship {
    /// Word used in the text of a scheme.
    pub fn id(self) -> &'static str {
        match self {
            Authorship::Alone => "alone",
            Authorship::Joint => "joint",
        }
    }
}

/// One cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Values of the dimensions in order; a shorter list or "any" stands for every value.
    pub keys: Vec<String>,
    /// The same in Chinese: "立案·第一提案人"; empty when there is one price for all.
    pub label: String,
    /// Points.
    pub points: Points,
}

pub(crate) const ANY: &str = "any";

impl Price {
    /// The same price for all.
    pub(crate) fn flat(points: Points) -> Price {
        Price { by: Vec::new(), cells: vec![Cell { keys: Vec::new(), label: String::new(), points }] }
    }

    /// Index of the cell that values of the dimensions fall into: at each level the value itself where the table names
    /// it, else "any". A table that names a value holds for it alone; there is no way back to "any".
    pub(crate) fn cell_by<'v>(&self, value: impl Fn(&Dimension) -> &'v str) -> Option<usize> {
        let mut within: Vec<usize> = (0..self.cells.len()).collect();
        let key = |cell: &usize, level: usize| {
            self.cells.get(*cell).and_then(|c| c.keys.get(level)).map(String::as_str)
        };
        for (level, dimension) in self.by.iter().enumerate() {
            if let Some(leaf) = within.iter().find(|cell| key(cell, level).is_none()) {
                return Some(*leaf);
            }
            let value = value(dimension);
            let named = value != ANY && within.iter().any(|cell| key(cell, level) == Some(value));
            let wanted = if named { value } else { ANY };
            within.retain(|cell| key(cell, level) == Some(wanted));
        }
        within.first().copied()
    }

    /// The highest price.
    pub fn highest(&self) -> Points {
        self.cells.iter().map(|cell| cell.points).max().unwrap_or_default()
    }

    /// The lowest price.
    pub fn lowest(&self) -> Points {
        self.cells.iter().map(|cell| cell.points).min().unwrap_or_default()
    }
}
