//! The rules and the input that the claims are tried on.
use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use lvzhi_scoring::{Catalogue, Exemption, Fact, Input, Kind, Period, Points, Post, Scheme, Subject, Term};

/// The shipped catalogue, then the one of the golden tests.
pub static CATALOGUES: LazyLock<[Catalogue; 2]> = LazyLock::new(|| {
    [include_str!("../../../../schemes/catalogue.toml"), include_str!("../../tests/golden/catalogue.toml")]
        .map(|text| Catalogue::parse(text).expect("a sound catalogue"))
});

/// The shipped schemes and those of the golden tests, each with the place of its catalogue.
pub static SCHEMES: LazyLock<Vec<(Scheme, usize)>> = LazyLock::new(|| {
    let texts = [
        (include_str!("../../../../schemes/advanced-collective.toml"), 0),
        (include_str!("../../../../schemes/advanced-individual.toml"), 0),
        (include_str!("../../../../schemes/branch-quarter.toml"), 0),
        (include_str!("../../../../schemes/branch-year.toml"), 0),
        (include_str!("../../../../schemes/committee-race.toml"), 0),
        (include_str!("../../../../schemes/hn-member-year.toml"), 0),
        (include_str!("../../../../schemes/hn-member.toml"), 0),
        (include_str!("../../../../schemes/member-studio.toml"), 0),
        (include_str!("../../../../schemes/organ-four-strong.toml"), 0),
        (include_str!("../../../../schemes/organ-six-type.toml"), 0),
        (include_str!("../../../../schemes/party-group.toml"), 0),
        (include_str!("../../../../schemes/rank-promotion.toml"), 0),
        (include_str!("../../../../schemes/staff-quarter.toml"), 0),
        (include_str!("../../../../schemes/staff-year.toml"), 0),
        (include_str!("../../tests/golden/floor.toml"), 0),
        (include_str!("../../tests/golden/aa/scheme.toml"), 1),
        (include_str!("../../tests/golden/bjt/scheme.toml"), 1),
        (include_str!("../../tests/golden/cs14/scheme.toml"), 1),
        (include_str!("../../tests/golden/dl5/scheme.toml"), 1),
        (include_str!("../../tests/golden/gs14/scheme.toml"), 1),
        (include_str!("../../tests/golden/gs17/scheme.toml"), 1),
        (include_str!("../../tests/golden/hbz/scheme.toml"), 1),
        (include_str!("../../tests/golden/hk/scheme.toml"), 1),
        (include_str!("../../tests/golden/jn15/scheme.toml"), 1),
        (include_str!("../../tests/golden/ly2/scheme.toml"), 1),
        (include_str!("../../tests/golden/mg/scheme.toml"), 1),
        (include_str!("../../tests/golden/mh/scheme.toml"), 1),
        (include_str!("../../tests/golden/ps40/scheme.toml"), 1),
        (include_str!("../../tests/golden/yb22/scheme.toml"), 1),
        (include_str!("../../tests/golden/taxonomy/classes.toml"), 1),
        (include_str!("../../tests/golden/taxonomy/compare.toml"), 1),
        (include_str!("../../tests/golden/taxonomy/corners.toml"), 1),
        (include_str!("../../tests/golden/taxonomy/history.toml"), 1),
        (include_str!("../../tests/golden/taxonomy/points.toml"), 1),
        (include_str!("../../tests/golden/taxonomy/raters.toml"), 1),
        (include_str!("../../tests/golden/taxonomy/results.toml"), 1),
        (include_str!("../../tests/golden/taxonomy/term.toml"), 1),
        (include_str!("../../tests/golden/taxonomy/units.toml"), 1),
    ];
    let read = |(text, n): (&str, usize)| {
        // One golden file leaves a word open.
        let text = text.replace("APPLIES", "before_bonus");
        (Scheme::parse(&text, &CATALOGUES[n]).expect("a sound scheme").0, n)
    };
    texts.map(read).to_vec()
});

/// A few people with a fact of every kind, for schemes that the fuzzer makes up.
pub static INPUTS: LazyLock<[Input; 2]> = LazyLock::new(|| [input(&CATALOGUES[0]), input(&CATALOGUES[1])]);

/// A day counted from the beginning of 2026, kept within what a date can be.
pub fn day(n: i64) -> NaiveDate {
    let start = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day of the calendar");
    let end = if n < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
    chrono::TimeDelta::try_days(n).and_then(|days| start.checked_add_signed(days)).unwrap_or(end)
}

fn input(catalogue: &Catalogue) -> Input {
    let mut facts = Vec::new();
    for (n, kind) in catalogue.kinds.iter().enumerate() {
        for (m, subject) in ["a", "b", "c", "a", "a"].into_iter().enumerate() {
            facts.push(fact(format!("f{n:02}-{m}"), kind, subject, n + 7 * m));
        }
    }
    let subjects = ["a", "b", "c", "d"].map(subject).to_vec();
    Input { period: Period { from: day(0), to: day(180) }, subjects, facts, previous: Vec::new() }
}

fn fact(id: String, kind: &Kind, subject: &str, die: usize) -> Fact {
    let pick = |terms: &[Term]| (!terms.is_empty()).then(|| terms[die % terms.len()].id.clone());
    let value = |values: &[Term]| pick(values).unwrap_or_else(|| die.to_string());
    Fact {
        id,
        subject: subject.to_owned(),
        kind: kind.id.clone(),
        date: day(die as i64 * 5),
        quantity: if kind.quantity.is_some() { Points(12_500) } else { Points::ONE },
        attributes: kind.attributes.iter().map(|a| (a.id.clone(), value(a.values()))).collect(),
        piece: kind.piece.then(|| format!("p{}", die % 5)),
        stage: pick(&kind.stages),
        role: pick(&kind.roles),
        signers: kind.piece.then_some(3),
    }
}

fn subject(id: &str) -> Subject {
    let post = Post { post: "standing".to_owned(), from: None, to: None };
    let leave = Exemption { from: day(40), to: Some(day(60)), reason: "病假".to_owned() };
    Subject {
        id: id.to_owned(),
        name: format!("委员{id}"),
        attributes: BTreeMap::from([("sector".to_owned(), "教育界".to_owned())]),
        from: (id == "d").then(|| day(150)),
        to: None,
        posts: if id == "b" { vec![post] } else { Vec::new() },
        exemptions: if id == "c" { vec![leave] } else { Vec::new() },
    }
}
