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

use super::check::Site;
use super::keys::Key;
use super::parse::reader::Reader;
use super::{Goal, Missing};
use crate::Points;
use crate::finding::Findings;

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

/// Keys of the mechanics that have some of their own.
pub(super) static KEYS: [&[Key]; 15] = [
    base::KEYS,
    deductions::KEYS,
    target::KEYS,
    flat::KEYS,
    sequence::KEYS,
    pieces::KEYS,
    factor::KEYS,
    rate::KEYS,
    rating::KEYS,
    poll::KEYS,
    ratio::KEYS,
    place_points::KEYS,
    rollup::KEYS,
    report::KEYS,
    manual::KEYS,
];

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

impl Mechanic {
    /// Reads the part of a rule that is its mechanic's own.
    pub(super) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>, name: &str) -> Mechanic {
        match name {
            "tally" => Mechanic::Tally(Tally::read(r, f)),
            "deductions" => Mechanic::Deductions(Deductions::read(r, f)),
            "checklist" => Mechanic::Checklist(Checklist::read(r, f)),
            "target" => Mechanic::Target(Target::read(r, f)),
            "flat" => Mechanic::Flat(Flat::read(r, f)),
            "sequence" => Mechanic::Sequence(Sequence::read(r, f)),
            "pieces" => Mechanic::Pieces(Pieces::read(r, f)),
            "factor" => Mechanic::Factor(Factor::read(r, f)),
            "rate" => Mechanic::Rate(Rate::read(r, f)),
            "rating" => Mechanic::Rating(Rating::read(r, f)),
            "poll" => Mechanic::Poll(Poll::read(r, f)),
            "ratio" => Mechanic::Ratio(Ratio::read(r, f)),
            "place_points" => Mechanic::PlacePoints(PlacePoints::read(r, f)),
            "rollup" => Mechanic::Rollup(Rollup::read(r, f)),
            "report" => Mechanic::Report(Report::read(r, f)),
            "manual" => Mechanic::Manual(Manual::read(r, f)),
            _ => Mechanic::Base(Base::read(r, f)),
        }
    }

    /// What is wrong with its settings.
    pub(super) fn check(&self, site: Site<'_>, f: &mut Findings<'_>) {
        match self {
            Mechanic::Base(_) | Mechanic::Deductions(_) | Mechanic::Checklist(_) => {}
            Mechanic::Tally(own) => own.check(site, f),
            Mechanic::Flat(own) => own.check(site, f),
            Mechanic::Target(own) => own.check(site, f),
            Mechanic::Sequence(own) => own.check(site, f),
            Mechanic::Pieces(own) => own.check(site, f),
            Mechanic::Factor(own) => own.check(site, f),
            Mechanic::Rate(own) => own.check(site, f),
            Mechanic::Rating(own) => own.check(site, f),
            Mechanic::Poll(own) => own.check(site, f),
            Mechanic::Ratio(own) => own.check(site, f),
            Mechanic::PlacePoints(own) => own.check(site, f),
            Mechanic::Rollup(own) => own.check(site, f),
            Mechanic::Report(own) => own.check(site, f),
            Mechanic::Manual(own) => own.check(site, f),
        }
    }

    /// The key that lets a missing result lower the own maximum, where it does.
    pub(super) fn excludes(&self) -> Option<&'static str> {
        let (missing, key) = match self {
            Mechanic::Rating(own) => (own.missing, "missing"),
            Mechanic::Poll(own) => (own.missing, "missing"),
            Mechanic::Rollup(own) => (own.missing, "missing"),
            Mechanic::Target(own) if matches!(own.goal, Goal::Attribute(_)) => (own.missing, "missing"),
            Mechanic::Rate(own) => (own.none, "none_due"),
            Mechanic::Ratio(own) => (own.none, "none_due"),
            Mechanic::Report(own) => (own.not_due, "not_due"),
            _ => return None,
        };
        (missing == Missing::Exclude).then_some(key)
    }

    /// What it gives, in a few words; `unit`: of the quantity of its facts.
    pub(super) fn words(&self, unit: &str) -> Vec<String> {
        match self {
            Mechanic::Base(own) => own.words(),
            Mechanic::Tally(own) => own.words(unit),
            Mechanic::Deductions(own) => own.words(unit),
            Mechanic::Checklist(own) => own.words(),
            Mechanic::Target(own) => own.words(unit),
            Mechanic::Flat(own) => own.words(unit),
            Mechanic::Sequence(own) => own.words(),
            Mechanic::Pieces(own) => own.words(),
            Mechanic::Factor(own) => own.words(),
            Mechanic::Rate(own) => own.words(),
            Mechanic::Rating(own) => own.words(),
            Mechanic::Poll(own) => own.words(),
            Mechanic::Ratio(own) => own.words(),
            Mechanic::PlacePoints(own) => own.words(),
            Mechanic::Rollup(own) => own.words(),
            Mechanic::Report(own) => own.words(),
            Mechanic::Manual(own) => own.words(),
        }
    }

    /// The most one subject can get; none: no limit.
    pub(crate) fn most(&self) -> Option<Points> {
        match self {
            Mechanic::Base(own) => own.most(),
            Mechanic::Tally(own) => own.most(),
            Mechanic::Deductions(own) => own.most(),
            Mechanic::Checklist(own) => own.most(),
            Mechanic::Target(own) => own.most(),
            Mechanic::Flat(own) => own.most(),
            Mechanic::Pieces(own) => own.most(),
            Mechanic::Rate(own) => own.most(),
            Mechanic::Rating(own) => own.most(),
            Mechanic::Poll(own) => own.most(),
            Mechanic::Ratio(own) => own.most(),
            Mechanic::PlacePoints(own) => own.most(),
            Mechanic::Rollup(own) => own.most(),
            Mechanic::Report(own) => own.most(),
            Mechanic::Sequence(_) | Mechanic::Factor(_) | Mechanic::Manual(_) => None,
        }
    }

    /// Whether it can take points off.
    pub(super) fn can_deduct(&self) -> bool {
        match self {
            Mechanic::Base(own) => own.can_deduct(),
            Mechanic::Tally(own) => own.can_deduct(),
            Mechanic::Checklist(own) => own.can_deduct(),
            Mechanic::Target(own) => own.can_deduct(),
            Mechanic::Flat(own) => own.can_deduct(),
            Mechanic::Sequence(own) => own.can_deduct(),
            Mechanic::Pieces(own) => own.can_deduct(),
            Mechanic::Factor(own) => own.can_deduct(),
            Mechanic::Rate(own) => own.can_deduct(),
            Mechanic::Rating(own) => own.can_deduct(),
            Mechanic::PlacePoints(own) => own.can_deduct(),
            Mechanic::Rollup(own) => own.can_deduct(),
            Mechanic::Report(own) => own.can_deduct(),
            Mechanic::Manual(own) => own.can_deduct(),
            Mechanic::Deductions(_) => true,
            Mechanic::Poll(_) | Mechanic::Ratio(_) => false,
        }
    }
}
