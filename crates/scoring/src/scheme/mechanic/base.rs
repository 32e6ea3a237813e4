//! A value everyone starts with.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::scheme::keys::{Holds, Key, REQUIRED, key};
use crate::scheme::parse::reader::Reader;
use crate::scheme::*;

/// A value everyone starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// The value.
    pub points: Points,
}

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "points", Holds::Number, REQUIRED, "points", "基础分", "everyone starts with it").of(&["base"]),
];

impl Base {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Base {
        Base { points: r.need_points(f, "points") }
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self) -> Vec<String> {
        let Base { points } = self;
        vec![format!("基础分 {points} 分")]
    }

    /// The most one subject can get; none: no limit.
    pub(in crate::scheme) fn most(&self) -> Option<Points> {
        Some(self.points)
    }

    /// Whether it can take points off.
    pub(in crate::scheme) fn can_deduct(&self) -> bool {
        self.points.is_negative()
    }
}
