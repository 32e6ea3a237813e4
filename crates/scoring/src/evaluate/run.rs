//! One subject: from its rows to its rules, indicators, total, conditions and vetoes.
use super::across::Verdicts;
use super::columns::Columns;
use super::ledger::{NO_ROW, Out, Step, Why};
use super::plan::{Plan, Use};
use super::standing::{Admission, Person};
use super::writer::{Item, Writer, bounded};
use crate::scheme::{FloorApplies, Mechanic, Unit, mechanic};
use crate::{Points, Rounding};

/// Working space of a run, kept from subject to subject.
#[derive(Default)]
pub(super) struct Scratch {
    /// Facts of each rule.
    pub(super) items: Vec<Vec<Item>>,
    /// Points of pieces, while the best are looked for.
    pub(super) worths: Vec<(u32, i64)>,
    /// Points of each rule, after its cap; one more for what no rule reads.
    pub(super) sums: Vec<Points>,
    /// By how much each rule lowers the maximum.
    less: Vec<Points>,
    /// Pieces that earned by each rule.
    earned: Vec<Vec<u32>>,
    /// For each condition and veto: facts, quantity, pieces.
    pub(super) tests: Vec<(i64, i64, Vec<u32>)>,
    /// For each multiplier: sum and number of its facts.
    pub(super) multipliers: Vec<(i64, i64)>,
    /// Points and maximum of each indicator.
    pub(super) indicators: Vec<(Points, Points)>,
}

impl Scratch {
    pub(super) fn new(plan: &Plan<'_>) -> Scratch {
        let n = plan.rules.len();
        Scratch {
            items: vec![Vec::new(); n],
            worths: Vec::new(),
            sums: vec![Points::ZERO; n.saturating_add(1)],
            less: vec![Points::ZERO; n],
            earned: vec![Vec::new(); n],
            tests: vec![(0, 0, Vec::new()); plan.test_force.len()],
            multipliers: vec![(0, 0); plan.scheme.multipliers.len()],
            indicators: vec![(Points::ZERO, Points::ZERO); plan.scheme.indicators.len()],
        }
    }

    fn clear(&mut self) {
        self.items.iter_mut().for_each(Vec::clear);
        self.sums.fill(Points::ZERO);
        self.less.fill(Points::ZERO);
        self.earned.iter_mut().for_each(Vec::clear);
        for (facts, quantity, pieces) in &mut self.tests {
            (*facts, *quantity) = (0, 0);
            pieces.clear();
        }
        self.multipliers.fill((0, 0));
    }
}

/// Reads a subject's rows and runs every rule.
pub(super) fn run<O: Out>(
    plan: &Plan<'_>,
    columns: &Columns<'_>,
    who: usize,
    person: &Person<'_>,
    across: &[Verdicts],
    scratch: &mut Scratch,
    out: &mut O,
) {
    let quick = plan.quick.as_ref().filter(|_| !O::EXPLAINS && person.is_plain());
    match quick {
        Some(quick) => {
            if quick.any_more {
                scratch.clear();
            }
            quick.read(columns, who, person, scratch);
            if !quick.any_more {
                return indicators(plan, person, scratch);
            }
        }
        None => {
            scratch.clear();
            read(plan, columns, who, person, scratch, out);
        }
    }
    for (n, compiled) in plan.rules.iter().enumerate() {
        if compiled.whole && person.allowed(plan, &compiled.force, &compiled.rule.filter).is_err() {
            continue;
        }
        if compiled.plain && !O::EXPLAINS {
            // Added up while reading.
            cap_sum(scratch, n, compiled.rule.max);
            continue;
        }
        if quick.is_some() && compiled.best_only {
            super::quick::best_pieces(compiled, columns, n, scratch);
            cap_sum(scratch, n, compiled.rule.max);
            continue;
        }
        let mut items = scratch.items.get_mut(n).map(std::mem::take).unwrap_or_default();
        let verdict = across.get(n).and_then(|verdicts| verdicts.get(who));
        let other = compiled.of.and_then(|of| scratch.sums.get(of)).copied().unwrap_or_default();
        let elsewhere: Vec<(usize, &[u32])> =
            compiled.unless.iter().filter_map(|n| Some((*n, scratch.earned.get(*n)?.as_slice()))).collect();
        let index = u16::try_from(n).unwrap_or(u16::MAX);
        let (sum, less) = (Points::ZERO, Points::ZERO);
        let mut writer = Writer { plan, columns, person, index, sum, less, earned: Vec::new(), out };
        writer.not_elsewhere(&mut items, &elsewhere);
        match verdict {
            Some(verdict) => writer.verdict(&compiled.rule.mechanic, verdict),
            None => writer.mechanic(&compiled.rule.mechanic, &items, other),
        }
        let (sum, less, earned) = (writer.sum, writer.less, std::mem::take(&mut writer.earned));
        if let Some(slot) = scratch.sums.get_mut(n) {
            *slot = sum;
        }
        if let Some(slot) = scratch.less.get_mut(n) {
            *slot = less;
        }
        if let Some(slot) = scratch.earned.get_mut(n) {
            *slot = earned;
            slot.sort_unstable();
        }
        cap_sum(scratch, n, compiled.rule.max);
        if let Some(slot) = scratch.items.get_mut(n) {
            *slot = items;
        }
    }
    indicators(plan, person, scratch);
}

