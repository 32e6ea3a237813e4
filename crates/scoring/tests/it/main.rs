//! Tests of the scoring core.
#![allow(clippy::unwrap_used, reason = "a test that cannot unwrap has failed")]

mod adding;
mod agree;
mod bad_input;
mod bundle;
mod checker;
mod decisions;
mod golden;
mod hn_member;
mod manual;
mod mechanics;
mod points;
mod praise;
mod properties;
mod random;
mod random_properties;
mod reference;
mod sandbox;
mod shipped;
mod statistics;
mod support;
mod typical;
