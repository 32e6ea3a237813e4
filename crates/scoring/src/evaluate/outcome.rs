//! What follows by rule, and the lines between people.
use chrono::Datelike;

use super::Scored;
use crate::scheme::{Cadence, LineTies, Quota, Scheme, Select, Size};
use crate::{Cut, Outcome, Period, Points};

/// How many people a quota admits.
pub(super) fn size(quota: Quota, people: usize) -> usize {
    match quota.size {
        Size::People(n) => usize::try_from(n).unwrap_or(usize::MAX),
        Size::Share(share) => {
            let people = i128::try_from(people).unwrap_or(i128::MAX);
            let exact = people.saturating_mul(i128::from(share.0));
            let n = quota.rounding.divide(exact, i128::from(Points::UNIT)).unwrap_or(0);
            usize::try_from(n).unwrap_or(0)
        }
    }
}

/// How many of `people` (sorted by place) are above a line at `most`, equal places taken together.
pub(super) fn above(scored: &[Scored<'_>], people: &[usize], most: usize, ties: LineTies) -> usize {
    let place = |n: usize| people.get(n).and_then(|i| scored.get(*i)).and_then(|s| s.assessment.place);
    if most >= people.len() || most == 0 {
        return most.min(people.len());
    }
    let (inside, outside) = (place(most.saturating_sub(1)), place(most));
    if inside != outside {
        return most;
    }
    match ties {
        LineTies::Include => (most..people.len()).find(|n| place(*n) != inside).unwrap_or(people.len()),
        LineTies::Exclude => (0..most).find(|n| place(*n) == inside).unwrap_or(0),
    }
}

pub(super) fn outcomes(
    scheme: &Scheme,
    period: Period,
    scored: &[Scored<'_>],
    cuts: &mut Vec<Cut>,
) -> Vec<Outcome> {
    let mut ranked: Vec<_> =
        scored.iter().enumerate().filter_map(|(i, s)| Some((s.assessment.place?, i))).collect();
    ranked.sort_unstable();
    let people: Vec<usize> = ranked.into_iter().map(|(_, i)| i).collect();
    let mut outcomes = Vec::new();
    for rule in &scheme.outcomes {
        let due = rule.cadence == Cadence::EveryPeriod || period.to.month() == 12;
        let (kept, within) = match &rule.select {
            Select::Top(quota) => {
                let most = size(*quota, people.len());
                let kept = above(scored, &people, most, quota.ties);
                let label = match quota.size {
                    Size::Share(share) => format!("前 {}", share.to_percent()),
                    Size::People(n) => format!("前 {n} 名"),
                };
                let last = kept.checked_sub(1).and_then(|n| people.get(n)).and_then(|i| scored.get(*i));
                cuts.push(Cut {
                    rule: rule.id.clone(),
                    label: label.clone(),
                    consequence: rule.label.clone(),
                    people: u32::try_from(kept).unwrap_or(u32::MAX),
                    points: last.map(|s| s.assessment.score).unwrap_or_default(),
                });
                (people.get(..kept).unwrap_or(&people), format!("，在{label}（{kept} 人）以内"))
            }
            Select::All | Select::Grades(_) => (people.as_slice(), String::new()),
        };
        for one in kept.iter().filter_map(|i| scored.get(*i)).filter(|_| due) {
            let assessment = &one.assessment;
            let grade = assessment.grade.as_deref().unwrap_or("");
            if let Select::Grades(grades) = &rule.select
                && !grades.iter().any(|g| g == grade)
            {
                continue;
            }
            let place = assessment.place.unwrap_or_default();
            let grade = scheme.grade(grade).map_or(String::new(), |g| format!("，等次{}", g.label));
            let reason = match rule.select {
                Select::Top(_) => format!("第 {place} 名{within}"),
                _ => format!("总分 {}，第 {place} 名{grade}", assessment.total),
            };
            outcomes.push(Outcome {
                rule: rule.id.clone(),
                action: rule.action.clone(),
                subject: assessment.subject.clone(),
                reason,
            });
        }
    }
    outcomes
}
