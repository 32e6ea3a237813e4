//! The mechanics that look at facts one by one.
use super::ledger::{Out, PartOf, Why};
use super::plan::{NO_CELL, cell_points, mark};
use super::writer::{Item, Writer};
use crate::scheme::{Below, Count, Each, Goal, Mechanic, Price, Scope, mechanic};
use crate::{Points, Rounding};
use chrono::{Datelike, NaiveDate};

use super::ledger::Lack;

/// Which of several values are out of the count: the first `skip_first` earning ones are the duty; of the others
/// the `at_most` best count, earlier ones first among equals.
pub(super) fn out_of_count(
    values: &[Points],
    skip_first: u32,
    at_most: Option<u32>,
    pieces: bool,
) -> Vec<Option<Why>> {
    let mut out = vec![None; values.len()];
    if skip_first == 0 && at_most.is_none() {
        return out;
    }
    let mut earning: Vec<usize> =
        (0..values.len()).filter(|i| values.get(*i).is_some_and(|v| v.is_positive())).collect();
    let duty = usize::try_from(skip_first).unwrap_or(usize::MAX).min(earning.len());
    for i in earning.drain(..duty) {
        if let Some(why) = out.get_mut(i) {
            *why = Some(Why::Duty { pieces });
        }
    }
    let Some(most) = at_most else { return out };
    earning.sort_by(|a, b| values.get(*b).cmp(&values.get(*a)).then(a.cmp(b)));
    for i in earning.into_iter().skip(usize::try_from(most).unwrap_or(usize::MAX)) {
        if let Some(why) = out.get_mut(i) {
            *why = Some(Why::TooMany { pieces });
        }
    }
    out
}

