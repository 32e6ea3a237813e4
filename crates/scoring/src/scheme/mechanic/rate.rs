//! A rate: attended ÷ due, done ÷ all.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::scheme::check::Site;
use crate::scheme::check::counts::counted_twice;
use crate::scheme::keys::{Holds, Key, REQUIRED, key};
use crate::scheme::parse::reader::Reader;
use crate::scheme::parse::rule::{known_attribute, strings};
use crate::scheme::words::curve_text;
use crate::scheme::*;

/// A rate: attended ÷ due, done ÷ all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Attribute that tells.
    pub attribute: String,
    /// Its values that count as attended.
    pub attended: Vec<String>,
    /// Its values that are left out of the count.
    pub excused: Vec<String>,
    /// How the rate becomes points.
    pub curve: Curve,
    /// What holds when nothing was due.
    pub none: Missing,
}

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "attribute", Holds::Text, REQUIRED, "", "栏目", "attribute that tells").of(&["rate"]),
    key("rule", "attended", Holds::Texts, REQUIRED, "", "算出席", "its values that count as attended").of(&["rate"]),
    key("rule", "excused", Holds::Texts, "", "", "不计入应到", "its values that are left out of the count").of(&["rate"]),
];

impl Rate {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Rate {
        let s = r.section;
        let attribute = s.need_text(f, "attribute");
        let attended = s.texts(f, "attended");
        let excused = s.texts(f, "excused");
        if attended.is_empty() {
            f.error_with(
                &s.span,
                "没有写明哪些情况算出席（attended）",
                "例如 attended = [\"present\", \"late\"]",
            );
        }
        if let Some(kind) = r.kind {
            known_attribute(f, kind, &attribute, &attended);
            known_attribute(f, kind, &attribute, &excused);
        }
        Rate {
            curve: r.curve(f, true),
            attribute: attribute.value,
            attended: strings(attended),
            excused: strings(excused),
            none: r.missing(f, "none_due", true),
        }
    }

    /// What is wrong with its settings.
    pub(in crate::scheme) fn check(&self, site: Site<'_>, f: &mut Findings<'_>) {
        self.curve.check(f, true, site.place);
        counted_twice(f, &self.attended, &self.excused, site.place);
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self) -> Vec<String> {
        let Rate { curve, .. } = self;
        vec![curve_text(curve, "比率", true)]
    }

    /// The most one subject can get; none: no limit.
    pub(in crate::scheme) fn most(&self) -> Option<Points> {
        self.curve.most(Some(Points::ONE), Rounding::Up)
    }

    /// Whether it can take points off.
    pub(in crate::scheme) fn can_deduct(&self) -> bool {
        self.curve.can_deduct()
    }
}