fn cap_sum(scratch: &mut Scratch, n: usize, max: Option<Points>) {
    if let (Some(sum), Some(max)) = (scratch.sums.get_mut(n), max) {
        *sum = (*sum).min(max);
    }
}

/// Sorts a subject's rows to the rules, conditions and multipliers that read them.
fn read<O: Out>(
    plan: &Plan<'_>,
    columns: &Columns<'_>,
    who: usize,
    person: &Person<'_>,
    scratch: &mut Scratch,
    out: &mut O,
) {
    // The class and days of rules about the subject as such are the same for all its facts.
    let whole: Vec<_> = plan
        .rules
        .iter()
        .map(|c| if c.whole && c.force.any { person.allowed(plan, &c.force, &c.rule.filter) } else { Ok(()) })
        .collect();
    let rows = columns.rows(who);
    let shapes = columns.shape.get(rows.clone()).unwrap_or(&[]);
    let days = columns.day.get(rows.clone()).unwrap_or(&[]);
    let quantities = columns.quantity.get(rows.clone()).unwrap_or(&[]);
    for (n, ((shape, day), quantity)) in shapes.iter().zip(days).zip(quantities).enumerate() {
        let row = u32::try_from(rows.start.saturating_add(n)).unwrap_or(u32::MAX);
        let excused = match person.admit(plan.scheme, *day, *quantity) {
            Admission::Counts => false,
            Admission::NoDeduction => true,
            Admission::Left(why) => {
                out.left(row, why);
                continue;
            }
        };
        for used in plan.uses_of(*shape) {
            let rule = usize::from(used.rule);
            let Some(compiled) = plan.rules.get(rule) else { continue };
            if compiled.force.any {
                let about_subject = whole.get(rule).copied().unwrap_or(Ok(()));
                let fits = match (compiled.whole, about_subject) {
                    (true, Ok(())) => person.allows_day(&compiled.force, *day),
                    (true, barred) => barred,
                    (false, _) => person.allows(plan, &compiled.force, &compiled.rule.filter, *day),
                };
                if let Err(barrier) = fits {
                    out.nearly(row, used.rule, barrier);
                    continue;
                }
            }
            out.used(row);
            if compiled.plain && !O::EXPLAINS {
                add(compiled, *used, *quantity, excused, plan.scheme.rounding, scratch);
            } else if let Some(items) = scratch.items.get_mut(rule) {
                items.push(Item { row, cell: used.cell, mark: used.mark, times: used.times, excused });
            }
        }
        for test in plan.tests_of(*shape) {
            let test = usize::from(*test);
            let filter = plan.test_filters.get(test).copied().flatten();
            let force = plan.test_force.get(test);
            let fits = filter
                .zip(force)
                .is_none_or(|(filter, force)| !force.any || person.allows(plan, force, filter, *day).is_ok());
            if let (true, Some((facts, sum, pieces))) = (fits, scratch.tests.get_mut(test)) {
                *facts = facts.saturating_add(1);
                *sum = sum.saturating_add(*quantity);
                pieces.extend(columns.piece.get(row as usize));
            }
        }
        let bits = plan.multipliers.get(*shape as usize).copied().unwrap_or(0);
        for (n, slot) in scratch.multipliers.iter_mut().enumerate().filter(|(n, _)| bits & (1 << n) != 0) {
            let multiplier = plan.scheme.multipliers.get(n);
            if multiplier.is_some_and(|m| {
                person.allows(plan, &super::plan::Force::of(&m.filter), &m.filter, *day).is_ok()
            }) {
                *slot = (slot.0.saturating_add(*quantity), slot.1.saturating_add(1));
            }
        }
    }
}

