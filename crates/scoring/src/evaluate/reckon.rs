//! The whole evaluation in numbers: totals, then places, then grades; with the steps beside them or without.
use super::columns::Columns;
use super::ledger::Ledger;
use super::plan::Plan;
use super::run::Scratch;
use super::sheet::{Sheet, in_parts, ledger, tally, verdicts};
use super::standing::Person;
use super::{grade, rank};

/// Computes all numbers, without explanation. More than one thread changes the time only.
pub fn reckon(plan: &Plan<'_>, columns: &Columns<'_>, threads: usize) -> Sheet {
    let mut sheet = tally(plan, columns, threads);
    rank::rank(plan, columns, &mut sheet);
    grade::grade(plan, columns, &mut sheet, None);
    sheet
}

/// Every subject's steps, numbers included: the explanation before it is put into words.
pub fn explain(plan: &Plan<'_>, columns: &Columns<'_>, threads: usize) -> (Sheet, Vec<Ledger>) {
    let across = verdicts(plan, columns, threads);
    let parts = in_parts(columns.people.len(), threads, |range| {
        let (mut sheet, mut ledgers) = (Sheet::default(), Vec::with_capacity(range.len()));
        let mut scratch = Scratch::new(plan);
        for who in range {
            let Some(subject) = columns.people.get(who) else { continue };
            let person = Person::of(plan.scheme, subject, columns.period);
            let ledger = ledger(plan, columns, who, &person, &across, &mut scratch);
            sheet.push(plan, columns, &person, &mut scratch);
            ledgers.push(ledger);
        }
        (sheet, ledgers)
    });
    let (mut sheet, mut ledgers) = (Sheet::default(), Vec::with_capacity(columns.people.len()));
    for (part, mut list) in parts {
        sheet.append(part);
        ledgers.append(&mut list);
    }
    rank::rank(plan, columns, &mut sheet);
    grade::grade(plan, columns, &mut sheet, None);
    (sheet, ledgers)
}
