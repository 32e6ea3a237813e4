//! Facts to points, lines, grades, places and outcomes.
//!
//! [`Columns`] are the facts, sorted by subject; [`Plan`] is the scheme compiled for the shapes that occur. [`reckon`]
//! gives the numbers alone, [`explain`] every step beside them, [`evaluate`] all of it in words.
mod across;
mod columns;
mod conditions;
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
mod reckon;
mod render;
mod run;
mod sheet;
mod standing;
mod sums;
mod whole;
mod words;
mod words_of_figures;
mod writer;

pub use columns::{Columns, Rows, Shape, day_number};
pub use decision::CutDecision;
pub use ledger::Ledger;
pub use plan::Plan;
pub use reckon::{explain, reckon};
pub use render::{evaluate, evaluate_undigested};
pub use sheet::{Sheet, tally};
