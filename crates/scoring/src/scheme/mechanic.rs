//! The closed list of mechanics.
use serde::{Deserialize, Serialize};

use super::Price;
use crate::{Points, Rounding};

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
    },
    /// Another rule's points, times a factor, added.
    Factor {
        /// The other rule.
        of: String,
        /// The factor.
        factor: Points,
    },
    /// Attendance rate: points in proportion to attended ÷ due.
    Rate {
        /// Full points, at 100 %.
        points: Points,
        /// Attribute that tells presence.
        attribute: String,
        /// Its values that count as attended.
        attended: Vec<String>,
        /// Its values that are left out of the count.
        excused: Vec<String>,
        /// Steps instead of proportion: from this rate so many points, best first.
        steps: Vec<(Points, Points)>,
        /// What holds when nothing was due.
        none: Missing,
    },
    /// Imported rating scores, linear to full points.
    Rating {
        /// Full points.
        points: Points,
        /// The score that is worth full points.
        scale: Points,
        /// Fewest ballots for a rating to count, with the attribute that holds them.
        min_ballots: Option<(u32, String)>,
        /// What a missing rating does. Never a zero.
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
    },
}

/// Per what points are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Per fact.
    Fact,
    /// Per so much of the quantity.
    Quantity {
        /// So much.
        per: Points,
        /// Whether a part of it counts in proportion; otherwise only full units do.
        parts: bool,
    },
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Facts.
    Facts,
    /// Different pieces.
    Pieces,
    /// The sum of the quantities.
    Quantity,
}

/// Within what a sequence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Anew for every piece.
    Piece,
    /// Over all facts of the subject.
    Subject,
}

/// What the stages of one piece do together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Combine {
    /// They add up; the same stage counts once.
    Sum,
    /// Only the highest counts (就高).
    Highest,
}

/// How the points of joint work are divided. Work with one signer is never divided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The division.
    pub method: ShareMethod,
    /// Role that counts as first.
    pub first: String,
    /// Rounding of the division.
    pub rounding: Rounding,
    /// Decimals kept.
    pub decimals: u32,
}

/// Ways to divide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareMethod {
    /// Equally among all signers.
    Equal,
    /// Half to every signer.
    HalfEach,
    /// All to the first, nothing to others.
    FirstAll,
    /// Half to the first, the rest equally among the others.
    FirstHalf,
}

/// What a missing thing does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// It is left out: the subject's maximum is lowered, and a note says so.
    Exclude,
    /// It counts in full.
    Full,
    /// It counts as nothing (never for ratings).
    Zero,
}

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// In every period.
    Always,
    /// In periods that end in June or earlier.
    FirstHalf,
    /// In periods that end in July or later.
    SecondHalf,
}
