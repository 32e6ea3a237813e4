//! All subjects at once: numbers in columns, by as many threads as are given.
use super::across::{self, Verdicts};
use super::columns::Columns;
use super::conditions::{self, Verified};
use super::ledger::{Ledger, Silent};
use super::plan::Plan;
use super::run::{Scratch, run};
use super::standing::Person;
use super::sums::{EMPTY, Sums};
use super::whole;
use crate::Points;

/// The numbers of an evaluation, one entry for each subject in the order of [`Columns::people`].
#[derive(Debug, Default)]
pub struct Sheet {
    /// Total.
    pub total: Vec<Points>,
    /// The most the subject could reach.
    pub max: Vec<Points>,
    /// What places and grades compare.
    pub score: Vec<Points>,
    /// Points of the indicators that decide between equal scores, so many for each subject as there are of them.
    pub(super) ties: Vec<Points>,
    /// Whether the subject is ranked.
    pub ranked: Vec<bool>,
    /// Place; 0: not ranked.
    pub place: Vec<u32>,
    /// Place within each class the scheme ranks by, in its order; 0: none.
    pub places: Vec<Vec<u32>>,
    /// Index of the grade; none: not graded.
    pub grade: Vec<Option<u16>>,
    pub(super) verified: Vec<Verified>,
}

impl Sheet {
    fn with_room(subjects: usize) -> Sheet {
        Sheet {
            total: Vec::with_capacity(subjects),
            max: Vec::with_capacity(subjects),
            score: Vec::with_capacity(subjects),
            ranked: Vec::with_capacity(subjects),
            ..Sheet::default()
        }
    }

    pub(super) fn push(
        &mut self,
        plan: &Plan<'_>,
        columns: &Columns<'_>,
        person: &Person<'_>,
        scratch: &mut Scratch,
    ) {
        let whole = whole::total(plan, scratch, None);
        let score = plan.scheme.compared(whole.total, whole.max);
        self.total.push(whole.total);
        self.max.push(whole.max);
        self.score.push(score);
        for tie in &plan.ties {
            self.ties.push(scratch.indicators.get(*tie).map_or(Points::ZERO, |(points, _)| *points));
        }
        self.ranked.push(person.is_ranked());
        if !plan.scheme.conditions.is_empty() || !plan.scheme.vetoes.is_empty() {
            self.verified.push(conditions::verify(plan, columns, person, scratch, score));
        }
    }

    /// Adds the subjects of a plan that only adds; whose facts must be looked at one by one runs as in any other plan.
    fn add_up(&mut self, plan: &Plan<'_>, columns: &Columns<'_>, range: std::ops::Range<usize>, sums: &Sums) {
        let mut slots = EMPTY;
        for who in range {
            let Some(subject) = columns.people.get(who) else { continue };
            let Some(added) = sums.total(plan, columns, who, subject, &mut slots) else {
                each(plan, columns, who..who.saturating_add(1), &[], |person, scratch| {
                    self.push(plan, columns, person, scratch);
                });
                continue;
            };
            self.total.push(added.total);
            self.max.push(added.max);
            self.score.push(plan.scheme.compared(added.total, added.max));
            self.ties.extend(sums.ties(&slots));
            self.ranked.push(added.ranked);
            sums.clear(&mut slots);
        }
    }

    pub(super) fn append(&mut self, mut part: Sheet) {
        if self.total.is_empty() {
            *self = part;
            return;
        }
        self.total.append(&mut part.total);
        self.max.append(&mut part.max);
        self.score.append(&mut part.score);
        self.ties.append(&mut part.ties);
        self.ranked.append(&mut part.ranked);
        self.verified.append(&mut part.verified);
    }

    /// Points of a subject's indicators that decide between equal scores.
    pub(super) fn ties_of(&self, who: usize, count: usize) -> &[Points] {
        let from = who.saturating_mul(count);
        self.ties.get(from..from.saturating_add(count)).unwrap_or(&[])
    }
}

/// Splits the subjects among threads and gives the parts in order.
pub(super) fn in_parts<T: Send>(
    count: usize,
    threads: usize,
    part: impl Fn(std::ops::Range<usize>) -> T + Sync,
) -> Vec<T> {
    let threads = threads.clamp(1, count.max(1));
    let size = count.div_ceil(threads).max(1);
    let ranges: Vec<_> = (0..threads)
        .map(|n| (n.saturating_mul(size)).min(count)..(n.saturating_add(1).saturating_mul(size)).min(count))
        .collect();
    let part = &part;
    if threads == 1 {
        return ranges.into_iter().map(part).collect();
    }
    std::thread::scope(|scope| {
        let handles: Vec<_> =
            ranges.iter().cloned().map(|range| (range.clone(), scope.spawn(move || part(range)))).collect();
        // A part cannot fail but by a bug; then it is done again here, so that the fault shows where it is.
        handles.into_iter().map(|(range, handle)| handle.join().unwrap_or_else(|_| part(range))).collect()
    })
}

