//! Another rule's points, compared with those of all ranked subjects.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// Another rule's points, compared with those of all ranked subjects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratio {
    /// The other rule.
    pub of: String,
    /// Compared with what.
    pub to: To,
    /// Only with subjects of equal value in this attribute.
    pub within: Option<String>,
    /// Full points.
    pub points: Points,
    /// What holds where the best, the sum or the mean is not above zero.
    pub none: Missing,
}
