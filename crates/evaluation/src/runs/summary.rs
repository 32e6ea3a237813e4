//! What pages and papers show of a whole run: lines between people, averages, distribution, figures.
use std::collections::BTreeMap;

use lvzhi_platform::Result;
use lvzhi_scoring::{Cut, CutDecision, Evaluation, Input, Note, Points, Standing, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::figures::{self, Figure};
use crate::schemes::Rulebook;

/// Figures of a run, computed with it and stored beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunSummary {
    /// The lines where the rules divide people.
    pub cuts: Vec<Cut>,
    /// How each of them was decided, in the same order.
    #[serde(default)]
    pub decisions: Vec<CutDecision>,
    /// Notes on the whole evaluation.
    pub notes: Vec<Note>,
    /// What places compare ([`lvzhi_scoring::Assessment::score`]) of those ranked, best first.
    #[serde(alias = "totals")]
    pub scores: Vec<Points>,
    /// Mean points of those ranked, by indicator.
    pub averages: BTreeMap<String, Points>,
    /// People by grade.
    pub grades: BTreeMap<String, u32>,
    /// People by outcome rule.
    pub outcomes: BTreeMap<String, u32>,
    /// Ranked people by unit: attribute of a member (`sector`, `special_committee`) → its name → how many.
    #[serde(default)]
    pub classes: BTreeMap<String, BTreeMap<String, u32>>,
    /// The figures that the scheme reports, in its order.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// Facts that were read.
    pub facts: u64,
}

impl RunSummary {
    /// Ranked people of a unit; 0 when it has none.
    #[must_use]
    pub fn ranked_in(&self, attribute: &str, name: &str) -> u32 {
        self.classes.get(attribute).and_then(|names| names.get(name)).copied().unwrap_or_default()
    }

    /// The names of units that have ranked people.
    pub fn names_of(&self, attribute: &str) -> impl Iterator<Item = &String> {
        self.classes.get(attribute).into_iter().flat_map(BTreeMap::keys)
    }
}

/// A run with what every page about it needs. It never changes.
#[derive(Clone, Debug)]
pub struct RunHead {
    /// The run.
    pub id: Uuid,
    /// Its cycle.
    pub cycle: Uuid,
    /// Its scheme version.
    pub scheme: Uuid,
    /// From 1 within the cycle.
    pub ordinal: i32,
    /// The run it recomputes.
    pub parent: Option<Uuid>,
    /// Why it was computed.
    pub reason: String,
    /// SM3 of the result.
    pub result_digest: String,
    /// SM3 of the input.
    pub input_digest: String,
    /// People ranked.
    pub ranked: i32,
    /// People exempt.
    pub exempt: i32,
    /// When.
    pub computed_at: i64,
    /// By whom.
    pub computed_by_name: String,
    /// Figures.
    pub summary: RunSummary,
}

/// Fewer people than these are told by count: a share of eight says less than “7／8”.
const FEW: i32 = 20;

impl RunHead {
    /// Whether so few are ranked that counts say more than shares and a histogram.
    #[must_use]
    pub fn is_of_few(&self) -> bool {
        self.ranked < FEW
    }
}

/// What is stored of a run; a run of before has its figures translated.
///
/// # Errors
/// When the text is damaged.
pub(super) fn stored(text: &str) -> Result<RunSummary> {
    let stored: serde_json::Value = serde_json::from_str(text)?;
    let is_earlier = stored.get("figures").is_none();
    let of_before = is_earlier.then(|| figures::earlier(&stored));
    let mut summary: RunSummary = serde_json::from_value(stored)?;
    if let Some((figures, classes)) = of_before {
        (summary.figures, summary.classes) = (figures, classes);
    }
    Ok(summary)
}

pub(super) fn summarise(
    rulebook: &Rulebook,
    input: &Input,
    evaluation: &Evaluation,
    decisions: Vec<CutDecision>,
) -> RunSummary {
    let mut summary = RunSummary {
        cuts: evaluation.cuts.clone(),
        decisions,
        notes: evaluation.notes.clone(),
        facts: input.facts.len() as u64,
        figures: figures::of(rulebook, input, evaluation),
        averages: averages(rulebook, evaluation),
        ..RunSummary::default()
    };
    let subjects: BTreeMap<&str, &Subject> = input.subjects.iter().map(|s| (s.id.as_str(), s)).collect();
    for assessment in &evaluation.assessments {
        if assessment.standing != Standing::Ranked {
            continue;
        }
        summary.scores.push(assessment.score);
        if let Some(grade) = &assessment.grade {
            *summary.grades.entry(grade.clone()).or_default() += 1;
        }
        if let Some(subject) = subjects.get(assessment.subject.as_str()) {
            count(&mut summary.classes, subject);
        }
    }
    summary.scores.sort_unstable_by(|a, b| b.cmp(a));
    for outcome in &evaluation.outcomes {
        *summary.outcomes.entry(outcome.rule.clone()).or_default() += 1;
    }
    summary
}

fn count(classes: &mut BTreeMap<String, BTreeMap<String, u32>>, subject: &Subject) {
    for attribute in ["sector", "special_committee"] {
        if let Some(name) = subject.attributes.get(attribute).filter(|name| !name.is_empty()) {
            *classes.entry(attribute.to_owned()).or_default().entry(name.clone()).or_default() += 1;
        }
    }
}

fn averages(rulebook: &Rulebook, evaluation: &Evaluation) -> BTreeMap<String, Points> {
    let mut sums: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for assessment in evaluation.assessments.iter().filter(|a| a.standing == Standing::Ranked) {
        for indicator in &assessment.indicators {
            let (sum, people) = sums.entry(&indicator.id).or_default();
            *sum = sum.saturating_add(indicator.points.0);
            *people += 1;
        }
    }
    let known = |id: &&str| rulebook.scheme.indicator(id).is_some();
    sums.into_iter()
        .filter(|(id, _)| known(id))
        .map(|(id, (sum, people))| (id.to_owned(), Points(sum / people.max(1))))
        .collect()
}
