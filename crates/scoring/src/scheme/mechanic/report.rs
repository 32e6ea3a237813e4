//! A report: on time, late, or missing.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::scheme::check::Site;
use crate::scheme::keys::{Holds, Key, REQUIRED, key, names};
use crate::scheme::options::{DUES, MISSING_OR_ZERO};
use crate::scheme::parse::reader::Reader;
use crate::scheme::words::{price_text, price_word};
use crate::scheme::*;

/// A report: on time, late, or missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Points by the state of the report; the highest counts.
    pub price: Price,
    /// Points when there is none.
    pub missing: Points,
    /// When it is due.
    pub due: Due,
    /// What holds in a period in which it is not due.
    pub not_due: Missing,
}

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "missing", Holds::Number, REQUIRED, "points", "未交", "points when there is no report").of(&["report"]),
    key("rule", "due", Holds::Word(const { &names(&DUES) }), "always", "", "到期", "in which half of the year it is due").of(&["report"]),
    key("rule", "not_due", Holds::Word(const { &names(&MISSING_OR_ZERO) }), "", "", "不到期", "must be stated with `due`: what holds in a period in which it is not due").of(&["report"]),
];

impl Report {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Report {
        let s = r.section;
        let due = s.choice(f, "due", &DUES).map_or(Due::Always, |d| d.value);
        let not_due = match due {
            Due::Always => Missing::Full,
            _ => r.missing(f, "not_due", true),
        };
        Report { price: r.price(f), missing: r.need_points(f, "missing"), due, not_due }
    }

    /// What is wrong with its settings.
    pub(in crate::scheme) fn check(&self, site: Site<'_>, f: &mut Findings<'_>) {
        if self.missing > self.price.highest() {
            f.error_with(site.place.at("missing"), "不交反而比交了得分多", "missing 应不高于各档分值");
        }
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self) -> Vec<String> {
        let Report { price, missing, due, not_due } = self;
        let mut parts = Vec::new();
        parts.extend(price_text(price, ""));
        parts.push(format!("未交{}", price_word(*missing)));
        let when = match due {
            Due::Always => None,
            Due::FirstHalf => Some("下半年"),
            Due::SecondHalf => Some("上半年"),
        };
        let word = match not_due {
            Missing::Full => "按满分计",
            Missing::Exclude => "不计入满分",
            Missing::Zero => "不计分",
        };
        parts.extend(when.map(|when| format!("{when}不到期，{word}")));
        parts
    }

    /// The most one subject can get; none: no limit.
    pub(in crate::scheme) fn most(&self) -> Option<Points> {
        Some(self.price.highest())
    }

    /// Whether it can take points off.
    pub(in crate::scheme) fn can_deduct(&self) -> bool {
        self.missing.is_negative() || self.price.lowest().is_negative()
    }
}
