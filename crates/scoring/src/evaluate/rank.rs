//! Places: overall and within classes.
use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Scored;
use crate::scheme::Scheme;
use crate::{Points, Standing};

/// What decides: the score, then the stated indicators.
fn key(scheme: &Scheme, scored: &Scored<'_>) -> Vec<Points> {
    let mut key = vec![scored.assessment.score];
    key.extend(scheme.ties.iter().map(|tie| {
        let found = scored.assessment.indicators.iter().find(|i| i.id == *tie);
        found.map_or(Points::ZERO, |i| i.points)
    }));
    key
}

/// Places of people in descending order of key: equals share a place and the next place is left out.
fn places(people: &[(usize, Vec<Points>)]) -> Vec<(usize, u32)> {
    let mut order: Vec<_> = people.iter().collect();
    order.sort_by(|a, b| match b.1.cmp(&a.1) {
        Ordering::Equal => a.0.cmp(&b.0),
        other => other,
    });
    let mut result: Vec<(usize, u32)> = Vec::with_capacity(order.len());
    let mut last: Option<(&[Points], u32)> = None;
    for (n, (i, key)) in (1_u32..).zip(order) {
        let place = match last {
            Some((equal, place)) if equal == key.as_slice() => place,
            _ => n,
        };
        last = Some((key, place));
        result.push((*i, place));
    }
    result
}

pub(super) fn rank(scheme: &Scheme, scored: &mut [Scored<'_>]) {
    let mut people = Vec::new();
    for (i, one) in scored.iter().enumerate() {
        if one.assessment.standing == Standing::Ranked {
            people.push((i, key(scheme, one)));
        }
    }
    for (i, place) in places(&people) {
        if let Some(one) = scored.get_mut(i) {
            one.assessment.place = Some(place);
        }
    }
    for class in &scheme.rank_within {
        let mut classes: BTreeMap<&str, Vec<(usize, Vec<Points>)>> = BTreeMap::new();
        for (i, key) in &people {
            if let Some(value) = scored.get(*i).and_then(|one| one.subject.attributes.get(class)) {
                classes.entry(value).or_default().push((*i, key.clone()));
            }
        }
        for members in classes.into_values() {
            for (i, place) in places(&members) {
                if let Some(one) = scored.get_mut(i) {
                    one.assessment.places.insert(class.clone(), place);
                }
            }
        }
    }
}
