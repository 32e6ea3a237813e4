//! Which facts count for whom, which class a subject is in, what a fact is worth by a table.
use chrono::NaiveDate;
use lvzhi_scoring::scheme::{Authorship, Dimension, ExemptionEffect, Filter, Mechanic, Price};
use lvzhi_scoring::{Catalogue, Fact, Input, Rule, Scheme, Subject};

use super::ratio::Ratio;

/// What an evaluation reads.
#[derive(Clone, Copy)]
pub struct World<'w> {
    pub scheme: &'w Scheme,
    pub catalogue: &'w Catalogue,
    pub input: &'w Input,
}

impl<'w> World<'w> {
    /// First and last day of a subject's time in the period; the first may be after the last.
    pub fn time(&self, s: &Subject) -> (NaiveDate, NaiveDate) {
        let period = self.input.period;
        (s.from.map_or(period.from, |d| d.max(period.from)), s.to.map_or(period.to, |d| d.min(period.to)))
    }

    pub fn last_day(&self, s: &Subject) -> NaiveDate {
        self.time(s).1
    }

    pub fn belongs(&self, class: &str, s: &Subject, day: NaiveDate) -> bool {
        let holds = |post: &str| {
            s.posts
                .iter()
                .any(|p| p.post == post && p.from.is_none_or(|d| d <= day) && p.to.is_none_or(|d| d >= day))
        };
        let Some(class) = self.scheme.classes.iter().find(|c| c.id == class) else { return holds(class) };
        let attributes = class.attributes.iter().all(|(id, values)| match s.attributes.get(id) {
            Some(value) => values.contains(value),
            None => false,
        });
        let short = match (class.served_below, s.from) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(below), Some(from)) => (self.input.period.to - from).num_days() + 1 < i64::from(below),
        };
        attributes && short && class.post.as_deref().is_none_or(holds)
    }

    pub fn class_fits(&self, f: &Filter, s: &Subject, day: NaiveDate) -> bool {
        (f.for_classes.is_empty() || f.for_classes.iter().any(|c| self.belongs(c, s, day)))
            && !f.not_for.iter().any(|c| self.belongs(c, s, day))
    }

    /// All of a filter but its classes.
    pub fn fact_fits(&self, f: &Filter, fact: &Fact) -> bool {
        let named = |list: &[String], value: &Option<String>| {
            list.is_empty() || value.as_ref().is_some_and(|v| list.contains(v))
        };
        f.kind.as_ref().is_none_or(|kind| *kind == fact.kind)
            && f.attributes.iter().all(|(id, list)| fact.attributes.get(id).is_some_and(|v| list.contains(v)))
            && named(&f.stages, &fact.stage)
            && named(&f.roles, &fact.role)
            && f.authorship.is_none_or(|a| (a == Authorship::Joint) == fact.signers.is_some_and(|n| n > 1))
            && in_force(f, fact.date)
    }

    pub fn fits(&self, f: &Filter, s: &Subject, fact: &Fact) -> bool {
        self.fact_fits(f, fact) && self.class_fits(f, s, fact.date)
    }

    /// Inside an exemption.
    pub fn excused(&self, s: &Subject, day: NaiveDate) -> bool {
        s.exemptions.iter().any(|e| e.from <= day && e.to.is_none_or(|to| day <= to))
    }

    /// The subject's facts that count at all, by day.
    pub fn counted(&self, s: &Subject) -> Vec<&'w Fact> {
        let skip_all = self.scheme.eligibility.exemption == ExemptionEffect::SkipAll;
        let (from, to) = self.time(s);
        let mut facts: Vec<&Fact> = self
            .input
            .facts
            .iter()
            .filter(|f| f.subject == s.id && f.date >= from && f.date <= to)
            .filter(|f| !(skip_all && self.excused(s, f.date)))
            .collect();
        facts.sort_by_key(|f| (f.date, f.id.clone()));
        facts
    }

    /// Whether the rule holds for the subject as a whole.
    pub fn rule_holds(&self, rule: &Rule, s: &Subject) -> bool {
        let last = self.last_day(s);
        !whole(&rule.mechanic) || (self.class_fits(&rule.filter, s, last) && in_force(&rule.filter, last))
    }

    /// The counted facts a rule reads.
    pub fn read_by(&self, rule: &Rule, s: &Subject) -> Vec<&'w Fact> {
        let by_day = !whole(&rule.mechanic);
        let fits = |f: &&Fact| {
            self.fact_fits(&rule.filter, f) && (!by_day || self.class_fits(&rule.filter, s, f.date))
        };
        self.counted(s).into_iter().filter(fits).collect()
    }
}

fn in_force(f: &Filter, day: NaiveDate) -> bool {
    f.from.is_none_or(|from| from <= day) && f.until.is_none_or(|until| day <= until)
}

/// Mechanics whose classes are looked at on the last day, for the rule as a whole.
fn whole(mechanic: &Mechanic) -> bool {
    !matches!(
        mechanic,
        Mechanic::Tally(_)
            | Mechanic::Flat(_)
            | Mechanic::Checklist(_)
            | Mechanic::Sequence(_)
            | Mechanic::Pieces(_)
            | Mechanic::Manual(_)
    )
}

/// The piece a fact speaks of; one without a piece is a piece of its own.
pub fn piece_of(fact: &Fact) -> String {
    fact.piece.clone().map_or_else(|| format!("fact {}", fact.id), |p| format!("piece {p}"))
}

/// Index of the cell a fact falls into. At every level the value's own entry, else "any".
pub fn cell_of(price: &Price, fact: &Fact) -> Option<usize> {
    let mut left: Vec<usize> = (0..price.cells.len()).collect();
    for (level, dimension) in price.by.iter().enumerate() {
        let value = match dimension {
            Dimension::Stage => fact.stage.clone().unwrap_or_default(),
            Dimension::Role => fact.role.clone().unwrap_or_default(),
            Dimension::Authorship if fact.signers.is_some_and(|n| n > 1) => "joint".to_owned(),
            Dimension::Authorship => "alone".to_owned(),
            Dimension::Attribute(id) => fact.attributes.get(id).cloned().unwrap_or_default(),
        };
        let with = |key: &str| -> Vec<usize> {
            left.iter()
                .copied()
                .filter(|n| price.cells[*n].keys.get(level).is_some_and(|k| k == key))
                .collect()
        };
        let own = with(&value);
        left = if own.is_empty() { with("any") } else { own };
        if let Some(n) = left.iter().find(|n| price.cells[**n].keys.len() == level + 1) {
            return Some(*n);
        }
    }
    left.first().copied()
}

pub fn price_of(price: &Price, fact: &Fact) -> Option<Ratio> {
    cell_of(price, fact).map(|n| Ratio::of(price.cells[n].points))
}

/// The highest price of a table.
pub fn highest(price: &Price) -> Ratio {
    price.cells.iter().map(|c| Ratio::of(c.points)).max().unwrap_or(Ratio::ZERO)
}
