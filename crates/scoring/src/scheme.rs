//! One adopted version of one body of rules, as data.
mod check;
mod class;
mod curve;
mod filter;
pub mod keys;
pub mod mechanic;
mod options;
mod parse;
mod place;
mod poll;
mod price;
mod reach;
mod result;
mod setting;
mod statistic;
mod words;

use serde::{Deserialize, Serialize};

pub use class::Class;
pub use curve::{Curve, Part};
pub use filter::{Filter, Named, Times};
pub use mechanic::Mechanic;
pub use poll::{Band, Form, Poll, RaterGroup, ShareTest};
pub use price::{Authorship, Cell, Dimension, Price};
pub use result::*;
pub use setting::*;
pub use statistic::{Shows, Statistic};

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
    /// Subject attribute by whose values subjects are ranked, graded and selected apart; none: all together.
    pub separate_by: Option<String>,
    /// Kinds of facts about its subjects that are kept for the record and score nothing.
    pub not_counted: Vec<String>,
    /// What the printed text says besides the rules.
    pub prose: Prose,
    /// Who is ranked.
    pub eligibility: Eligibility,
    /// Named classes of subjects.
    pub classes: Vec<Class>,
    /// Groups of indicators.
    pub groups: Vec<Group>,
    /// Indicators in printed order.
    pub indicators: Vec<Indicator>,
    /// Rules in printed order.
    pub rules: Vec<Rule>,
    /// Results from elsewhere by which the total is multiplied.
    pub multipliers: Vec<Multiplier>,
    /// What grades, vetoes and outcomes may demand.
    pub conditions: Vec<Condition>,
    /// Grades, best first.
    pub grades: Vec<Grade>,
    /// What sets or limits the grade.
    pub vetoes: Vec<Veto>,
    /// What follows.
    pub outcomes: Vec<OutcomeRule>,
    /// The figures that are reported with a result.
    pub statistics: Vec<Statistic>,
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

/// Sentences of the printed 办法 that no rule stands for. All may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prose {
    /// What for.
    pub purpose: String,
    /// Whom it is for.
    pub scope: String,
    /// How an evaluation is done, step by step.
    pub procedure: Vec<String>,
    /// Closing articles.
    pub closing: Vec<String>,
}

/// Who is ranked, and what an exemption does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Eligibility {
    /// Fewest days in service within the period, days of exemption not counted.
    pub min_days: u32,
    /// Subjects of these classes are not ranked.
    pub exempt: Vec<String>,
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
    /// Share at which the group's points go into the total; none: in full.
    pub weight: Option<Points>,
}

impl Group {
    /// Points as they go into the total.
    pub fn weighted(&self, points: Points, rounding: Rounding) -> Option<Points> {
        self.weight.map_or(Some(points), |weight| points.checked_mul(weight, rounding))
    }
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
    /// Other caps for subjects of a class on their last day in the period; the first that fits.
    pub max_by: Vec<(String, Points)>,
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
    /// Whether it only measures: its points are for other rules to compare and do not go to the indicator.
    pub measure: bool,
    /// Pieces that earned by one of these earlier rules earn nothing here.
    pub unless: Vec<String>,
    pub(crate) points_text: String,
}

impl Scheme {
    /// Reads and checks a scheme. With the scheme come the warnings; without it, everything found.
    pub fn parse(text: &str, catalogue: &Catalogue) -> Result<(Scheme, Vec<Finding>), Vec<Finding>> {
        parse::parse(text, catalogue)
    }

    /// What places and grades compare: the total, or — where the scheme compares rates and this subject could reach
    /// less than full marks — the total converted to full marks.
    pub fn compared(&self, total: Points, max: Points) -> Points {
        match (self.compare, self.total) {
            (Compare::Rate, Some(full)) if max < full && max.is_positive() => {
                total.scaled(full.0, max.0, self.rounding).unwrap_or(total)
            }
            _ => total,
        }
    }

    /// The sentence about facts that are kept for the record only; none when the scheme names none.
    pub fn not_counted_text(&self, catalogue: &Catalogue) -> Option<String> {
        let labels: Vec<_> = self.not_counted.iter().map(|kind| catalogue.label(kind)).collect();
        (!labels.is_empty()).then(|| format!("{}只作记录，不计分", labels.join("、")))
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

    /// The grades that count as good or above (优良), best first. Empty: the scheme does not say, and nobody may guess.
    pub fn good_grades(&self) -> impl Iterator<Item = &Grade> {
        self.grades.iter().filter(|grade| grade.good)
    }

    /// The outcome rule with this id.
    pub fn outcome(&self, id: &str) -> Option<&OutcomeRule> {
        self.outcomes.iter().find(|outcome| outcome.id == id)
    }

    /// Chinese name of a rule, indicator, group, veto, grade, outcome, multiplier, condition or statistic; the id itself when it is unknown.
    pub fn label_of<'s>(&'s self, id: &'s str) -> &'s str {
        let rules = self.rules.iter().map(|r| (&r.id, &r.label));
        let indicators = self.indicators.iter().map(|i| (&i.id, &i.label));
        let groups = self.groups.iter().map(|g| (&g.id, &g.label));
        let vetoes = self.vetoes.iter().map(|v| (&v.id, &v.label));
        let grades = self.grades.iter().map(|g| (&g.id, &g.label));
        let outcomes = self.outcomes.iter().map(|o| (&o.id, &o.label));
        let multipliers = self.multipliers.iter().map(|m| (&m.id, &m.label));
        let conditions = self.conditions.iter().map(|c| (&c.id, &c.label));
        let statistics = self.statistics.iter().map(|s| (&s.id, &s.label));
        let parts = rules.chain(indicators).chain(groups).chain(vetoes).chain(grades).chain(outcomes);
        let mut all = parts.chain(multipliers).chain(conditions).chain(statistics);
        all.find(|(known, _)| *known == id).map_or(id, |(_, label)| label)
    }
}

impl Rule {
    /// What the rule gives, in short Chinese: "立案每件 3 分，重点提案 5 分；联名减半；上限 12 分".
    pub fn points_text(&self) -> &str {
        &self.points_text
    }
}
