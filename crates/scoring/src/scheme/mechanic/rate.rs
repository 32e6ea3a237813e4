//! A rate: attended ÷ due, done ÷ all.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// A rate: attended ÷ due, done ÷ all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Attribute that tells.
    pub attribute: String,
    /// Its values that count as attended.
    pub attended: Vec<String>,
    /// Its values that are left out of the count.
    pub excused: Vec<String>,
    /// How the rate becomes points.
    pub curve: Curve,
    /// What holds when nothing was due.
    pub none: Missing,
}
