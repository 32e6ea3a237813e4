//! Conditions, grades and vetoes.
use std::collections::BTreeMap;

use lvzhi_scoring::scheme::{Cause, LineTies, Quota, Reserve, Size, Test, Veto};
use lvzhi_scoring::{Grade, Points, Rounding, Subject};

use super::Opinion;
use super::counting::counted;
use super::facts::World;
use super::figures::{earlier, latest};
use super::ratio::Ratio;
use super::result::{key, together, value};

pub fn subject<'w>(world: &World<'w>, o: &Opinion) -> &'w Subject {
    world.input.subjects.iter().find(|s| s.id == o.subject).unwrap()
}

/// What the conditions over facts count in this period.
pub fn counters(world: &World<'_>, s: &Subject) -> BTreeMap<String, Points> {
    let mut counters = BTreeMap::new();
    for c in &world.scheme.conditions {
        if let Test::Facts { filter, count, .. } = &c.test {
            let facts = world.counted(s).into_iter().filter(|f| world.fits(filter, s, f));
            counters.insert(c.id.clone(), counted(facts, *count).points());
        }
    }
    counters
}

pub fn holds(world: &World<'_>, o: &Opinion, id: &str) -> bool {
    let s = subject(world, o);
    let condition = world.scheme.conditions.iter().find(|c| c.id == id).unwrap();
    match &condition.test {
        Test::Facts { at_least, at_most, earlier: cycles, .. } => {
            let before = earlier(world, s, None);
            let before = cycles.map_or(&before[..], |n| latest(&before, n));
            let then: Ratio = before.iter().filter_map(|p| p.counters.get(id)).map(|p| Ratio::of(*p)).sum();
            let n = then + Ratio::of(o.counters[id]);
            at_least.is_none_or(|least| n >= Ratio::whole(least))
                && at_most.is_none_or(|most| n <= Ratio::whole(most))
        }
        Test::History { family, grades, cycles, at_least, at_most, at_least_share } => {
            let before = earlier(world, s, family.as_deref());
            let looked_at = latest(&before, *cycles);
            let such =
                looked_at.iter().filter(|p| p.grade.as_ref().is_some_and(|g| grades.contains(g))).count();
            let share = |least: Points| {
                !looked_at.is_empty() && Ratio::new(such as i128, looked_at.len() as i128) >= Ratio::of(least)
            };
            at_least.is_none_or(|least| such >= least as usize)
                && at_most.is_none_or(|most| such <= most as usize)
                && at_least_share.is_none_or(share)
        }
        Test::Score { indicator, from, below } => {
            let points = indicator.as_ref().map_or(o.score, |i| o.indicators[i]);
            from.is_none_or(|from| points >= from) && below.is_none_or(|below| points < below)
        }
        Test::Class { class } => world.belongs(class, s, world.last_day(s)),
    }
}

/// So many of a number of people.
pub fn people(size: Size, of: usize, rounding: Rounding) -> usize {
    match size {
        Size::People(n) => n as usize,
        Size::Share(share) => {
            (Ratio::of(share) * Ratio::whole(of as i128)).round(0, rounding).floor() as usize
        }
    }
}

/// The first so many of a list in order; `equal` tells who is equal at the line.
pub fn above_line(
    n: usize,
    ties: LineTies,
    list: &[usize],
    equal: impl Fn(usize, usize) -> bool,
) -> Vec<usize> {
    if n == 0 || n >= list.len() || !equal(list[n - 1], list[n]) {
        return list[..n.min(list.len())].to_vec();
    }
    let at_line = list[n];
    match ties {
        LineTies::Include => list
            .iter()
            .enumerate()
            .filter(|(m, who)| *m < n || equal(**who, at_line))
            .map(|(_, w)| *w)
            .collect(),
        LineTies::Exclude => list[..n].iter().copied().filter(|who| !equal(*who, at_line)).collect(),
    }
}

