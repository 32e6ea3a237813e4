//! Scores from elsewhere: each fact's quantity is one.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// Scores from elsewhere: each fact's quantity is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// Which of several holds.
    pub take: Take,
    /// How the score becomes points.
    pub curve: Curve,
    /// Fewest ballots for a rating to count, with the attribute that holds them.
    pub min_ballots: Option<(u32, String)>,
    /// What a missing rating does. Never a zero.
    pub missing: Missing,
}
