//! The result in words.
use std::collections::BTreeMap;

use super::across::Verdicts;
use super::columns::Columns;
use super::decision::CutDecision;
use super::ledger::{Ledger, Trim, Why};
use super::plan::Plan;
use super::run::{OPEN, Scratch};
use super::sheet::{Sheet, in_parts, ledger, verdicts};
use super::standing::Person;
use super::words::Words;
use super::{grade, outcome, rank, whole};
use crate::scheme::Scheme;
use crate::{Assessment, Catalogue, ENGINE, Evaluation, IndicatorScore, Input, Line, Note, Points};

/// Evaluates all subjects. The order of the input does not matter; nothing panics and nothing is passed over in
/// silence: what cannot be used is a note.
pub fn evaluate(scheme: &Scheme, catalogue: &Catalogue, input: &Input) -> Evaluation {
    // The digest of a large input takes as long as all the rest: beside it, not after it.
    std::thread::scope(|scope| {
        let beside = || std::thread::Builder::new().spawn_scoped(scope, || input.digest()).ok();
        let digest = if input.facts.len() > 5_000 { beside() } else { None };
        let (mut evaluation, _) = evaluate_undigested(scheme, catalogue, input);
        let digest = digest.and_then(|thread| thread.join().ok());
        evaluation.input_digest = digest.unwrap_or_else(|| input.digest());
        evaluation
    })
}

/// As [`evaluate`], and how each line of [`crate::Evaluation::cuts`] was decided, in the same order. The input's digest
/// is left empty: for whoever digests the bytes that he keeps, or keeps nothing.
pub fn evaluate_undigested(
    scheme: &Scheme,
    catalogue: &Catalogue,
    input: &Input,
) -> (Evaluation, Vec<CutDecision>) {
    let columns = Columns::read(input, catalogue);
    let plan = Plan::compile(scheme, catalogue, &columns);
    let threads = if columns.shape.len() > 20_000 { 2 } else { 1 };
    let across = verdicts(&plan, &columns, threads);
    let parts = in_parts(columns.people.len(), threads, |range| part(&plan, &columns, &across, range));
    let (mut sheet, mut assessments) = (Sheet::default(), Vec::with_capacity(columns.people.len()));
    for (numbers, mut list) in parts {
        sheet.append(numbers);
        assessments.append(&mut list);
    }
    let mut remarks = grade::Remarks::default();
    rank::rank(&plan, &columns, &mut sheet);
    grade::grade(&plan, &columns, &mut sheet, Some(&mut remarks));
    for (who, assessment) in assessments.iter_mut().enumerate() {
        place(scheme, &columns, &sheet, who, assessment);
    }
    for (who, note) in remarks.notes {
        if let Some(assessment) = assessments.get_mut(who) {
            assessment.notes.push(note);
        }
    }
    let mut lines = remarks.lines;
    let outcomes = outcome::outcomes(&plan, &columns, &sheet, &mut lines);
    let mut notes = columns.notes.clone();
    notes.extend(remarks.general);
    let evaluation = Evaluation {
        engine: ENGINE.to_owned(),
        scheme_digest: scheme.digest().to_owned(),
        input_digest: String::new(),
        assessments,
        outcomes,
        cuts: lines.iter().map(|line| line.cut.clone()).collect(),
        notes,
    };
    (evaluation, lines)
}

/// Place, places in classes, grade and change of place of one subject.
fn place(scheme: &Scheme, columns: &Columns<'_>, sheet: &Sheet, who: usize, assessment: &mut Assessment) {
    let of = |list: &Vec<u32>| list.get(who).copied().filter(|place| *place > 0);
    assessment.place = of(&sheet.place);
    for (class, list) in scheme.rank_within.iter().zip(&sheet.places) {
        if let Some(place) = of(list) {
            assessment.places.insert(class.clone(), place);
        }
    }
    let grade = sheet.grade.get(who).copied().flatten();
    assessment.grade = grade.and_then(|g| scheme.grades.get(usize::from(g))).map(|g| g.id.clone());
    let before = outcome::last_place(columns, who, &scheme.id);
    let change =
        before.zip(assessment.place).map(|(before, now)| i64::from(before).saturating_sub(i64::from(now)));
    assessment.climbed = change.and_then(|change| i32::try_from(change).ok());
}

fn part(
    plan: &Plan<'_>,
    columns: &Columns<'_>,
    across: &[Verdicts],
    range: std::ops::Range<usize>,
) -> (Sheet, Vec<Assessment>) {
    let mut sheet = Sheet::default();
    let mut assessments = Vec::with_capacity(range.len());
    let mut scratch = Scratch::new(plan);
    for who in range {
        let Some(subject) = columns.people.get(who) else { continue };
        let person = Person::of(plan.scheme, subject, columns.period);
        let ledger = ledger(plan, columns, who, &person, across, &mut scratch);
        sheet.push(plan, columns, &person, &mut scratch);
        let words = Words { plan, columns, person: &person };
        assessments.push(assessment(&words, &ledger, &scratch, &sheet));
    }
    (sheet, assessments)
}

