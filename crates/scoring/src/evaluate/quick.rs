//! Numbers without reasons, where the scheme allows it: one look-up and one addition for each fact.
use super::columns::Columns;
use super::plan::{Compiled, NO_CELL, Plan, Use};
use super::run::Scratch;
use super::standing::Person;
use super::writer::Item;
use crate::Points;
use crate::scheme::{Mechanic, Part, Unit, mechanic};

/// What a fact of a shape is worth to the one rule that only adds it up: `add + times × quantity`.
#[derive(Clone, Copy, Debug)]
struct Worth {
    add: i64,
    times: i64,
    /// The rule; one more than there are rules: nobody's.
    rule: u32,
    /// Whether other rules read it too.
    more: bool,
}

const NOTHING: Worth = Worth { add: 0, times: 0, rule: 0, more: false };

/// The worth of every shape.
#[derive(Debug)]
pub(super) struct Quick {
    /// A power of two, so that a mask keeps every index inside.
    worths: Vec<Worth>,
    /// Uses by rules that do more than add up, for each shape.
    starts: Vec<u32>,
    more: Vec<Use>,
    /// Whether some rule does more than add up.
    pub(super) any_more: bool,
    /// Whether some worth depends on the quantity.
    pub(super) by_quantity: bool,
    /// No sum of facts is farther from nothing than this.
    reach: i64,
    /// First and last day there are facts of.
    days: (i32, i32),
    /// Cap of each rule, or the largest number.
    pub(super) caps: Vec<i64>,
}

/// Most rules that are added up at once; more are summed as others are.
const SLOTS: usize = 64;

impl Quick {
    /// Whether and how the plan can be run over these columns without looking at each fact by itself: no rule asks for
    /// a day or a class, no condition reads facts, and no number can become too large.
    pub(super) fn of(plan: &Plan<'_>, columns: &Columns<'_>) -> Option<Quick> {
        let (least, most) = columns.quantities;
        let forced = plan.rules.iter().any(|compiled| compiled.force.any);
        if least < 0
            || forced
            || plan.rules.len() >= SLOTS
            || !plan.tests.is_empty()
            || !plan.scheme.multipliers.is_empty()
        {
            return None;
        }
        let nobody = u32::try_from(plan.rules.len()).ok()?;
        let caps = plan.rules.iter().map(|c| c.rule.max.map_or(i64::MAX, |max| max.0)).collect();
        let mut quick = Quick {
            worths: Vec::new(),
            starts: vec![0],
            more: Vec::new(),
            any_more: plan.rules.iter().any(|compiled| !compiled.plain),
            by_quantity: false,
            reach: 0,
            days: columns.days,
            caps,
        };
        let mut largest = 0_i64;
        for shape in 0..u32::try_from(columns.shapes.len()).ok()? {
            let mut worth = Worth { rule: nobody, ..NOTHING };
            for used in plan.uses_of(shape) {
                let compiled = plan.rules.get(usize::from(used.rule))?;
                if !compiled.plain || worth.rule != nobody {
                    if compiled.plain {
                        return None;
                    }
                    quick.more.push(*used);
                    worth.more = true;
                } else if used.cell != NO_CELL {
                    worth = Worth { rule: u32::from(used.rule), more: worth.more, ..one(compiled, *used)? };
                }
            }
            let own = worth.times.checked_abs()?.checked_mul(most)?.checked_add(worth.add.checked_abs()?)?;
            largest = largest.max(own);
            quick.by_quantity |= worth.times != 0;
            quick.worths.push(worth);
            quick.starts.push(u32::try_from(quick.more.len()).ok()?);
        }
        let nothing = Worth { rule: nobody, ..NOTHING };
        quick.worths.resize(quick.worths.len().next_power_of_two(), nothing);
        // Each worth is one that a step may have, and all facts together cannot pass the range.
        let rows = i64::try_from(columns.shape.len()).ok()?;
        quick.reach = largest.checked_mul(rows)?;
        (largest <= 1_000_000_000_000).then_some(quick)
    }

    /// No sum of facts is farther from nothing than this.
    pub(super) fn reach(&self) -> i64 {
        self.reach
    }

