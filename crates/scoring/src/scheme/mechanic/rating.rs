//! Scores from elsewhere: each fact's quantity is one.
use serde::{Deserialize, Serialize};

use crate::catalogue::Content;
use crate::finding::Findings;
use crate::scheme::check::Site;
use crate::scheme::keys::{Holds, Key, key, names};
use crate::scheme::options::TAKES;
use crate::scheme::parse::reader::Reader;
use crate::scheme::parse::rule::known_attribute;
use crate::scheme::words::{curve_text, missing_text};
use crate::scheme::*;

/// Scores from elsewhere: each fact's quantity is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// Which of several holds.
    pub take: Take,
    /// How the score becomes points.
    pub curve: Curve,
    /// Fewest ballots for a rating to count, with the attribute that holds them.
    pub min_ballots: Option<(u32, String)>,
    /// What a missing rating does. Never a zero.
    pub missing: Missing,
}

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "take", Holds::Word(const { &names(&TAKES) }), "mean", "", "取", "how several scores are taken together").of(&["rating"]),
    key("rule", "min_ballots", Holds::Count, "", "ballots", "最少票数", "a fact with fewer ballots is no rating").of(&["rating"]),
    key("rule", "ballots", Holds::Text, "ballots", "", "票数栏", "integer attribute that holds the ballots").of(&["rating"]),
];

impl Rating {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Rating {
        let s = r.section;
        if r.kind.is_some_and(|kind| kind.quantity.is_none()) {
            f.error_with(&s.at("kind"), "这种事实没有得分，不能作评议", "改用有数量的事实");
        }
        let ballots = s.text(f, "ballots");
        if let (Some(kind), Some(ballots)) = (r.kind, &ballots) {
            known_attribute(f, kind, ballots, &[]);
        }
        let ballots = ballots.map_or_else(|| "ballots".to_owned(), |b| b.value);
        Rating {
            take: s.choice(f, "take", &TAKES).map_or(Take::Mean, |t| t.value),
            curve: r.curve(f, false),
            min_ballots: s.count(f, "min_ballots").map(|n| (n.value, ballots)),
            missing: r.missing(f, "missing", false),
        }
    }

    /// What is wrong with its settings.
    pub(in crate::scheme) fn check(&self, site: Site<'_>, f: &mut Findings<'_>) {
        let Site { place, kind, .. } = site;
        self.curve.check(f, false, place);
        let (Some((_, attribute)), Some(kind)) = (&self.min_ballots, kind) else { return };
        let at = if place.has("ballots") { place.at("ballots") } else { place.at("min_ballots") };
        match kind.attribute(attribute) {
            None => {
                let message = format!("“{}”没有记票数的“{attribute}”一栏，评议都会被当作缺少", kind.label);
                f.error_with(at, message, "写 ballots = \"栏目\"，或删去 min_ballots");
            }
            Some(found) if found.content != Content::Integer => {
                let message = format!("“{}”不是整数，不能作票数", found.label);
                f.error_with(at, message, "用 type = \"integer\" 的栏目");
            }
            Some(_) => {}
        }
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self) -> Vec<String> {
        let Rating { curve, take, missing, .. } = self;
        let mut parts = Vec::new();
        let figure = match take {
            Take::Mean => "评议得分",
            Take::Sum => "得分合计",
            Take::Highest => "最高得分",
            Take::Latest => "最近一次得分",
        };
        parts.push(curve_text(curve, figure, false));
        parts.push(missing_text(*missing));
        parts
    }

    /// The most one subject can get; none: no limit.
    pub(in crate::scheme) fn most(&self) -> Option<Points> {
        self.curve.most(None, Rounding::Up)
    }

    /// Whether it can take points off.
    pub(in crate::scheme) fn can_deduct(&self) -> bool {
        self.curve.can_deduct()
    }
}
