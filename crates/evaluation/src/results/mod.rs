//! Results as people see them: the ranking, one member's score, a member's own scores.
mod fact_lines;
pub mod lines;
mod ranking_aside;
mod ranking_page;
mod ranking_paper;
mod ranking_table;
mod reckoning;
pub mod score_page;
mod sheet;
mod sheet_page;
mod store;
pub mod web;

pub use fact_lines::describe;
pub use sheet::{Sheet, SheetLine, SheetOf};
pub use store::{Filter, Placed, Row, around, assessment, of_member, rows};
pub(crate) use web::{load_score, score_sheet, visible_run};
