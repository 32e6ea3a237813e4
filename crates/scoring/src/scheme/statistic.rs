//! The figures a scheme reports besides its results: how many came, how many are good, how much was done.
use serde::{Deserialize, Serialize};

use super::{Count, Filter};

/// One figure that is reported with a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistic {
    /// Id.
    pub id: String,
    /// Chinese name, as printed: "全体会议出席率".
    pub label: String,
    /// What is shown.
    pub shows: Shows,
    /// Subject attributes by whose values it is reported as well.
    pub by: Vec<String>,
}

/// What a statistic shows. Facts are those of the period, of all subjects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Shows {
    /// Attended out of due.
    Rate {
        /// Which facts.
        filter: Filter,
        /// Attribute that tells.
        attribute: String,
        /// Its values that count as attended.
        attended: Vec<String>,
        /// Its values that are left out of the count.
        excused: Vec<String>,
        /// Whether facts are counted or their quantities added up.
        count: Count,
    },
    /// How many.
    Count {
        /// Which facts.
        filter: Filter,
        /// What is counted.
        count: Count,
    },
    /// Ranked subjects whose grade counts as good or above, out of all that are ranked.
    Good,
}

impl Statistic {
    /// Which facts it reads, if it reads facts.
    pub fn filter(&self) -> Option<&Filter> {
        match &self.shows {
            Shows::Rate { filter, .. } | Shows::Count { filter, .. } => Some(filter),
            Shows::Good => None,
        }
    }
}
