//! One adopted version of one body of rules, as data.
mod check;
mod parse;
mod parse_result;
mod parse_rule;
mod price;
mod words;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use price::{Authorship, Cell, Dimension, Price};

use crate::catalogue::Catalogue;
use crate::finding::Finding;
use crate::{Points, Rounding};

/// A checked scheme. Built by [`Scheme::parse`] only; all parts may be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Scheme {
    /// Stable id of the scheme family: "hn-member".
    pub id: String,
    /// Version, as adopted.
    pub version: String,
    /// Title of the 办法.
    pub title: String,
    /// What is evaluated: "member".
    pub subject: String,
    /// Length of the period: "half_year", "year", "quarter", "month".
    pub period: String,
    /// Full marks; none: open-ended.
    pub total: Option<Points>,
    /// The least a total can be.
    pub floor: Option<Points>,
    /// How values that do not come out even are rounded, at the fourth decimal.
    pub rounding: Rounding,
    /// What makes equal totals unequal: indicators in order; empty: equal totals share a place.
    pub ties: Vec<String>,
    /// What places and grades compare.
    pub compare: Compare,
    /// Subject attributes within which places are given as well.
    pub rank_within: Vec<String>,
    /// Who is ranked.
    pub eligibility: Eligibility,
    /// Groups of indicators.
    pub groups: Vec<Group>,
    /// Indicators in printed order.
    pub indicators: Vec<Indicator>,
    /// Rules in printed order.
    pub rules: Vec<Rule>,
    /// Named counts that grades may demand.
    pub conditions: Vec<Condition>,
    /// Grades, best first.
    pub grades: Vec<Grade>,
    /// Facts that set or limit the grade.
    pub vetoes: Vec<Veto>,
    /// What follows.
    pub outcomes: Vec<OutcomeRule>,
    #[serde(skip)]
    text: String,
    #[serde(skip)]
    digest: String,
}

/// What places and grades compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    /// The total.
    Total,
    /// The total converted to full marks where a subject could reach less than those.
    Rate,
}

/// Who is ranked, and what an exemption does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Eligibility {
    /// Fewest days in service within the period, days of exemption not counted.
    pub min_days: u32,
    /// Holders of these posts are not ranked.
    pub exempt_posts: Vec<String>,
    /// What becomes of facts inside an exemption.
    pub exemption: ExemptionEffect,
    /// The article that says so.
    pub article: String,
}

/// What becomes of facts inside an exemption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExemptionEffect {
    /// Neither points nor deductions.
    SkipAll,
    /// Points count, deductions do not.
    SkipDeductions,
}

/// A group of indicators with a common cap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Id.
    pub id: String,
    /// Chinese name.
    pub label: String,
    /// Cap; none: open-ended.
    pub max: Option<Points>,
    /// Whether the group comes on top of the full marks.
    pub bonus: bool,
}

/// A row of the score sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Id.
    pub id: String,
    /// Chinese name.
    pub label: String,
    /// Its group.
    pub group: String,
    /// Article of the 办法.
    pub article: String,
    /// Cap; none: open-ended.
    pub max: Option<Points>,
    /// Other caps for holders of a post on their last day in the period.
    pub max_by_post: Vec<(String, Points)>,
    /// The least it can be; none: no floor.
    pub floor: Option<Points>,
    /// Whether the floor holds before bonus rules are added or after.
    pub floor_applies: FloorApplies,
}

/// When a floor is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FloorApplies {
    /// To the rules that are not marked as bonus; the bonus is added afterwards.
    BeforeBonus,
    /// To everything together.
    AfterBonus,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Id.
    pub id: String,
    /// The indicator its points go to.
    pub indicator: String,
    /// Article of the 办法.
    pub article: String,
    /// Chinese name.
    pub label: String,
    /// Which facts it reads.
    pub filter: Filter,
    /// How it counts.
    pub mechanic: Mechanic,
    /// Cap of the rule; none: only the indicator's.
    pub max: Option<Points>,
    /// Whether it is a bonus (see [`FloorApplies`]).
    pub bonus: bool,
    pub(crate) points_text: String,
}

/// Which facts and which subjects a rule reads. Empty lists: no condition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Kind of fact; none for rules that read no facts.
    pub kind: Option<String>,
    /// Attribute → allowed values.
    pub attributes: Vec<(String, Vec<String>)>,
    /// Allowed stages.
    pub stages: Vec<String>,
    /// Allowed roles.
    pub roles: Vec<String>,
    /// Only holders of one of these posts (on the fact's day; for rules without facts on the last day).
    pub for_posts: Vec<String>,
    /// Not holders of these posts.
    pub not_posts: Vec<String>,
    /// First day the rule is in force.
    pub from: Option<NaiveDate>,
    /// Last day the rule is in force.
    pub until: Option<NaiveDate>,
}

