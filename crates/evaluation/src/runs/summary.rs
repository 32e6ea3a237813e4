//! What pages and papers show of a whole run: lines between people, averages, distribution, attendance rates.
use std::collections::{BTreeMap, BTreeSet};

use lvzhi_scoring::{Cut, CutDecision, Evaluation, Fact, Input, Note, Points, Standing, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::schemes::Rulebook;

/// Present out of due, in half-days or sittings as recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Attended, late and early included.
    pub present: u64,
    /// All that had to attend, those on leave included.
    pub due: u64,
}

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
    /// Attendance at plenary sessions: "" for all, then by sector and by special committee.
    pub plenary: BTreeMap<String, Rate>,
    /// Attendance of standing members at standing-committee meetings, likewise.
    pub standing: BTreeMap<String, Rate>,
    /// Good or above out of ranked, likewise.
    pub good: BTreeMap<String, Rate>,
    /// Whether the scheme says which grades count as good; if not, the share is reported nowhere.
    #[serde(default = "yes")]
    pub has_good_share: bool,
    /// Which of these names are special committees; the others are sectors.
    #[serde(default)]
    pub special_committees: BTreeSet<String>,
    /// Pieces that got a leader's instruction.
    pub instructions: u32,
    /// Facts that were read.
    pub facts: u64,
}

impl RunSummary {
    /// Whether a name is that of a special committee.
    #[must_use]
    pub fn is_special_committee(&self, name: &str) -> bool {
        self.special_committees.contains(name)
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

/// Runs computed before schemes said it were all by schemes that have such grades.
fn yes() -> bool {
    true
}

impl RunSummary {
    /// Good or above out of ranked, in all; none: the scheme does not say which grades count.
    #[must_use]
    pub fn good_share(&self) -> Option<&Rate> {
        self.good.get("").filter(|_| self.has_good_share)
    }
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
        instructions: instructions(&input.facts),
        averages: averages(rulebook, evaluation),
        ..RunSummary::default()
    };
    summary.special_committees = special_committees(&input.subjects);
    let good_grades: BTreeSet<&str> = rulebook.scheme.good_grades().map(|grade| grade.id.as_str()).collect();
    summary.has_good_share = !good_grades.is_empty();
    let subjects: BTreeMap<&str, &Subject> = input.subjects.iter().map(|s| (s.id.as_str(), s)).collect();
    for assessment in &evaluation.assessments {
        if assessment.standing != Standing::Ranked {
            continue;
        }
        summary.scores.push(assessment.score);
        let good = assessment.grade.as_deref().is_some_and(|grade| good_grades.contains(grade));
        if let Some(grade) = &assessment.grade {
            *summary.grades.entry(grade.clone()).or_default() += 1;
        }
        if let Some(subject) = subjects.get(assessment.subject.as_str()) {
            count(&mut summary.good, subject, good);
        }
    }
    summary.scores.sort_unstable_by(|a, b| b.cmp(a));
    for outcome in &evaluation.outcomes {
        *summary.outcomes.entry(outcome.rule.clone()).or_default() += 1;
    }
    attendance(&mut summary, &subjects, &input.facts);
    summary
}

fn special_committees(subjects: &[Subject]) -> BTreeSet<String> {
    let names = subjects.iter().filter_map(|subject| subject.attributes.get("special_committee"));
    names.filter(|name| !name.is_empty()).cloned().collect()
}

fn count(rates: &mut BTreeMap<String, Rate>, subject: &Subject, present: bool) {
    let classes =
        ["sector", "special_committee"].map(|key| subject.attributes.get(key).cloned().unwrap_or_default());
    for class in std::iter::once(String::new()).chain(classes.into_iter().filter(|class| !class.is_empty())) {
        let rate = rates.entry(class).or_default();
        rate.due += 1;
        rate.present += u64::from(present);
    }
}

fn attendance(summary: &mut RunSummary, subjects: &BTreeMap<&str, &Subject>, facts: &[Fact]) {
    for fact in facts.iter().filter(|fact| fact.kind == "attendance") {
        let Some(subject) = subjects.get(fact.subject.as_str()) else { continue };
        let attribute = |key: &str| fact.attributes.get(key).map_or("", String::as_str);
        let present = ["present", "late", "early", "partial"].contains(&attribute("presence"));
        match attribute("meeting_class") {
            "plenary" => count(&mut summary.plenary, subject, present),
            "standing" if holds_post(subject, "standing", fact) => {
                count(&mut summary.standing, subject, present)
            }
            _ => {}
        }
    }
}

fn holds_post(subject: &Subject, post: &str, fact: &Fact) -> bool {
    subject.posts.iter().any(|held| {
        held.post == post
            && held.from.is_none_or(|from| from <= fact.date)
            && held.to.is_none_or(|to| fact.date <= to)
    })
}

fn instructions(facts: &[Fact]) -> u32 {
    let pieces: BTreeSet<_> = facts
        .iter()
        .filter(|fact| fact.stage.as_deref() == Some("instruction"))
        .filter_map(|fact| fact.piece.as_deref().map(|piece| (fact.kind.as_str(), piece)))
        .collect();
    u32::try_from(pieces.len()).unwrap_or(u32::MAX)
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