impl<O: Out> Writer<'_, O> {
    pub(super) fn tally(&mut self, mechanic: &Mechanic, items: &[Item]) {
        let Mechanic::Tally(mechanic::Tally { price, unit, skip_first, at_most, share, named, .. }) =
            mechanic
        else {
            return;
        };
        let mut priced = Vec::new();
        for item in items {
            if !self.is_named(named.as_ref(), item) {
                continue;
            }
            let Some(points) = self.price(price, item) else { continue };
            let (value, times) = self.times(self.by_unit(*unit, points, item), item);
            let divided = match (value, share) {
                (Some(points), Some(share)) => self.part(share, points, item),
                (value, _) => Some((value, PartOf::All)),
            };
            match divided {
                Some((value, part)) => {
                    priced.push((*item, value, Why::Priced { cell: item.cell, times, part }))
                }
                None => self.no_signers(item),
            }
        }
        let values: Vec<_> = priced.iter().map(|(_, value, _)| value.unwrap_or_default()).collect();
        let out = out_of_count(&values, *skip_first, *at_most, false);
        for ((item, value, why), out) in priced.into_iter().zip(out) {
            match out {
                Some(why) => self.nothing(&item, why),
                None => {
                    self.step(item.row, value, why);
                }
            }
        }
    }

    pub(super) fn deductions(&mut self, mechanic: &Mechanic, items: &[Item]) {
        let Mechanic::Deductions(mechanic::Deductions { base, floor, price, unit, skip_first, .. }) =
            mechanic
        else {
            return;
        };
        let mut left = self.whole(Some(*base), Why::Base);
        let mut lenient = *skip_first;
        for item in items {
            let Some(points) = self.price(price, item) else { continue };
            let (value, times) = self.times(self.by_unit(*unit, points, item), item);
            let cell = item.cell;
            if lenient > 0 && value.is_none_or(Points::is_negative) {
                lenient = lenient.saturating_sub(1);
                self.nothing(item, Why::Lenient { cell });
                continue;
            }
            let room = Points(floor.0.saturating_sub(left.0).min(0));
            let taken = value.map(|value| value.max(room));
            let why = if taken == value {
                Why::Priced { cell, times, part: PartOf::All }
            } else {
                Why::ToFloor { cell, times }
            };
            let points = self.step(item.row, taken, why);
            left = Points(left.0.saturating_add(points.0));
        }
    }

    fn priced(&mut self, price: &Price, items: &[Item]) -> Vec<(Item, Points)> {
        let mut priced = Vec::new();
        for item in items {
            if let Some(points) = self.price(price, item) {
                priced.push((*item, points));
            }
        }
        priced
    }

    /// How many facts, pieces or how much.
    fn counted(&self, items: &[Item], count: Count) -> i64 {
        let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX).saturating_mul(Points::UNIT);
        match count {
            Count::Facts => whole(items.len()),
            Count::Pieces => {
                let mut pieces: Vec<_> = items.iter().map(|item| self.piece(item)).collect();
                pieces.sort_unstable();
                pieces.dedup();
                whole(pieces.len())
            }
            Count::Quantity => items.iter().fold(0, |n: i64, item| n.saturating_add(self.quantity(item).0)),
        }
    }

    pub(super) fn flat(&mut self, mechanic: &Mechanic, items: &[Item]) {
        let Mechanic::Flat(mechanic::Flat { price, at_least, count }) = mechanic else { return };
        let priced = self.priced(price, items);
        let of: Vec<_> = priced.iter().map(|(item, _)| *item).collect();
        let counted = self.counted(&of, *count);
        let enough = counted >= Points::whole(i64::from(*at_least)).0;
        let best = priced.iter().map(|(_, points)| *points).max();
        let mut given = false;
        for (item, points) in priced {
            let cell = item.cell;
            if !enough {
                self.nothing(&item, Why::TooFew { counted });
            } else if !given && Some(points) == best {
                given = true;
                self.step(item.row, Some(points), Why::Once { cell });
            } else {
                self.nothing(&item, Why::Again { cell });
            }
        }
    }

    pub(super) fn checklist(&mut self, price: &Price, items: &[Item]) {
        let mut done = vec![false; price.cells.len()];
        for (item, points) in self.priced(price, items) {
            let cell = item.cell;
            match done.get_mut(usize::from(cell)) {
                Some(done) if !*done => {
                    *done = true;
                    self.step(item.row, Some(points), Why::Once { cell });
                }
                _ => self.nothing(&item, Why::Again { cell }),
            }
        }
        let left = done.iter().take(64).enumerate().filter(|(_, done)| !**done);
        let cells = left.fold(0_u64, |bits, (n, _)| bits | (1 << n));
        if cells != 0 {
            self.whole(Some(Points::ZERO), Why::NotDone { cells });
        }
    }

    pub(super) fn sequence(&mut self, points: &[Points], scope: Scope, items: &[Item]) {
        let mut counts: std::collections::BTreeMap<u32, u32> = std::collections::BTreeMap::new();
        for item in items {
            let n = counts.entry(if scope == Scope::Piece { self.piece(item) } else { 0 }).or_insert(0);
            let value = points.get(*n as usize).or(points.last()).copied().unwrap_or_default();
            *n = n.saturating_add(1);
            let n = *n;
            if value.is_negative() && item.excused {
                self.nothing(item, Why::Excused { cell: NO_CELL });
            } else {
                self.step(item.row, Some(value), Why::Nth { n });
            }
        }
    }

    pub(super) fn manual(&mut self, least: Points, most: Points, reviewed: bool, items: &[Item]) {
        for item in items {
            match item.mark {
                mark::NO if reviewed => self.nothing(item, Why::OwnScore),
                mark::OTHER if reviewed => self.nothing(item, Why::NobodysScore),
                _ => {
                    let quantity = self.quantity(item);
                    let value = quantity.clamp(least, most.max(least));
                    if value.is_negative() && item.excused {
                        self.nothing(item, Why::Excused { cell: NO_CELL });
                    } else {
                        self.step(item.row, Some(value), Why::Manual { bounded: value != quantity });
                    }
                }
            }
        }
    }

    pub(super) fn report(&mut self, mechanic: &Mechanic, items: &[Item]) {
        let Mechanic::Report(mechanic::Report { price, missing, due, not_due }) = mechanic else { return };
        if !due.holds(self.person.period) {
            self.missing(*not_due, price.highest(), Lack::NotDue);
            items.iter().for_each(|item| self.nothing(item, Why::Early));
            return;
        }
        let priced = self.priced(price, items);
        let Some(best) = priced.iter().map(|(_, points)| *points).max() else {
            self.whole(Some(*missing), Why::NotHandedIn);
            return;
        };
        let mut given = false;
        for (item, points) in priced {
            if !given && points == best {
                given = true;
                self.step(
                    item.row,
                    Some(points),
                    Why::Priced { cell: item.cell, times: 0, part: PartOf::All },
                );
            } else {
                self.nothing(&item, Why::OtherReport);
            }
        }
    }

    pub(super) fn target(&mut self, mechanic: &Mechanic, items: &[Item]) {
        let Mechanic::Target(mechanic::Target { points, goal, count, below, over, each, missing }) = mechanic
        else {
            return;
        };
        let goal = match goal {
            Goal::Fixed(goal) => Some(*goal),
            Goal::Attribute(id) => {
                self.person.subject.attributes.get(id).and_then(|value| value.parse().ok())
            }
        };
        items.iter().for_each(|item| self.nothing(item, Why::Towards));
        let part_of = |day: NaiveDate| match each {
            Each::Period => 0,
            Each::Month => {
                day.year().saturating_mul(12).saturating_add(i32::try_from(day.month0()).unwrap_or(0))
            }
            Each::Quarter => {
                day.year().saturating_mul(4).saturating_add(i32::try_from(day.month0() / 3).unwrap_or(0))
            }
        };
        let (first, last) = (part_of(self.person.first), part_of(self.person.last));
        // A period of centuries is a mistake; nothing more is asked of it than of one of a hundred years.
        let parts = (first..=last).take(1_200);
        let Some(goal) = goal.filter(|goal| !goal.is_negative()) else {
            let times = i64::try_from(parts.count()).unwrap_or(0);
            let full = points.scaled(times, 1, Rounding::Down).unwrap_or(*points);
            return self.missing(*missing, full, Lack::NoGoal);
        };
        for part in parts {
            let mine: Vec<Item> = items
                .iter()
                .filter(|item| {
                    let day = self.columns.day.get(item.row as usize).copied().unwrap_or(0);
                    NaiveDate::from_num_days_from_ce_opt(day).map(part_of) == Some(part)
                })
                .copied()
                .collect();
            let counted = self.counted(&mine, *count);
            let value = worth(*points, goal, counted, *below, *over, self.rounding());
            let part = u16::try_from(part.saturating_sub(first)).unwrap_or(u16::MAX);
            self.whole(value, Why::Target { counted, goal: goal.0, part });
        }
    }
}

/// What a count is worth against a goal.
fn worth(
    points: Points,
    goal: Points,
    counted: i64,
    below: Below,
    over: Option<Points>,
    rounding: Rounding,
) -> Option<Points> {
    let short = goal.0.saturating_sub(counted);
    if short <= 0 {
        let more = over
            .map_or(Some(Points::ZERO), |over| over.scaled(short.saturating_neg(), Points::UNIT, rounding));
        return points.checked_add(more?);
    }
    match below {
        Below::Zero => Some(Points::ZERO),
        Below::Proportional => points.scaled(counted, goal.0, rounding),
        Below::Off { off, floor } => {
            let off = off.scaled(short, Points::UNIT, rounding)?;
            points.checked_sub(off).map(|rest| rest.max(floor))
        }
    }
}

/// The price of a cell that another stage would fall into.
pub(super) fn price_at(price: &Price, cell: u16) -> Points {
    if cell == NO_CELL { Points::ZERO } else { cell_points(price, cell) }
}
