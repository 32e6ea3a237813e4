//! Mechanics that compare subjects: the best, the sum, the mean, places.
use std::collections::BTreeMap;

use super::columns::Columns;
use super::ledger::Why;
use super::plan::Plan;
use super::standing::Person;
use crate::scheme::{Mechanic, Missing, PlaceList, PlaceTies, To, mechanic};
use crate::{Points, Rounding};

/// What a comparison gives one subject.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    pub(super) points: Option<Points>,
    pub(super) why: Why,
    /// What is missing when there is nothing to compare with.
    pub(super) missing: Option<Missing>,
}

/// What a rule's comparison gives each subject; empty for rules that compare nothing.
pub(super) type Verdicts = Vec<Verdict>;

const NOT_COMPARED: Verdict = Verdict { points: Some(Points::ZERO), why: Why::NotCompared, missing: None };

/// Compares the points `own` that subjects have by another rule.
pub(super) fn compare(plan: &Plan<'_>, columns: &Columns<'_>, index: usize, own: &[Points]) -> Verdicts {
    let mut verdicts = vec![NOT_COMPARED; columns.people.len()];
    let Some(compiled) = plan.rules.get(index) else { return verdicts };
    let within = match &compiled.rule.mechanic {
        Mechanic::Ratio(mechanic::Ratio { within, .. })
        | Mechanic::PlacePoints(mechanic::PlacePoints { within, .. }) => within.as_ref(),
        _ => return verdicts,
    };
    let mut classes: BTreeMap<Option<&str>, Vec<(usize, Points)>> = BTreeMap::new();
    for (who, (subject, own)) in columns.people.iter().zip(own).enumerate() {
        let person = Person::of(plan.scheme, subject, columns.period);
        if person.is_ranked() && person.allowed(plan, &compiled.force, &compiled.rule.filter).is_ok() {
            let class = within.and_then(|id| subject.attributes.get(id)).map(String::as_str);
            classes.entry(class).or_default().push((who, *own));
        }
    }
    for members in classes.values() {
        let given = match &compiled.rule.mechanic {
            Mechanic::Ratio(mechanic::Ratio { to, points, none, .. }) => {
                ratio(members, *to, *points, *none, plan.scheme.rounding)
            }
            mechanic => by_place(members, mechanic, plan.scheme.rounding),
        };
        for ((who, _), verdict) in members.iter().zip(given) {
            if let Some(slot) = verdicts.get_mut(*who) {
                *slot = verdict;
            }
        }
    }
    verdicts
}

fn ratio(members: &[(usize, Points)], to: To, points: Points, none: Missing, rounding: Rounding) -> Verdicts {
    let sum = members.iter().fold(0_i64, |sum, (_, own)| sum.saturating_add(own.0));
    let count = i64::try_from(members.len()).unwrap_or(i64::MAX);
    // own ÷ (sum ÷ n) = own × n ÷ sum
    let (other, times) = match to {
        To::Best => (members.iter().map(|(_, own)| own.0).max().unwrap_or(0), 1),
        To::Sum => (sum, 1),
        To::Mean => (sum, count),
    };
    let shown = Points(other).scaled(1, times, rounding).unwrap_or_default();
    let one = |own: Points| {
        if other <= 0 {
            return Verdict { points: None, why: Why::NotCompared, missing: Some(none) };
        }
        let product = i128::from(points.0).saturating_mul(i128::from(own.0)).checked_mul(i128::from(times));
        let value = product.and_then(|p| rounding.divide(p, i128::from(other)));
        let value = value.and_then(|v| i64::try_from(v).ok()).map(|v| Points(v.clamp(0, points.0.max(0))));
        Verdict { points: value, why: Why::Ratio { own, other: shown }, missing: None }
    };
    members.iter().map(|(_, own)| one(*own)).collect()
}

fn by_place(members: &[(usize, Points)], mechanic: &Mechanic, rounding: Rounding) -> Verdicts {
    let Mechanic::PlacePoints(mechanic::PlacePoints { lowest_first, skip_zero, list, ties, .. }) = mechanic
    else {
        return Vec::new();
    };
    let takes_part = |own: Points| !*skip_zero || !own.is_zero();
    let mut sorted: Vec<Points> =
        members.iter().map(|(_, own)| *own).filter(|own| takes_part(*own)).collect();
    sorted.sort_unstable();
    if !*lowest_first {
        sorted.reverse();
    }
    // What equal ones get is found once for all of them.
    let mut steps: Vec<(Points, u32, Points)> = Vec::new();
    let mut at = 0_usize;
    for equals in sorted.chunk_by(|a, b| a == b) {
        let value = match ties {
            PlaceTies::Same => points_of(list, at),
            PlaceTies::Mean => {
                let all = (at..at.saturating_add(equals.len())).map(|at| points_of(list, at).0);
                let sum = all.fold(0_i64, i64::saturating_add);
                let n = i128::try_from(equals.len()).unwrap_or(1);
                let mean = rounding.divide(i128::from(sum), n).and_then(|m| i64::try_from(m).ok());
                Points(mean.unwrap_or(0))
            }
        };
        let place = u32::try_from(at.saturating_add(1)).unwrap_or(u32::MAX);
        steps.extend(equals.first().map(|own| (*own, place, value)));
        at = at.saturating_add(equals.len());
    }
    steps.sort_unstable_by_key(|(own, ..)| *own);
    let one = |own: Points| {
        let step = steps.binary_search_by_key(&own, |(own, ..)| *own).ok().and_then(|at| steps.get(at));
        match step {
            Some((_, place, value)) if takes_part(own) => {
                Verdict { points: Some(*value), why: Why::Place { own, place: *place }, missing: None }
            }
            _ => NOT_COMPARED,
        }
    };
    members.iter().map(|(_, own)| one(*own)).collect()
}

/// Points of a place, counted from 0.
fn points_of(list: &PlaceList, at: usize) -> Points {
    match list {
        PlaceList::Listed { points, rest } => points.get(at).copied().unwrap_or(*rest),
        PlaceList::Falling { first, step, least } => {
            let less = step.0.saturating_mul(i64::try_from(at).unwrap_or(i64::MAX));
            Points(first.0.saturating_sub(less)).max(*least)
        }
    }
}
