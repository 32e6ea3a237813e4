//! What changed between two evaluations.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Assessment, Evaluation, IndicatorScore, Line, Points};

/// What changed for one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Subject id.
    pub subject: String,
    /// Total before and after; none: the subject was not there.
    pub total: (Option<Points>, Option<Points>),
    /// Place before and after.
    pub place: (Option<u32>, Option<u32>),
    /// Grade before and after.
    pub grade: (Option<String>, Option<String>),
    /// Indicators that differ.
    pub indicators: Vec<IndicatorChange>,
}

/// What changed in one indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorChange {
    /// Indicator id.
    pub id: String,
    /// Points before and after; none: the indicator was not there.
    pub points: (Option<Points>, Option<Points>),
    /// Lines that are gone.
    pub removed: Vec<Line>,
    /// Lines that are new.
    pub added: Vec<Line>,
}

/// Who changed from `before` to `after`: total, place, grade, and which lines. Sorted by subject.
pub fn diff(before: &Evaluation, after: &Evaluation) -> Vec<Change> {
    let mut pairs: BTreeMap<&str, (Option<&Assessment>, Option<&Assessment>)> = BTreeMap::new();
    for assessment in &before.assessments {
        pairs.entry(&assessment.subject).or_default().0 = Some(assessment);
    }
    for assessment in &after.assessments {
        pairs.entry(&assessment.subject).or_default().1 = Some(assessment);
    }
    let changes =
        pairs.into_iter().filter(|(_, (old, new))| old != new).map(|(subject, (old, new))| Change {
            subject: subject.to_owned(),
            total: (old.map(|a| a.total), new.map(|a| a.total)),
            place: (old.and_then(|a| a.place), new.and_then(|a| a.place)),
            grade: (old.and_then(|a| a.grade.clone()), new.and_then(|a| a.grade.clone())),
            indicators: indicators(old, new),
        });
    changes.collect()
}

fn indicators(old: Option<&Assessment>, new: Option<&Assessment>) -> Vec<IndicatorChange> {
    let list = |a: Option<&'_ Assessment>| a.map(|a| a.indicators.clone()).unwrap_or_default();
    let (old, new) = (list(old), list(new));
    let mut ids: Vec<&str> = old.iter().map(|i| i.id.as_str()).collect();
    ids.extend(new.iter().map(|i| i.id.as_str()).filter(|id| !old.iter().any(|i| i.id == *id)));
    let find = |list: &[IndicatorScore], id: &str| list.iter().find(|i| i.id == id).cloned();
    let mut changes = Vec::new();
    for id in ids {
        let (a, b) = (find(&old, id), find(&new, id));
        if a == b {
            continue;
        }
        let points = (a.as_ref().map(|i| i.points), b.as_ref().map(|i| i.points));
        let (a, b) = (a.map(|i| i.lines).unwrap_or_default(), b.map(|i| i.lines).unwrap_or_default());
        let removed = a.iter().filter(|line| !b.contains(line)).cloned().collect();
        let added = b.iter().filter(|line| !a.contains(line)).cloned().collect();
        changes.push(IndicatorChange { id: id.to_owned(), points, removed, added });
    }
    changes
}
