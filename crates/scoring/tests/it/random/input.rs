//! Random inputs: people who come and go, facts on edge days, pieces written down twice.
use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use lvzhi_scoring::{Catalogue, Exemption, Fact, Input, Kind, Period, Points, Post, Previous, Subject};

use super::Dice;
use crate::support::day;

const PERIODS: [(&str, &str); 4] = [
    ("2026-01-01", "2026-06-30"),
    ("2026-07-01", "2026-12-31"),
    ("2026-01-01", "2026-12-31"),
    ("2026-04-01", "2026-06-30"),
];

pub fn input(d: &mut Dice, catalogue: &Catalogue) -> Input {
    let (from, to) = if d.in_hundred(60) { PERIODS[0] } else { *d.pick(&PERIODS) };
    let period = Period { from: day(from), to: day(to) };
    let subjects: Vec<Subject> = (0..d.between(2, 12)).map(|n| subject(d, n, period)).collect();
    let most = *d.pick(&[10, 30, 80]);
    let facts = (0..d.below(most + 1)).map(|n| fact(d, n, catalogue, &subjects, period)).collect();
    let previous = subjects.iter().flat_map(|s| previous(d, s)).collect();
    Input { period, subjects, facts, previous }
}

/// Any day of the period, an edge day, or one outside.
fn any_day(d: &mut Dice, period: Period) -> NaiveDate {
    let days = (period.to - period.from).num_days() as usize;
    match d.below(20) {
        0 => period.from,
        1 => period.to,
        2 => period.from - Days::new(1),
        3 => period.to + Days::new(1),
        _ => period.from + Days::new(d.below(days) as u64),
    }
}

fn sometimes(d: &mut Dice, chance: usize, period: Period) -> Option<NaiveDate> {
    d.in_hundred(chance).then(|| any_day(d, period))
}

fn subject(d: &mut Dice, n: usize, period: Period) -> Subject {
    let mut attributes = BTreeMap::new();
    for (key, values, chance) in
        [("sector", "甲 乙 丙", 90), ("branch", "东 西", 90), ("goal", "0 1 2 2.5 4 x", 75)]
    {
        if d.in_hundred(chance) {
            attributes.insert(key.to_owned(), d.word(values));
        }
    }
    let mut from = sometimes(d, 20, period);
    if d.in_hundred(15) {
        from = Some(day("2025-12-02") + Days::new(d.below(40) as u64));
    }
    let to = sometimes(d, 12, period).filter(|to| from.is_none_or(|from| from <= *to));
    let mut posts = Vec::new();
    for post in ["standing", "convenor", "chair_meeting"] {
        if d.in_hundred(20) {
            let (from, to) = (sometimes(d, 40, period), sometimes(d, 40, period));
            posts.push(Post { post: post.to_owned(), from, to });
        }
    }
    let mut exemptions = Vec::new();
    for _ in 0..[0, 0, 0, 1, 2][d.below(5)] {
        let from = any_day(d, period);
        let to = d.in_hundred(80).then(|| from + Days::new(d.below(60) as u64));
        exemptions.push(Exemption { from, to, reason: "病假".to_owned() });
    }
    Subject { id: format!("s{n:02}"), name: format!("委员{n}"), attributes, from, to, posts, exemptions }
}

fn fact(d: &mut Dice, n: usize, catalogue: &Catalogue, subjects: &[Subject], period: Period) -> Fact {
    let kind: &Kind = d.pick(&catalogue.kinds);
    let mut attributes = BTreeMap::new();
    for attribute in &kind.attributes {
        let value = match attribute.values() {
            [] if attribute.id == "handed" => d.word("2026-03-01 2026-04-02"),
            [] => d.below(9).to_string(),
            values => d.pick(values).id.clone(),
        };
        if d.in_hundred(88) {
            attributes.insert(attribute.id.clone(), value);
        }
    }
    let quantity = match kind.id.as_str() {
        "event" | "study" => d.word("1 2 0.5 3.5 7 1.3"),
        "ballot" => d.word("1 2 3 5 8"),
        "mark" => d.word("80 91.5 66.67 20 100 77.77"),
        _ => "1".to_owned(),
    };
    let term = |d: &mut Dice, terms: &[lvzhi_scoring::Term]| {
        (!terms.is_empty() && d.in_hundred(92)).then(|| d.pick(terms).id.clone())
    };
    Fact {
        id: format!("f{n:02}"),
        subject: d.pick(subjects).id.clone(),
        kind: kind.id.clone(),
        date: any_day(d, period),
        quantity: quantity.parse::<Points>().unwrap(),
        attributes,
        piece: (kind.piece && d.in_hundred(92)).then(|| piece(d)),
        stage: term(d, &kind.stages),
        role: term(d, &kind.roles),
        signers: (kind.piece && d.in_hundred(85)).then(|| d.between(1, 4) as u32),
    }
}

/// One of a few; now and then it is called like a fact.
fn piece(d: &mut Dice) -> String {
    if d.in_hundred(4) { format!("f{:02}", d.below(10)) } else { format!("p{}", d.below(5)) }
}

fn previous(d: &mut Dice, s: &Subject) -> Vec<Previous> {
    let cycles = [
        ("2025-H1", "own", Some("2025-06-30")),
        ("2025-H2", "own", None),
        ("2026-01", "monthly", Some("2026-01-31")),
        ("2026-02", "monthly", Some("2026-02-28")),
        ("2026-05", "monthly", None),
        ("2025-11", "monthly", Some("2025-11-30")),
    ];
    let mut all = Vec::new();
    for (cycle, family, to) in cycles {
        if !d.in_hundred(55) {
            continue;
        }
        let total: Points = d.word("2 6.5 11.25 60 88.8").parse().unwrap();
        let indicators = [("i1".to_owned(), d.word("3 20 7.7777"))];
        let counters = [("c1".to_owned(), d.word("1 2")), ("c2".to_owned(), d.word("0 1.5"))];
        let read = |(id, text): (String, String)| (id, text.parse::<Points>().unwrap());
        all.push(Previous {
            cycle: cycle.to_owned(),
            subject: s.id.clone(),
            total,
            place: d.in_hundred(85).then(|| d.between(1, 12) as u32),
            grade: d.in_hundred(85).then(|| d.word("g1 g2 g3")),
            family: (family != "own" || d.in_hundred(50)).then(|| family.to_owned()),
            to: to.map(day),
            score: d.in_hundred(30).then(|| d.word("5 70.5").parse().unwrap()),
            indicators: indicators.into_iter().filter(|_| d.in_hundred(80)).map(read).collect(),
            counters: counters.into_iter().filter(|_| d.in_hundred(80)).map(read).collect(),
        });
    }
    all
}
