//! 履职 / Lvzhi: record what people do, evaluate it by published rules, act on the result.
//!
//! This crate puts the slices together: one router, one table of jobs, one command line.
pub mod cli;
pub mod schedule;
pub mod web;
