//! What follows from a score: conditions, multipliers, grades, vetoes, outcomes.
use serde::{Deserialize, Serialize};

use super::{Count, Filter, Missing, Scheme};
use crate::{Assessment, Note, Points, Rounding};

/// Something that holds for a subject or does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Id.
    pub id: String,
    /// Chinese name, as printed: "至少参加 1 次调研视察".
    pub label: String,
    /// Article.
    pub article: String,
    /// What is looked at.
    pub test: Test,
}

/// What a condition looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "of")]
pub enum Test {
    /// A count over facts.
    Facts {
        /// Which facts.
        filter: Filter,
        /// What is counted.
        count: Count,
        /// How many at least.
        at_least: Option<u32>,
        /// How many at most.
        at_most: Option<u32>,
        /// What this condition counted in so many earlier cycles is added; none: in all that are known.
        earlier: Option<u32>,
    },
    /// Grades of earlier cycles.
    History {
        /// Scheme family; none: this one's.
        family: Option<String>,
        /// The grades that are counted.
        grades: Vec<String>,
        /// How many of the latest cycles are looked at.
        cycles: u32,
        /// How many of these grades at least.
        at_least: Option<u32>,
        /// How many at most.
        at_most: Option<u32>,
        /// Which share of the cycles at least (of those there are).
        at_least_share: Option<Points>,
    },
    /// Points of an indicator, or the total.
    Score {
        /// Indicator; none: what places compare.
        indicator: Option<String>,
        /// At least so many.
        from: Option<Points>,
        /// Fewer than so many.
        below: Option<Points>,
    },
    /// Belongs to a class on the last day.
    Class {
        /// The class.
        class: String,
    },
}

/// A result from elsewhere by which the total is multiplied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Multiplier {
    /// Id.
    pub id: String,
    /// Chinese name.
    pub label: String,
    /// Article.
    pub article: String,
    /// Which facts hold the result (the mean of their quantities).
    pub filter: Filter,
    /// The result that leaves the total as it is.
    pub scale: Points,
    /// Largest factor.
    pub most: Option<Points>,
    /// Whether groups marked as bonus are multiplied too.
    pub with_bonus: bool,
    /// A missing result: `full` leaves the total as it is, with a note.
    pub missing: Missing,
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
    /// Least score; none: no threshold (always so for the last grade).
    pub from: Option<Points>,
    /// Largest number of people.
    pub quota: Option<Quota>,
    /// All of these must hold; in each, one of the conditions is enough.
    pub needs: Vec<Vec<String>>,
    /// Parts of the quota kept for classes.
    pub reserves: Vec<Reserve>,
    /// A share that is hoped for ("about 10 %"): not binding, but a note says how many there are.
    pub about: Option<Points>,
    /// Whether it counts as "good or above" (优良).
    pub good: bool,
}

/// A part of a quota that a class must have, or may have at most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserve {
    /// The class.
    pub class: String,
    /// So many of the quota's places.
    pub size: Size,
    /// Rounding of the number of people.
    pub rounding: Rounding,
    /// true: at most so many; false: at least so many, if enough of the class reach the grade.
    pub at_most: bool,
}

/// A share of people with what happens at its line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// A share of those ranked, or a number of people.
    pub size: Size,
    /// Rounding of the number of people.
    pub rounding: Rounding,
    /// What happens to equal places at the line.
    pub ties: LineTies,
    /// Taken anew within each value of this attribute.
    pub within: Option<String>,
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

/// What sets or limits the grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Veto {
    /// Id.
    pub id: String,
    /// Chinese name, as printed.
    pub label: String,
    /// Article.
    pub article: String,
    /// What brings it about.
    pub cause: Cause,
    /// The grade.
    pub grade: String,
    /// true: no better grade than this; false: exactly this grade.
    pub ceiling: bool,
}

impl Veto {
    /// What is noted at a subject that meets it: "受到警告，不得高于良好（第二十一条）".
    pub(crate) fn note(&self, scheme: &Scheme) -> String {
        let word = if self.ceiling { "不得高于" } else { "直接评为" };
        let cause = match &self.cause {
            Cause::Fact(_) => self.label.clone(),
            Cause::Condition(id) => format!("{}（{}）", self.label, scheme.label_of(id)),
        };
        format!("{cause}，{word}{}（{}）", scheme.label_of(&self.grade), self.article)
    }
}

impl Scheme {
    /// What speaks against praising a subject: the lowest of several grades, and the vetoes it meets. Empty: nothing.
    pub fn against_praise<'s>(&'s self, assessment: &Assessment) -> Vec<&'s str> {
        let several = self.grades.len() > 1;
        let lowest =
            self.grades.last().filter(|lowest| several && assessment.grade.as_ref() == Some(&lowest.id));
        let met = |veto: &&Veto| {
            let of = |note: &&Note| note.rule.as_ref() == Some(&veto.id);
            assessment.notes.iter().filter(of).any(|note| note.text == veto.note(self))
        };
        let vetoes = self.vetoes.iter().filter(met).map(|veto| veto.label.as_str());
        lowest.map(|grade| grade.label.as_str()).into_iter().chain(vetoes).collect()
    }
}

/// What brings a veto about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// One such fact.
    Fact(Filter),
    /// A condition that holds.
    Condition(String),
}

/// What follows for whom, who does it and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeRule {
    /// Id.
    pub id: String,
    /// As printed.
    pub label: String,
    /// One of [`ACTIONS`].
    pub action: String,
    /// Article.
    pub article: String,
    /// For whom.
    pub select: Select,
    /// Only subjects of one of these classes (on the last day).
    pub for_classes: Vec<String>,
    /// Of those selected only the ones with one of these grades; empty: any. Nobody moves up.
    pub only_grades: Vec<String>,
    /// Of those selected only the ones that meet no veto, ceilings included. Nobody moves up.
    pub unless_vetoed: bool,
    /// Only where this held in so many cycles running, this one included (for grades and `below`).
    pub running: u32,
    /// Recipients, as printed.
    pub to: Vec<String>,
    /// Deadline in working days after the decision.
    pub within_working_days: Option<u32>,
    /// When: every period, or only in the one that ends the year.
    pub cadence: Cadence,
}

/// What an outcome may do: (id, Chinese name).
pub const ACTIONS: [(&str, &str); 15] = [
    ("circulate", "通报"),
    ("commend", "通报表扬"),
    ("publicise", "宣传推介"),
    ("priority", "优先考虑"),
    ("notify", "函告"),
    ("list", "列出名单"),
    ("remind", "提醒"),
    ("talk", "约谈"),
    ("admonish", "诫勉谈话"),
    ("rectify", "限期整改"),
    ("reassign", "调整岗位"),
    ("disqualify", "取消评先资格"),
    ("resign", "劝其辞去"),
    ("remove", "按程序撤销资格"),
    ("deduct", "按规定扣减"),
];

/// Actions that praise: whoever they name is held up to others.
pub const PRAISE: [&str; 3] = ["commend", "publicise", "priority"];

/// For whom an outcome is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Select {
    /// All ranked subjects.
    All,
    /// The best ones.
    Top(Quota),
    /// The last ones.
    Bottom(Quota),
    /// Those who rose most places since the last cycle.
    Climb(Quota),
    /// Those who fell most places since the last cycle.
    Fall(Quota),
    /// Those with one of these grades.
    Grades(Vec<String>),
    /// Those with a score below this.
    Below(Points),
    /// Those for whom this condition holds.
    Condition(String),
    /// Those whose total is zero or less.
    Zero,
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