pub fn grade(world: &World<'_>, all: &mut [Opinion]) {
    let grades = &world.scheme.grades;
    if grades.is_empty() {
        return;
    }
    let bounds: Vec<(Option<usize>, usize)> = all.iter().map(|o| bounds(world, o)).collect();
    let mut order: Vec<usize> = (0..all.len()).filter(|n| all[*n].ranked).collect();
    order.sort_by(|a, b| key(world, &all[*b]).cmp(&key(world, &all[*a])));
    let mut given: BTreeMap<usize, usize> = BTreeMap::new();
    for (g, grade) in grades.iter().enumerate() {
        for n in &order {
            if bounds[*n].0 == Some(g) {
                given.insert(*n, g);
            }
        }
        let last = g + 1 == grades.len();
        let reaches = |n: &usize| {
            !given.contains_key(n)
                && bounds[*n].0.is_none()
                && bounds[*n].1 <= g
                && (last
                    || grade.from.is_none_or(|from| all[*n].score >= from)
                        && grade.needs.iter().all(|any| any.iter().any(|c| holds(world, &all[*n], c))))
        };
        let candidates: Vec<usize> = order.iter().copied().filter(reaches).collect();
        let fitting = if last { candidates } else { fitting(world, all, grade, &candidates) };
        for n in fitting {
            given.insert(n, g);
        }
    }
    for (n, g) in given {
        all[n].grade = Some(grades[g].id.clone());
    }
}

/// Whether a veto is met.
pub fn met(world: &World<'_>, o: &Opinion, veto: &Veto) -> bool {
    let s = subject(world, o);
    match &veto.cause {
        Cause::Condition(id) => holds(world, o, id),
        Cause::Fact(filter) => world.counted(s).iter().any(|f| world.fits(filter, s, f)),
    }
}

/// The grade a veto sets, and the best one that a ceiling leaves.
fn bounds(world: &World<'_>, o: &Opinion) -> (Option<usize>, usize) {
    let (mut exact, mut best) = (None, 0);
    for veto in &world.scheme.vetoes {
        let grade = world.scheme.grades.iter().position(|g| g.id == veto.grade).unwrap();
        match (met(world, o, veto), veto.ceiling) {
            (false, _) => {}
            (true, true) => best = best.max(grade),
            (true, false) => exact = exact.max(Some(grade)),
        }
    }
    (exact.map(|exact: usize| exact.max(best)), best)
}

/// Those of the candidates that fit into a grade's quota.
fn fitting(world: &World<'_>, all: &[Opinion], grade: &Grade, candidates: &[usize]) -> Vec<usize> {
    let Some(quota) = &grade.quota else { return candidates.to_vec() };
    let mut fitting: Vec<usize> = Vec::new();
    let same = |a: usize, b: usize| {
        together(world, &all[a], &all[b])
            && quota.within.as_ref().is_none_or(|id| value(world, &all[a], id) == value(world, &all[b], id))
    };
    let mut left = candidates.to_vec();
    while let Some(first) = left.first().copied() {
        let (pool, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(|n| same(first, *n));
        let base = (0..all.len()).filter(|n| all[*n].ranked && same(first, *n)).count();
        fitting.extend(within_quota(
            world,
            all,
            quota,
            &grade.reserves,
            people(quota.size, base, quota.rounding),
            &pool,
        ));
        left = rest;
    }
    fitting
}

fn within_quota(
    world: &World<'_>,
    all: &[Opinion],
    quota: &Quota,
    reserves: &[Reserve],
    n: usize,
    pool: &[usize],
) -> Vec<usize> {
    let is_of = |r: &Reserve, who: usize| {
        let s = subject(world, &all[who]);
        world.belongs(&r.class, s, world.last_day(s))
    };
    let equal = |a: usize, b: usize| key(world, &all[a]) == key(world, &all[b]);
    // at most so many of a class: those beyond are passed over
    let mut pool = pool.to_vec();
    for limit in reserves.iter().filter(|r| r.at_most) {
        let most = people(limit.size, n, limit.rounding);
        let class: Vec<usize> = pool.iter().copied().filter(|who| is_of(limit, *who)).collect();
        let kept = above_line(most, quota.ties, &class, equal);
        pool.retain(|who| !is_of(limit, *who) || kept.contains(who));
    }
    let mut chosen = above_line(n, quota.ties, &pool, equal);
    // at least so many of a class: the last others give way
    for reserve in reserves.iter().filter(|r| !r.at_most) {
        let least = people(reserve.size, n, reserve.rounding).min(n);
        let waiting: Vec<usize> =
            pool.iter().copied().filter(|who| !chosen.contains(who) && is_of(reserve, *who)).collect();
        let have = chosen.iter().filter(|who| is_of(reserve, **who)).count();
        if have >= least {
            continue;
        }
        let (mut kept, others): (Vec<usize>, Vec<usize>) =
            chosen.into_iter().partition(|who| is_of(reserve, *who));
        kept.extend(above_line(least - have, quota.ties, &waiting, equal));
        // the others keep the places that are left; who is equal at their line is treated alike
        kept.extend(above_line(n.saturating_sub(kept.len()), quota.ties, &others, equal));
        chosen = kept;
    }
    chosen
}
