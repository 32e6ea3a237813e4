//! Rules that read a subject's own facts one by one.
use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use lvzhi_scoring::scheme::{
    Below, Count, Each, Goal, Mechanic, Named, Price, Review, Scope, Share, ShareMethod, Times, Unit,
    mechanic,
};
use lvzhi_scoring::{Fact, Points, Rounding, Subject};

use super::facts::{World, cell_of, highest, piece_of, price_of};
use super::figures::units;
use super::ratio::Ratio;

/// One step of a rule's arithmetic.
#[derive(Clone, Debug)]
pub struct Line {
    /// The piece of the fact, if it is about one.
    pub piece: Option<String>,
    pub points: Ratio,
}

impl Line {
    pub fn of(points: Ratio) -> Line {
        Line { piece: None, points }
    }
}

/// A subject and the facts one rule reads.
pub struct Reading<'r, 'w> {
    pub world: &'r World<'w>,
    pub subject: &'r Subject,
    pub facts: Vec<&'w Fact>,
}

impl Reading<'_, '_> {
    fn rounding(&self) -> Rounding {
        self.world.scheme.rounding
    }

    /// Nothing is taken off inside an exemption.
    pub fn spared(&self, fact: &Fact, points: Ratio) -> Ratio {
        let spared = points.is_negative() && self.world.excused(self.subject, fact.date);
        if spared { Ratio::ZERO } else { points }
    }

    pub fn multiplied(&self, fact: &Fact, points: Ratio, times: &[Times]) -> Ratio {
        let fitting = times.iter().filter(|t| self.world.fits(&t.filter, self.subject, fact));
        fitting.fold(points, |p, t| (p * Ratio::of(t.by)).round(4, self.rounding()))
    }

    fn priced(&self, fact: &Fact, price: &Price, unit: Unit, times: &[Times]) -> Option<Ratio> {
        let points = price_of(price, fact)?;
        let points = match unit {
            Unit::Fact => points,
            Unit::Quantity { per, part } => {
                let units = units(Ratio::of(fact.quantity), Ratio::of(per), part);
                (points * units).round(4, self.rounding())
            }
        };
        Some(self.multiplied(fact, points, times))
    }

    pub fn tally(&self, m: &Mechanic) -> Vec<Line> {
        let Mechanic::Tally(mechanic::Tally { price, unit, skip_first, at_most, share, times, named }) = m
        else {
            panic!()
        };
        let mut earned = Vec::new();
        for fact in self.facts.iter().filter(|f| is_named(f, named.as_ref())) {
            let Some(points) = self.priced(fact, price, *unit, times) else { continue };
            let points = self.spared(fact, shared(fact, points, share.as_ref()).unwrap_or(Ratio::ZERO));
            earned.push(Line { piece: Some(piece_of(fact)), points });
        }
        limited(earned, *skip_first, *at_most)
    }

    pub fn deductions(&self, m: &Mechanic) -> Vec<Line> {
        let Mechanic::Deductions(mechanic::Deductions { base, floor, price, unit, skip_first, times }) = m
        else {
            panic!()
        };
        let taken = self.facts.iter().filter_map(|fact| {
            let points = self.priced(fact, price, *unit, times)?;
            Some(self.spared(fact, points)).filter(|p| p.is_negative())
        });
        let (mut left, floor) = (Ratio::of(*base), Ratio::of(*floor));
        let mut lines = vec![Line::of(left)];
        for points in taken.skip(*skip_first as usize) {
            let points = points.max((floor - left).min(Ratio::ZERO));
            left = left + points;
            lines.push(Line::of(points));
        }
        lines.push(Line::of((floor - left).max(Ratio::ZERO)));
        lines
    }

    pub fn flat(&self, price: &Price, at_least: u32, count: Count) -> Vec<Line> {
        let spared = |f: &Fact, p: Ratio| p.is_negative() && self.world.excused(self.subject, f.date);
        let priced: Vec<_> = self.facts.iter().filter_map(|f| price_of(price, f).map(|p| (*f, p))).collect();
        let priced: Vec<_> = priced.into_iter().filter(|(f, p)| !spared(f, *p)).collect();
        let enough = counted(priced.iter().map(|(f, _)| *f), count) >= Ratio::whole(at_least);
        let best = priced.iter().map(|(_, p)| *p).max().filter(|_| enough);
        let bearer = priced.iter().find(|(_, p)| Some(*p) == best);
        let line = |(f, p): &(&Fact, Ratio)| Line { piece: Some(piece_of(f)), points: *p };
        bearer.map(line).into_iter().collect()
    }

    pub fn checklist(&self, price: &Price) -> Vec<Line> {
        let mut cells = BTreeMap::new();
        for fact in &self.facts {
            let Some(cell) = cell_of(price, fact) else { continue };
            let points = Ratio::of(price.cells[cell].points);
            if self.spared(fact, points) == points {
                cells.entry(cell).or_insert(Line { piece: Some(piece_of(fact)), points });
            }
        }
        cells.into_values().collect()
    }

