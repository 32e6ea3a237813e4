//! The rules engine: pure values in, pure values out. No I/O, no clock, no randomness, no floats.
//!
//! [`Catalogue`] names what can be a fact; [`Scheme`] is one adopted version of one body of rules;
//! [`Input`] is everything an evaluation reads; [`evaluate`] turns them into an [`Evaluation`] whose every
//! point opens to a fact and a rule, and in which every fact that earned nothing says why.
mod assessment;
mod input;
mod points;

pub use assessment::*;
pub use input::*;
pub use points::Points;
