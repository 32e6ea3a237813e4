//! Points for pieces by the stages they reach.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// Points for pieces by the stages they reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pieces {
    /// Points of a stage.
    pub price: Price,
    /// Whether the stages of a piece add up.
    pub combine: Combine,
    /// Sets of price cells of which only the highest counts on one piece.
    pub either_or: Vec<Vec<Vec<String>>>,
    /// Whether a stage stands for the lower ones of which there is no fact of its own (only with sums).
    pub implies_lower: bool,
    /// The first so many pieces earn nothing.
    pub skip_first: u32,
    /// At most so many pieces earn.
    pub at_most: Option<u32>,
    /// How joint work is divided.
    pub share: Option<Share>,
    /// Factors, applied one after the other.
    pub times: Vec<Times>,
    /// Only the first so many named people earn.
    pub named: Option<Named>,
}
