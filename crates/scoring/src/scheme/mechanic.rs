//! The closed list of mechanics. Each has a file: what it is, how it is read, what it gives at most.
mod base;
mod checklist;
mod deductions;
mod factor;
mod flat;
mod manual;
mod pieces;
mod place_points;
mod poll;
mod rate;
mod rating;
mod ratio;
mod report;
mod rollup;
mod sequence;
mod tally;
mod target;

use serde::{Deserialize, Serialize};

pub use base::Base;
pub use checklist::Checklist;
pub use deductions::Deductions;
pub use factor::Factor;
pub use flat::Flat;
pub use manual::Manual;
pub use pieces::Pieces;
pub use place_points::PlacePoints;
pub use poll::Poll;
pub use rate::Rate;
pub use rating::Rating;
pub use ratio::Ratio;
pub use report::Report;
pub use rollup::Rollup;
pub use sequence::Sequence;
pub use tally::Tally;
pub use target::Target;

/// How a rule counts. A closed list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Mechanic {
    /// A value everyone starts with.
    Base(Base),
    /// Points for each fact or quantity.
    Tally(Tally),
    /// A value to start with, from which each fact takes something, down to a floor.
    Deductions(Deductions),
    /// Each cell of the table once, however many facts.
    Checklist(Checklist),
    /// So many are demanded: full points when there are enough.
    Target(Target),
    /// The same points once, as soon as there are enough.
    Flat(Flat),
    /// The first earns the first value, the next the second …; the last value repeats.
    Sequence(Sequence),
    /// Points for pieces by the stages they reach.
    Pieces(Pieces),
    /// Another rule's points, times a factor, added.
    Factor(Factor),
    /// A rate: attended ÷ due, done ÷ all.
    Rate(Rate),
    /// Scores from elsewhere: each fact's quantity is one.
    Rating(Rating),
    /// Ballots of rater groups.
    Poll(Poll),
    /// Another rule's points, compared with those of all ranked subjects.
    Ratio(Ratio),
    /// Points by the place among all ranked subjects in another rule's points.
    PlacePoints(PlacePoints),
    /// Results of earlier cycles that end in the period.
    Rollup(Rollup),
    /// A report: on time, late, or missing.
    Report(Report),
    /// Entered by hand: each fact's quantity is its points, within bounds.
    Manual(Manual),
}
