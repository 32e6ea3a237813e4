//! So many are demanded: full points when there are enough.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// So many are demanded: full points when there are enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Full points.
    pub points: Points,
    /// How many.
    pub goal: Goal,
    /// What is counted.
    pub count: Count,
    /// What fewer are worth.
    pub below: Below,
    /// Points for each one more.
    pub over: Option<Points>,
    /// Demanded anew in every month or quarter of the period; points are for each.
    pub each: Each,
    /// What holds for a subject that has no goal of its own (with [`Goal::Attribute`]).
    pub missing: Missing,
}
