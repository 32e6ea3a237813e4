//! What a run writes down: nothing but numbers, or every step with its reason.
use crate::Points;

use super::columns::NONE;

/// One step of the arithmetic, before it is put into words.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Row of the fact; [`NONE`]: the step is about no fact.
    pub(super) row: u32,
    /// Index of the rule.
    pub(super) rule: u16,
    /// What it added or took off.
    pub(super) points: Points,
    /// Why.
    pub(super) why: Why,
}

/// Why a step is as it is. Put into words by `words.rs` when somebody reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Everyone's starting value.
    Base,
    /// By the price in this cell, times the factors, divided.
    Priced { cell: u16, times: u16, part: PartOf },
    /// No cell for it.
    NoCell,
    /// It would take something off, but lies in an exemption.
    Excused { cell: u16 },
    /// One of the first so many, which are the duty.
    Duty { pieces: bool },
    /// More than the rule counts.
    TooMany { pieces: bool },
    /// A joint work without the number of signers.
    NoSigners,
    /// Named too far down the list.
    NamedLate { position: u16 },
    /// Its position in the list is unknown.
    NoPosition,
    /// Its piece earned by another rule.
    Elsewhere { rule: u16 },
    /// Taken off as far as the floor.
    ToFloor { cell: u16, times: u16 },
    /// One of the first so many that take nothing off.
    Lenient { cell: u16 },
    /// Too few for all-or-nothing.
    TooFew { counted: i64 },
    /// Once for all.
    Once { cell: u16 },
    /// Once for all, and already given.
    Again { cell: u16 },
    /// Nothing done of these items of a list, bit by bit.
    NotDone { cells: u64 },
    /// The n-th in a sequence.
    Nth { n: u32 },
    /// A stage of a piece.
    Stage { cell: u16, times: u16, part: PartOf, implied: bool },
    /// A stage of a piece that another one replaces.
    Beaten { cell: u16, by: u16, how: Beating },
    /// Another rule's points times a factor.
    Factor { other: Points },
    /// A fact that only counts into a rate.
    InRate { mark: u16 },
    /// The rate.
    Rate { came: i64, due: i64 },
    /// A rating with too few ballots.
    FewBallots,
    /// The only rating.
    OnlyRating,
    /// A rating that counts with others.
    Counted,
    /// Several ratings together.
    Ratings { n: u32, figure: Points },
    /// Something is missing.
    Missing { what: Lack, gives: Gives },
    /// Handed in though not due.
    Early,
    /// Not handed in.
    NotHandedIn,
    /// Another report was counted.
    OtherReport,
    /// Entered by hand.
    Manual { bounded: bool },
    /// A self-score.
    OwnScore,
    /// A score of which it is unknown whose it is.
    NobodysScore,
    /// Counted towards a target.
    Towards,
    /// The target of the n-th part of the period.
    Target { counted: i64, goal: i64, part: u16 },
    /// A ballot of no group, or an abstention.
    NoBallot { abstained: bool },
    /// Ballots of a group.
    Ballots { group: u16 },
    /// A ballot that was trimmed.
    Trimmed { group: u16 },
    /// What a group's ballots come to; none: too few.
    Group { group: u16, ballots: i64, figure: Option<Points> },
    /// The poll.
    Poll { figure: Points },
    /// Own points beside the best, the sum or the mean.
    Ratio { own: Points, other: Points },
    /// Place in another rule.
    Place { own: Points, place: u32 },
    /// Not among those compared.
    NotCompared,
    /// Earlier cycles together.
    Rollup { n: u32, figure: Points },
    /// The floor of an indicator.
    Floor,
    /// A number too large to be true.
    TooLarge,
}

/// How joint work was divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartOf {
    All,
    FirstAll,
    NotFirst,
    HalfEach,
    Equal { n: u32 },
    FirstHalf,
    Others { n: u32 },
}

/// Why one stage replaces another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beating {
    Highest,
    Either,
    Same,
}

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    NothingDue,
    NoRating,
    NotDue,
    NoPoll,
    NoGoal,
    NoHistory,
    NothingToCompare,
}

