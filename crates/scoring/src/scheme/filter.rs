//! Which facts and which subjects a rule reads.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Authorship;
use crate::Points;

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
