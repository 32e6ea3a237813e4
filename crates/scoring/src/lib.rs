//! The rules engine: pure values in, pure values out. No I/O, no clock, no randomness, no floats.
//!
//! [`Catalogue`] names what can be a fact; [`Scheme`] is one adopted version of one body of rules;
//! [`Input`] is everything an evaluation reads; [`evaluate`] turns them into an [`Evaluation`] whose every
//! point opens to a fact and a rule, and in which every fact that earned nothing says why.
#![deny(clippy::float_arithmetic)]
#[cfg(test)]
mod asked;
mod assessment;
pub mod bundle;
mod catalogue;
mod comparison;
mod diff;
mod digest;
mod evaluate;
mod finding;
mod input;
mod limits;
mod points;
pub mod print;
mod read;
pub mod sandbox;
pub mod scheme;
mod statistics;

pub use assessment::*;
pub use bundle::{Bundle, Difference, Manifest};
pub use catalogue::*;
pub use comparison::{SchemeChange, scheme_diff, scheme_diff_among};
pub use diff::{Change, IndicatorChange, diff};
pub use digest::{ENGINE, canonical_text, digest};
pub use evaluate::{
    Columns, CutDecision, Ledger, Plan, Rows, Shape, Sheet, day_number, evaluate, evaluate_undigested,
    explain, reckon, tally,
};
pub use finding::{Finding, Severity};
pub use input::*;
pub use limits::LONGEST_TEXT;
pub use points::{Points, PointsError, Rounding};
pub use print::{Printed, print, print_among};
pub use scheme::{Grade, Indicator, OutcomeRule, Rule, Scheme};
pub use statistics::{Proportion, StatisticValue, statistics};

/// Chinese name of a post; the id itself when it is unknown.
pub fn post_label(post: &str) -> &str {
    match post {
        "standing" => "常委",
        "chair_meeting" => "主席会议成员",
        other => other,
    }
}
