//! How the office conducts a cycle: the list, one cycle with its steps, runs and figures, the readiness page, the moves.
mod act_slip;
mod moves_web;
mod pages;
mod questions;
mod readiness;
mod to_do;
pub mod web;

pub(crate) use act_slip::act_slip;
pub(crate) use pages::stepper;
pub use pages::{period, rate_stats};
