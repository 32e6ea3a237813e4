//! For whom an outcome is.
use std::collections::BTreeSet;

use chrono::Datelike;
use lvzhi_scoring::scheme::{Cadence, Quota, Select};
use lvzhi_scoring::{OutcomeRule, Points, Previous};

use super::Opinion;
use super::facts::World;
use super::figures::{earlier, latest};
use super::grading::{above_line, holds, met, people, subject};
use super::result::{key, together, value};

pub fn outcomes(world: &World<'_>, all: &[Opinion]) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for rule in &world.scheme.outcomes {
        if rule.cadence == Cadence::YearEnd && world.input.period.to.month() != 12 {
            continue;
        }
        let is_for = |o: &Opinion| {
            let s = subject(world, o);
            let of = |class: &String| world.belongs(class, s, world.last_day(s));
            o.ranked && (rule.for_classes.is_empty() || rule.for_classes.iter().any(of))
        };
        let pool: Vec<usize> = (0..all.len()).filter(|n| is_for(&all[*n])).collect();
        let named = |n: &usize| {
            let grade = all[*n].grade.as_ref();
            let fits = rule.only_grades.is_empty() || grade.is_some_and(|g| rule.only_grades.contains(g));
            fits && !(rule.unless_vetoed && world.scheme.vetoes.iter().any(|v| met(world, &all[*n], v)))
        };
        let selected = selected(world, all, rule, &pool).into_iter().filter(named);
        found.extend(selected.map(|n| (rule.id.clone(), all[n].subject.clone())));
    }
    found
}

fn selected(world: &World<'_>, all: &[Opinion], rule: &OutcomeRule, pool: &[usize]) -> Vec<usize> {
    let keep = |test: &dyn Fn(&Opinion) -> bool| pool.iter().copied().filter(|n| test(&all[*n])).collect();
    let climbed = |o: &Opinion| -> Option<i64> {
        let before = earlier(world, subject(world, o), None).last().and_then(|p| p.place)?;
        Some(i64::from(before) - i64::from(o.place?))
    };
    match &rule.select {
        Select::All => pool.to_vec(),
        Select::Zero => keep(&|o| o.total <= Points::ZERO),
        Select::Condition(id) => keep(&|o| holds(world, o, id)),
        Select::Grades(list) => {
            let has = |grade: &Option<String>| grade.as_ref().is_some_and(|g| list.contains(g));
            keep(&|o| has(&o.grade) && ran(world, o, rule.running, |p| has(&p.grade)))
        }
        Select::Below(line) => {
            keep(&|o| o.score < *line && ran(world, o, rule.running, |p| p.score.unwrap_or(p.total) < *line))
        }
        Select::Top(q) => first(world, all, pool, q, |o| Some(key(world, o))),
        Select::Bottom(q) => {
            let negative = |p: Points| Points(-p.0);
            first(world, all, pool, q, |o| Some(key(world, o).into_iter().map(negative).collect::<Vec<_>>()))
        }
        Select::Climb(q) => first(world, all, pool, q, |o| climbed(o).filter(|n| *n > 0)),
        Select::Fall(q) => first(world, all, pool, q, |o| climbed(o).map(|n| -n).filter(|n| *n > 0)),
    }
}

/// Whether something held in the cycles before this one, so that it has held in so many running.
fn ran(world: &World<'_>, o: &Opinion, running: u32, held: impl Fn(&Previous) -> bool) -> bool {
    let before = earlier(world, subject(world, o), None);
    let before = latest(&before, running - 1);
    before.len() == running as usize - 1 && before.iter().all(|p| held(p))
}

/// The quota's people with the highest keys, in every class anew; those without a key are not selected.
fn first<K: Ord>(
    world: &World<'_>,
    all: &[Opinion],
    pool: &[usize],
    quota: &Quota,
    key: impl Fn(&Opinion) -> Option<K>,
) -> Vec<usize> {
    let same = |a: usize, b: usize| {
        together(world, &all[a], &all[b])
            && quota.within.as_ref().is_none_or(|id| value(world, &all[a], id) == value(world, &all[b], id))
    };
    let mut found = Vec::new();
    let mut left = pool.to_vec();
    while let Some(one) = left.first().copied() {
        let (class, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(|n| same(one, *n));
        let n = people(quota.size, class.len(), quota.rounding);
        let mut list: Vec<usize> = class.into_iter().filter(|n| key(&all[*n]).is_some()).collect();
        list.sort_by_key(|n| std::cmp::Reverse(key(&all[*n])));
        found.extend(above_line(n, quota.ties, &list, |a, b| key(&all[a]) == key(&all[b])));
        left = rest;
    }
    found
}
