//! Fixed-point points: 1/10 000 of a point.
use serde::{Deserialize, Serialize};

/// A number of points, counted in 1/10 000 of a point. Serialised as a decimal string ("3.5").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Points(pub i64);
