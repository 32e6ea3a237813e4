//! Tests of the scoring core.
mod hn_member;
mod support;