/// What comparisons give every subject, for each rule; empty lists for rules that compare nothing.
pub(super) fn verdicts(plan: &Plan<'_>, columns: &Columns<'_>, threads: usize) -> Vec<Verdicts> {
    let mut verdicts: Vec<Verdicts> = vec![Vec::new(); plan.rules.len()];
    let mut waiting: Vec<usize> =
        plan.rules.iter().enumerate().filter(|(_, c)| c.rule.is_across()).map(|(n, _)| n).collect();
    while !waiting.is_empty() {
        // Those first whose own figure rests on no comparison that is still to be made.
        let ready: Vec<usize> = waiting.iter().copied().filter(|n| !rests_on(plan, *n, &waiting)).collect();
        if ready.is_empty() {
            break;
        }
        let of: Vec<usize> = ready.iter().filter_map(|n| plan.rules.get(*n)?.of).collect();
        let parts = in_parts(columns.people.len(), threads, |range| {
            let mut own = vec![Vec::with_capacity(range.len()); of.len()];
            each(plan, columns, range, &verdicts, |_, scratch| {
                for (list, rule) in own.iter_mut().zip(&of) {
                    list.push(scratch.sums.get(*rule).copied().unwrap_or_default());
                }
            });
            own
        });
        for (n, rule) in ready.iter().enumerate() {
            let own: Vec<Points> = parts.iter().filter_map(|part| part.get(n)).flatten().copied().collect();
            if let Some(slot) = verdicts.get_mut(*rule) {
                *slot = across::compare(plan, columns, *rule, &own);
            }
        }
        waiting.retain(|n| !ready.contains(n));
    }
    verdicts
}

/// Whether a rule's figure rests on one of these.
fn rests_on(plan: &Plan<'_>, rule: usize, waiting: &[usize]) -> bool {
    let mut at = plan.rules.get(rule).and_then(|c| c.of);
    while let Some(n) = at {
        if waiting.contains(&n) {
            return true;
        }
        // Rules refer to earlier ones only, so this ends.
        at = plan.rules.get(n).and_then(|c| c.of).filter(|of| *of < n);
    }
    false
}

fn each(
    plan: &Plan<'_>,
    columns: &Columns<'_>,
    range: std::ops::Range<usize>,
    across: &[Verdicts],
    mut then: impl FnMut(&Person<'_>, &mut Scratch),
) {
    let mut scratch = Scratch::new(plan);
    for who in range {
        let Some(subject) = columns.people.get(who) else { continue };
        let person = Person::of(plan.scheme, subject, columns.period);
        run(plan, columns, who, &person, across, &mut scratch, &mut Silent);
        then(&person, &mut scratch);
    }
}

/// Computes totals and scores, but no places and grades.
pub fn tally(plan: &Plan<'_>, columns: &Columns<'_>, threads: usize) -> Sheet {
    let across = verdicts(plan, columns, threads);
    let sums = Sums::of(plan, columns);
    let parts = in_parts(columns.people.len(), threads, |range| {
        // The first part takes in the others, so it has room for all.
        let room = if range.start == 0 { columns.people.len() } else { range.len() };
        let mut sheet = Sheet::with_room(room);
        match &sums {
            Some(sums) => sheet.add_up(plan, columns, range, sums),
            None => each(plan, columns, range, &across, |person, scratch| {
                sheet.push(plan, columns, person, scratch);
            }),
        }
        sheet
    });
    let mut sheet = Sheet::default();
    parts.into_iter().for_each(|part| sheet.append(part));
    sheet
}

/// One subject's steps; its numbers stay in `scratch`.
pub(super) fn ledger(
    plan: &Plan<'_>,
    columns: &Columns<'_>,
    who: usize,
    person: &Person<'_>,
    across: &[Verdicts],
    scratch: &mut Scratch,
) -> Ledger {
    let rows = columns.rows(who);
    let mut ledger = Ledger {
        steps: Vec::with_capacity(rows.len().saturating_add(plan.rules.len())),
        read: vec![false; rows.len()],
        first_row: u32::try_from(rows.start).unwrap_or(u32::MAX),
        ..Ledger::default()
    };
    run(plan, columns, who, person, across, scratch, &mut ledger);
    ledger.close(plan, scratch);
    ledger
}
