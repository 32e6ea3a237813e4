//! Another rule's points, compared with those of all ranked subjects.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::scheme::check::Site;
use crate::scheme::check::counts::compared;
use crate::scheme::keys::{Holds, Key, REQUIRED, key, names};
use crate::scheme::options::TO;
use crate::scheme::parse::reader::Reader;
use crate::scheme::*;

/// Another rule's points, compared with those of all ranked subjects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratio {
    /// The other rule.
    pub of: String,
    /// Compared with what.
    pub to: To,
    /// Only with subjects of equal value in this attribute.
    pub within: Option<String>,
    /// Full points.
    pub points: Points,
    /// What holds where the best, the sum or the mean is not above zero.
    pub none: Missing,
}

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "to", Holds::Word(const { &names(&TO) }), REQUIRED, "", "同什么比", "own points of rule `of` ÷ the best (sum, mean) among ranked subjects × `points`, between 0 and `points`").of(&["ratio"]),
    key("rule", "points", Holds::Number, REQUIRED, "points", "满分", "full points").of(&["ratio"]),
];

impl Ratio {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Ratio {
        let s = r.section;
        let to = s.choice(f, "to", &TO);
        if to.is_none() && !s.has("to") {
            let hint = "写 to = \"best\"（比最高的）、\"sum\"（占合计）或 \"mean\"（比平均）";
            f.error_with(&s.span, "没有写明同什么比（to）", hint);
        }
        Ratio {
            of: s.need_text(f, "of").value,
            to: to.map_or(To::Best, |t| t.value),
            within: s.text(f, "within").map(|t| t.value),
            points: r.need_points(f, "points"),
            none: r.missing(f, "none_due", true),
        }
    }

    /// What is wrong with its settings.
    pub(in crate::scheme) fn check(&self, site: Site<'_>, f: &mut Findings<'_>) {
        compared(f, &self.of, site);
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self) -> Vec<String> {
        let Ratio { to, points, .. } = self;
        let other = match to {
            To::Best => "最高分",
            To::Sum => "各家合计",
            To::Mean => "平均分（高于平均的按满分）",
        };
        vec![format!("本人得分 ÷ {other} × {points} 分")]
    }

    /// The most one subject can get; none: no limit.
    pub(in crate::scheme) fn most(&self) -> Option<Points> {
        Some(self.points)
    }
}
