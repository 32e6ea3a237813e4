//! Who is ranked, and the places.
use lvzhi_scoring::{Points, Subject};

use super::Opinion;
use super::facts::World;

pub fn is_ranked(world: &World<'_>, s: &Subject) -> bool {
    let (from, to) = world.time(s);
    let days = from.iter_days().take_while(|d| *d <= to);
    let serving = days.filter(|d| !world.excused(s, *d)).count();
    let rule = &world.scheme.eligibility;
    let exempt = rule.exempt.iter().any(|class| world.belongs(class, s, world.last_day(s)));
    !exempt && serving > 0 && serving >= rule.min_days as usize
}

/// What places compare: the score, then the indicators that break ties.
pub fn key(world: &World<'_>, o: &Opinion) -> Vec<Points> {
    let ties = world.scheme.ties.iter().map(|i| o.indicators[i]);
    std::iter::once(o.score).chain(ties).collect()
}

/// The value of a subject's attribute; empty without one.
pub fn value(world: &World<'_>, o: &Opinion, attribute: &str) -> String {
    let subject = world.input.subjects.iter().find(|s| s.id == o.subject).unwrap();
    subject.attributes.get(attribute).cloned().unwrap_or_default()
}

/// Whether two subjects are ranked, graded and selected together.
pub fn together(world: &World<'_>, a: &Opinion, b: &Opinion) -> bool {
    world.scheme.separate_by.as_ref().is_none_or(|id| value(world, a, id) == value(world, b, id))
}

pub fn rank(world: &World<'_>, all: &mut [Opinion]) {
    let known = all.to_vec();
    for o in all.iter_mut().filter(|o| o.ranked) {
        let better = |within: Option<&str>| {
            let rivals = known.iter().filter(|b| b.ranked && together(world, o, b));
            let rivals =
                rivals.filter(|b| within.is_none_or(|id| value(world, b, id) == value(world, o, id)));
            rivals.filter(|b| key(world, b) > key(world, o)).count() as u32 + 1
        };
        let place = better(None);
        let places: Vec<(String, u32)> = world
            .scheme
            .rank_within
            .iter()
            .filter(|id| !value(world, o, id).is_empty())
            .map(|id| (id.clone(), better(Some(id))))
            .collect();
        o.place = Some(place);
        o.places = places.into_iter().collect();
    }
}
