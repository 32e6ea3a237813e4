//! Another rule's points, times a factor, added.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::scheme::parse::reader::Reader;
use crate::scheme::*;

/// Another rule's points, times a factor, added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// The other rule.
    pub of: String,
    /// The factor.
    pub factor: Points,
}

impl Factor {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Factor {
        Factor { of: r.section.need_text(f, "of").value, factor: r.need_points(f, "factor") }
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self) -> Vec<String> {
        let Factor { factor, .. } = self;
        vec![format!("另一款得分的 {factor} 倍")]
    }

    /// Whether it can take points off.
    pub(in crate::scheme) fn can_deduct(&self) -> bool {
        self.factor.is_negative()
    }
}
