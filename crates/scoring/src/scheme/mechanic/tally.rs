//! Points for each fact or quantity.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// Points for each fact or quantity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Points, by attributes if need be.
    pub price: Price,
    /// Per fact or per quantity.
    pub unit: Unit,
    /// The first so many earn nothing (they are the duty).
    pub skip_first: u32,
    /// At most so many earn.
    pub at_most: Option<u32>,
    /// How joint work is divided.
    pub share: Option<Share>,
    /// Factors, applied one after the other.
    pub times: Vec<Times>,
    /// Only the first so many named people earn.
    pub named: Option<Named>,
}