/// Adds the price of a fact to its rule.
#[inline]
fn add(
    compiled: &super::plan::Compiled<'_>,
    used: Use,
    quantity: i64,
    excused: bool,
    rounding: Rounding,
    scratch: &mut Scratch,
) {
    let Some(price) = compiled.prices.get(usize::from(used.cell)).copied() else { return };
    if price < 0 && excused {
        return;
    }
    let value = match compiled.unit {
        Unit::Fact => Some(Points(price)),
        Unit::Quantity { per, part } => {
            Points(price).scaled(part.counted(Points(quantity), per).0, per.0, rounding)
        }
    };
    if let (Some(value), Some(sum)) = (bounded(value), scratch.sums.get_mut(usize::from(used.rule))) {
        *sum = Points(sum.0.saturating_add(value.0));
    }
}

impl<O: Out> Writer<'_, O> {
    /// Leaves out facts whose piece earned by one of the rules of `unless`.
    fn not_elsewhere(&mut self, items: &mut Vec<Item>, elsewhere: &[(usize, &[u32])]) {
        if elsewhere.is_empty() {
            return;
        }
        items.retain(|item| {
            let piece = self.piece(item);
            let by = elsewhere.iter().find(|(_, earned)| earned.binary_search(&piece).is_ok());
            if let Some((rule, _)) = by {
                self.nothing(item, Why::Elsewhere { rule: u16::try_from(*rule).unwrap_or(u16::MAX) });
            }
            by.is_none()
        });
    }

    fn mechanic(&mut self, mechanic: &Mechanic, items: &[Item], other: Points) {
        match mechanic {
            Mechanic::Base(mechanic::Base { points }) => {
                self.whole(Some(*points), Why::Base);
            }
            Mechanic::Tally(_) => self.tally(mechanic, items),
            Mechanic::Deductions(_) => self.deductions(mechanic, items),
            Mechanic::Flat(_) => self.flat(mechanic, items),
            Mechanic::Checklist(mechanic::Checklist { price }) => self.checklist(price, items),
            Mechanic::Target(_) => self.target(mechanic, items),
            Mechanic::Sequence(mechanic::Sequence { points, scope }) => self.sequence(points, *scope, items),
            Mechanic::Pieces(_) => self.pieces(mechanic, items),
            Mechanic::Factor(mechanic::Factor { factor, .. }) => {
                let value = other.checked_mul(*factor, self.rounding());
                self.whole(value, Why::Factor { other });
            }
            Mechanic::Rate(_) => self.rate(mechanic, items),
            Mechanic::Rating(_) => self.rating(mechanic, items),
            Mechanic::Poll(mechanic::Poll { poll, missing }) => self.poll(poll, *missing, items),
            Mechanic::Report(_) => self.report(mechanic, items),
            Mechanic::Manual(mechanic::Manual { least, most, review }) => {
                self.manual(*least, *most, review.is_some(), items)
            }
            Mechanic::Rollup(_) => self.rollup(mechanic),
            // Found beforehand for all subjects together.
            Mechanic::Ratio(_) | Mechanic::PlacePoints(_) => {}
        }
    }

    fn verdict(&mut self, mechanic: &Mechanic, verdict: &super::across::Verdict) {
        let full = mechanic.most().unwrap_or_default();
        match verdict.missing {
            Some(missing) => self.missing(missing, full, super::ledger::Lack::NothingToCompare),
            None => {
                self.whole(verdict.points, verdict.why);
            }
        }
    }
}