    /// For each shape the rule that reads it, its points for a fact, and those for 1/10 000 of a quantity.
    pub(super) fn worths(&self) -> impl Iterator<Item = (usize, i64, i64)> + '_ {
        self.worths.iter().map(|worth| (worth.rule as usize, worth.add, worth.times))
    }

    /// Adds up a subject's facts under the caps of the rules, and leaves those that other rules read to them.
    pub(super) fn read(&self, columns: &Columns<'_>, who: usize, person: &Person<'_>, scratch: &mut Scratch) {
        let (first, last) = person.days();
        let all_days = first <= self.days.0 && self.days.1 <= last;
        let sums = match (all_days, self.by_quantity) {
            (true, false) => self.add_up::<false, false>(columns, who, (first, last)),
            (true, true) => self.add_up::<false, true>(columns, who, (first, last)),
            (false, _) => self.add_up::<true, true>(columns, who, (first, last)),
        };
        for ((slot, sum), cap) in scratch.sums.iter_mut().zip(&sums).zip(&self.caps) {
            *slot = Points(*sum.min(cap));
        }
        if self.any_more {
            self.leave(columns, who, (first, last), &mut scratch.items);
        }
    }

    /// The sum of each rule, and of what belongs to none.
    fn add_up<const DAYS: bool, const QUANTITIES: bool>(
        &self,
        columns: &Columns<'_>,
        who: usize,
        (first, last): (i32, i32),
    ) -> [i64; SLOTS] {
        let rows = columns.rows(who);
        let shapes = columns.shape.get(rows.clone()).unwrap_or(&[]);
        let days = if DAYS { columns.day.get(rows.clone()).unwrap_or(&[]) } else { &[] };
        let quantities = if QUANTITIES { columns.quantity.get(rows).unwrap_or(&[]) } else { &[] };
        let mut sums = [0_i64; SLOTS];
        let mask = self.worths.len().wrapping_sub(1);
        let worth = |shape: &u32| self.worths.get(*shape as usize & mask).copied().unwrap_or(NOTHING);
        // Numbers are bounded beforehand, see `of`; the masks keep every index inside.
        let mut add = |worth: Worth, value: i64| {
            let sum = &mut sums[worth.rule as usize & (SLOTS - 1)];
            *sum = sum.wrapping_add(value);
        };
        match (DAYS, QUANTITIES) {
            (false, false) => shapes.iter().map(worth).for_each(|worth| add(worth, worth.add)),
            (false, true) => {
                for (worth, quantity) in shapes.iter().map(worth).zip(quantities) {
                    add(worth, worth.add.wrapping_add(worth.times.wrapping_mul(*quantity)));
                }
            }
            (true, _) => {
                for ((worth, day), quantity) in shapes.iter().map(worth).zip(days).zip(quantities) {
                    let counts = i64::from(first <= *day && *day <= last);
                    let value = worth.add.wrapping_add(worth.times.wrapping_mul(*quantity));
                    add(worth, counts.wrapping_mul(value));
                }
            }
        }
        sums
    }

    /// Leaves facts to the rules that do more than add up.
    fn leave(&self, columns: &Columns<'_>, who: usize, (first, last): (i32, i32), items: &mut [Vec<Item>]) {
        let rows = columns.rows(who);
        let shapes = columns.shape.get(rows.clone()).unwrap_or(&[]);
        let days = columns.day.get(rows.clone()).unwrap_or(&[]);
        for (n, (shape, day)) in shapes.iter().zip(days).enumerate() {
            let more = self.worths.get(*shape as usize).is_some_and(|worth| worth.more);
            if !more || *day < first || *day > last {
                continue;
            }
            let row = u32::try_from(rows.start.wrapping_add(n)).unwrap_or(u32::MAX);
            for used in self.more_of(*shape) {
                let Use { rule, cell, mark, times } = *used;
                if let Some(items) = items.get_mut(usize::from(rule)) {
                    items.push(Item { row, cell, mark, times, excused: false });
                }
            }
        }
    }

    fn more_of(&self, shape: u32) -> &[Use] {
        let at = |n: usize| self.starts.get(n).map_or(0, |n| *n as usize);
        self.more.get(at(shape as usize)..at((shape as usize).wrapping_add(1))).unwrap_or(&[])
    }
}

/// What one fact is worth to a rule that only adds; none where a division could leave a rest.
fn one(compiled: &Compiled<'_>, used: Use) -> Option<Worth> {
    let price = compiled.prices.get(usize::from(used.cell)).copied().unwrap_or(0);
    match compiled.unit {
        Unit::Fact => Some(Worth { add: price, ..NOTHING }),
        Unit::Quantity { per, part: Part::Proportional } if price.checked_rem(per.0) == Some(0) => {
            Some(Worth { times: price.checked_div(per.0)?, ..NOTHING })
        }
        Unit::Quantity { .. } => None,
    }
}

/// Of each piece the highest price; of those the best, as many as count.
pub(super) fn best_pieces(
    compiled: &Compiled<'_>,
    columns: &Columns<'_>,
    rule: usize,
    scratch: &mut Scratch,
) {
    let Mechanic::Pieces(mechanic::Pieces { at_most, .. }) = &compiled.rule.mechanic else { return };
    let Scratch { items, worths, sums, .. } = scratch;
    worths.clear();
    for item in items.get(rule).map_or(&[][..], Vec::as_slice) {
        let piece = columns.piece.get(item.row as usize).copied().unwrap_or(0);
        if let Some(price) = compiled.prices.get(usize::from(item.cell)) {
            worths.push((piece, *price));
        }
    }
    // The highest of each piece comes first and stays.
    worths.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    worths.dedup_by_key(|(piece, _)| *piece);
    let most = at_most.map_or(usize::MAX, |n| n as usize);
    if worths.len() > most {
        worths.sort_unstable_by_key(|(_, worth)| std::cmp::Reverse(*worth));
        worths.truncate(most);
    }
    let sum = worths.iter().fold(0_i64, |sum, (_, worth)| sum.saturating_add(*worth));
    if let Some(slot) = sums.get_mut(rule) {
        *slot = Points(sum);
    }
}
