//! Random schemes and inputs over a small catalogue of their own, the same for the same seed.
mod catalogue;
mod dice;
mod input;
mod prices;
mod rules;
mod scheme;

pub use catalogue::catalogue;
pub use dice::Dice;
pub use input::input;
pub use scheme::{Text, text};
