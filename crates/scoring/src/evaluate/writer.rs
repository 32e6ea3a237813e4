//! One rule at work on one subject.
use super::columns::{Columns, Shape};
use super::ledger::{Lack, NO_ROW, Out, PartOf, Step, Why};
use super::plan::{Compiled, NO_CELL, Plan, cell_points};
use super::standing::Person;
use crate::scheme::{Missing, Price, Share, ShareMethod, Unit};
use crate::{Points, Rounding};

/// A fact that a rule reads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) row: u32,
    pub(super) cell: u16,
    pub(super) mark: u16,
    pub(super) times: u16,
    /// It takes nothing off: it lies in an exemption.
    pub(super) excused: bool,
}

/// Writes the steps of one rule and adds them up.
pub(super) struct Writer<'w, O> {
    pub(super) plan: &'w Plan<'w>,
    pub(super) columns: &'w Columns<'w>,
    pub(super) person: &'w Person<'w>,
    pub(super) index: u16,
    pub(super) sum: Points,
    /// By how much the subject's maximum shrinks.
    pub(super) less: Points,
    /// Pieces that earned, if another rule asks for them.
    pub(super) earned: Vec<u32>,
    pub(super) out: &'w mut O,
}

/// A number of points, unless it is too large to be true.
pub(super) fn bounded(points: Option<Points>) -> Option<Points> {
    points.filter(|points| points.0.unsigned_abs() <= 1_000_000_000_000)
}

impl<'w, O: Out> Writer<'w, O> {
    pub(super) fn compiled(&self) -> Option<&'w Compiled<'w>> {
        self.plan.rules.get(usize::from(self.index))
    }

    pub(super) fn rounding(&self) -> Rounding {
        self.plan.scheme.rounding
    }

    pub(super) fn quantity(&self, item: &Item) -> Points {
        Points(self.columns.quantity.get(item.row as usize).copied().unwrap_or(0))
    }

    pub(super) fn piece(&self, item: &Item) -> u32 {
        self.columns.piece.get(item.row as usize).copied().unwrap_or(0)
    }

