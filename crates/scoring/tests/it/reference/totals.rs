//! From rules to indicators, groups and the total.
use lvzhi_scoring::scheme::{Compare, FloorApplies};
use lvzhi_scoring::{Indicator, Rule, Subject};

use super::Opinion;
use super::counting::Line;
use super::facts::World;
use super::figures::mean;
use super::grading::counters;
use super::ratio::Ratio;
use super::result::is_ranked;
use super::rules::{Scores, cut};

pub fn opinion(world: &World<'_>, s: &Subject, rules: &Scores) -> Opinion {
    let scheme = world.scheme;
    let mut o = Opinion { subject: s.id.clone(), ranked: is_ranked(world, s), ..Opinion::default() };
    for i in &scheme.indicators {
        indicator(world, s, i, rules, &mut o);
    }
    let (total, max) = total(world, s, &o);
    let sum: Ratio = o.indicators.values().map(|p| Ratio::of(*p)).sum();
    o.total = total.points();
    o.adjustments = (total - sum).points();
    o.max = max.map_or(o.total, Ratio::points);
    o.score = match (scheme.compare, scheme.total.map(Ratio::of), max) {
        (Compare::Rate, Some(full), Some(max)) if max < full && max.is_positive() => {
            (total * full / max).round(4, scheme.rounding).points()
        }
        _ => o.total,
    };
    o.counters = counters(world, s);
    o
}

/// The subject's own cap of an indicator; none: open.
fn cap(world: &World<'_>, s: &Subject, i: &Indicator) -> Option<Ratio> {
    let last = world.last_day(s);
    let own = i.max_by.iter().find(|(class, _)| world.belongs(class, s, last)).map(|(_, max)| *max);
    own.or(i.max).map(Ratio::of)
}

fn indicator(world: &World<'_>, s: &Subject, i: &Indicator, rules: &Scores, o: &mut Opinion) {
    let own = || world.scheme.rules.iter().filter(|r| r.indicator == i.id && !r.measure);
    // where the floor holds before the bonus, the bonus comes after it
    let last = |r: &&Rule| r.bonus && i.floor_applies == FloorApplies::BeforeBonus;
    let counting = || own().filter(|r| !last(r)).chain(own().filter(last));
    let mut lines: Vec<(usize, Line)> = Vec::new();
    for (n, rule) in counting().enumerate() {
        lines.extend(rules[&rule.id].lines.iter().map(|l| (n, l.clone())));
    }
    let bonus: Vec<bool> = counting().map(|r| r.bonus).collect();
    let held = |n: usize| i.floor_applies == FloorApplies::AfterBonus || !bonus[n];
    let base: Ratio = lines.iter().filter(|(n, _)| held(*n)).map(|(_, l)| l.points).sum();
    let mut raised = Ratio::ZERO;
    if let Some(floor) = i.floor.map(Ratio::of) {
        raised = (floor - base).max(Ratio::ZERO);
    }
    let excluded: Ratio = counting().filter_map(|r| rules[&r.id].excluded).sum();
    let cap = cap(world, s, i).map(|cap| (cap - excluded).max(Ratio::ZERO));
    let (numbers, mut lines): (Vec<_>, Vec<_>) = lines.into_iter().unzip();
    if raised.is_positive() {
        lines.push(Line::of(raised));
    }
    if let Some(cap) = cap {
        cut(&mut lines, cap);
    }
    for (n, rule) in counting().enumerate() {
        let own = numbers.iter().zip(&lines).filter(|(m, _)| **m == n).map(|(_, l)| l.points).sum::<Ratio>();
        o.rules.insert(rule.id.clone(), (!raised.is_positive()).then(|| own.points()));
    }
    o.indicators.insert(i.id.clone(), lines.iter().map(|l| l.points).sum::<Ratio>().points());
    // what sets no limit shows what one has
    let max = cap.map_or(o.indicators[&i.id], Ratio::points);
    o.indicator_max.insert(i.id.clone(), max);
    if cap.is_none() {
        o.open.insert(i.id.clone());
    }
}

fn least(a: Option<Ratio>, b: Option<Ratio>) -> Option<Ratio> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The total and the most it can be (none: open).
fn total(world: &World<'_>, s: &Subject, o: &Opinion) -> (Ratio, Option<Ratio>) {
    let scheme = world.scheme;
    let (mut main, mut bonus, mut max) = (Ratio::ZERO, Ratio::ZERO, Some(Ratio::ZERO));
    for group in &scheme.groups {
        let own: Vec<_> = scheme.indicators.iter().filter(|i| i.group == group.id).collect();
        let weigh = |p: Ratio| match group.weight {
            Some(weight) => (p * Ratio::of(weight)).round(4, scheme.rounding),
            None => p,
        };
        let limit = group.max.map(Ratio::of);
        let sum: Ratio = own.iter().map(|i| Ratio::of(o.indicators[&i.id])).sum();
        let points = weigh(limit.map_or(sum, |limit| sum.min(limit)));
        if group.bonus {
            bonus = bonus + points;
            continue;
        }
        main = main + points;
        let parts: Option<Ratio> =
            own.iter().map(|i| (!o.open.contains(&i.id)).then(|| Ratio::of(o.indicator_max[&i.id]))).sum();
        max = max.zip(least(parts, limit).map(weigh)).map(|(a, b)| a + b);
    }
    let full = scheme.total.map(Ratio::of);
    main = full.map_or(main, |full| main.min(full));
    main = multiplied(world, s, main, false);
    let mut total = multiplied(world, s, main + bonus, true);
    if let Some(floor) = scheme.floor {
        total = total.max(Ratio::of(floor));
    }
    (total, least(max, full))
}

fn multiplied(world: &World<'_>, s: &Subject, mut points: Ratio, with_bonus: bool) -> Ratio {
    for m in world.scheme.multipliers.iter().filter(|m| m.with_bonus == with_bonus) {
        let facts = world.counted(s).into_iter().filter(|f| world.fits(&m.filter, s, f));
        let figures: Vec<Ratio> = facts.map(|f| Ratio::of(f.quantity)).collect();
        if !figures.is_empty() {
            let factor = (mean(&figures) / Ratio::of(m.scale)).round(4, world.scheme.rounding);
            let factor = m.most.map_or(factor, |most| factor.min(Ratio::of(most)));
            points = (points * factor).round(4, world.scheme.rounding);
        }
    }
    points
}
