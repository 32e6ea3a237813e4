//! Conditions and vetoes of one subject.
use super::columns::Columns;
use super::plan::Plan;
use super::run::Scratch;
use super::standing::Person;
use crate::scheme::{Cause, Condition, Count, Scheme, Test};
use crate::{Points, Previous};

/// What conditions and vetoes say of one subject.
#[derive(Clone, Debug, Default)]
pub(super) struct Verified {
    /// Which conditions hold, in the scheme's order.
    pub(super) holds: Vec<bool>,
    /// What conditions over facts counted.
    pub(super) counters: Vec<Option<Points>>,
    /// Which vetoes are met.
    pub(super) vetoes: Vec<bool>,
}

/// The latest `cycles` results of a subject in a scheme family.
pub(super) fn latest<'i>(
    columns: &Columns<'i>,
    who: &str,
    family: Option<&str>,
    own: &str,
    cycles: u32,
) -> Vec<&'i Previous> {
    let mut list: Vec<_> = columns.history(who, family, own).collect();
    let wanted = usize::try_from(cycles).unwrap_or(usize::MAX);
    list.drain(..list.len().saturating_sub(wanted));
    list
}

/// Grade that vetoes set, and the best one that ceilings allow: the worst of several.
pub(super) fn bounds(scheme: &Scheme, vetoes: &[bool]) -> (Option<usize>, Option<usize>) {
    let (mut fixed, mut ceiling) = (None, None);
    for (veto, _) in scheme.vetoes.iter().zip(vetoes).filter(|(_, met)| **met) {
        let Some(grade) = scheme.grades.iter().position(|g| g.id == veto.grade) else { continue };
        let bound: &mut Option<usize> = if veto.ceiling { &mut ceiling } else { &mut fixed };
        *bound = Some(bound.map_or(grade, |worst| worst.max(grade)));
    }
    // A ceiling holds against every other veto too.
    (fixed.map(|grade: usize| ceiling.map_or(grade, |best| grade.max(best))), ceiling)
}

pub(super) fn verify(
    plan: &Plan<'_>,
    columns: &Columns<'_>,
    person: &Person<'_>,
    scratch: &mut Scratch,
    score: Points,
) -> Verified {
    let scheme = plan.scheme;
    let mut verified = Verified::default();
    for (n, condition) in scheme.conditions.iter().enumerate() {
        let (holds, counter) = condition_holds(plan, columns, person, scratch, score, n, condition);
        verified.holds.push(holds);
        verified.counters.push(counter);
    }
    for (n, veto) in scheme.vetoes.iter().enumerate() {
        let met = match &veto.cause {
            Cause::Fact(_) => {
                let at = scheme.conditions.len().saturating_add(n);
                scratch.tests.get(at).is_some_and(|(facts, ..)| *facts > 0)
            }
            Cause::Condition(id) => {
                let at = scheme.conditions.iter().position(|c| c.id == *id);
                at.and_then(|at| verified.holds.get(at)).copied().unwrap_or(false)
            }
        };
        verified.vetoes.push(met);
    }
    verified
}

fn condition_holds(
    plan: &Plan<'_>,
    columns: &Columns<'_>,
    person: &Person<'_>,
    scratch: &mut Scratch,
    score: Points,
    n: usize,
    condition: &Condition,
) -> (bool, Option<Points>) {
    let who = person.subject.id.as_str();
    match &condition.test {
        Test::Facts { count, at_least, at_most, earlier, .. } => {
            let own = scratch.tests.get_mut(n).map_or(0, |test| counted(test, *count));
            let cycles = latest(columns, who, None, &plan.scheme.id, earlier.unwrap_or(u32::MAX));
            let before = cycles.iter().filter_map(|p| p.counters.get(&condition.id));
            let total = before.fold(own, |sum, points| sum.saturating_add(points.0));
            let line = |n: u32| Points::whole(i64::from(n)).0;
            let holds = at_least.is_none_or(|n| total >= line(n)) && at_most.is_none_or(|n| total <= line(n));
            (holds, Some(Points(own)))
        }
        Test::History { family, grades, cycles, at_least, at_most, at_least_share } => {
            let list = latest(columns, who, family.as_deref(), &plan.scheme.id, *cycles);
            let among = |p: &&&Previous| p.grade.as_ref().is_some_and(|g| grades.contains(g));
            let n = u32::try_from(list.iter().filter(among).count()).unwrap_or(u32::MAX);
            let enough = at_least_share.is_none_or(|share| {
                let all = i64::try_from(list.len()).unwrap_or(i64::MAX);
                all > 0 && i64::from(n).saturating_mul(Points::UNIT) >= share.0.saturating_mul(all)
            });
            (enough && at_least.is_none_or(|least| n >= least) && at_most.is_none_or(|most| n <= most), None)
        }
        Test::Score { indicator, from, below } => {
            let own = match indicator {
                None => Some(score),
                Some(id) => {
                    let at = plan.scheme.indicators.iter().position(|i| i.id == *id);
                    at.and_then(|at| scratch.indicators.get(at)).map(|(points, _)| *points)
                }
            };
            let own = own.unwrap_or_default();
            (from.is_none_or(|from| own >= from) && below.is_none_or(|below| own < below), None)
        }
        Test::Class { class } => {
            (plan.scheme.in_class(class, person.subject, person.last, person.period), None)
        }
    }
}

/// What a condition counted.
fn counted((facts, quantity, pieces): &mut (i64, i64, Vec<u32>), count: Count) -> i64 {
    match count {
        Count::Facts => facts.saturating_mul(Points::UNIT),
        Count::Quantity => *quantity,
        Count::Pieces => {
            pieces.sort_unstable();
            pieces.dedup();
            i64::try_from(pieces.len()).unwrap_or(i64::MAX).saturating_mul(Points::UNIT)
        }
    }
}
