//! A report: on time, late, or missing.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// A report: on time, late, or missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Points by the state of the report; the highest counts.
    pub price: Price,
    /// Points when there is none.
    pub missing: Points,
    /// When it is due.
    pub due: Due,
    /// What holds in a period in which it is not due.
    pub not_due: Missing,
}
