//! Points by the place among all ranked subjects in another rule's points.
use serde::{Deserialize, Serialize};

use crate::scheme::*;

/// Points by the place among all ranked subjects in another rule's points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacePoints {
    /// The other rule.
    pub of: String,
    /// Only among subjects of equal value in this attribute.
    pub within: Option<String>,
    /// Whether the least is the best.
    pub lowest_first: bool,
    /// Whether those with nothing there get nothing here.
    pub skip_zero: bool,
    /// Points of the places.
    pub list: PlaceList,
    /// What equal ones get.
    pub ties: PlaceTies,
}
