//! The tally as one would write it by hand for this one scheme: loops over the columns, nothing clever.
//! It shows what a general engine costs beside it, and its results are held against those of the peers.
use std::ops::Range;

use crate::facts::{Facts, GROUPS, ONE, RULES, Scheme};
use crate::{Outcome, Workload};

/// Nothing to prepare: the loops read the columns as they are.
pub fn prepare<'a>(facts: &'a Facts, scheme: &'a Scheme) -> crate::Ready<'a> {
    Box::new(move |workload, threads| {
        let mut totals = vec![0; facts.subjects as usize];
        let parts = facts.parts(threads);
        std::thread::scope(|scope| {
            let mut rest = totals.as_mut_slice();
            let mut start = 0;
            for part in parts {
                let end = facts.subject.get(part.end).copied().unwrap_or(facts.subjects);
                let (own, others) = rest.split_at_mut((end - start) as usize);
                rest = others;
                scope.spawn(move || tally(workload, facts, scheme, part, start, own));
                start = end;
            }
        });
        let places = if workload == Workload::Full { places(&totals) } else { Vec::new() };
        Outcome { totals, places }
    })
}

fn tally(
    workload: Workload,
    facts: &Facts,
    scheme: &Scheme,
    part: Range<usize>,
    start: u32,
    out: &mut [i64],
) {
    if workload == Workload::Plain {
        for (subject, shape) in facts.subject[part.clone()].iter().zip(&facts.shape[part]) {
            out[(subject - start) as usize] += scheme.points[*shape as usize];
        }
        return;
    }
    let mut from = part.start;
    while from < part.end {
        let subject = facts.subject[from];
        let own = facts.subject[from..part.end].iter().take_while(|it| **it == subject).count();
        let rows = from..from + own;
        let sums =
            if workload == Workload::Full { full(facts, scheme, rows) } else { sums(facts, scheme, rows) };
        out[(subject - start) as usize] = capped(scheme, &sums);
        from += own;
    }
}

/// The rule and the worth of a fact of the period.
fn worth(facts: &Facts, scheme: &Scheme, row: usize) -> Option<(usize, i64)> {
    let [first, last] = scheme.period;
    let shape = facts.shape[row] as usize;
    (first <= facts.day[row] && facts.day[row] <= last)
        .then(|| (scheme.rule[shape], scheme.points[shape] * facts.quantity[row] / ONE))
}

fn sums(facts: &Facts, scheme: &Scheme, rows: Range<usize>) -> [i64; RULES] {
    let mut sums = [0; RULES];
    for row in rows {
        if let Some((rule, worth)) = worth(facts, scheme, row) {
            sums[rule] += worth;
        }
    }
    sums
}

fn full(facts: &Facts, scheme: &Scheme, rows: Range<usize>) -> [i64; RULES] {
    let mut sums = [0; RULES];
    let mut pieces = Vec::new();
    for row in rows {
        let Some((rule, worth)) = worth(facts, scheme, row) else { continue };
        if scheme.piece_rules.contains(&rule) {
            pieces.push((rule, facts.piece[row], -worth));
        } else if scheme.sequence_rules.contains(&rule) {
            sums[rule] += scheme.sequence[usize::from(sums[rule] > 0)];
        } else {
            sums[rule] += worth;
        }
    }
    pieces.sort_unstable();
    pieces.dedup_by_key(|(rule, piece, _)| (*rule, *piece));
    pieces.sort_unstable_by_key(|(rule, _, worth)| (*rule, *worth));
    for of_rule in pieces.chunk_by(|a, b| a.0 == b.0) {
        sums[of_rule[0].0] = of_rule.iter().take(scheme.best_pieces).map(|(_, _, worth)| -worth).sum();
    }
    sums
}

fn capped(scheme: &Scheme, sums: &[i64; RULES]) -> i64 {
    let mut groups = [0; GROUPS];
    for (rule, sum) in sums.iter().enumerate() {
        groups[scheme.group[rule]] += (*sum).min(scheme.rule_caps[rule]);
    }
    let total: i64 = groups.iter().zip(scheme.group_caps).map(|(sum, cap)| *sum.min(&cap)).sum();
    total.min(scheme.total_cap)
}

/// 1, 1, 3: one more than how many have a higher total.
fn places(totals: &[i64]) -> Vec<u32> {
    let mut order: Vec<i64> = totals.to_vec();
    order.sort_unstable();
    totals.iter().map(|total| 1 + (order.len() - order.partition_point(|it| it <= total)) as u32).collect()
}
