//! Another rule's points, times a factor, added.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// Another rule's points, times a factor, added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// The other rule.
    pub of: String,
    /// The factor.
    pub factor: Points,
}
