//! Points by the place among all ranked subjects in another rule's points.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::scheme::check::Site;
use crate::scheme::check::counts::compared;
use crate::scheme::keys::{Holds, Key, REQUIRED, key, names};
use crate::scheme::options::PLACE_TIES;
use crate::scheme::parse::reader::Reader;
use crate::scheme::*;

/// Points by the place among all ranked subjects in another rule's points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacePoints {
    /// The other rule.
    pub of: String,
    /// Only among subjects of equal value in this attribute.
    pub within: Option<String>,
    /// Whether the least is the best.
    pub lowest_first: bool,
    /// Whether those with nothing there get nothing here.
    pub skip_zero: bool,
    /// Points of the places.
    pub list: PlaceList,
    /// What equal ones get.
    pub ties: PlaceTies,
}

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "ties", Holds::Word(const { &names(&PLACE_TIES) }), REQUIRED, "", "名次相同", "`mean`: equals share the points of the places they take up").of(&["place_points"]),
    key("rule", "points", Holds::Numbers, "", "points", "名次分值", "points by place (1, 1, 3) in rule `of`; with `rest`. Or `first`, `step`, `least`").of(&["place_points"]),
    key("rule", "rest", Holds::Number, "", "points", "其后各", "points of the places beyond").of(&["place_points"]),
    key("rule", "first", Holds::Number, "", "points", "第一名", "points of the first").of(&["place_points"]),
    key("rule", "step", Holds::Number, "", "points", "每降一名少", "so much less for each place").of(&["place_points"]),
    key("rule", "least", Holds::Number, "", "points", "最低", "the least").of(&["place_points"]),
    key("rule", "lowest_first", Holds::Flag, "false", "", "少者为先", "the least is the best").of(&["place_points"]),
    key("rule", "skip_zero", Holds::Flag, "false", "", "零分不排", "who has nothing there is left out and gets nothing").of(&["place_points"]),
];

impl PlacePoints {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> PlacePoints {
        let s = r.section;
        let ties = s.choice(f, "ties", &PLACE_TIES);
        if ties.is_none() && !s.has("ties") {
            let hint = "写 ties = \"same\"（都按该名次得分）或 \"mean\"（平分所占名次的分）";
            f.error_with(&s.span, "没有写明名次相同怎样计（ties）", hint);
        }
        let list = if s.has("points") {
            PlaceList::Listed { points: r.list(f, "points"), rest: r.need_points(f, "rest") }
        } else {
            let list = PlaceList::Falling {
                first: r.need_points(f, "first"),
                step: r.need_points(f, "step"),
                least: r.need_points(f, "least"),
            };
            if let PlaceList::Falling { first, step, least } = &list
                && (step.is_negative() || least > first)
            {
                f.error_with(
                    &s.at("step"),
                    "名次越后分应越低",
                    "step 写每降一名少多少分，least 不高于 first",
                );
            }
            list
        };
        PlacePoints {
            of: s.need_text(f, "of").value,
            within: s.text(f, "within").map(|t| t.value),
            lowest_first: s.flag(f, "lowest_first"),
            skip_zero: s.flag(f, "skip_zero"),
            list,
            ties: ties.map_or(PlaceTies::Same, |t| t.value),
        }
    }

    /// What is wrong with its settings.
    pub(in crate::scheme) fn check(&self, site: Site<'_>, f: &mut Findings<'_>) {
        compared(f, &self.of, site);
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self) -> Vec<String> {
        let PlacePoints { list, ties, .. } = self;
        let mut parts = vec![match list {
            PlaceList::Listed { points, rest } => {
                let list: Vec<_> = points.iter().map(Points::to_string).collect();
                format!("依名次得 {} 分，其后各 {rest} 分", list.join("、"))
            }
            PlaceList::Falling { first, step, least } => {
                format!("第 1 名 {first} 分，每降一名少 {step} 分，最低 {least} 分")
            }
        }];
        let word =
            if *ties == PlaceTies::Same { "都按该名次得分" } else { "平分所占名次的分" };
        parts.push(format!("名次相同的{word}"));
        parts
    }

    /// The most one subject can get; none: no limit.
    pub(in crate::scheme) fn most(&self) -> Option<Points> {
        match &self.list {
            PlaceList::Listed { points, rest } => points.iter().chain([rest]).max().copied(),
            PlaceList::Falling { first, .. } => Some(*first),
        }
    }

    /// Whether it can take points off.
    pub(in crate::scheme) fn can_deduct(&self) -> bool {
        matches!(&self.list, PlaceList::Falling { least, .. } if least.is_negative())
    }
}
