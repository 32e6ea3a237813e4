//! Facts to points, lines, grades, places and outcomes.
//!
//! [`Columns`] are the facts, sorted by subject; [`Plan`] is the scheme compiled for the shapes that occur. [`reckon`]
//! gives the numbers alone, [`explain`] every step beside them, [`evaluate`] all of it in words.
mod across;
mod columns;
mod decision;
mod facts;
mod figures;
mod grade;
mod ledger;
mod line;
mod outcome;
mod pieces;
mod plan;
mod poll;
mod quick;
mod rank;
mod render;
mod run;
mod sheet;
mod standing;
mod tests;
mod whole;
mod words;
mod words_of_figures;
mod writer;

pub use columns::{Columns, Rows, Shape, day_number};
pub use decision::{CutDecision, cut_decisions};
pub use ledger::Ledger;
pub use plan::Plan;
pub use render::evaluate;
pub(crate) use render::without_digest;
pub use sheet::{Sheet, explain, reckon, tally};
