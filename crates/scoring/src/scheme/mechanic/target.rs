//! So many are demanded: full points when there are enough.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::scheme::check::Site;
use crate::scheme::check::counts::count_fits;
use crate::scheme::keys::{Holds, Key, REQUIRED, key, names};
use crate::scheme::options::{BELOWS, COUNTS, EACHES, MISSING_OR_ZERO};
use crate::scheme::parse::reader::Reader;
use crate::scheme::place::Place;
use crate::scheme::*;

/// So many are demanded: full points when there are enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Full points.
    pub points: Points,
    /// How many.
    pub goal: Goal,
    /// What is counted.
    pub count: Count,
    /// What fewer are worth.
    pub below: Below,
    /// Points for each one more.
    pub over: Option<Points>,
    /// Demanded anew in every month or quarter of the period; points are for each.
    pub each: Each,
    /// What holds for a subject that has no goal of its own (with [`Goal::Attribute`]).
    pub missing: Missing,
}

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "points", Holds::Number, REQUIRED, "points", "满分", "full points when the count reaches the target").of(&["target"]),
    key("rule", "target", Holds::Number, "", "", "目标数", "how many; this or `target_from`").of(&["target"]),
    key("rule", "target_from", Holds::Text, "", "", "本人目标栏", "each subject's own target: a number in this attribute of the subject").of(&["target"]),
    key("rule", "missing", Holds::Word(const { &names(&MISSING_OR_ZERO) }), "", "", "没有目标", "must be stated with `target_from`: what holds for a subject without a target").of(&["target"]),
    key("rule", "below", Holds::Word(const { &names(&BELOWS) }), REQUIRED, "", "不足目标", "what fewer are worth: nothing, in proportion, or `off` points less for each one short, down to `floor` (a part counts in proportion)").of(&["target"]),
    key("rule", "off", Holds::Number, "", "points", "每少一个扣", "with `below = \"off\"`").of(&["target"]),
    key("rule", "over", Holds::Number, "", "points", "每多一个加", "points for each one more").of(&["target"]),
    key("rule", "each", Holds::Word(const { &names(&EACHES) }), "period", "", "按月按季", "anew in every calendar month (quarter) that lies wholly or partly in the subject's time in the period, points for each").of(&["target"]),
];

impl Target {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Target {
        let s = r.section;
        let fixed = s.points(f, "target");
        let own = s.text(f, "target_from");
        if let Some(fixed) = fixed.as_ref().filter(|n| !n.value.is_positive()) {
            f.error_with(&fixed.span, "“target”应大于 0", "例如 target = 3");
        }
        let goal = match (fixed, own) {
            (Some(_), Some(own)) => {
                f.error_with(
                    &own.span,
                    "“target”和“target_from”只能写一项",
                    "人人一样的写 target，各人不同的写 target_from",
                );
                Goal::Attribute(own.value)
            }
            (None, Some(own)) => Goal::Attribute(own.value),
            (Some(fixed), None) => Goal::Fixed(fixed.value),
            (None, None) => {
                let hint = "写 target = 3，或写 target_from = \"栏目\"（各人自己的目标）";
                f.error_with(&s.span, "没有写明要达到多少（target）", hint);
                Goal::Fixed(Points::ONE)
            }
        };
        let missing = match goal {
            Goal::Fixed(_) => Missing::Full,
            Goal::Attribute(_) => r.missing(f, "missing", true),
        };
        let below = s.choice(f, "below", &BELOWS);
        if below.is_none() && !s.has("below") {
            let hint =
                "写 below = \"zero\"（不得分）、\"proportional\"（按比例）或 \"off\"（每少一个扣 off 分）";
            f.error_with(&s.span, "没有写明达不到怎样计（below）", hint);
        }
        let below = match below.map(|b| b.value) {
            Some(1) => Below::Proportional,
            Some(2) => Below::Off {
                off: r.need_points(f, "off"),
                floor: s.points(f, "floor").map_or(Points::ZERO, |p| p.value),
            },
            _ => Below::Zero,
        };
        Target {
            points: r.need_points(f, "points"),
            goal,
            count: s.choice(f, "count", &COUNTS).map_or(Count::Facts, |c| c.value),
            below,
            over: s.points(f, "over").map(|p| p.value),
            each: s.choice(f, "each", &EACHES).map_or(Each::Period, |e| e.value),
            missing,
        }
    }

    /// What is wrong with its settings.
    pub(in crate::scheme) fn check(&self, site: Site<'_>, f: &mut Findings<'_>) {
        count_fits(f, self.count, site.kind, site.place);
        worth_it(f, self.points, self.below, self.over, site.place);
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self, unit_name: &str) -> Vec<String> {
        let Target { points, goal, count, below, over, each, .. } = self;
        let mut parts = Vec::new();
        parts.extend(target_text(*points, goal, *count, *below, *over, *each, unit_name));
        parts
    }

    /// The most one subject can get; none: no limit.
    pub(in crate::scheme) fn most(&self) -> Option<Points> {
        let more = self.over.is_some_and(|over| over.is_positive());
        (!more && self.each == Each::Period).then_some(self.points)
    }

    /// Whether it can take points off.
    pub(in crate::scheme) fn can_deduct(&self) -> bool {
        matches!(self.below, Below::Off { floor, .. } if floor.is_negative())
    }
}

fn target_text(
    points: Points,
    goal: &Goal,
    count: Count,
    below: Below,
    over: Option<Points>,
    each: Each,
    unit: &str,
) -> Vec<String> {
    let counted = match count {
        Count::Facts => "次",
        Count::Pieces => "件",
        Count::Quantity => unit,
    };
    let goal = match goal {
        Goal::Fixed(n) => format!(" {n} {counted}"),
        Goal::Attribute(_) => "本人（本单位）目标数".to_owned(),
    };
    let when = match each {
        Each::Period => "",
        Each::Month => "每月",
        Each::Quarter => "每季度",
    };
    let mut parts = vec![format!("{when}达到{goal}得 {points} 分")];
    parts.push(match below {
        Below::Zero => "达不到的不得分".to_owned(),
        Below::Proportional => "达不到的按比例得分".to_owned(),
        Below::Off { off, floor } => format!("每少一{counted}扣 {off} 分，扣至 {floor} 分为止"),
    });
    parts.extend(over.map(|over| format!("每多一{counted}加 {over} 分")));
    parts
}

fn worth_it(f: &mut Findings<'_>, points: Points, below: Below, over: Option<Points>, place: &Place) {
    // With nothing for reaching it, fewer may still cost something, or more earn.
    let deducts = matches!(below, Below::Off { floor, .. } if floor.is_negative());
    if points.is_negative() || (points.is_zero() && !deducts && over.is_none()) {
        f.error_with(place.at("points"), "满分应大于 0", "写明达到目标得多少分");
    }
    if let Below::Off { off, floor } = below {
        if !off.is_positive() {
            f.error_with(place.at("off"), "“off”写扣多少分，应大于 0", "例如 off = 0.5");
        }
        if floor >= points {
            f.error_with(place.at("floor"), "保底不低于满分，永远扣不到分", "floor 应低于 points");
        }
    }
    if over.is_some_and(|over| !over.is_positive()) {
        f.error_with(place.at("over"), "超出目标的加分应大于 0", "写明每多一个加多少分，或删去 over");
    }
}
