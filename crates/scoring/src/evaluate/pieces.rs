//! Pieces: stages that add up or replace each other.
use super::columns::Shape;
use super::facts::{out_of_count, price_at};
use super::ledger::{Beating, Out, PartOf, Why};
use super::plan::{NO_CELL, times_of};
use super::writer::{Item, Writer};
use crate::Points;
use crate::scheme::{Combine, Mechanic, Price, Share, mechanic};

/// One stage of a piece with what it is worth.
#[derive(Clone, Copy)]
struct Entry {
    item: Item,
    cell: u16,
    value: Points,
    times: u16,
    part: PartOf,
    implied: bool,
}

impl Entry {
    fn mark(item: Item) -> Entry {
        Entry { item, cell: NO_CELL, value: Points::ZERO, times: 0, part: PartOf::All, implied: false }
    }
}

/// How the stages of one piece go together.
struct Stages<'r> {
    price: &'r Price,
    combine: Combine,
    either_or: &'r [Vec<Vec<String>>],
}

impl Stages<'_> {
    /// Which entries compete: of each set only the best counts.
    fn set_of(&self, cell: u16) -> (usize, u16) {
        if self.combine == Combine::Highest {
            return (0, 0);
        }
        let keys = self.price.cells.get(usize::from(cell)).map_or(&[][..], |c| c.keys.as_slice());
        match self.either_or.iter().position(|set| set.iter().any(|path| keys.starts_with(path))) {
            Some(set) => (set.saturating_add(1), 0),
            None => (0, cell),
        }
    }

    /// For each entry the one that counts in its set: itself, or another.
    fn winners(&self, entries: &[Entry]) -> Vec<usize> {
        let mut best: Vec<((usize, u16), usize)> = Vec::new();
        for (i, entry) in entries.iter().enumerate() {
            let set = self.set_of(entry.cell);
            match best.iter_mut().find(|(known, _)| *known == set) {
                None => best.push((set, i)),
                Some((_, winner)) => {
                    if entries.get(*winner).is_some_and(|w| entry.value > w.value) {
                        *winner = i;
                    }
                }
            }
        }
        let winner = |entry: &Entry| {
            let set = self.set_of(entry.cell);
            best.iter().find(|(known, _)| *known == set).map_or(usize::MAX, |(_, winner)| *winner)
        };
        entries.iter().map(winner).collect()
    }
}

