//! Numbers without reasons, where the scheme allows it: one look-up and one addition for each fact.
use super::columns::Columns;
use super::plan::{Compiled, NO_CELL, Plan, Use};
use super::run::Scratch;
use super::standing::Person;
use super::writer::Item;
use crate::Points;
use crate::scheme::{Mechanic, Part, Unit};

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

/// The worth of every shape.
#[derive(Debug)]
pub(super) struct Quick {
    worths: Vec<Worth>,
    /// Uses by rules that do more than add up, for each shape.
    starts: Vec<u32>,
    more: Vec<Use>,
}

impl Quick {
    /// Whether and how the plan can be run over these columns without looking at each fact by itself: no rule asks for
    /// a day or a class, no condition reads facts, and no number can become too large.
    pub(super) fn of(plan: &Plan<'_>, columns: &Columns<'_>) -> Option<Quick> {
        let (least, most) = columns.quantities;
        let forced = plan.rules.iter().any(|compiled| compiled.force.any);
        if least < 0 || forced || !plan.tests.is_empty() || !plan.scheme.multipliers.is_empty() {
            return None;
        }
        let nobody = u32::try_from(plan.rules.len()).ok()?;
        let mut quick = Quick { worths: Vec::new(), starts: vec![0], more: Vec::new() };
        let mut largest = 0_i64;
        for shape in 0..u32::try_from(columns.shapes.len()).ok()? {
            let mut worth = Worth { add: 0, times: 0, rule: nobody, more: false };
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
            quick.worths.push(worth);
            quick.starts.push(u32::try_from(quick.more.len()).ok()?);
        }
        // Each worth is one that a step may have, and all facts together cannot pass the range.
        let rows = i64::try_from(columns.shape.len()).ok()?;
        (largest <= 1_000_000_000_000 && largest.checked_mul(rows).is_some()).then_some(quick)
    }

    /// Adds up a subject's facts, and leaves those that other rules read to them.
    pub(super) fn read(
        &self,
        plan: &Plan<'_>,
        columns: &Columns<'_>,
        who: usize,
        person: &Person<'_>,
        scratch: &mut Scratch,
    ) {
        let rows = columns.rows(who);
        let (first, last) = person.days();
        let shapes = columns.shape.get(rows.clone()).unwrap_or(&[]);
        let days = columns.day.get(rows.clone()).unwrap_or(&[]);
        let quantities = columns.quantity.get(rows.clone()).unwrap_or(&[]);
        let (sums, items) = (&mut scratch.sums, &mut scratch.items);
        for (n, ((shape, day), quantity)) in shapes.iter().zip(days).zip(quantities).enumerate() {
            let Some(worth) = self.worths.get(*shape as usize) else { continue };
            let counts = i64::from(first <= *day && *day <= last);
            if let Some(sum) = sums.get_mut(worth.rule as usize) {
                // Bounded beforehand, see `of`.
                sum.0 = sum.0.wrapping_add(
                    counts.wrapping_mul(worth.add.wrapping_add(worth.times.wrapping_mul(*quantity))),
                );
            }
            if worth.more && counts == 1 {
                let row = u32::try_from(rows.start.wrapping_add(n)).unwrap_or(u32::MAX);
                for used in self.more_of(*shape) {
                    let Use { rule, cell, mark, times } = *used;
                    if let Some(items) = items.get_mut(usize::from(rule)) {
                        items.push(Item { row, cell, mark, times, excused: false });
                    }
                }
            }
        }
        if let Some(nobody) = sums.get_mut(plan.rules.len()) {
            *nobody = Points::ZERO;
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
    let nothing = Worth { add: 0, times: 0, rule: 0, more: false };
    match compiled.unit {
        Unit::Fact => Some(Worth { add: price, ..nothing }),
        Unit::Quantity { per, part: Part::Proportional } if price.checked_rem(per.0) == Some(0) => {
            Some(Worth { times: price.checked_div(per.0)?, ..nothing })
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
    let Mechanic::Pieces { at_most, .. } = &compiled.rule.mechanic else { return };
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
