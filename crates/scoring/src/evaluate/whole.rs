//! The whole: caps and weights of groups, cap, multipliers and floor of the total.
use super::plan::Plan;
use super::run::{OPEN, Scratch};
use crate::{Line, Points};

/// What a subject has as a whole.
pub(super) struct Whole {
    pub(super) total: Points,
    pub(super) max: Points,
}

/// Collects adjustments, if somebody wants to see them.
struct Adjustments<'a>(Option<&'a mut Vec<Line>>);

impl Adjustments<'_> {
    fn push(&mut self, rule: &str, points: i64, reason: impl FnOnce() -> String) {
        if let Some(lines) = self.0.as_mut() {
            lines.push(Line { fact: None, rule: rule.to_owned(), points: Points(points), reason: reason() });
        }
    }
}

/// Total and reachable maximum; what caps, weights, multipliers and floor add or take off goes to `lines`.
pub(super) fn total(plan: &Plan<'_>, scratch: &Scratch, lines: Option<&mut Vec<Line>>) -> Whole {
    let scheme = plan.scheme;
    if lines.is_none() && plan.simple_total {
        return simple(plan, scratch);
    }
    let mut adjustments = Adjustments(lines);
    let (mut total, mut max, mut bonus) = (0_i64, 0_i64, 0_i64);
    for (group, indicators) in scheme.groups.iter().zip(&plan.indicators_of) {
        let mine = || indicators.iter().filter_map(|n| scratch.indicators.get(*n));
        let sum = mine().fold(0_i64, |sum, (points, _)| sum.saturating_add(points.0));
        let reach = mine().fold(0_i64, |sum, (_, max)| sum.saturating_add(max.0));
        let capped = group.max.map_or(sum, |cap| sum.min(cap.0));
        if capped != sum {
            adjustments.push(&group.id, capped.saturating_sub(sum), || {
                let cap = Points(capped);
                format!("“{}”合计 {} 分，超出上限 {cap} 分", group.label, Points(sum))
            });
        }
        // What has no limit has none at whatever weight.
        let weighted = |points: i64| match group.weighted(Points(points), scheme.rounding) {
            Some(weighted) if points != OPEN.0 => weighted.0,
            _ => points,
        };
        let counted = weighted(capped);
        if let Some(weight) = group.weight.filter(|_| counted != capped) {
            adjustments.push(&group.id, counted.saturating_sub(capped), || {
                format!(
                    "“{}”{} 分，按 {} 计入 {} 分",
                    group.label,
                    Points(capped),
                    weight.to_percent(),
                    Points(counted)
                )
            });
        }
        let reach = weighted(group.max.map_or(reach, |cap| reach.min(cap.0)));
        if group.bonus {
            bonus = bonus.saturating_add(counted);
        } else {
            total = total.saturating_add(counted);
            max = max.saturating_add(reach);
        }
    }
    if let Some(full) = scheme.total {
        max = max.min(full.0);
        if total > full.0 {
            let sum = Points(total);
            adjustments.push(&scheme.id, full.0.saturating_sub(total), || {
                format!("合计 {sum} 分，超出总分 {full} 分")
            });
            total = full.0;
        }
    }
    let multipliers = || scheme.multipliers.iter().zip(&scratch.multipliers);
    let before = multipliers().filter(|(m, _)| !m.with_bonus);
    for (multiplier, (sum, count)) in before.chain(multipliers().filter(|(m, _)| m.with_bonus)) {
        let Some(den) = multiplier.scale.0.checked_mul(*count).filter(|den| *den > 0) else { continue };
        let Some(factor) = Points::ONE.scaled(*sum, den, scheme.rounding) else { continue };
        let factor = multiplier.most.map_or(factor, |most| factor.min(most));
        let base = if multiplier.with_bonus { total.saturating_add(bonus) } else { total };
        let Some(product) = Points(base).checked_mul(factor, scheme.rounding) else { continue };
        let change = product.0.saturating_sub(base);
        if change != 0 {
            let label = &multiplier.label;
            adjustments.push(&multiplier.id, change, || {
                format!("{label}：{} 分 × {factor} ＝ {product} 分", Points(base))
            });
        }
        total = total.saturating_add(change);
    }
    total = total.saturating_add(bonus);
    if let Some(floor) = scheme.floor.filter(|floor| total < floor.0) {
        adjustments.push(&scheme.id, floor.0.saturating_sub(total), || format!("总分最低 {floor} 分"));
        total = floor.0;
    }
    Whole { total: Points(total), max: reachable(max, total) }
}

/// The most one could reach; where nothing sets a limit, what one has.
pub(super) fn reachable(max: i64, total: i64) -> Points {
    Points(if max == i64::MAX { total } else { max })
}

/// The same where there are no weights, no multipliers and nobody who asks why.
fn simple(plan: &Plan<'_>, scratch: &Scratch) -> Whole {
    let (mut total, mut max, mut bonus) = (0_i64, 0_i64, 0_i64);
    for (group, indicators) in plan.scheme.groups.iter().zip(&plan.indicators_of) {
        let (mut sum, mut reach) = (0_i64, 0_i64);
        for (points, max) in indicators.iter().filter_map(|n| scratch.indicators.get(*n)) {
            sum = sum.saturating_add(points.0);
            reach = reach.saturating_add(max.0);
        }
        let cap = group.max.map_or(i64::MAX, |max| max.0);
        let to = if group.bonus { &mut bonus } else { &mut total };
        *to = to.saturating_add(sum.min(cap));
        if !group.bonus {
            max = max.saturating_add(reach.min(cap));
        }
    }
    let full = plan.scheme.total.map_or(i64::MAX, |full| full.0);
    let total = total.min(full).saturating_add(bonus);
    let floor = plan.scheme.floor.map_or(i64::MIN, |floor| floor.0);
    let total = total.max(floor);
    Whole { total: Points(total), max: reachable(max.min(full), total) }
}

/// The most one could reach where nothing lowers it and no class has a cap of its own; the largest number: no limit.
pub(super) fn reach(plan: &Plan<'_>) -> i64 {
    let groups = plan.scheme.groups.iter().zip(&plan.indicators_of).filter(|(group, _)| !group.bonus);
    let reach = groups.fold(0_i64, |reach, (group, indicators)| {
        let maxima = indicators.iter().filter_map(|n| plan.rows.get(*n));
        let own =
            maxima.fold(0_i64, |sum, row| sum.saturating_add(row.max.map_or(OPEN.0, |max| max.0.max(0))));
        reach.saturating_add(group.max.map_or(own, |cap| own.min(cap.0)))
    });
    plan.scheme.total.map_or(reach, |full| reach.min(full.0))
}
