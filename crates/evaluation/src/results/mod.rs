//! Results as people see them: the ranking, one member's score, a member's own scores.
pub mod lines;
mod ranking_aside;
mod ranking_page;
mod reckoning;
pub mod score_page;
mod store;
pub mod web;

pub use store::{Filter, Placed, Row, around, assessment, of_member, rows};
pub(crate) use web::{load_score, visible_run};