/// One subject's result, before it has a place.
fn assessment(words: &Words<'_, '_>, ledger: &Ledger, scratch: &Scratch, sheet: &Sheet) -> Assessment {
    let (plan, scheme) = (words.plan, words.plan.scheme);
    let mut adjustments = Vec::new();
    let whole = whole::total(plan, scratch, Some(&mut adjustments));
    let score = scheme.compared(whole.total, whole.max);
    let verified = sheet.verified.last().cloned().unwrap_or_default();
    let counters = scheme.conditions.iter().zip(&verified.counters);
    let counters: BTreeMap<String, Points> =
        counters.filter_map(|(c, counter)| Some((c.id.clone(), (*counter)?))).collect();
    Assessment {
        subject: words.person.subject.id.clone(),
        standing: words.person.standing.clone(),
        total: whole.total,
        max: whole.max,
        score,
        grade: None,
        place: None,
        climbed: None,
        places: BTreeMap::new(),
        indicators: indicators(words, ledger, scratch),
        adjustments,
        unused: unused(words, ledger),
        counters,
        notes: notes(words, ledger, &verified.vetoes, &scratch.multipliers, (whole.total, whole.max, score)),
    }
}

fn indicators(words: &Words<'_, '_>, ledger: &Ledger, scratch: &Scratch) -> Vec<IndicatorScore> {
    let mut trims: BTreeMap<u32, Vec<&Trim>> = BTreeMap::new();
    for trim in &ledger.trims {
        trims.entry(trim.step).or_default().push(trim);
    }
    let rule = |n: u16| words.plan.rules.get(usize::from(n)).map(|c| c.rule);
    let scheme = words.plan.scheme;
    let orders = scheme.indicators.iter().zip(&ledger.orders).zip(&scratch.indicators);
    let score = orders.map(|((indicator, order), (points, max))| {
        let line = |n: &u32| {
            let step = ledger.steps.get(*n as usize)?;
            if step.why == Why::Floor {
                let reason = format!("本项最低 {} 分，扣分到此为止", indicator.floor.unwrap_or_default());
                return Some(Line { fact: None, rule: indicator.id.clone(), points: step.points, reason });
            }
            let rule = rule(step.rule)?;
            Some(Line {
                fact: words.fact(step.row).map(|fact| fact.id.clone()),
                rule: rule.id.clone(),
                points: if rule.measure { Points::ZERO } else { step.points },
                reason: words.step(step, trims.get(n).map_or(&[][..], Vec::as_slice)),
            })
        };
        let lines = order.iter().filter_map(line).collect();
        let max = if *max == OPEN { *points } else { *max };
        IndicatorScore { id: indicator.id.clone(), points: *points, max, lines }
    });
    score.collect()
}

/// Facts that belong to no indicator, each with the reason.
fn unused(words: &Words<'_, '_>, ledger: &Ledger) -> Vec<Line> {
    let line = |row: u32, reason: String| Line {
        fact: words.fact(row).map(|fact| fact.id.clone()),
        rule: String::new(),
        points: Points::ZERO,
        reason,
    };
    let mut unused: Vec<Line> =
        ledger.left.iter().map(|(row, why)| line(*row, words.left(*row, *why))).collect();
    let left = |row: u32| ledger.left.binary_search_by_key(&row, |(row, _)| *row).is_ok();
    for (n, _) in ledger.read.iter().enumerate().filter(|(_, read)| !**read) {
        let row = ledger.first_row.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
        if left(row) {
            continue;
        }
        let nearly = ledger.nearly.iter().find(|(nearly, ..)| *nearly == row);
        unused.push(line(
            row,
            match nearly {
                Some((_, rule, barrier)) => words.barrier(*rule, *barrier),
                None => words.unread(row),
            },
        ));
    }
    unused.sort_by(|a, b| a.fact.cmp(&b.fact));
    unused
}

fn notes(
    words: &Words<'_, '_>,
    ledger: &Ledger,
    vetoes: &[bool],
    multipliers: &[(i64, i64)],
    (total, max, score): (Points, Points, Points),
) -> Vec<Note> {
    let (columns, scheme) = (words.columns, words.plan.scheme);
    let mut notes = Vec::new();
    for (n, _) in ledger.read.iter().enumerate() {
        let row = ledger.first_row.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
        let shape = columns.shape.get(row as usize).and_then(|shape| columns.shapes.get(*shape as usize));
        let Some((shape, fact)) = shape.zip(words.fact(row)) else { continue };
        let mut problems: Vec<String> = Vec::new();
        if !shape.problem.is_empty() {
            problems.push(shape.problem.clone());
        }
        match &shape.quantity {
            Some(label) if fact.quantity.is_negative() => problems.push(format!("{label}不能是负数")),
            None if fact.quantity != Points::ONE && words.plan.catalogue.kind(&fact.kind).is_some() => {
                problems.push(format!("“{}”没有数量一栏", words.plan.catalogue.label(&fact.kind)));
            }
            _ => {}
        }
        if !problems.is_empty() {
            let text = format!("事实“{}”与目录不符：{}", fact.id, problems.join("；"));
            notes.push(Note { text, rule: None });
        }
    }
    let of_rule = |n: u16| words.plan.rules.get(usize::from(n)).map(|c| c.rule.id.clone());
    notes.extend(ledger.remarks.iter().map(|(rule, text)| Note { text: text.clone(), rule: of_rule(*rule) }));
    for (veto, _) in scheme.vetoes.iter().zip(vetoes).filter(|(_, met)| **met) {
        notes.push(Note { text: veto.note(scheme), rule: Some(veto.id.clone()) });
    }
    for (multiplier, _) in scheme.multipliers.iter().zip(multipliers).filter(|(_, (_, count))| *count == 0) {
        let text = format!("{}：没有结果，总分不变", multiplier.label);
        notes.push(Note { text, rule: Some(multiplier.id.clone()) });
    }
    if score != total {
        let full = scheme.total.unwrap_or_default();
        let text = format!("满分按 {max} 分计，折算 {total} ÷ {max} × {full} ＝ {score} 分");
        notes.push(Note { text, rule: None });
    }
    notes
}
