//! Facts to points, lines, grades, places and outcomes.
mod caps;
mod grade;
mod mechanic;
mod outcome;
mod pieces;
mod rank;
mod standing;
mod subject;
mod whole;

use std::collections::{BTreeMap, BTreeSet};

use crate::scheme::Scheme;
use crate::{Assessment, Catalogue, ENGINE, Evaluation, Fact, Input, Note, Subject};

/// One subject on the way to its assessment.
pub(crate) struct Scored<'i> {
    subject: &'i Subject,
    assessment: Assessment,
    /// Conditions of the scheme that hold, in its order.
    conditions: Vec<bool>,
    /// Grade (its index) set by a veto, with the veto's index.
    fixed: Option<(usize, usize)>,
    /// Best grade (its index) allowed by a veto, with the veto's index.
    ceiling: Option<(usize, usize)>,
}

/// Evaluates all subjects. The order of the input does not matter; nothing panics and nothing is passed over in
/// silence: what cannot be used is a note.
pub fn evaluate(scheme: &Scheme, catalogue: &Catalogue, input: &Input) -> Evaluation {
    let mut notes = Vec::new();
    let subjects = subjects(input, &mut notes);
    let mut by_subject = facts(input, &subjects, &mut notes);
    let mut scored: Vec<_> = subjects
        .values()
        .map(|subject| {
            let facts = by_subject.remove(subject.id.as_str()).unwrap_or_default();
            subject::assess(scheme, catalogue, input.period, subject, &facts)
        })
        .collect();
    let mut cuts = Vec::new();
    rank::rank(scheme, &mut scored);
    grade::grade(scheme, &mut scored, &mut cuts);
    let outcomes = outcome::outcomes(scheme, input.period, &scored, &mut cuts);
    Evaluation {
        engine: ENGINE.to_owned(),
        scheme_digest: scheme.digest().to_owned(),
        input_digest: input.digest(),
        assessments: scored.into_iter().map(|s| s.assessment).collect(),
        outcomes,
        cuts,
        notes,
    }
}

fn note(text: String) -> Note {
    Note { text, rule: None }
}

fn subjects<'i>(input: &'i Input, notes: &mut Vec<Note>) -> BTreeMap<&'i str, &'i Subject> {
    let mut subjects: BTreeMap<&str, &Subject> = BTreeMap::new();
    let mut twice = BTreeSet::new();
    for subject in &input.subjects {
        let kept = subjects.entry(&subject.id).or_insert(subject);
        if !std::ptr::eq(*kept, subject) {
            twice.insert(subject.id.as_str());
            if subject.name < kept.name {
                *kept = subject;
            }
        }
    }
    notes.extend(twice.iter().map(|id| note(format!("人员“{id}”出现两次，只计一次"))));
    subjects
}

fn facts<'i>(
    input: &'i Input,
    subjects: &BTreeMap<&str, &Subject>,
    notes: &mut Vec<Note>,
) -> BTreeMap<&'i str, Vec<&'i Fact>> {
    let mut order: Vec<&Fact> = input.facts.iter().collect();
    if !order.is_sorted_by(|a, b| a.order(b).is_le()) {
        order.sort_by(|a, b| a.order(b));
    }
    let mut seen = std::collections::HashSet::with_capacity(order.len());
    let mut by_subject: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    for fact in order {
        if !seen.insert(fact.id.as_str()) {
            notes.push(note(format!("事实“{}”出现两次，只计一次", fact.id)));
        } else if subjects.contains_key(fact.subject.as_str()) {
            by_subject.entry(&fact.subject).or_default().push(fact);
        } else {
            notes.push(note(format!("事实“{}”记在名单之外的“{}”名下，未计", fact.id, fact.subject)));
        }
    }
    by_subject
}
