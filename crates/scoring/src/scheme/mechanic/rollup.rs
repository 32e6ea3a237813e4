//! Results of earlier cycles that end in the period.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::scheme::check::Check;
use crate::scheme::check::Site;
use crate::scheme::keys::{Holds, Key, REQUIRED, key, names};
use crate::scheme::options::ROLLINGS;
use crate::scheme::parse::reader::Reader;
use crate::scheme::words::{curve_text, missing_text};
use crate::scheme::*;

/// Results of earlier cycles that end in the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rollup {
    /// Scheme family they are of; none: this one's.
    pub family: Option<String>,
    /// Which figure: none: the score; else an indicator of that scheme.
    pub of: Option<String>,
    /// How many cycles, the latest ones.
    pub cycles: u32,
    /// Fewest for the figure to count.
    pub at_least: u32,
    /// How they are put together.
    pub combine: Rolling,
    /// How the figure becomes points.
    pub curve: Curve,
    /// What holds with fewer.
    pub missing: Missing,
}

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "cycles", Holds::Count, REQUIRED, "cycles", "期数", "the latest so many earlier cycles that end within the period — or, where their end is unknown, any").of(&["rollup"]),
    key("rule", "at_least", Holds::Count, "cycles", "cycles", "至少", "with fewer: `missing`").of(&["rollup"]),
    key("rule", "combine", Holds::Word(const { &names(&ROLLINGS) }), REQUIRED, "", "合并", "how they are put together").of(&["rollup"]),
    key("rule", "weights", Holds::Numbers, "", "", "各期权重", "with `weighted`: earliest first; of fewer cycles the last weights").of(&["rollup"]),
    key("rule", "family", Holds::Text, "", "", "哪份办法", "`id` of the scheme whose results are rolled up; this one's by default").of(&["rollup"]),
    key("rule", "of", Holds::Text, "", "", "哪个指标", "an indicator of that scheme; else the score").of(&["rollup"]),
];

impl Rollup {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Rollup {
        let s = r.section;
        let cycles = s.count(f, "cycles");
        if cycles.is_none() && !s.has("cycles") {
            f.error_with(&s.span, "没有写明汇总几期（cycles）", "例如 cycles = 4");
        }
        let count = cycles.as_ref().map_or(1, |c| c.value);
        if let Some(cycles) = cycles.filter(|c| c.value == 0) {
            f.error_with(&cycles.span, "“cycles”至少为 1", "例如 cycles = 4");
        }
        let at_least = s.count(f, "at_least");
        if let Some(least) = at_least.as_ref().filter(|n| n.value == 0 || n.value > count) {
            f.error_with(&least.span, format!("“at_least”应在 1 到 {count} 之间"), "at_least 不大于 cycles");
        }
        let combine = s.choice(f, "combine", &ROLLINGS);
        if combine.is_none() && !s.has("combine") {
            let hint = "写 combine = \"mean\"（平均）、\"sum\"（相加）或 \"weighted\"（按 weights 加权平均）";
            f.error_with(&s.span, "没有写明各期怎样合并（combine）", hint);
        }
        let combine = match combine.map_or(0, |c| c.value) {
            0 => Rolling::Mean,
            1 => Rolling::Sum,
            _ => {
                let weights = r.list(f, "weights");
                let length = u32::try_from(weights.len()).unwrap_or(u32::MAX);
                if length != count || weights.iter().any(|w| !w.is_positive()) {
                    let hint = format!("写 {count} 个大于 0 的数，早的在前");
                    f.error_with(&s.at("weights"), "各期的权重与期数不符，或不是正数", hint);
                }
                Rolling::Weighted(weights)
            }
        };
        Rollup {
            family: s.text(f, "family").map(|t| t.value),
            of: s.text(f, "of").map(|t| t.value),
            cycles: count,
            at_least: at_least.map_or(count, |n| n.value),
            combine,
            curve: r.curve(f, false),
            missing: r.missing(f, "missing", false),
        }
    }

    /// What is wrong with its settings.
    pub(in crate::scheme) fn check(&self, site: Site<'_>, f: &mut Findings<'_>) {
        let Site { check: Check { scheme, .. }, place, .. } = site;
        self.curve.check(f, false, place);
        let family = self.family.as_deref();
        if family.is_none_or(|family| family == scheme.id) {
            let at = if family.is_some() { "family" } else { "mechanic" };
            let hint = "写 family = \"办法标识\"（每月或每季那份办法的 id）";
            f.warn(place.at(at), "汇总的是本办法自己的前几期，一期之内没有更早的一期", hint);
        }
        if self.of.as_deref().is_some_and(str::is_empty) {
            f.error_with(place.at("of"), "没有写明汇总哪个指标", "写指标标识，或删去 of（汇总总分）");
        }
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self) -> Vec<String> {
        let Rollup { cycles, combine, curve, missing, .. } = self;
        let mut parts = Vec::new();
        let figure = match combine {
            Rolling::Mean => format!("最近 {cycles} 期平均分"),
            Rolling::Sum => format!("最近 {cycles} 期合计分"),
            Rolling::Weighted(weights) => {
                let list: Vec<_> = weights.iter().map(Points::to_string).collect();
                format!("最近 {cycles} 期按 {} 加权的平均分", list.join("∶"))
            }
        };
        parts.push(curve_text(curve, &figure, false));
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
