//! A second opinion: the manual of the scheme language evaluated naively, with exact fractions and no speed.
//!
//! It shares no code with the engine. Where the two differ, one of them has misread the manual.
mod across;
mod by_hand;
mod counting;
mod facts;
mod figures;
mod grading;
mod pieces;
mod ratio;
mod reporting;
mod result;
mod rules;
mod selecting;
mod totals;

use std::collections::{BTreeMap, BTreeSet};

use lvzhi_scoring::{Catalogue, Input, Points, Scheme};

use facts::World;
pub use reporting::Figures;

/// What the reference says of one subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opinion {
    pub subject: String,
    pub ranked: bool,
    /// What each rule adds to its indicator, after all caps; none where a floor came in between.
    pub rules: BTreeMap<String, Option<Points>>,
    pub indicators: BTreeMap<String, Points>,
    /// The most that can be reached in each indicator; in an open one, what there is.
    pub indicator_max: BTreeMap<String, Points>,
    /// Indicators without a limit.
    pub open: BTreeSet<String>,
    pub adjustments: Points,
    pub total: Points,
    pub max: Points,
    pub score: Points,
    pub place: Option<u32>,
    pub places: BTreeMap<String, u32>,
    pub grade: Option<String>,
    pub counters: BTreeMap<String, Points>,
}

/// What the reference says of all: the subjects by id, the outcomes as (rule, subject), the figures to report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opinions {
    pub subjects: Vec<Opinion>,
    pub outcomes: BTreeSet<(String, String)>,
    pub figures: Figures,
}

/// Evaluates by the words of the manual.
pub fn opinions(scheme: &Scheme, catalogue: &Catalogue, input: &Input) -> Opinions {
    let mut input = input.clone();
    input.subjects.sort_by(|a, b| a.id.cmp(&b.id));
    let world = World { scheme, catalogue, input: &input };
    let scores = rules::scores(&world);
    let mut subjects: Vec<_> =
        input.subjects.iter().zip(&scores).map(|(s, rules)| totals::opinion(&world, s, rules)).collect();
    result::rank(&world, &mut subjects);
    grading::grade(&world, &mut subjects);
    let outcomes = selecting::outcomes(&world, &subjects);
    let figures = reporting::figures(&world, &subjects);
    Opinions { subjects, outcomes, figures }
}
