//! Curves, ratings and polls.
use super::Check;
use crate::catalogue::Content;
use crate::finding::Findings;
use crate::scheme::place::Place;
use crate::scheme::*;

impl Check<'_> {
    pub(super) fn figures(&self, f: &mut Findings<'_>) {
        for (rule, place) in self.rules() {
            match &rule.mechanic {
                Mechanic::Rate(mechanic::Rate { curve: shape, attended, excused, .. }) => {
                    curve(f, shape, true, place);
                    for (n, value) in excused.iter().enumerate().filter(|(_, value)| attended.contains(value))
                    {
                        let message = format!("“{value}”既算出席又不计入应到");
                        f.error_with(place.item("excused", n), message, "只写在一处");
                    }
                }
                Mechanic::Rating(mechanic::Rating { curve: shape, min_ballots, .. }) => {
                    curve(f, shape, false, place);
                    self.ballots(f, rule, min_ballots.as_ref(), place);
                }
                Mechanic::Rollup(mechanic::Rollup { curve: shape, .. }) => curve(f, shape, false, place),
                Mechanic::Poll(mechanic::Poll { poll: found, .. }) => poll(f, found, place),
                _ => {}
            }
            self.excluded_from_total(f, rule, place);
        }
    }

    fn ballots(&self, f: &mut Findings<'_>, rule: &Rule, ballots: Option<&(u32, String)>, place: &Place) {
        let (Some((_, attribute)), Some(kind)) = (ballots, self.kind(&rule.filter)) else { return };
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

    /// What is left out of the own maximum is a zero when totals are compared.
    fn excluded_from_total(&self, f: &mut Findings<'_>, rule: &Rule, place: &Place) {
        let key = match &rule.mechanic {
            Mechanic::Rating(mechanic::Rating { missing: Missing::Exclude, .. })
            | Mechanic::Poll(mechanic::Poll { missing: Missing::Exclude, .. })
            | Mechanic::Rollup(mechanic::Rollup { missing: Missing::Exclude, .. }) => "missing",
            Mechanic::Target(mechanic::Target {
                missing: Missing::Exclude,
                goal: Goal::Attribute(_),
                ..
            }) => "missing",
            Mechanic::Rate(mechanic::Rate { none: Missing::Exclude, .. })
            | Mechanic::Ratio(mechanic::Ratio { none: Missing::Exclude, .. }) => "none_due",
            Mechanic::Report(mechanic::Report { not_due: Missing::Exclude, .. }) => "not_due",
            _ => return,
        };
        if self.scheme.compare == Compare::Total && place.has(key) {
            let message = format!("“{}”缺项时降低满分，名次却按总分排，等于按零分计", rule.label);
            f.error_with(place.at(key), message, "在 [scheme] 写 compare = \"rate\"（按折算分排名）");
        }
    }
}

fn curve(f: &mut Findings<'_>, curve: &Curve, percent: bool, place: &Place) {
    let number = |n: Points| if percent { n.to_percent() } else { n.to_string() };
    match curve {
        Curve::Linear { points, .. } | Curve::PerStep { points, .. } if !points.is_positive() => {
            f.error_with(place.at("points"), "分值应大于 0", "写明满分或每个单位的分值");
        }
        Curve::Linear { .. } | Curve::PerStep { .. } => {}
        Curve::Steps { steps } => {
            for (n, pair) in steps.windows(2).enumerate() {
                let [(_, higher), (from, lower)] = pair else { continue };
                let at = format!("steps/{}/points", n.saturating_add(1));
                if lower > higher {
                    let message = format!("达 {} 得 {lower} 分，比高一档的还多", number(*from));
                    f.error_with(place.at(&at), message, "高的一档分值应更高");
                } else if lower == higher {
                    let message = format!("与高一档同为 {lower} 分，高一档不起作用");
                    f.warn(place.at(&at), message, "删去高的一档，或改分值");
                }
            }
            if let Some((from, points)) = steps.last().filter(|(from, _)| from.is_positive()) {
                let at = place.at(&format!("steps/{}/from", steps.len().saturating_sub(1)));
                let message = format!("低于 {} 的没有写明得多少分，按 0 分计", number(*from));
                let zero = if percent { "\"0%\"" } else { "0" };
                let hint = format!("加上最低一档：{{ from = {zero}, points = 0 }}");
                // One step alone is all or nothing, and says so.
                if !points.is_zero() && steps.len() > 1 {
                    f.warn(at, message, hint);
                }
            }
        }
        Curve::Shortfall { points, off, floor, .. } => {
            if !points.is_positive() {
                f.error_with(place.at("points"), "满分应大于 0", "写明达到目标得多少分");
            } else if floor >= points {
                f.error_with(place.at("floor"), "保底不低于满分，永远扣不到分", "floor 应低于 points");
            }
            if off.is_zero() {
                f.error_with(place.at("off"), "“off”为 0，永远扣不到分", "例如 off = 0.5");
            }
        }
    }
}

