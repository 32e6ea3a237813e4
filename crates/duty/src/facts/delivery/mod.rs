//! What each recording unit has delivered of each kind.
mod store;

use lvzhi_platform::clock::Millis;

pub use store::deliveries;

/// What one recording unit has delivered of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The unit, as [`super::recorder_key`] makes it; empty where none is written.
    pub recorder: String,
    /// Kind of the catalogue.
    pub kind: String,
    /// Records that somebody confirmed.
    pub confirmed: u64,
    /// Records that nobody confirmed yet.
    pub waiting: u64,
    /// When the last of them was entered.
    pub last: Millis,
}