    pub(super) fn shape(&self, item: &Item) -> Option<&'w Shape> {
        let number = self.columns.shape.get(item.row as usize)?;
        self.columns.shapes.get(*number as usize)
    }

    /// Writes a step; impossible numbers become a remark and no points.
    pub(super) fn step(&mut self, row: u32, points: Option<Points>, why: Why) -> Points {
        let (points, why) = match bounded(points) {
            Some(points) => (points, why),
            None => {
                let which = super::words::fact_or_rule(self.plan, self.columns, self.index, row);
                self.out.remark(self.index, || format!("“{which}”的数值过大，未计分"));
                (Points::ZERO, Why::TooLarge)
            }
        };
        self.sum = Points(self.sum.0.saturating_add(points.0));
        if row != NO_ROW && points.is_positive() && self.compiled().is_some_and(|c| c.watched) {
            self.earned.push(self.columns.piece.get(row as usize).copied().unwrap_or(0));
        }
        if O::EXPLAINS {
            self.out.step(Step { row, rule: self.index, points, why });
        }
        points
    }

    pub(super) fn nothing(&mut self, item: &Item, why: Why) {
        if O::EXPLAINS {
            self.out.step(Step { row: item.row, rule: self.index, points: Points::ZERO, why });
        }
    }

    pub(super) fn whole(&mut self, points: Option<Points>, why: Why) -> Points {
        self.step(NO_ROW, points, why)
    }

    /// What a missing thing gives.
    pub(super) fn missing(&mut self, missing: Missing, full: Points, what: Lack) {
        use super::ledger::Gives;
        let cap = self.compiled().and_then(|c| c.rule.max);
        let full = cap.map_or(full, |cap| full.min(cap));
        match missing {
            Missing::Full => {
                self.whole(Some(full), Why::Missing { what, gives: Gives::Full });
            }
            Missing::Zero => {
                self.whole(Some(Points::ZERO), Why::Missing { what, gives: Gives::Zero });
            }
            Missing::Exclude => {
                self.whole(Some(Points::ZERO), Why::Missing { what, gives: Gives::Excluded });
                self.less = full;
                let label = self.compiled().map_or("", |c| c.rule.label.as_str());
                let why = super::words::lack(what);
                self.out.remark(self.index, || format!("{label}：{why}，本人满分减少 {full} 分"));
            }
        }
    }

    /// The price of a fact; a step is written when there is none.
    pub(super) fn price(&mut self, price: &Price, item: &Item) -> Option<Points> {
        if item.cell == NO_CELL {
            self.nothing(item, Why::NoCell);
            return None;
        }
        let points = cell_points(price, item.cell);
        if points.is_negative() && item.excused {
            self.nothing(item, Why::Excused { cell: item.cell });
            return None;
        }
        Some(points)
    }

    /// Points of a fact by its quantity.
    pub(super) fn by_unit(&self, unit: Unit, points: Points, item: &Item) -> Option<Points> {
        match unit {
            Unit::Fact => Some(points),
            Unit::Quantity { per, part } => {
                points.scaled(part.counted(self.quantity(item), per).0, per.0, self.rounding())
            }
        }
    }

    /// Points times the factors that fit, and which those are.
    pub(super) fn times(&self, points: Option<Points>, item: &Item) -> (Option<Points>, u16) {
        if item.times == 0 {
            return (points, 0);
        }
        let Some(compiled) = self.compiled() else { return (points, 0) };
        let day = self.columns.day.get(item.row as usize).copied().unwrap_or(0);
        let (mut points, mut applied) = (points, 0_u16);
        for (n, (factor, force)) in compiled.rule.factors().iter().zip(&compiled.factors).take(16).enumerate()
        {
            let fits = item.times & (1 << n) != 0;
            if fits && self.person.allows(self.plan, force, &factor.filter, day).is_ok() {
                points = points.and_then(|points| points.checked_mul(factor.by, self.rounding()));
                applied |= 1 << n;
            }
        }
        (points, applied)
    }

    /// A signer's part of the points; none: it cannot be known.
    pub(super) fn part(
        &self,
        share: &Share,
        points: Points,
        item: &Item,
    ) -> Option<(Option<Points>, PartOf)> {
        let shape = self.shape(item)?;
        let first = shape.role == share.first;
        let signers = self.columns.signers.get(item.row as usize).copied().unwrap_or(0);
        // Where the number is unknown, the role tells: who is not the first has signed with others.
        let joint = signers > 1 || (signers == 0 && !first && !shape.role.is_empty());
        if !joint {
            return Some((Some(points), PartOf::All));
        }
        let divided = |num: i64, den: i64| {
            let exact = i128::from(points.0).checked_mul(i128::from(num))?;
            let step = 10_i64.checked_pow(4_u32.saturating_sub(share.decimals))?;
            let units = share.rounding.divide(exact, i128::from(den).checked_mul(i128::from(step))?)?;
            i64::try_from(units).ok()?.checked_mul(step).map(Points)
        };
        let signers = Some(signers).filter(|n| *n > 1);
        Some(match share.method {
            ShareMethod::FirstAll if first => (Some(points), PartOf::FirstAll),
            ShareMethod::FirstAll => (Some(Points::ZERO), PartOf::NotFirst),
            ShareMethod::HalfEach => (divided(1, 2), PartOf::HalfEach),
            ShareMethod::Equal => (divided(1, i64::from(signers?)), PartOf::Equal { n: signers? }),
            ShareMethod::FirstHalf if first => (divided(1, 2), PartOf::FirstHalf),
            ShareMethod::FirstHalf => {
                let others = signers?.saturating_sub(1);
                (divided(1, i64::from(others).saturating_mul(2)), PartOf::Others { n: others })
            }
        })
    }

    /// Says that a joint work cannot be divided.
    pub(super) fn no_signers(&mut self, item: &Item) {
        let fact = super::words::fact_or_rule(self.plan, self.columns, self.index, item.row);
        self.out.remark(self.index, || format!("事实“{fact}”：联名而没有署名人数，无法分摊，不计"));
        self.nothing(item, Why::NoSigners);
    }

    /// Whether a fact is of one of the first named people; a step is written when not.
    pub(super) fn is_named(&mut self, named: Option<&crate::scheme::Named>, item: &Item) -> bool {
        match named {
            None => true,
            Some(_) if item.mark == 0 => {
                let fact = super::words::fact_or_rule(self.plan, self.columns, self.index, item.row);
                self.out.remark(self.index, || format!("事实“{fact}”：没有署名次序，不计"));
                self.nothing(item, Why::NoPosition);
                false
            }
            Some(named) if u32::from(item.mark) > named.at_most => {
                self.nothing(item, Why::NamedLate { position: item.mark });
                false
            }
            Some(_) => true,
        }
    }
}