/// Points and maximum of every indicator: rules, floor, cap. An open indicator has the largest number as its maximum.
fn indicators(plan: &Plan<'_>, person: &Person<'_>, scratch: &mut Scratch) {
    let Scratch { sums, less, indicators, .. } = scratch;
    let add = |list: &[Points], rules: &[usize]| {
        rules.iter().fold(0_i64, |sum, r| sum.saturating_add(list.get(*r).map_or(0, |points| points.0)))
    };
    for (n, (row, slot)) in plan.rows.iter().zip(indicators).enumerate() {
        let points = add(sums, &row.plain).max(row.floor).saturating_add(add(sums, &row.bonus));
        let max = if row.by_class { max_of(plan, person, n) } else { row.max };
        *slot = match max {
            None => (Points(points), OPEN),
            Some(max) => {
                let less = add(less, &row.plain).saturating_add(add(less, &row.bonus));
                let max = max.0.saturating_sub(less).max(0);
                (Points(points.min(max)), Points(max))
            }
        };
    }
}

/// The maximum of what has none.
pub(super) const OPEN: Points = Points(i64::MAX);

/// Cap of an indicator for a subject, before anything is excluded.
fn max_of(plan: &Plan<'_>, person: &Person<'_>, indicator: usize) -> Option<Points> {
    let indicator = plan.scheme.indicators.get(indicator)?;
    let belongs = |class: &str| plan.scheme.in_class(class, person.subject, person.last, person.period);
    let own = indicator.max_by.iter().find(|(class, _)| belongs(class));
    own.map(|(_, max)| *max).or(indicator.max)
}

impl super::ledger::Ledger {
    /// Puts the steps in the order of the indicators, and takes off what is over the caps.
    pub(super) fn close(&mut self, plan: &Plan<'_>, scratch: &Scratch) {
        for (n, compiled) in plan.rules.iter().enumerate() {
            if compiled.rule.max.is_some() {
                let order = self.steps_of(|rule| usize::from(rule) == n);
                self.cap(&order, compiled.rule.max, true);
            }
        }
        for (n, indicator) in plan.scheme.indicators.iter().enumerate() {
            let mine = |rule: u16| plan.indicator_of.get(usize::from(rule)) == Some(&n);
            let rule = |rule: u16| plan.rules.get(usize::from(rule)).map(|c| c.rule);
            let apart = |r: u16| {
                indicator.floor_applies == FloorApplies::BeforeBonus && rule(r).is_some_and(|rule| rule.bonus)
            };
            let mut order = self.steps_of(|r| mine(r) && !apart(r));
            let measured = |ledger: &Self, n: &u32| {
                ledger.steps.get(*n as usize).and_then(|step| rule(step.rule)).is_none_or(|rule| rule.measure)
            };
            let sum = order
                .iter()
                .filter(|n| !measured(self, n))
                .filter_map(|n| self.steps.get(*n as usize))
                .fold(0_i64, |sum, step| sum.saturating_add(step.points.0));
            if let Some(floor) = indicator.floor.filter(|floor| sum < floor.0) {
                order.push(u32::try_from(self.steps.len()).unwrap_or(u32::MAX));
                let rule = u16::MAX;
                let points = Points(floor.0.saturating_sub(sum));
                self.steps.push(Step { row: NO_ROW, rule, points, why: Why::Floor });
            }
            order.extend(self.steps_of(|r| mine(r) && apart(r)));
            let counted: Vec<u32> =
                order.iter().filter(|n| !measured(self, n) || self.is_floor(n)).copied().collect();
            let max = scratch.indicators.get(n).map(|(points, max)| {
                if indicator.max.is_some() || !indicator.max_by.is_empty() { *max } else { *points }
            });
            self.cap(&counted, max, false);
            self.orders.push(order);
        }
    }

    fn is_floor(&self, n: &u32) -> bool {
        self.steps.get(*n as usize).is_some_and(|step| step.why == Why::Floor)
    }

    fn steps_of(&self, rule: impl Fn(u16) -> bool) -> Vec<u32> {
        let mine = self.steps.iter().enumerate().filter(|(_, step)| step.rule != u16::MAX && rule(step.rule));
        mine.filter_map(|(n, _)| u32::try_from(n).ok()).collect()
    }
}