fn poll(f: &mut Findings<'_>, poll: &Poll, place: &Place) {
    if !poll.points.is_positive() {
        f.error_with(place.at("points"), "满分应大于 0", "写明评议满分");
    }
    raters(f, poll, place);
    let best = match &poll.form {
        Form::Choice { worth, abstain, .. } => {
            for (value, label, _) in worth.iter().filter(|(value, ..)| abstain.contains(value)) {
                let message = format!("“{label}”算弃权，又折算成分数");
                f.error_with(place.key(&format!("worth/{value}")), message, "只写在一处");
            }
            worth.iter().map(|(_, _, points)| *points).max().map(|best| (best, "worth"))
        }
        Form::Bands { bands, .. } => {
            super::bands::check(f, bands, place);
            bands.iter().map(|band| band.points).max().map(|best| (best, "bands"))
        }
        Form::Rank { list } => {
            for (n, pair) in list.windows(2).enumerate() {
                if let [higher, lower] = pair
                    && lower > higher
                {
                    let at = place.item("rank_points", n.saturating_add(1));
                    f.error_with(at, "名次靠后的分反而多", "由高到低写");
                }
            }
            list.iter().max().map(|best| (*best, "rank_points"))
        }
        Form::Score { .. } => None,
    };
    let Some((best, key)) = best else { return };
    let scale = poll.scale;
    if best < scale {
        let message = format!("最好也只有 {best}，到不了 {scale}（scale），谁也得不到满分");
        f.warn(place.at(key), message, format!("写 scale = {best}"));
    } else if best > scale {
        let message = format!("最好的 {best} 超过 {scale}（scale），超过的部分不计");
        f.warn(place.at(key), message, format!("写 scale = {best}"));
    }
}

fn raters(f: &mut Findings<'_>, poll: &Poll, place: &Place) {
    for (n, group) in poll.groups.iter().enumerate() {
        let same = poll.groups.iter().take(n).find(|earlier| {
            let apart = earlier.attributes.iter().any(|(id, values)| {
                let other = group.attributes.iter().find(|(other, _)| other == id);
                other.is_some_and(|(_, others)| values.iter().all(|v| !others.contains(v)))
            });
            !apart
        });
        if let Some(same) = same {
            let message = format!("同一张票可以既算“{}”又算“{}”", same.label, group.label);
            f.error_with(place.at(&format!("raters/{n}/where")), message, "用 where 把各方分开");
        }
        if group.weight.is_zero() {
            let message = format!("“{}”的权重为 0，评了不算", group.label);
            f.error_with(place.at(&format!("raters/{n}/weight")), message, "写明权重，或删去这一方");
        }
        if let Form::Score { trim_highest, trim_lowest } = &poll.form {
            let trimmed = trim_highest.saturating_add(*trim_lowest);
            if trimmed > 0 && group.min_ballots <= trimmed {
                let message = format!(
                    "“{}”只有 {} 票时去掉 {trimmed} 票就不剩了，那时不去",
                    group.label, group.min_ballots
                );
                let hint = format!("写 min_ballots = {}", trimmed.saturating_add(1));
                f.warn(place.at(&format!("raters/{n}/min_ballots")), message, hint);
            }
        }
    }
}
