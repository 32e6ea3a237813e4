//! What every module stands on: database, routes, sessions, audit chain, jobs, workbooks, clock, errors.
//! Knows no module above it.
pub mod audit;
pub mod auth;
pub mod calendar;
pub mod clock;
pub mod db;
pub mod errors;
pub mod files;
pub mod jobs;
pub mod routes;
pub mod sheet_export;
pub mod tx;
pub mod workbook;

pub use clock::Clock;
pub use db::Database;
pub use errors::{Error, Result};
pub use tx::{AuditEvent, Unaudited, WriteTx};
