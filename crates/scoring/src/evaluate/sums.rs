//! A scheme that only adds: the sums of its facts under the caps and floors above them, nothing else.
//!
//! What neither caps nor floors is no sum of its own: its facts go to the next one above that does. A scheme
//! without any bounds has a single sum for each subject.
use super::columns::Columns;
use super::plan::Plan;
use super::quick::Quick;
use super::standing::{Person, usual};
use super::whole;
use crate::{Points, Subject};

/// Most sums of one subject; one place more takes what counts nowhere.
const NOWHERE: usize = 63;
/// Bits of a packed worth that say where it goes.
const BITS: u32 = 6;

/// The sums of one subject while they are made; all zero between subjects but for the last, which nobody reads.
pub(super) type Slots = [i64; NOWHERE + 1];

/// Between subjects.
pub(super) const EMPTY: Slots = [0; NOWHERE + 1];

/// A sum with its bounds, and where it goes.
#[derive(Clone, Copy, Debug)]
struct Sum {
    floor: i64,
    cap: i64,
    into: usize,
    /// Whether its points are asked for even if nothing bounds it.
    kept: bool,
}

impl Sum {
    fn bounds(&self) -> bool {
        self.kept || self.floor != i64::MIN || self.cap != i64::MAX
    }
}

/// A plan that only adds.
#[derive(Debug)]
pub(super) struct Sums {
    /// In the order in which they are made; the last is the total.
    sums: Vec<Sum>,
    /// Points of a fact of each shape: 64 times the points, and the sum they go to. As many as a power of two.
    adds: Vec<i64>,
    /// Points of a fact of each shape for one 1/10 000 of its quantity.
    times: Vec<i64>,
    by_quantity: bool,
    /// First and last day there are facts of.
    days: (i32, i32),
    /// The sums of the indicators that decide between equal scores.
    ties: Vec<usize>,
    /// Days that count for those who served all the time, and whether they are ranked.
    usual: Option<((i32, i32), bool)>,
    /// The most one can reach, the same for everyone.
    reach: i64,
}

/// What a subject has.
pub(super) struct Added {
    pub(super) total: Points,
    pub(super) max: Points,
    pub(super) ranked: bool,
}

impl Sums {
    /// The sums of a plan, if there is nothing to do but add.
    pub(super) fn of(plan: &Plan<'_>, columns: &Columns<'_>) -> Option<Sums> {
        let scheme = plan.scheme;
        let quick = plan.quick.as_ref().filter(|quick| !quick.any_more)?;
        let by_class = plan.rows.iter().any(|row| row.by_class);
        if !plan.simple_total || by_class || !scheme.conditions.is_empty() || !scheme.vetoes.is_empty() {
            return None;
        }
        let all = every(plan, quick);
        // No sum can leave the range: all facts together cannot, nor with every bound that could move one.
        let moved = all.iter().try_fold(quick.reach(), |most, sum| {
            let floor = if sum.floor == i64::MIN { 0 } else { sum.floor.checked_abs()? };
            most.checked_add(floor)?.checked_add(sum.cap.min(0).checked_abs()?)
        });
        moved?;
        let (sums, places) = joined(&all)?;
        let place = |rule: usize| places.get(rule).copied().unwrap_or(NOWHERE);
        let tie = |indicator: &usize| place(first_indicator(plan).saturating_add(*indicator));
        let (mut adds, mut times) = (Vec::new(), Vec::new());
        for (rule, add, by) in quick.worths() {
            let place = i64::try_from(place(rule)).ok()?;
            adds.push(add.checked_mul(1 << BITS)?.checked_add(place)?);
            times.push(by);
        }
        Some(Sums {
            sums,
            adds,
            times,
            by_quantity: quick.by_quantity,
            days: columns.days,
            ties: plan.ties.iter().map(tie).collect(),
            usual: usual(scheme, columns.period),
            reach: whole::reach(plan),
        })
    }

