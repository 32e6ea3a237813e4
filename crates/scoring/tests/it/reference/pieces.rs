//! Points for pieces by the stages they reach.
use std::collections::BTreeMap;

use lvzhi_scoring::Fact;
use lvzhi_scoring::scheme::{Combine, Mechanic, Named, mechanic};

use super::counting::{Line, Reading, is_named, limited, shared};
use super::facts::{cell_of, piece_of};
use super::ratio::Ratio;

/// A cell of the table that a piece has reached.
struct Reached {
    cell: usize,
    points: Ratio,
}

impl Reading<'_, '_> {
    pub fn pieces(&self, m: &Mechanic) -> Vec<Line> {
        let Mechanic::Pieces(mechanic::Pieces {
            combine,
            either_or,
            skip_first,
            at_most,
            price,
            named,
            share,
            implies_lower,
            ..
        }) = m
        else {
            panic!()
        };
        let stands = *implies_lower && *combine == Combine::Sum;
        let counts = |fact: &Fact| {
            let priced = || shared(fact, Ratio::ZERO, share.as_ref()).is_some();
            is_named(fact, named.as_ref()) && cell_of(price, fact).map_or(stands, |_| priced())
        };
        let mut order: Vec<String> = Vec::new();
        let mut pieces: BTreeMap<String, Vec<&Fact>> = BTreeMap::new();
        for fact in &self.facts {
            // pieces come in the order of their first fact that counts
            if counts(fact) && !order.contains(&piece_of(fact)) {
                order.push(piece_of(fact));
            }
            pieces.entry(piece_of(fact)).or_default().push(fact);
        }
        let mut lines = Vec::new();
        for piece in order {
            let mut reached = self.reached(m, &pieces[&piece]);
            for set in either_or {
                let alike = |r: &Reached| set.iter().any(|path| price.cells[r.cell].keys.starts_with(path));
                let best = reached.iter().filter(|r| alike(r)).map(|r| r.points).max();
                let mut kept = false;
                reached.retain(|r| {
                    let keep = !alike(r) || (!kept && Some(r.points) == best);
                    kept |= keep && alike(r);
                    keep
                });
            }
            let points = match combine {
                Combine::Sum => reached.iter().map(|r| r.points).sum(),
                Combine::Highest => reached.iter().map(|r| r.points).max().unwrap_or(Ratio::ZERO),
            };
            lines.push(Line { piece: Some(piece), points });
        }
        limited(lines, *skip_first, *at_most)
    }

    /// The cells a piece has reached, each once and at its best, in order of day.
    fn reached(&self, m: &Mechanic, facts: &[&Fact]) -> Vec<Reached> {
        let Mechanic::Pieces(mechanic::Pieces { price, share, times, named, combine, implies_lower, .. }) = m
        else {
            panic!()
        };
        let mut reached: Vec<Reached> = Vec::new();
        let implied = *implies_lower && *combine == Combine::Sum;
        for fact in self.standing_for(facts, named.as_ref(), implied) {
            let Some(cell) = cell_of(price, &fact) else { continue };
            let points = self.multiplied(&fact, Ratio::of(price.cells[cell].points), times);
            let part = shared(&fact, points, share.as_ref()).unwrap_or(Ratio::ZERO);
            let points = self.spared(&fact, part);
            match reached.iter_mut().find(|r| r.cell == cell) {
                Some(known) => known.points = known.points.max(points),
                None => reached.push(Reached { cell, points }),
            }
        }
        reached
    }

    /// The facts of a piece that may earn, and the lower stages that the first fact of the highest one stands for.
    fn standing_for(&self, facts: &[&Fact], named: Option<&Named>, implied: bool) -> Vec<Fact> {
        let mut all: Vec<Fact> = facts.iter().filter(|f| is_named(f, named)).map(|f| (*f).clone()).collect();
        let rank = |f: &Fact| {
            let stages = &self.world.catalogue.kind(&f.kind)?.stages;
            stages.iter().position(|s| Some(&s.id) == f.stage.as_ref())
        };
        let top = all.iter().filter_map(rank).max().filter(|_| implied);
        let Some(highest) = all.iter().find(|f| top.is_some() && rank(f) == top).cloned() else { return all };
        let stages = self.world.catalogue.kind(&highest.kind).map_or(&[][..], |k| k.stages.as_slice());
        for lower in stages.iter().take(top.unwrap_or(0)) {
            if !facts.iter().any(|f| f.stage.as_ref() == Some(&lower.id)) {
                all.push(Fact { stage: Some(lower.id.clone()), ..highest.clone() });
            }
        }
        all
    }
}
