//! 履职 / Lvzhi: record what people do, evaluate it by published rules, act on the result.
//!
//! Data flows one way: routes → acts → store; facts → evaluation → outcomes.
pub mod access;
pub mod app;
pub mod audit;
pub mod cli;
pub mod config;
pub mod desk;
pub mod download;
pub mod duty;
pub mod evaluation;
pub mod frame;
pub mod imports;
pub mod jobs;
pub mod people;
pub mod policy;
pub mod schedule;
pub mod ui;
pub mod web;
