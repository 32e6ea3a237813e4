//! The whole: caps of groups and of the total, as adjustments that are seen.
use crate::scheme::Scheme;
use crate::{IndicatorScore, Line, Points};

fn add(points: impl Iterator<Item = Points>) -> Points {
    Points(points.fold(0, |total, p| total.saturating_add(p.0)))
}

/// Total, reachable maximum and adjustments.
pub(super) fn total(scheme: &Scheme, indicators: &[IndicatorScore]) -> (Points, Points, Vec<Line>) {
    let mut adjustments = Vec::new();
    let (mut total, mut max, mut bonus) = (0_i64, 0_i64, 0_i64);
    for group in &scheme.groups {
        let mine = || scheme.indicators.iter().zip(indicators).filter(|(i, _)| i.group == group.id);
        let sum = add(mine().map(|(_, score)| score.points));
        let mut reach = add(mine().map(|(_, score)| score.max));
        let mut counted = sum;
        if let Some(cap) = group.max {
            reach = reach.min(cap);
            if sum > cap {
                let points = Points(cap.0.saturating_sub(sum.0));
                let reason = format!("“{}”合计 {sum} 分，超出上限 {cap} 分", group.label);
                adjustments.push(Line { fact: None, rule: group.id.clone(), points, reason });
                counted = cap;
            }
        }
        if group.bonus {
            bonus = bonus.saturating_add(counted.0);
        } else {
            total = total.saturating_add(counted.0);
            max = max.saturating_add(reach.0);
        }
    }
    if let Some(full) = scheme.total {
        max = max.min(full.0);
        if total > full.0 {
            let reason = format!("合计 {} 分，超出总分 {full} 分", Points(total));
            let points = Points(full.0.saturating_sub(total));
            adjustments.push(Line { fact: None, rule: scheme.id.clone(), points, reason });
            total = full.0;
        }
    }
    total = total.saturating_add(bonus);
    if let Some(floor) = scheme.floor.filter(|floor| total < floor.0) {
        let points = Points(floor.0.saturating_sub(total));
        let reason = format!("总分最低 {floor} 分");
        adjustments.push(Line { fact: None, rule: scheme.id.clone(), points, reason });
        total = floor.0;
    }
    (Points(total), Points(max), adjustments)
}