/// What a missing thing gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    Full,
    Zero,
    Excluded,
}

/// Where a run writes its steps.
pub(super) trait Out {
    /// Whether anything is written at all.
    const EXPLAINS: bool;
    /// Writes a step.
    fn step(&mut self, step: Step);
    /// Writes a remark about a rule.
    fn remark(&mut self, rule: u16, text: impl FnOnce() -> String);
    /// Says why a fact was not read by a rule that otherwise would have.
    fn nearly(&mut self, row: u32, rule: u16, barrier: Barrier);
    /// A fact was read.
    fn used(&mut self, row: u32);
    /// A fact does not count at all.
    fn left(&mut self, row: u32, why: Left);
}

/// Why a rule does not read a fact of the right shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Barrier {
    Day,
    OnlyFor,
    NotFor,
}

/// Why a fact does not count at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    OutsidePeriod,
    BeforeService,
    AfterService,
    Negative,
    Exempt,
}

/// Numbers only.
pub(super) struct Silent;

impl Out for Silent {
    const EXPLAINS: bool = false;
    fn step(&mut self, _: Step) {}
    fn remark(&mut self, _: u16, _: impl FnOnce() -> String) {}
    fn nearly(&mut self, _: u32, _: u16, _: Barrier) {}
    fn used(&mut self, _: u32) {}
    fn left(&mut self, _: u32, _: Left) {}
}

/// A cap that took points off a step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trim {
    pub(super) step: u32,
    pub(super) of_rule: bool,
    pub(super) max: Points,
    pub(super) rest: Points,
    pub(super) taken: Points,
}

/// Everything about one subject, step by step.
#[derive(Debug, Default)]
pub struct Ledger {
    pub(super) steps: Vec<Step>,
    pub(super) trims: Vec<Trim>,
    pub(super) remarks: Vec<(u16, String)>,
    pub(super) nearly: Vec<(u32, u16, Barrier)>,
    /// One flag for each row, from `first_row`.
    pub(super) read: Vec<bool>,
    pub(super) first_row: u32,
    pub(super) left: Vec<(u32, Left)>,
    /// Steps of each indicator in their order.
    pub(super) orders: Vec<Vec<u32>>,
}

impl Out for Ledger {
    const EXPLAINS: bool = true;

    fn step(&mut self, step: Step) {
        self.steps.push(step);
    }

    fn remark(&mut self, rule: u16, text: impl FnOnce() -> String) {
        self.remarks.push((rule, text()));
    }

    fn nearly(&mut self, row: u32, rule: u16, barrier: Barrier) {
        self.nearly.push((row, rule, barrier));
    }

    fn used(&mut self, row: u32) {
        if let Some(flag) = self.read.get_mut(row.saturating_sub(self.first_row) as usize) {
            *flag = true;
        }
    }

    fn left(&mut self, row: u32, why: Left) {
        self.left.push((row, why));
    }
}

impl Ledger {
    /// How many steps there are.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there are no steps.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Brings steps down to a cap: what is over is taken off the last earning ones.
    pub(super) fn cap(&mut self, order: &[u32], max: Option<Points>, of_rule: bool) {
        let Some(max) = max else { return };
        let at = |n: &u32| *n as usize;
        let sum = order
            .iter()
            .filter_map(|n| self.steps.get(at(n)))
            .fold(0_i64, |s, step| s.saturating_add(step.points.0));
        let mut left = sum.saturating_sub(max.0);
        for n in order.iter().rev() {
            if left <= 0 {
                return;
            }
            let Some(step) = self.steps.get_mut(at(n)).filter(|step| step.points.is_positive()) else {
                continue;
            };
            let taken = left.min(step.points.0);
            step.points = Points(step.points.0.saturating_sub(taken));
            left = left.saturating_sub(taken);
            let rest = step.points;
            self.trims.push(Trim { step: *n, of_rule, max, rest, taken: Points(taken) });
        }
    }
}

/// A step about no fact.
pub(super) const NO_ROW: u32 = NONE;
