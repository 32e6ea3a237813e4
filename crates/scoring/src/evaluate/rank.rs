//! Places: overall, apart where the scheme says so, and within classes.
use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::columns::Columns;
use super::plan::Plan;
use super::sheet::Sheet;
use crate::Points;

/// Ranked subjects by their value in an attribute; all together without one. Those without a value stand apart.
pub(super) fn classes<'i>(
    columns: &Columns<'i>,
    members: impl Iterator<Item = usize>,
    attribute: Option<&str>,
) -> BTreeMap<&'i str, Vec<usize>> {
    let mut classes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for who in members {
        let subject = columns.people.get(who);
        let value = attribute.and_then(|id| subject.and_then(|s| s.attributes.get(id)));
        classes.entry(value.map_or("", String::as_str)).or_default().push(who);
    }
    classes
}

/// Subjects that are ranked.
pub(super) fn ranked(sheet: &Sheet) -> impl Iterator<Item = usize> + '_ {
    sheet.ranked.iter().enumerate().filter(|(_, ranked)| **ranked).map(|(who, _)| who)
}

/// What decides between two subjects: the score, then the stated indicators; the better one first.
fn better(plan: &Plan<'_>, sheet: &Sheet, a: usize, b: usize) -> Ordering {
    let count = plan.ties.len();
    let score = |who: usize| sheet.score.get(who).copied().unwrap_or_default();
    let points = |who: usize, tie: usize| sheet.ties_of(who, count).get(tie).copied().unwrap_or_default();
    let by_ties = || {
        let mut orders = (0..count).map(|tie| points(b, tie).cmp(&points(a, tie)));
        orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    };
    score(b).cmp(&score(a)).then_with(by_ties)
}

/// Places of subjects: equals share a place and the next place is left out. The best first.
fn places(plan: &Plan<'_>, sheet: &Sheet, mut members: Vec<usize>) -> Vec<(usize, u32)> {
    members.sort_by(|a, b| better(plan, sheet, *a, *b).then(a.cmp(b)));
    let mut result: Vec<(usize, u32)> = Vec::with_capacity(members.len());
    for (n, who) in (1_u32..).zip(members) {
        let place = match result.last() {
            Some((last, place)) if better(plan, sheet, *last, who).is_eq() => *place,
            _ => n,
        };
        result.push((who, place));
    }
    result
}

/// Places where nothing but the score decides: numbers alone are sorted.
fn by_score(sheet: &Sheet, members: Vec<usize>) -> Vec<(usize, u32)> {
    let score = |who: usize| sheet.score.get(who).copied().unwrap_or_default();
    let mut keyed: Vec<(std::cmp::Reverse<Points>, usize)> =
        members.into_iter().map(|who| (std::cmp::Reverse(score(who)), who)).collect();
    keyed.sort_unstable();
    let mut last: Option<(Points, u32)> = None;
    let place = |(n, (std::cmp::Reverse(score), who)): (u32, (std::cmp::Reverse<Points>, usize))| {
        let place = last.filter(|(equal, _)| *equal == score).map_or(n, |(_, place)| place);
        last = Some((score, place));
        (who, place)
    };
    (1_u32..).zip(keyed).map(place).collect()
}

/// Fills in the places.
pub(super) fn rank(plan: &Plan<'_>, columns: &Columns<'_>, sheet: &mut Sheet) {
    let placed = |sheet: &Sheet, members| {
        if plan.ties.is_empty() { by_score(sheet, members) } else { places(plan, sheet, members) }
    };
    let write = |list: &mut Vec<u32>, places: Vec<(usize, u32)>| {
        for (who, place) in places {
            if let Some(slot) = list.get_mut(who) {
                *slot = place;
            }
        }
    };
    let mut place = vec![0; columns.people.len()];
    for members in classes(columns, ranked(sheet), plan.scheme.separate_by.as_deref()).into_values() {
        write(&mut place, placed(sheet, members));
    }
    sheet.place = place;
    for class in &plan.scheme.rank_within {
        let mut within = vec![0; columns.people.len()];
        let has = |who: &usize| columns.people.get(*who).is_some_and(|s| s.attributes.contains_key(class));
        for apart in
            classes(columns, ranked(sheet).filter(has), plan.scheme.separate_by.as_deref()).into_values()
        {
            for members in classes(columns, apart.into_iter(), Some(class)).into_values() {
                write(&mut within, placed(sheet, members));
            }
        }
        sheet.places.push(within);
    }
}
