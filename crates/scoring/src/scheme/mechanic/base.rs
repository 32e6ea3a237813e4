//! A value everyone starts with.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// A value everyone starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// The value.
    pub points: Points,
}
