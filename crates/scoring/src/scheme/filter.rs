//! Which facts and which subjects a rule reads.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Authorship, Scheme};
use crate::{Fact, Period, Points, Subject};

/// Which facts and which subjects a rule reads. Empty lists: no condition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Kind of fact; none for rules that read no facts, and for parts of a rule, whose kind is the rule's.
    pub kind: Option<String>,
    /// Attribute → allowed values.
    pub attributes: Vec<(String, Vec<String>)>,
    /// Allowed stages.
    pub stages: Vec<String>,
    /// Allowed roles.
    pub roles: Vec<String>,
    /// Only one's own, or only joint work.
    pub authorship: Option<Authorship>,
    /// Only subjects of one of these classes (on the fact's day; for rules about the subject on the last day).
    pub for_classes: Vec<String>,
    /// Not subjects of these classes.
    pub not_for: Vec<String>,
    /// First day in force.
    pub from: Option<NaiveDate>,
    /// Last day in force.
    pub until: Option<NaiveDate>,
}

/// A factor on the points of some of a rule's facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// Chinese name: "综合采用".
    pub label: String,
    /// Which facts.
    pub filter: Filter,
    /// The factor.
    pub by: Points,
}

/// Only the first so many named people earn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// So many.
    pub at_most: u32,
    /// Attribute that holds a person's position in the list, from 1.
    pub position: String,
}

impl Scheme {
    /// Whether a fact of a subject passes a filter, classes by the fact's day.
    pub fn passes(&self, filter: &Filter, subject: &Subject, fact: &Fact, period: Period) -> bool {
        let among = |list: &[String], value: Option<&String>| {
            list.is_empty() || value.is_some_and(|value| list.contains(value))
        };
        let joint = fact.signers.is_some_and(|signers| signers > 1);
        let of = |class: &String| self.in_class(class, subject, fact.date, period);
        filter.kind.as_ref().is_none_or(|kind| *kind == fact.kind)
            && filter
                .attributes
                .iter()
                .all(|(id, values)| fact.attributes.get(id).is_some_and(|value| values.contains(value)))
            && among(&filter.stages, fact.stage.as_ref())
            && among(&filter.roles, fact.role.as_ref())
            && filter.authorship.is_none_or(|authorship| (authorship == Authorship::Joint) == joint)
            && (filter.for_classes.is_empty() || filter.for_classes.iter().any(of))
            && !filter.not_for.iter().any(of)
            && filter.from.is_none_or(|from| from <= fact.date)
            && filter.until.is_none_or(|until| fact.date <= until)
    }
}
