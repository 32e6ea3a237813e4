//! A value to start with, from which each fact takes something, down to a floor.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// A value to start with, from which each fact takes something, down to a floor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deductions {
    /// Starting value.
    pub base: Points,
    /// Least value.
    pub floor: Points,
    /// What each takes, as negative points.
    pub price: Price,
    /// Per fact or per quantity.
    pub unit: Unit,
    /// The first so many that would take something off take nothing.
    pub skip_first: u32,
    /// Factors, applied one after the other.
    pub times: Vec<Times>,
}
