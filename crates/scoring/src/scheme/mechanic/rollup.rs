//! Results of earlier cycles that end in the period.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// Results of earlier cycles that end in the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rollup {
    /// Scheme family they are of; none: this one's.
    pub family: Option<String>,
    /// Which figure: none: the score; else an indicator of that scheme.
    pub of: Option<String>,
    /// How many cycles, the latest ones.
    pub cycles: u32,
    /// Fewest for the figure to count.
    pub at_least: u32,
    /// How they are put together.
    pub combine: Rolling,
    /// How the figure becomes points.
    pub curve: Curve,
    /// What holds with fewer.
    pub missing: Missing,
}
