//! The figures a scheme reports.
use std::collections::{BTreeMap, BTreeSet};

use lvzhi_scoring::scheme::{Count, Filter, Shows, Statistic};
use lvzhi_scoring::{Fact, Points, Subject};

use super::Opinion;
use super::facts::{World, piece_of};

/// (statistic, attribute, value) → (so many, of so many); attribute and value are empty for all.
pub type Figures = BTreeMap<(String, String, String), (Points, Option<Points>)>;

pub fn figures(world: &World<'_>, all: &[Opinion]) -> Figures {
    let mut found = Figures::new();
    for statistic in &world.scheme.statistics {
        let mut groups = vec![(String::new(), String::new())];
        for id in &statistic.by {
            let values: BTreeSet<_> =
                world.input.subjects.iter().filter_map(|s| s.attributes.get(id)).collect();
            groups.extend(values.into_iter().map(|value| (id.clone(), value.clone())));
        }
        for (id, value) in groups {
            let inside = |s: &Subject| id.is_empty() || s.attributes.get(&id) == Some(&value);
            let (part, of, any) = figure(world, all, statistic, &inside);
            if any || id.is_empty() {
                found.insert((statistic.id.clone(), id, value), (part, of));
            }
        }
    }
    found
}

/// So many, of so many, and whether there was anything to count.
fn figure(
    world: &World<'_>,
    all: &[Opinion],
    statistic: &Statistic,
    inside: &dyn Fn(&Subject) -> bool,
) -> (Points, Option<Points>, bool) {
    let facts = |filter: &Filter| -> Vec<&Fact> {
        let period = world.input.period;
        let here = |f: &&Fact| {
            let owner = world.input.subjects.iter().find(|s| s.id == f.subject);
            f.date >= period.from
                && f.date <= period.to
                && owner.is_some_and(|s| inside(s) && world.fits(filter, s, f))
        };
        world.input.facts.iter().filter(here).collect()
    };
    let number = |facts: &[&Fact], count: Count| match count {
        Count::Facts => Points::whole(facts.len() as i64),
        Count::Quantity => Points(facts.iter().map(|f| f.quantity.0).sum()),
        Count::Pieces => {
            let pieces: BTreeSet<_> = facts.iter().map(|f| (f.kind.clone(), piece_of(f))).collect();
            Points::whole(pieces.len() as i64)
        }
    };
    match &statistic.shows {
        Shows::Count { filter, count } => {
            let facts = facts(filter);
            (number(&facts, *count), None, !facts.is_empty())
        }
        Shows::Rate { filter, attribute, attended, excused, count } => {
            let among =
                |f: &&Fact, list: &[String]| f.attributes.get(attribute).is_some_and(|v| list.contains(v));
            let due: Vec<_> = facts(filter).into_iter().filter(|f| !among(f, excused)).collect();
            let came: Vec<_> = due.iter().copied().filter(|f| among(f, attended)).collect();
            (number(&came, *count), Some(number(&due, *count)), !due.is_empty())
        }
        Shows::Good => {
            let of = |o: &&Opinion| {
                o.ranked && world.input.subjects.iter().any(|s| s.id == o.subject && inside(s))
            };
            let ranked: Vec<_> = all.iter().filter(of).collect();
            let good =
                |o: &&&Opinion| world.scheme.grades.iter().any(|g| g.good && o.grade.as_ref() == Some(&g.id));
            let part = Points::whole(ranked.iter().filter(good).count() as i64);
            (part, Some(Points::whole(ranked.len() as i64)), !ranked.is_empty())
        }
    }
}
