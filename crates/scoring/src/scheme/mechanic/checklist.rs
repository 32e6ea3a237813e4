//! Each cell of the table once, however many facts.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::scheme::parse::reader::Reader;
use crate::scheme::words::price_text;
use crate::scheme::*;

/// Each cell of the table once, however many facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Points of the cells.
    pub price: Price,
}

impl Checklist {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Checklist {
        Checklist { price: r.by_table(f) }
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self) -> Vec<String> {
        let Checklist { price } = self;
        let mut parts = Vec::new();
        parts.extend(price_text(price, ""));
        parts.push("每项只计一次".to_owned());
        parts
    }

    /// The most one subject can get; none: no limit.
    pub(in crate::scheme) fn most(&self) -> Option<Points> {
        let all = self.price.cells.iter().filter(|c| c.points.is_positive());
        Some(all.fold(Points::ZERO, |sum, c| Points(sum.0.saturating_add(c.points.0))))
    }

    /// Whether it can take points off.
    pub(in crate::scheme) fn can_deduct(&self) -> bool {
        self.price.lowest().is_negative()
    }
}