impl<O: Out> Writer<'_, O> {
    pub(super) fn pieces(&mut self, mechanic: &Mechanic, items: &[Item]) {
        let Mechanic::Pieces(mechanic::Pieces {
            price,
            combine,
            either_or,
            implies_lower,
            skip_first,
            at_most,
            share,
            named,
            ..
        }) = mechanic
        else {
            return;
        };
        let stages = Stages { price, combine: *combine, either_or };
        let implies = *implies_lower && *combine == Combine::Sum;
        let mut entries: Vec<Entry> = Vec::with_capacity(items.len());
        let mut standing: Vec<Item> = Vec::new();
        for item in items {
            if self.is_named(named.as_ref(), item) {
                let marks = item.cell == NO_CELL && implies;
                // A stage without a price of its own still stands for the lower ones.
                let mark = Entry::mark(*item);
                entries.extend(if marks { Some(mark) } else { self.entry(price, share.as_ref(), item) });
                if implies {
                    standing.push(*item);
                }
            }
        }
        // Facts of one piece stand together, pieces in the order of their first fact.
        let mut numbered: Vec<(u32, usize)> = entries.iter().map(|e| self.piece(&e.item)).zip(0..).collect();
        numbered.sort_unstable();
        let mut runs: Vec<&[(u32, usize)]> = numbered.chunk_by(|a, b| a.0 == b.0).collect();
        runs.sort_unstable_by_key(|run| run.first().map(|(_, at)| *at));
        let of = |run: &[(u32, usize)]| run.iter().filter_map(|(_, at)| entries.get(*at).copied()).collect();
        let mut groups: Vec<Vec<Entry>> = runs.into_iter().map(of).collect();
        for group in groups.iter_mut().filter(|_| implies) {
            let Some(piece) = group.first().map(|entry| self.piece(&entry.item)) else { continue };
            let of_piece = |list: &[Item]| -> Vec<Item> {
                list.iter().filter(|item| self.piece(item) == piece).copied().collect()
            };
            let (standing, known) = (of_piece(&standing), of_piece(items));
            group.extend(self.implied(&standing, &known, price, share.as_ref()));
        }
        let winners: Vec<Vec<usize>> = groups.iter().map(|group| stages.winners(group)).collect();
        let worth = |(group, winners): (&Vec<Entry>, &Vec<usize>)| {
            let counted = group.iter().zip(winners).enumerate().filter(|(i, (_, winner))| i == *winner);
            counted.fold(Points::ZERO, |sum, (_, (entry, _))| Points(sum.0.saturating_add(entry.value.0)))
        };
        let values: Vec<Points> = groups.iter().zip(&winners).map(worth).collect();
        let out = out_of_count(&values, *skip_first, *at_most, true);
        for ((group, winners), out) in groups.iter().zip(&winners).zip(out) {
            match out {
                Some(why) => {
                    group.iter().filter(|e| !e.implied).for_each(|entry| self.nothing(&entry.item, why))
                }
                None => self.one_piece(group, winners, &stages),
            }
        }
    }

    fn entry(&mut self, price: &Price, share: Option<&Share>, item: &Item) -> Option<Entry> {
        if item.cell == NO_CELL {
            self.nothing(item, Why::NoCell);
            return None;
        }
        let (points, times) = self.times(Some(price_at(price, item.cell)), item);
        let divided = match (share, points) {
            (Some(share), Some(points)) => self.part(share, points, item),
            (_, points) => Some((points, PartOf::All)),
        };
        match divided {
            Some((Some(value), part)) => {
                Some(Entry { item: *item, cell: item.cell, value, times, part, implied: false })
            }
            Some((None, _)) => {
                self.step(item.row, None, Why::NoCell);
                None
            }
            None => {
                self.no_signers(item);
                None
            }
        }
    }

    /// Entries for the stages below the highest one of those `standing`, borne by the first fact of it. A stage that
    /// a fact is `known` of is not implied.
    fn implied(&self, standing: &[Item], known: &[Item], price: &Price, share: Option<&Share>) -> Vec<Entry> {
        let kind = standing.first().and_then(|item| self.shape(item));
        let kind = kind.and_then(|shape| self.plan.catalogue.kind(&shape.kind));
        let (Some(kind), Some(compiled)) = (kind, self.compiled()) else { return Vec::new() };
        let rank = |item: &Item| {
            let shape = self.shape(item)?;
            kind.stages.iter().position(|t| t.id == shape.stage)
        };
        let Some(highest) = standing.iter().rev().max_by_key(|item| rank(item)) else { return Vec::new() };
        let Some(own) = self.shape(highest) else { return Vec::new() };
        let is_known = |stage: &str| known.iter().any(|i| self.shape(i).is_some_and(|s| s.stage == stage));
        let lower = kind.stages.iter().take(rank(highest).unwrap_or(0)).filter(|t| !is_known(&t.id));
        let mut implied = Vec::new();
        for stage in lower {
            let shape = Shape { stage: stage.id.clone(), ..own.clone() };
            let cell = price.cell_by(|dimension| shape.value_of(dimension));
            let Some(cell) = cell.and_then(|cell| u16::try_from(cell).ok()) else { continue };
            let item = Item { times: times_of(compiled.rule, &shape), cell, ..*highest };
            let (points, times) = self.times(Some(price_at(price, cell)), &item);
            let divided = match (share, points) {
                (Some(share), Some(points)) => self.part(share, points, &item),
                (_, points) => Some((points, PartOf::All)),
            };
            if let Some((Some(value), part)) = divided {
                implied.push(Entry { item, cell, value, times, part, implied: true });
            }
        }
        implied
    }

    fn one_piece(&mut self, entries: &[Entry], winners: &[usize], stages: &Stages<'_>) {
        for ((i, entry), winner) in entries.iter().enumerate().zip(winners) {
            let Entry { item, cell, value, times, part, implied } = *entry;
            if cell == NO_CELL {
                self.nothing(&item, Why::NoCell);
                continue;
            }
            if i == *winner {
                if value.is_negative() && item.excused {
                    self.nothing(&item, Why::Excused { cell });
                } else {
                    self.step(item.row, Some(value), Why::Stage { cell, times, part, implied });
                }
                continue;
            }
            let by = entries.get(*winner).map_or(NO_CELL, |e| e.cell);
            let how = match stages.combine {
                Combine::Highest => Beating::Highest,
                Combine::Sum if stages.set_of(cell).0 > 0 => Beating::Either,
                Combine::Sum => Beating::Same,
            };
            self.nothing(&item, Why::Beaten { cell, by, how });
        }
    }
}
