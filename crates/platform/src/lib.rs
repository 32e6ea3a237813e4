//! What every module stands on: database, routes, sessions, audit chain, jobs, workbooks, clock, errors.
//! Knows no module above it.
pub mod act;
pub mod audit;
pub mod auth;
pub mod backup;
pub mod calendar;
pub mod clock;
pub mod db;
pub mod errors;
pub mod files;
pub mod jobs;
pub mod routes;
pub mod sheet_export;
pub mod workbook;

pub use act::{Act, Action, Unaudited};
pub use clock::Clock;
pub use db::Database;
pub use errors::{Error, Result};
