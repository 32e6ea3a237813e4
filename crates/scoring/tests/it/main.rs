//! Tests of the scoring core.
#![allow(clippy::unwrap_used, reason = "a test that cannot unwrap has failed")]

mod bundle;
mod checker;
mod golden;
mod hn_member;
mod manual;
mod mechanics;
mod points;
mod properties;
mod support;
mod typical;
