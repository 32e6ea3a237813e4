//! Another rule's points, times a factor, added.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::scheme::check::Check;
use crate::scheme::check::Site;
use crate::scheme::keys::{Holds, Key, REQUIRED, key};
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

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "factor", Holds::Number, REQUIRED, "", "系数", "points of the earlier rule times this, added").of(&["factor"]),
];

impl Factor {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Factor {
        Factor { of: r.section.need_text(f, "of").value, factor: r.need_points(f, "factor") }
    }

    /// What is wrong with its settings.
    pub(in crate::scheme) fn check(&self, site: Site<'_>, f: &mut Findings<'_>) {
        let Site { check: Check { scheme, .. }, rule, place, .. } = site;
        let (of, factor) = (&self.of, self.factor);
        if factor.is_zero() {
            f.error_with(place.at("factor"), "系数为 0，不起作用", "写明系数，或删去这条规则");
        }
        let Some(other) = scheme.rule(of) else { return };
        if !other.measure && factor >= Points::ONE {
            let message = format!("“{}”的分已经计入，再加 {factor} 倍，同一得分重复计", other.label);
            let hint = "只想乘系数的，在那条规则写 measure = true；只想多加一部分的，系数写小于 1 的数";
            f.warn(place.at("of"), message, hint);
        }
        let mut earlier = scheme.rules.iter().take_while(|other| !std::ptr::eq(*other, rule));
        let twice = earlier.find(|r| matches!(&r.mechanic, Mechanic::Factor(other) if other.of == *of));
        if let Some(twice) = twice {
            let message = format!("“{}”的分已由“{}”乘过系数，重复计", other.label, twice.label);
            f.warn(place.at("of"), message, "合成一条规则");
        }
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
