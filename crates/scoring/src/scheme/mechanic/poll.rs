//! Ballots of rater groups.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// Ballots of rater groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// The poll.
    pub poll: crate::scheme::Poll,
    /// What a missing poll does. Never a zero.
    pub missing: Missing,
}
