//! Entered by hand: each fact's quantity is its points, within bounds.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// Entered by hand: each fact's quantity is its points, within bounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manual {
    /// Least per entry.
    pub least: Points,
    /// Most per entry.
    pub most: Points,
    /// Where self-scores stand beside verified ones: only the latter count.
    pub review: Option<Review>,
}
