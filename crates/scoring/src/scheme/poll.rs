//! Ballots of rater groups.
use serde::{Deserialize, Serialize};

use crate::Points;

/// Ratings by several groups of people, ballot by ballot or counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// Full points.
    pub points: Points,
    /// The score that is worth them.
    pub scale: Points,
    /// What stands on a ballot.
    pub form: Form,
    /// Who rates.
    pub groups: Vec<RaterGroup>,
    /// Fewer groups than there are: whether the others' weights are raised to make 100 % (otherwise the whole is missing).
    pub reweigh: bool,
}

/// What stands on a ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "form")]
pub enum Form {
    /// A choice; each fact says how many ballots (its quantity) chose it. Mean of what the choices are worth.
    Choice {
        /// Attribute that holds the choice.
        attribute: String,
        /// What each choice is worth: (value, Chinese name, score).
        worth: Vec<(String, String, Points)>,
        /// Choices that are abstentions.
        abstain: Vec<String>,
    },
    /// A choice; bands on the shares of choices, the first that fits holds.
    Bands {
        /// Attribute that holds the choice.
        attribute: String,
        /// Choices that are abstentions.
        abstain: Vec<String>,
        /// The bands, in order; the last has no conditions.
        bands: Vec<Band>,
    },
    /// A score; each fact is one ballot, its quantity the score. Mean, after trimming.
    Score {
        /// So many highest ballots are left out.
        trim_highest: u32,
        /// So many lowest ballots are left out.
        trim_lowest: u32,
    },
    /// A rank; each fact is one ballot, its quantity the rank given. Mean of the points of the ranks.
    Rank {
        /// Points of the first, second … rank; ranks beyond earn the last.
        list: Vec<Points>,
    },
}

/// A band over shares of choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// Score of the band.
    pub points: Points,
    /// All of these must hold.
    pub when: Vec<ShareTest>,
}

/// A test of the share of some choices among the valid ballots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareTest {
    /// The choices.
    pub choices: Vec<String>,
    /// Their Chinese names.
    pub label: String,
    /// At least this share.
    pub at_least: Option<Points>,
    /// Less than this share.
    pub below: Option<Points>,
}

/// A group of raters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaterGroup {
    /// Chinese name.
    pub label: String,
    /// Which ballots are theirs: attribute → values.
    pub attributes: Vec<(String, Vec<String>)>,
    /// Weight, a share; the weights make 100 %.
    pub weight: Points,
    /// Fewest valid ballots for the group's rating to count.
    pub min_ballots: u32,
}
