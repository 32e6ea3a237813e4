//! The settings of mechanics: closed lists of words.
use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::Part;
use crate::{Period, Points, Rounding};

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
        /// What becomes of a part of it.
        part: Part,
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

impl Due {
    /// Whether it is due in a period.
    pub fn holds(self, period: Period) -> bool {
        let second = period.to.month() > 6;
        match self {
            Due::Always => true,
            Due::FirstHalf => !second,
            Due::SecondHalf => second,
        }
    }
}

/// How many are demanded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// So many for all.
    Fixed(Points),
    /// What stands in this attribute of the subject.
    Attribute(String),
}

/// What fewer than demanded are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Below {
    /// Nothing.
    Zero,
    /// Points in proportion.
    Proportional,
    /// For each one missing something is taken off the full points.
    Off {
        /// So much.
        off: Points,
        /// The least that is left.
        floor: Points,
    },
}

/// How often something is demanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Each {
    /// Once in the period.
    Period,
    /// In every calendar month of the period.
    Month,
    /// In every calendar quarter of the period.
    Quarter,
}

/// Which of several scores holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// Their mean.
    Mean,
    /// The sum.
    Sum,
    /// The highest.
    Highest,
    /// The latest.
    Latest,
}

/// What own points are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum To {
    /// The best.
    Best,
    /// The sum of all.
    Sum,
    /// The mean of all; more than the mean earns full points.
    Mean,
}

/// Points of places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "form")]
pub enum PlaceList {
    /// Points of the first, second …; places beyond earn `rest`.
    Listed {
        /// The points.
        points: Vec<Points>,
        /// Points of the places beyond.
        rest: Points,
    },
    /// `first` for the first, `step` less for each place, down to `least`.
    Falling {
        /// Points of the first.
        first: Points,
        /// So much less for each place.
        step: Points,
        /// The least.
        least: Points,
    },
}

/// What subjects of equal place get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceTies {
    /// All of them the points of their place.
    Same,
    /// The mean of the points of the places they take up.
    Mean,
}

/// How results of several cycles are put together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rolling {
    /// Mean.
    Mean,
    /// Sum.
    Sum,
    /// Weighted mean, the earliest cycle's weight first.
    Weighted(Vec<Points>),
}

/// Self-scores beside verified ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Attribute that tells whose score it is.
    pub attribute: String,
    /// Its value for self-scores.
    pub own: String,
    /// Its value for verified scores.
    pub verified: String,
}
