//! The closed list of mechanics.
use serde::{Deserialize, Serialize};

use super::*;
use crate::Points;

/// How a rule counts. A closed list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Mechanic {
    /// A value everyone starts with.
    Base {
        /// The value.
        points: Points,
    },
    /// Points for each fact or quantity.
    Tally {
        /// Points, by attributes if need be.
        price: Price,
        /// Per fact or per quantity.
        unit: Unit,
        /// The first so many earn nothing (they are the duty).
        skip_first: u32,
        /// At most so many earn.
        at_most: Option<u32>,
        /// How joint work is divided.
        share: Option<Share>,
        /// Factors, applied one after the other.
        times: Vec<Times>,
        /// Only the first so many named people earn.
        named: Option<Named>,
    },
    /// A value to start with, from which each fact takes something, down to a floor.
    Deductions {
        /// Starting value.
        base: Points,
        /// Least value.
        floor: Points,
        /// What each takes, as negative points.
        price: Price,
        /// Per fact or per quantity.
        unit: Unit,
        /// The first so many that would take something off take nothing.
        skip_first: u32,
        /// Factors, applied one after the other.
        times: Vec<Times>,
    },
    /// Each cell of the table once, however many facts.
    Checklist {
        /// Points of the cells.
        price: Price,
    },
    /// So many are demanded: full points when there are enough.
    Target {
        /// Full points.
        points: Points,
        /// How many.
        goal: Goal,
        /// What is counted.
        count: Count,
        /// What fewer are worth.
        below: Below,
        /// Points for each one more.
        over: Option<Points>,
        /// Demanded anew in every month or quarter of the period; points are for each.
        each: Each,
        /// What holds for a subject that has no goal of its own (with [`Goal::Attribute`]).
        missing: Missing,
    },
    /// The same points once, as soon as there are enough.
    Flat {
        /// Points; the highest matching price counts.
        price: Price,
        /// How many are needed.
        at_least: u32,
        /// What is counted.
        count: Count,
    },
    /// The first earns the first value, the next the second …; the last value repeats.
    Sequence {
        /// The values.
        points: Vec<Points>,
        /// Counted per piece or per subject.
        scope: Scope,
    },
    /// Points for pieces by the stages they reach.
    Pieces {
        /// Points of a stage.
        price: Price,
        /// Whether the stages of a piece add up.
        combine: Combine,
        /// Sets of price cells of which only the highest counts on one piece.
        either_or: Vec<Vec<Vec<String>>>,
        /// Whether a stage stands for the lower ones of which there is no fact of its own (only with sums).
        implies_lower: bool,
        /// The first so many pieces earn nothing.
        skip_first: u32,
        /// At most so many pieces earn.
        at_most: Option<u32>,
        /// How joint work is divided.
        share: Option<Share>,
        /// Factors, applied one after the other.
        times: Vec<Times>,
        /// Only the first so many named people earn.
        named: Option<Named>,
    },
    /// Another rule's points, times a factor, added.
    Factor {
        /// The other rule.
        of: String,
        /// The factor.
        factor: Points,
    },
    /// A rate: attended ÷ due, done ÷ all.
    Rate {
        /// Attribute that tells.
        attribute: String,
        /// Its values that count as attended.
        attended: Vec<String>,
        /// Its values that are left out of the count.
        excused: Vec<String>,
        /// How the rate becomes points.
        curve: Curve,
        /// What holds when nothing was due.
        none: Missing,
    },
    /// Scores from elsewhere: each fact's quantity is one.
    Rating {
        /// Which of several holds.
        take: Take,
        /// How the score becomes points.
        curve: Curve,
        /// Fewest ballots for a rating to count, with the attribute that holds them.
        min_ballots: Option<(u32, String)>,
        /// What a missing rating does. Never a zero.
        missing: Missing,
    },
    /// Ballots of rater groups.
    Poll {
        /// The poll.
        poll: Poll,
        /// What a missing poll does. Never a zero.
        missing: Missing,
    },
    /// Another rule's points, compared with those of all ranked subjects.
    Ratio {
        /// The other rule.
        of: String,
        /// Compared with what.
        to: To,
        /// Only with subjects of equal value in this attribute.
        within: Option<String>,
        /// Full points.
        points: Points,
        /// What holds where the best, the sum or the mean is not above zero.
        none: Missing,
    },
    /// Points by the place among all ranked subjects in another rule's points.
    PlacePoints {
        /// The other rule.
        of: String,
        /// Only among subjects of equal value in this attribute.
        within: Option<String>,
        /// Whether the least is the best.
        lowest_first: bool,
        /// Whether those with nothing there get nothing here.
        skip_zero: bool,
        /// Points of the places.
        list: PlaceList,
        /// What equal ones get.
        ties: PlaceTies,
    },
    /// Results of earlier cycles that end in the period.
    Rollup {
        /// Scheme family they are of; none: this one's.
        family: Option<String>,
        /// Which figure: none: the score; else an indicator of that scheme.
        of: Option<String>,
        /// How many cycles, the latest ones.
        cycles: u32,
        /// Fewest for the figure to count.
        at_least: u32,
        /// How they are put together.
        combine: Rolling,
        /// How the figure becomes points.
        curve: Curve,
        /// What holds with fewer.
        missing: Missing,
    },
    /// A report: on time, late, or missing.
    Report {
        /// Points by the state of the report; the highest counts.
        price: Price,
        /// Points when there is none.
        missing: Points,
        /// When it is due.
        due: Due,
        /// What holds in a period in which it is not due.
        not_due: Missing,
    },
    /// Entered by hand: each fact's quantity is its points, within bounds.
    Manual {
        /// Least per entry.
        least: Points,
        /// Most per entry.
        most: Points,
        /// Where self-scores stand beside verified ones: only the latter count.
        review: Option<Review>,
    },
}
