//! Tests of the scoring core.
#![allow(clippy::unwrap_used, reason = "a test that cannot unwrap has failed")]

mod bad_input;
mod bundle;
mod checker;
mod golden;
mod golden_case;
mod hn_member;
mod mechanics;
mod points;
mod properties;
mod refused;
mod sandbox;
mod support;
mod typical;