    /// What a subject has; none: somebody must look at each of its facts.
    pub(super) fn total(
        &self,
        plan: &Plan<'_>,
        columns: &Columns<'_>,
        who: usize,
        subject: &Subject,
        slots: &mut Slots,
    ) -> Option<Added> {
        if !subject.exemptions.is_empty() {
            return None;
        }
        let (days, ranked) = match self.usual.filter(|_| subject.from.is_none() && subject.to.is_none()) {
            Some(usual) => usual,
            None => {
                let person = Person::of(plan.scheme, subject, columns.period);
                (person.days(), person.is_ranked())
            }
        };
        let all_days = days.0 <= self.days.0 && self.days.1 <= days.1;
        match (all_days, self.by_quantity) {
            (true, false) if self.sums.len() == 1 => self.add_alone(columns, who, slots),
            (true, false) => self.add_up::<false, false>(columns, who, days, slots),
            (true, true) => self.add_up::<false, true>(columns, who, days, slots),
            (false, _) => self.add_up::<true, true>(columns, who, days, slots),
        }
        let total = self.bounded(slots);
        Some(Added { total, max: whole::reachable(self.reach, total.0), ranked })
    }

    /// Points of the indicators that decide between equal scores, of the subject added last.
    pub(super) fn ties<'a>(&'a self, slots: &'a Slots) -> impl Iterator<Item = Points> + 'a {
        self.ties.iter().map(|tie| Points(slots.get(*tie).copied().unwrap_or(0)))
    }

    /// Makes ready for the next subject.
    pub(super) fn clear(&self, slots: &mut Slots) {
        slots.iter_mut().zip(&self.sums).for_each(|(slot, _)| *slot = 0);
    }

    /// All facts go to the total: four at a time, which do not wait for each other.
    fn add_alone(&self, columns: &Columns<'_>, who: usize, slots: &mut Slots) {
        let shapes = columns.shape.get(columns.rows(who)).unwrap_or(&[]);
        let mask = self.adds.len().wrapping_sub(1);
        let worth = |shape: u32| self.adds.get(shape as usize & mask).map_or(0, |add| add >> BITS);
        let fours = shapes.chunks_exact(4);
        let mut sum = fours.remainder().iter().fold(0_i64, |sum, shape| sum.wrapping_add(worth(*shape)));
        let mut sums = [0_i64; 4];
        for four in fours {
            for (sum, shape) in sums.iter_mut().zip(four) {
                *sum = sum.wrapping_add(worth(*shape));
            }
        }
        sum = sums.iter().fold(sum, |sum, own| sum.wrapping_add(*own));
        if let Some(total) = slots.first_mut() {
            *total = sum;
        }
    }

    /// Adds each fact to its sum. Numbers are bounded beforehand, and masks keep every index inside.
    fn add_up<const DAYS: bool, const QUANTITIES: bool>(
        &self,
        columns: &Columns<'_>,
        who: usize,
        (first, last): (i32, i32),
        slots: &mut Slots,
    ) {
        let rows = columns.rows(who);
        let shapes = columns.shape.get(rows.clone()).unwrap_or(&[]);
        let days = if DAYS { columns.day.get(rows.clone()).unwrap_or(&[]) } else { &[] };
        let quantities = if QUANTITIES { columns.quantity.get(rows).unwrap_or(&[]) } else { &[] };
        let mask = self.adds.len().wrapping_sub(1);
        let (adds, times) = (self.adds.as_slice(), self.times.get(..=mask).unwrap_or(&[]));
        let mut add = |shape: u32, quantity: i64, counts: bool| {
            let at = shape as usize & mask;
            let add = adds.get(at).copied().unwrap_or(0);
            let mut value = add >> BITS;
            if QUANTITIES {
                value = value.wrapping_add(times.get(at).copied().unwrap_or(0).wrapping_mul(quantity));
            }
            if DAYS {
                value &= i64::from(counts).wrapping_neg();
            }
            let slot = &mut slots[add as usize & NOWHERE];
            *slot = slot.wrapping_add(value);
        };
        match (DAYS, QUANTITIES) {
            (false, false) => shapes.iter().for_each(|shape| add(*shape, 0, true)),
            (false, true) => {
                shapes.iter().zip(quantities).for_each(|(shape, quantity)| add(*shape, *quantity, true));
            }
            (true, _) => {
                for ((shape, day), quantity) in shapes.iter().zip(days).zip(quantities) {
                    add(*shape, *quantity, (first <= *day) & (*day <= last));
                }
            }
        }
    }

