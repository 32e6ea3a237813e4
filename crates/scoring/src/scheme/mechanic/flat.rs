//! The same points once, as soon as there are enough.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// The same points once, as soon as there are enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flat {
    /// Points; the highest matching price counts.
    pub price: Price,
    /// How many are needed.
    pub at_least: u32,
    /// What is counted.
    pub count: Count,
}