    pub fn sequence(&self, points: &[Points], scope: Scope) -> Vec<Line> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut lines = Vec::new();
        for fact in &self.facts {
            let key = if scope == Scope::Piece { piece_of(fact) } else { String::new() };
            let n = seen.entry(key).or_default();
            let value = Ratio::of(points[(*n).min(points.len() - 1)]);
            *n += 1;
            lines.push(Line { piece: Some(piece_of(fact)), points: self.spared(fact, value) });
        }
        lines
    }

    pub fn manual(&self, least: Points, most: Points, review: Option<&Review>) -> Vec<Line> {
        let counts = |f: &&&Fact| {
            review.is_none_or(|r| f.attributes.get(&r.attribute).is_some_and(|side| *side == r.verified))
        };
        let points = |f: &Fact| Ratio::of(f.quantity).max(Ratio::of(least)).min(Ratio::of(most));
        let line = |f: &&Fact| Line { piece: Some(piece_of(f)), points: self.spared(f, points(f)) };
        self.facts.iter().filter(counts).map(line).collect()
    }

    /// None: nothing was handed in.
    pub fn report(&self, price: &Price) -> Option<Ratio> {
        self.facts.iter().filter_map(|f| price_of(price, f).map(|p| self.spared(f, p))).max()
    }

    /// None: the subject has no goal of its own, or none that makes sense.
    pub fn target(&self, m: &Mechanic) -> Option<Vec<Line>> {
        let Mechanic::Target(mechanic::Target { points, goal, count, below, over, each, .. }) = m else {
            panic!()
        };
        let goal = match goal {
            Goal::Fixed(goal) => Ratio::of(*goal),
            Goal::Attribute(id) => Ratio::of(self.subject.attributes.get(id)?.parse().ok()?),
        };
        if goal.is_negative() {
            return None;
        }
        let full = Ratio::of(*points);
        let lines = self.spans(*each).into_iter().map(|(from, to)| {
            let within = self.facts.iter().filter(|f| from <= f.date && f.date <= to);
            let n = counted(within.copied(), *count);
            Line::of(if n >= goal {
                let over = over.map_or(Ratio::ZERO, Ratio::of);
                full + (over * (n - goal)).round(4, self.rounding())
            } else {
                match below {
                    Below::Zero => Ratio::ZERO,
                    Below::Proportional => (full * n / goal).round(4, self.rounding()),
                    Below::Off { off, floor } => {
                        let off = (Ratio::of(*off) * (goal - n)).round(4, self.rounding());
                        (full - off).max(Ratio::of(*floor))
                    }
                }
            })
        });
        Some(lines.collect())
    }

    /// The months (quarters) that lie wholly or partly in the subject's time in the period; or all of it.
    pub fn spans(&self, each: Each) -> Vec<(NaiveDate, NaiveDate)> {
        let (from, to) = self.world.time(self.subject);
        let months = match each {
            Each::Period => return vec![(from, to)],
            Each::Month => 1,
            Each::Quarter => 3,
        };
        let month0 = from.month0() / months * months;
        let mut start = NaiveDate::from_ymd_opt(from.year(), month0 + 1, 1).unwrap();
        let mut spans = Vec::new();
        while start <= to && from <= to {
            let next = start + Months::new(months);
            spans.push((start, next.pred_opt().unwrap()));
            start = next;
        }
        spans
    }
}

/// How many there are.
pub fn counted<'f>(facts: impl Iterator<Item = &'f Fact>, count: Count) -> Ratio {
    let facts: Vec<&Fact> = facts.collect();
    match count {
        Count::Facts => Ratio::whole(facts.len() as i128),
        Count::Quantity => facts.iter().map(|f| Ratio::of(f.quantity)).sum(),
        Count::Pieces => {
            let mut pieces: Vec<String> = facts.into_iter().map(piece_of).collect();
            pieces.sort();
            pieces.dedup();
            Ratio::whole(pieces.len() as i128)
        }
    }
}

/// Among the first so many named people.
pub fn is_named(fact: &Fact, named: Option<&Named>) -> bool {
    named.is_none_or(|named| {
        let position = fact.attributes.get(&named.position).and_then(|p| p.parse::<i64>().ok());
        position.is_some_and(|p| p >= 1 && p <= i64::from(named.at_most))
    })
}

/// The subject's part of joint work; none: it needs a number that is unknown.
pub fn shared(fact: &Fact, points: Ratio, share: Option<&Share>) -> Option<Ratio> {
    let Some(share) = share else { return Some(points) };
    let first = fact.role.as_ref() == Some(&share.first);
    // where the number is unknown, who is the first or has no role worked alone
    let alone = fact.signers.map_or(first || fact.role.is_none(), |n| n == 1);
    if alone {
        return Some(points);
    }
    let parts = match share.method {
        ShareMethod::FirstAll => return Some(if first { points } else { Ratio::ZERO }),
        ShareMethod::HalfEach => Some(2),
        ShareMethod::Equal => fact.signers,
        ShareMethod::FirstHalf if first => Some(2),
        ShareMethod::FirstHalf => fact.signers.map(|n| 2 * (n - 1)),
    };
    parts.map(|parts| (points / Ratio::whole(parts)).round(share.decimals, share.rounding))
}

/// Of the earning lines, in order of day: the first so many earn nothing, of the rest so many best ones earn.
pub fn limited(mut lines: Vec<Line>, skip_first: u32, at_most: Option<u32>) -> Vec<Line> {
    let earning: Vec<usize> = (0..lines.len()).filter(|n| lines[*n].points.is_positive()).collect();
    let (duty, rest) = earning.split_at(earning.len().min(skip_first as usize));
    let mut rest = rest.to_vec();
    rest.sort_by_key(|n| std::cmp::Reverse(lines[*n].points));
    let kept = at_most.map_or(rest.len(), |n| rest.len().min(n as usize));
    for n in duty.iter().chain(&rest[kept..]) {
        lines[*n].points = Ratio::ZERO;
    }
    lines
}

/// The most a report can be worth.
pub fn most_of_report(price: &Price) -> Ratio {
    highest(price)
}
