//! The same points once, as soon as there are enough.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::scheme::check::Site;
use crate::scheme::check::counts::count_fits;
use crate::scheme::keys::{Holds, Key, key};
use crate::scheme::options::COUNTS;
use crate::scheme::parse::reader::Reader;
use crate::scheme::words::price_text;
use crate::scheme::*;

/// The same points once, as soon as there are enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flat {
    /// Points; the highest matching price counts.
    pub price: Price,
    /// How many are needed.
    pub at_least: u32,
    /// What is counted.
    pub count: Count,
}

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "at_least", Holds::Count, "1", "", "至少", "the points once, as soon as there are so many").of(&["flat"]),
];

impl Flat {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Flat {
        let s = r.section;
        Flat {
            price: r.price(f),
            at_least: s.count(f, "at_least").map_or(1, |n| n.value),
            count: s.choice(f, "count", &COUNTS).map_or(Count::Facts, |c| c.value),
        }
    }

    /// What is wrong with its settings.
    pub(in crate::scheme) fn check(&self, site: Site<'_>, f: &mut Findings<'_>) {
        if self.at_least == 0 {
            let hint = "人人都有的分用 mechanic = \"base\"";
            f.error_with(site.place.at("at_least"), "“at_least”至少为 1", hint);
        }
        count_fits(f, self.count, site.kind, site.place);
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self, unit_name: &str) -> Vec<String> {
        let Flat { price, at_least, count } = self;
        let mut parts = Vec::new();
        let counted = match count {
            Count::Facts => "次",
            Count::Pieces => "件",
            Count::Quantity => unit_name,
        };
        if *at_least > 1 {
            parts.push(format!("满 {at_least} {counted}方得分"));
        }
        parts.extend(price_text(price, ""));
        parts.push("只计一次".to_owned());
        parts
    }

    /// The most one subject can get; none: no limit.
    pub(in crate::scheme) fn most(&self) -> Option<Points> {
        Some(self.price.highest())
    }

    /// Whether it can take points off.
    pub(in crate::scheme) fn can_deduct(&self) -> bool {
        self.price.lowest().is_negative()
    }
}
