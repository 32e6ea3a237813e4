//! What an evaluation says. Serialises to the canonical JSON that is stored, published and compared byte for byte.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Points;

/// The result for all subjects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Version of the engine's meaning (not of the crate): changes when the same input may give other bytes.
    pub engine: String,
    /// SM3 of the scheme's canonical text, hex.
    pub scheme_digest: String,
    /// SM3 of the normalised input's canonical JSON, hex.
    pub input_digest: String,
    /// One per subject, sorted by subject id.
    pub assessments: Vec<Assessment>,
    /// What follows by rule, in the scheme's order, then by place.
    pub outcomes: Vec<Outcome>,
    /// The lines where the rules divide people (score and number of people at each share or quota), for the ranking page.
    pub cuts: Vec<Cut>,
    /// Notes that concern the whole evaluation.
    pub notes: Vec<Note>,
}

/// One subject's result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Subject id.
    pub subject: String,
    /// Whether the subject is ranked.
    pub standing: Standing,
    /// Sum of the indicators and of `adjustments`, exactly.
    pub total: Points,
    /// The most this subject could reach (a missing rating or a class may lower it).
    pub max: Points,
    /// What grades and places compare: the total, or — in a scheme that says `compare = "rate"` — the total
    /// converted to the scheme's full marks when this subject could reach less than those.
    pub score: Points,
    /// Grade id, for ranked subjects of a scheme with grades.
    pub grade: Option<String>,
    /// Place among all ranked subjects; equal totals by the scheme's stated tie rule.
    pub place: Option<u32>,
    /// Places won since the last cycle of the same scheme family (negative: lost), where both are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub climbed: Option<i32>,
    /// Place within each class the scheme ranks by: "sector" → place.
    pub places: BTreeMap<String, u32>,
    /// Score of each indicator, in the scheme's order.
    pub indicators: Vec<IndicatorScore>,
    /// What the caps of groups, the cap of the total and its floor took off or added; empty for most.
    #[serde(default)]
    pub adjustments: Vec<Line>,
    /// Facts that belong to no indicator, each with the reason; their points are 0 and their rule is empty.
    #[serde(default)]
    pub unused: Vec<Line>,
    /// What the scheme's conditions over facts counted in this period: condition id → number.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counters: BTreeMap<String, Points>,
    /// Notes: missing ratings, vetoes, ceilings.
    pub notes: Vec<Note>,
}

/// Whether a subject is ranked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "reason")]
pub enum Standing {
    /// Scored, graded and ranked.
    Ranked,
    /// Scored where possible, but not graded or ranked; the reason is printed.
    Exempt(String),
}

/// One indicator's points and the lines that make them. The lines add up to `points` exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorScore {
    /// Indicator id.
    pub id: String,
    /// Points after caps and floors.
    pub points: Points,
    /// The most one can get here.
    pub max: Points,
    /// What earned, what was taken off, and what earned nothing and why.
    pub lines: Vec<Line>,
}

/// One step of the arithmetic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The fact, if the line is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// The rule's id.
    pub rule: String,
    /// What the line added (or took off).
    pub points: Points,
    /// Why: a short Chinese sentence, e.g. "每件 3 分", "超出本项上限 12 分，不计", "同一件就高，已由更高一级计分".
    pub reason: String,
}

/// A remark that must be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Chinese sentence.
    pub text: String,
    /// The rule or indicator it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// A line between people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// Outcome or grade rule id that draws it.
    pub rule: String,
    /// As printed: "前 10%".
    pub label: String,
    /// Consequence as printed: "年终通报表扬".
    pub consequence: String,
    /// Number of people above the line.
    pub people: u32,
    /// Total of the last person above it.
    pub points: Points,
}

/// Something that must be done about a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Outcome rule id.
    pub rule: String,
    /// "circulate", "commend", "notify", "talk", "remind", "publicise", "resign", "priority".
    pub action: String,
    /// Subject id.
    pub subject: String,
    /// Why, with the figures: "第 12 名，在前 10% 以内".
    pub reason: String,
}
