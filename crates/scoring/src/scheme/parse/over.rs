//! Reading mechanics that look across subjects and over time.
use super::mechanic::Reader;
use crate::finding::Findings;
use crate::read;
use crate::scheme::options::{PLACE_TIES, ROLLINGS, TO};
use crate::scheme::*;

impl Reader<'_, '_> {
    pub(super) fn ratio(&self, f: &mut Findings<'_>) -> Mechanic {
        let s = self.section;
        let to = s.choice(f, "to", &TO);
        if to.is_none() && !s.has("to") {
            let hint = "写 to = \"best\"（比最高的）、\"sum\"（占合计）或 \"mean\"（比平均）";
            f.error_with(&s.span, "没有写明同什么比（to）", hint);
        }
        Mechanic::Ratio(mechanic::Ratio {
            of: s.need_text(f, "of").value,
            to: to.map_or(To::Best, |t| t.value),
            within: s.text(f, "within").map(|t| t.value),
            points: self.need_points(f, "points"),
            none: self.missing(f, "none_due", true),
        })
    }

    pub(super) fn place_points(&self, f: &mut Findings<'_>) -> Mechanic {
        let s = self.section;
        let ties = s.choice(f, "ties", &PLACE_TIES);
        if ties.is_none() && !s.has("ties") {
            let hint = "写 ties = \"same\"（都按该名次得分）或 \"mean\"（平分所占名次的分）";
            f.error_with(&s.span, "没有写明名次相同怎样计（ties）", hint);
        }
        let list = if s.has("points") {
            PlaceList::Listed { points: self.list(f, "points"), rest: self.need_points(f, "rest") }
        } else {
            let list = PlaceList::Falling {
                first: self.need_points(f, "first"),
                step: self.need_points(f, "step"),
                least: self.need_points(f, "least"),
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
        Mechanic::PlacePoints(mechanic::PlacePoints {
            of: s.need_text(f, "of").value,
            within: s.text(f, "within").map(|t| t.value),
            lowest_first: s.flag(f, "lowest_first"),
            skip_zero: s.flag(f, "skip_zero"),
            list,
            ties: ties.map_or(PlaceTies::Same, |t| t.value),
        })
    }

    /// A list of numbers; at least one.
    pub(super) fn list(&self, f: &mut Findings<'_>, key: &'static str) -> Vec<Points> {
        let mut points = Vec::new();
        match self.section.get(key).and_then(|v| v.get_ref().as_array()) {
            Some(array) => points.extend(array.iter().filter_map(|item| read::points_of(f, item))),
            None => f.error_with(
                &self.section.span,
                format!("“{key}”应为依次的数"),
                format!("写成 {key} = [10, 5]"),
            ),
        }
        if points.is_empty() {
            f.error_with(
                &self.section.at(key),
                format!("“{key}”至少写一个数"),
                format!("例如 {key} = [10, 5]"),
            );
        }
        points
    }

    pub(super) fn rollup(&self, f: &mut Findings<'_>) -> Mechanic {
        let s = self.section;
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
                let weights = self.list(f, "weights");
                let length = u32::try_from(weights.len()).unwrap_or(u32::MAX);
                if length != count || weights.iter().any(|w| !w.is_positive()) {
                    let hint = format!("写 {count} 个大于 0 的数，早的在前");
                    f.error_with(&s.at("weights"), "各期的权重与期数不符，或不是正数", hint);
                }
                Rolling::Weighted(weights)
            }
        };
        Mechanic::Rollup(mechanic::Rollup {
            family: s.text(f, "family").map(|t| t.value),
            of: s.text(f, "of").map(|t| t.value),
            cycles: count,
            at_least: at_least.map_or(count, |n| n.value),
            combine,
            curve: self.curve(f, false),
            missing: self.missing(f, "missing", false),
        })
    }
}
