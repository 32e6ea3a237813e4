//! The first earns the first value, the next the second …; the last value repeats.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// The first earns the first value, the next the second …; the last value repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence {
    /// The values.
    pub points: Vec<Points>,
    /// Counted per piece or per subject.
    pub scope: Scope,
}
