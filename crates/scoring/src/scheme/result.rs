//! What follows from a score: conditions, grades, vetoes, outcomes.
use serde::{Deserialize, Serialize};

use super::{Count, Filter};
use crate::{Points, Rounding};

/// A named count over facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Id.
    pub id: String,
    /// Chinese name, as printed: "至少参加 1 次调研视察".
    pub label: String,
    /// Article.
    pub article: String,
    /// Which facts.
    pub filter: Filter,
    /// What is counted.
    pub count: Count,
    /// How many are needed.
    pub at_least: u32,
}

/// A grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// Id.
    pub id: String,
    /// Chinese name.
    pub label: String,
    /// Article.
    pub article: String,
    /// Least score; none for the last grade: everything below.
    pub from: Option<Points>,
    /// Largest share of those ranked.
    pub quota: Option<Quota>,
    /// All of these must hold; in each, one of the conditions is enough.
    pub needs: Vec<Vec<String>>,
}

/// A share of people with what happens at its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// A share of those ranked, or a number of people.
    pub size: Size,
    /// Rounding of the number of people.
    pub rounding: Rounding,
    /// What happens to equal places at the line.
    pub ties: LineTies,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// A share between 0 and 1.
    Share(Points),
    /// So many people.
    People(u32),
}

/// What happens to people of equal place at a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineTies {
    /// All of them are above the line.
    Include,
    /// None of them is.
    Exclude,
}

/// A fact that sets or limits the grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Veto {
    /// Id.
    pub id: String,
    /// Chinese name, as printed.
    pub label: String,
    /// Article.
    pub article: String,
    /// Which facts.
    pub filter: Filter,
    /// The grade.
    pub grade: String,
    /// true: no better grade than this; false: exactly this grade.
    pub ceiling: bool,
}

/// What follows for whom, who does it and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeRule {
    /// Id.
    pub id: String,
    /// As printed.
    pub label: String,
    /// "circulate", "commend", "notify", "talk", "remind", "publicise", "resign", "priority".
    pub action: String,
    /// Article.
    pub article: String,
    /// For whom.
    pub select: Select,
    /// Recipients, as printed.
    pub to: Vec<String>,
    /// Deadline in working days after the decision.
    pub within_working_days: Option<u32>,
    /// When: every period, or only in the one that ends the year.
    pub cadence: Cadence,
}

/// For whom an outcome is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Select {
    /// All ranked subjects.
    All,
    /// The best ones.
    Top(Quota),
    /// Those with one of these grades.
    Grades(Vec<String>),
}

/// When an outcome falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// After every period.
    EveryPeriod,
    /// After a period that ends in December.
    YearEnd,
}