    /// Brings every sum between its bounds and adds it to the one above; gives the last.
    fn bounded(&self, slots: &mut Slots) -> Points {
        let mut total = 0;
        for (n, sum) in self.sums.iter().enumerate() {
            let own = &mut slots[n & NOWHERE];
            total = (*own).max(sum.floor).min(sum.cap);
            *own = total;
            let above = &mut slots[sum.into & NOWHERE];
            *above = above.wrapping_add(total);
        }
        Points(total)
    }
}

/// Where the indicators begin among all sums: after rules and what their floors hold for.
fn first_indicator(plan: &Plan<'_>) -> usize {
    plan.rules.len().saturating_add(plan.rows.len())
}

/// Every sum there could be: of each rule, of what each indicator's floor holds for, of each indicator and group, what
/// is below the full total, and the total.
fn every(plan: &Plan<'_>, quick: &Quick) -> Vec<Sum> {
    let scheme = plan.scheme;
    let (open, indicators) =
        (Sum { floor: i64::MIN, cap: i64::MAX, into: NO_SUM, kept: false }, first_indicator(plan));
    let groups = indicators.saturating_add(plan.rows.len());
    let full = groups.saturating_add(scheme.groups.len());
    let total = full.saturating_add(1);
    let mut all: Vec<Sum> = quick.caps.iter().map(|cap| Sum { cap: *cap, ..open }).collect();
    for (n, row) in plan.rows.iter().enumerate() {
        let (floored, indicator) = (plan.rules.len().saturating_add(n), indicators.saturating_add(n));
        for (rules, into) in [(&row.plain, floored), (&row.bonus, indicator)] {
            for rule in rules {
                if let Some(sum) = all.get_mut(*rule) {
                    sum.into = into;
                }
            }
        }
    }
    for (n, row) in plan.rows.iter().enumerate() {
        all.push(Sum { floor: row.floor, into: indicators.saturating_add(n), ..open });
    }
    for (n, row) in plan.rows.iter().enumerate() {
        let group = plan.indicators_of.iter().position(|list| list.contains(&n));
        let into = group.map_or(NO_SUM, |group| groups.saturating_add(group));
        let cap = row.max.map_or(i64::MAX, |max| max.0.max(0));
        all.push(Sum { cap, into, kept: plan.ties.contains(&n), ..open });
    }
    for group in &scheme.groups {
        let into = if group.bonus { total } else { full };
        all.push(Sum { cap: group.max.map_or(i64::MAX, |max| max.0), into, ..open });
    }
    all.push(Sum { cap: scheme.total.map_or(i64::MAX, |full| full.0), into: total, ..open });
    all.push(Sum { floor: scheme.floor.map_or(i64::MIN, |floor| floor.0), kept: true, ..open });
    all
}

/// Goes nowhere.
const NO_SUM: usize = usize::MAX;

/// Leaves out the sums that bound nothing; gives those that stay, and for each of all where its points go.
fn joined(all: &[Sum]) -> Option<(Vec<Sum>, Vec<usize>)> {
    let stays: Vec<usize> = (0..all.len()).filter(|n| all.get(*n).is_some_and(Sum::bounds)).collect();
    if stays.len() > NOWHERE {
        return None;
    }
    // Every sum goes to a later one, so this ends.
    let place = |mut n: usize| {
        while let Some(sum) = all.get(n).filter(|sum| !sum.bounds()) {
            n = sum.into;
        }
        stays.binary_search(&n).unwrap_or(NOWHERE)
    };
    let sums = stays.iter().filter_map(|n| all.get(*n)).map(|sum| Sum { into: place(sum.into), ..*sum });
    Some((sums.collect(), (0..all.len()).map(place).collect()))
}
