//! The first earns the first value, the next the second …; the last value repeats.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::read;
use crate::scheme::check::Site;
use crate::scheme::keys::{Holds, Key, REQUIRED, key, names};
use crate::scheme::options::SCOPES;
use crate::scheme::parse::reader::Reader;
use crate::scheme::*;

/// The first earns the first value, the next the second …; the last value repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence {
    /// The values.
    pub points: Vec<Points>,
    /// Counted per piece or per subject.
    pub scope: Scope,
}

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "points", Holds::Numbers, REQUIRED, "points", "依次分值", "first, second …; the last repeats").of(&["sequence"]),
    key("rule", "scope", Holds::Word(const { &names(&SCOPES) }), REQUIRED, "", "依次范围", "anew for every piece, or over all facts of the subject").of(&["sequence"]),
];

impl Sequence {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Sequence {
        let s = r.section;
        let mut points = Vec::new();
        match s.get("points").and_then(|v| v.get_ref().as_array()) {
            Some(array) => points.extend(array.iter().filter_map(|item| read::points_of(f, item))),
            None => f.error_with(&s.span, "“points”应为依次的分值", "写成 points = [10, 5]"),
        }
        if points.is_empty() {
            f.error_with(&s.at("points"), "依次的分值至少写一个", "例如 points = [10, 5]");
        }
        let scope = s.choice(f, "scope", &SCOPES);
        if scope.is_none() && !s.has("scope") {
            f.error_with(
                &s.span,
                "没有写明依次是对同一件还是对同一人（scope）",
                "写 scope = \"piece\" 或 \"subject\"",
            );
        }
        Sequence { points, scope: scope.map_or(Scope::Subject, |s| s.value) }
    }

    /// What is wrong with its settings.
    pub(in crate::scheme) fn check(&self, site: Site<'_>, f: &mut Findings<'_>) {
        let Site { place, kind, .. } = site;
        let points = &self.points;
        if !points.is_empty() && points.iter().all(|p| p.is_zero()) {
            f.warn(place.at("points"), "分值都是 0，这条规则不起作用", "写明分值，或删去这条规则");
        } else if points.len() == 1 {
            f.warn(
                place.at("points"),
                "只有一个分值，每次都一样",
                "写上后面的分值，或改用 mechanic = \"tally\"",
            );
        }
        if let Some(kind) = kind.filter(|kind| self.scope == Scope::Piece && !kind.piece) {
            let message = format!("“{}”不分件，不能按同一件依次计", kind.label);
            f.warn(place.at("scope"), message, "改用 scope = \"subject\"");
        }
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self) -> Vec<String> {
        let Sequence { points, scope } = self;
        let whose = if *scope == Scope::Piece { "同一件" } else { "本期" };
        let list: Vec<_> = points.iter().map(Points::to_string).collect();
        vec![format!("{whose}依次 {} 分，此后同末项", list.join("、"))]
    }

    /// Whether it can take points off.
    pub(in crate::scheme) fn can_deduct(&self) -> bool {
        self.points.iter().any(|p| p.is_negative())
    }
}
