//! 履职 / Lvzhi: record what people do, evaluate it by published rules, act on the result.
//!
//! Data flows one way: routes → acts → store; facts → evaluation → outcomes.
pub mod access;
pub mod app;
pub mod audit;
pub mod config;
pub mod download;
pub mod frame;
pub mod policy;
pub mod ui;
pub mod web;
