//! Each cell of the table once, however many facts.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// Each cell of the table once, however many facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Points of the cells.
    pub price: Price,
}
