//! One adopted version of one body of rules, as data.
mod check;
mod mechanic;
mod parse;
mod parse_mechanic;
mod parse_result;
mod parse_rule;
mod price;
mod result;
mod words;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use mechanic::{Combine, Count, Due, Mechanic, Missing, Scope, Share, ShareMethod, Unit};
pub use price::{Authorship, Cell, Dimension, Price};
pub use result::{Cadence, Condition, Grade, LineTies, OutcomeRule, Quota, Select, Size, Veto};

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

    /// Chinese name of a rule, indicator, group, veto, grade or outcome; the id itself when it is unknown.
    pub fn label_of<'s>(&'s self, id: &'s str) -> &'s str {
        let rules = self.rules.iter().map(|r| (&r.id, &r.label));
        let indicators = self.indicators.iter().map(|i| (&i.id, &i.label));
        let groups = self.groups.iter().map(|g| (&g.id, &g.label));
        let vetoes = self.vetoes.iter().map(|v| (&v.id, &v.label));
        let grades = self.grades.iter().map(|g| (&g.id, &g.label));
        let outcomes = self.outcomes.iter().map(|o| (&o.id, &o.label));
        let mut all = rules.chain(indicators).chain(groups).chain(vetoes).chain(grades).chain(outcomes);
        all.find(|(known, _)| *known == id).map_or(id, |(_, label)| label)
    }
}

impl Rule {
    /// The most the rule can give one subject; none: no limit.
    pub fn most(&self) -> Option<Points> {
        let times = |n: Option<u32>, price: &Price| match (n, price.highest()) {
            (_, highest) if highest <= Points::ZERO => Some(Points::ZERO),
            (Some(n), highest) => highest.scaled(i64::from(n), 1, Rounding::Down),
            (None, _) => None,
        };
        let most = match &self.mechanic {
            Mechanic::Base { points } | Mechanic::Rating { points, .. } => Some(*points),
            Mechanic::Deductions { base, .. } => Some(*base),
            Mechanic::Flat { price, .. } | Mechanic::Report { price, .. } => Some(price.highest()),
            Mechanic::Rate { points, steps, .. } => {
                steps.first().map(|(_, points)| *points).or(Some(*points))
            }
            Mechanic::Tally { price, unit: Unit::Fact, at_most, .. } => times(*at_most, price),
            Mechanic::Tally { price, .. } => times(None, price),
            Mechanic::Pieces { price, combine: Combine::Highest, at_most, .. } => times(*at_most, price),
            Mechanic::Pieces { price, .. } => times(None, price),
            Mechanic::Sequence { .. } | Mechanic::Factor { .. } | Mechanic::Manual { .. } => None,
        };
        match (most, self.max) {
            (Some(most), Some(max)) => Some(most.min(max)),
            (most, max) => most.or(max),
        }
    }

    /// Whether the rule can take points off.
    pub fn can_deduct(&self) -> bool {
        match &self.mechanic {
            Mechanic::Base { points } => points.is_negative(),
            Mechanic::Deductions { .. } => true,
            Mechanic::Tally { price, .. } | Mechanic::Flat { price, .. } | Mechanic::Pieces { price, .. } => {
                price.lowest().is_negative()
            }
            Mechanic::Report { price, missing, .. } => missing.is_negative() || price.lowest().is_negative(),
            Mechanic::Sequence { points, .. } => points.iter().any(|p| p.is_negative()),
            Mechanic::Factor { factor, .. } => factor.is_negative(),
            Mechanic::Manual { least, .. } => least.is_negative(),
            Mechanic::Rate { .. } | Mechanic::Rating { .. } => false,
        }
    }

    /// What the rule gives, in short Chinese: "立案每件 3 分，重点提案 5 分；联名减半；上限 12 分".
    pub fn points_text(&self) -> &str {
        &self.points_text
    }
}