/// How a rule counts. A closed list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Mechanic {
    /// A value everyone starts with.
    Base {
        /// The value.
        points: Points,
    },
    /// Points for each fact or quantity.
    Tally {
        /// Points, by attributes if need be.
        price: Price,
        /// Per fact or per quantity.
        unit: Unit,
        /// The first so many earn nothing (they are the duty).
        skip_first: u32,
        /// At most so many earn.
        at_most: Option<u32>,
        /// How joint work is divided.
        share: Option<Share>,
    },
    /// A value to start with, from which each fact takes something, down to a floor.
    Deductions {
        /// Starting value.
        base: Points,
        /// Least value.
        floor: Points,
        /// What each takes, as negative points.
        price: Price,
        /// Per fact or per quantity.
        unit: Unit,
    },
    /// The same points once, as soon as there are enough.
    Flat {
        /// Points; the highest matching price counts.
        price: Price,
        /// How many are needed.
        at_least: u32,
        /// What is counted.
        count: Count,
    },
    /// The first earns the first value, the next the second …; the last value repeats.
    Sequence {
        /// The values.
        points: Vec<Points>,
        /// Counted per piece or per subject.
        scope: Scope,
    },
    /// Points for pieces by the stages they reach.
    Pieces {
        /// Points of a stage.
        price: Price,
        /// Whether the stages of a piece add up.
        combine: Combine,
        /// Sets of price cells of which only the highest counts on one piece.
        either_or: Vec<Vec<Vec<String>>>,
        /// The first so many pieces earn nothing.
        skip_first: u32,
        /// At most so many pieces earn.
        at_most: Option<u32>,
        /// How joint work is divided.
        share: Option<Share>,
    },
    /// Another rule's points, times a factor, added.
    Factor {
        /// The other rule.
        of: String,
        /// The factor.
        factor: Points,
    },
    /// Attendance rate: points in proportion to attended ÷ due.
    Rate {
        /// Full points, at 100 %.
        points: Points,
        /// Attribute that tells presence.
        attribute: String,
        /// Its values that count as attended.
        attended: Vec<String>,
        /// Its values that are left out of the count.
        excused: Vec<String>,
        /// Steps instead of proportion: from this rate so many points, best first.
        steps: Vec<(Points, Points)>,
        /// What holds when nothing was due.
        none: Missing,
    },
    /// Imported rating scores, linear to full points.
    Rating {
        /// Full points.
        points: Points,
        /// The score that is worth full points.
        scale: Points,
        /// Fewest ballots for a rating to count, with the attribute that holds them.
        min_ballots: Option<(u32, String)>,
        /// What a missing rating does. Never a zero.
        missing: Missing,
    },
    /// A report: on time, late, or missing.
    Report {
        /// Points by the state of the report; the highest counts.
        price: Price,
        /// Points when there is none.
        missing: Points,
        /// When it is due.
        due: Due,
        /// What holds in a period in which it is not due.
        not_due: Missing,
    },
    /// Entered by hand: each fact's quantity is its points, within bounds.
    Manual {
        /// Least per entry.
        least: Points,
        /// Most per entry.
        most: Points,
    },
}

/// Per what points are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Per fact.
    Fact,
    /// Per so much of the quantity.
    Quantity {
        /// So much.
        per: Points,
        /// Whether a part of it counts in proportion; otherwise only full units do.
        parts: bool,
    },
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Facts.
    Facts,
    /// Different pieces.
    Pieces,
    /// The sum of the quantities.
    Quantity,
}

/// Within what a sequence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Anew for every piece.
    Piece,
    /// Over all facts of the subject.
    Subject,
}

/// What the stages of one piece do together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Combine {
    /// They add up; the same stage counts once.
    Sum,
    /// Only the highest counts (就高).
    Highest,
}

/// How the points of joint work are divided. Work with one signer is never divided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The division.
    pub method: ShareMethod,
    /// Role that counts as first.
    pub first: String,
    /// Rounding of the division.
    pub rounding: Rounding,
    /// Decimals kept.
    pub decimals: u32,
}

/// Ways to divide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareMethod {
    /// Equally among all signers.
    Equal,
    /// Half to every signer.
    HalfEach,
    /// All to the first, nothing to others.
    FirstAll,
    /// Half to the first, the rest equally among the others.
    FirstHalf,
}

/// What a missing thing does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// It is left out: the subject's maximum is lowered, and a note says so.
    Exclude,
    /// It counts in full.
    Full,
    /// It counts as nothing (never for ratings).
    Zero,
}

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// In every period.
    Always,
    /// In periods that end in June or earlier.
    FirstHalf,
    /// In periods that end in July or later.
    SecondHalf,
}

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

impl Scheme {
    /// Reads and checks a scheme. With the scheme come the warnings; without it, everything found.
    pub fn parse(text: &str, catalogue: &Catalogue) -> Result<(Scheme, Vec<Finding>), Vec<Finding>> {
        parse::parse(text, catalogue)
    }

    /// The text it was read from, in canonical form.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// SM3 of the canonical text, in hex.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The group with this id.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The indicator with this id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }

    /// The rule with this id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The rules of an indicator.
    pub fn rules_of<'s>(&'s self, indicator: &'s str) -> impl Iterator<Item = &'s Rule> {
        self.rules.iter().filter(move |rule| rule.indicator == indicator)
    }

    /// The indicators of a group.
    pub fn indicators_of<'s>(&'s self, group: &'s str) -> impl Iterator<Item = &'s Indicator> {
        self.indicators.iter().filter(move |indicator| indicator.group == group)
    }

    /// The grade with this id.
    pub fn grade(&self, id: &str) -> Option<&Grade> {
        self.grades.iter().find(|grade| grade.id == id)
    }

    /// The outcome rule with this id.
    pub fn outcome(&self, id: &str) -> Option<&OutcomeRule> {
        self.outcomes.iter().find(|outcome| outcome.id == id)
    }

    /// Chinese name of a rule or indicator; the id itself when it is unknown.
    pub fn label_of<'s>(&'s self, id: &'s str) -> &'s str {
        let rule = self.rule(id).map(|rule| rule.label.as_str());
        rule.or_else(|| self.indicator(id).map(|i| i.label.as_str())).unwrap_or(id)
    }
}

impl Rule {
    /// What the rule gives, in short Chinese: "立案每件 3 分，重点提案 5 分；联名减半；上限 12 分".
    pub fn points_text(&self) -> &str {
        &self.points_text
    }
}
