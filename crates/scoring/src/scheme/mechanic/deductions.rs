//! A value to start with, from which each fact takes something, down to a floor.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::scheme::keys::{Holds, Key, REQUIRED, key};
use crate::scheme::parse::reader::Reader;
use crate::scheme::words::{per, price_text};
use crate::scheme::*;

/// A value to start with, from which each fact takes something, down to a floor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deductions {
    /// Starting value.
    pub base: Points,
    /// Least value.
    pub floor: Points,
    /// What each takes, as negative points.
    pub price: Price,
    /// Per fact or per quantity.
    pub unit: Unit,
    /// The first so many that would take something off take nothing.
    pub skip_first: u32,
    /// Factors, applied one after the other.
    pub times: Vec<Times>,
}

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "base", Holds::Number, REQUIRED, "points", "基础分", "start with it; each fact takes off").of(&["deductions"]),
];

impl Deductions {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Deductions {
        let s = r.section;
        let price = r.price(f);
        if price.highest().is_positive() {
            f.error_with(&s.at("table"), "扣分规则里不能有加分", "扣分写成负数，如 -1");
        }
        Deductions {
            base: r.need_points(f, "base"),
            floor: s.points(f, "floor").map_or(Points::ZERO, |p| p.value),
            price,
            unit: r.unit(f),
            skip_first: s.count(f, "skip_first").map_or(0, |n| n.value),
            times: r.times(f),
        }
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self, unit_name: &str) -> Vec<String> {
        let Deductions { base, floor, price, unit, skip_first, .. } = self;
        let mut parts = vec![format!("基础分 {base} 分")];
        if *skip_first > 0 {
            parts.push(format!("前 {skip_first} 次不扣"));
        }
        parts.extend(price_text(price, &per(*unit, unit_name, "每次")));
        parts.push(format!("扣至 {floor} 分为止"));
        parts
    }

    /// The most one subject can get; none: no limit.
    pub(in crate::scheme) fn most(&self) -> Option<Points> {
        Some(self.base)
    }
}
