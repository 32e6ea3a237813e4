//! Published rules with their worked cases: the rules are in `tests/golden/*/scheme.toml`, the cases — with the
//! arithmetic done by hand — beside them in `cases.toml`.
mod case;
mod refused;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use lvzhi_scoring::{Assessment, Evaluation, Line, Points, Standing};

use self::case::{Case, Cases, Person, number};
use crate::support::*;

const CATALOGUE: &str = "tests/golden/catalogue.toml";

/// What differs between expectation and result.
struct Differences(Vec<String>);

impl Differences {
    fn compare<T: PartialEq + Debug>(&mut self, what: &str, expected: T, got: T) {
        if expected != got {
            self.0.push(format!("{what}: expected {expected:?}, got {got:?}"));
        }
    }

    fn contain(&mut self, what: &str, part: &str, texts: &[&str]) {
        if !texts.iter().any(|text| text.contains(part)) {
            self.0.push(format!("{what}: none has {part:?}: {texts:?}"));
        }
    }
}

/// Lines of an expectation: `fact rule points`.
fn expected_lines(text: &str) -> Vec<String> {
    let parts = text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let mut lines: Vec<_> = parts.map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    lines.sort();
    lines
}

fn got_lines<'l>(lines: impl Iterator<Item = &'l Line>) -> Vec<String> {
    let text = |line: &Line| format!("{} {} {}", line.fact.as_deref().unwrap_or("-"), line.rule, line.points);
    let mut lines: Vec<_> = lines.filter(|line| line.points != Points::ZERO).map(text).collect();
    lines.sort();
    lines
}

fn compare_person(person: &Person, a: &Assessment, d: &mut Differences) {
    let figures =
        [("total", &person.total, a.total), ("score", &person.score, a.score), ("max", &person.max, a.max)];
    for (what, expected, got) in figures {
        if let Some(expected) = expected {
            d.compare(what, number(expected).to_string(), got.to_string());
        }
    }
    for (id, expected) in &person.indicators {
        let got = a.indicators.iter().find(|i| i.id == *id).map(|i| i.points.to_string());
        d.compare(id, Some(number(expected).to_string()), got);
    }
    if let Some(lines) = &person.lines {
        let got = got_lines(a.indicators.iter().flat_map(|i| &i.lines));
        d.compare("lines", expected_lines(lines), got);
    }
    if let Some(lines) = &person.adjustments {
        let got = a.adjustments.iter().map(|line| format!("{} {}", line.rule, line.points));
        d.compare("adjustments", expected_lines(lines), got.collect());
    }
    if let Some(unused) = &person.unused {
        let got: Vec<_> = a.unused.iter().filter_map(|line| line.fact.clone()).collect();
        d.compare("unused", unused.clone(), got);
    }
    match (&person.exempt, &a.standing) {
        (None, standing) => d.compare("standing", &Standing::Ranked, standing),
        (Some(part), Standing::Exempt(reason)) => d.contain("exempt", part, &[reason]),
        (Some(_), Standing::Ranked) => d.0.push("exempt: expected, got ranked".to_owned()),
    }
    if person.grade.is_some() {
        d.compare("grade", &person.grade, &a.grade);
    }
    if person.place.is_some() {
        d.compare("place", person.place, a.place);
    }
    for (within, place) in &person.places {
        d.compare(within, Some(place), a.places.get(within));
    }
    let notes: Vec<_> = a.notes.iter().map(|note| note.text.as_str()).collect();
    person.notes.iter().for_each(|part| d.contain("note", part, &notes));
}

/// Every fact of the person is in a line or among the unused ones.
fn every_fact_is_explained(case: &Case, a: &Assessment, d: &mut Differences) {
    let lines = a.indicators.iter().flat_map(|i| &i.lines).chain(&a.unused);
    let said: BTreeSet<_> = lines.filter_map(|line| line.fact.as_deref()).collect();
    for fact in case.input().facts.iter().filter(|fact| fact.subject == a.subject) {
        if !said.contains(fact.id.as_str()) {
            d.0.push(format!("{}: nothing is said about it", fact.id));
        }
    }
}

fn compare_whole(case: &Case, evaluation: &Evaluation, d: &mut Differences) {
    if let Some(expected) = &case.outcomes {
        let mut got: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for outcome in &evaluation.outcomes {
            got.entry(outcome.rule.clone()).or_default().push(outcome.subject.clone());
        }
        d.compare("outcomes", expected, &got);
    }
    let notes: Vec<_> = evaluation.notes.iter().map(|note| note.text.as_str()).collect();
    case.notes.iter().for_each(|part| d.contain("note", part, &notes));
}

/// The reasons as printed, for the report of a difference.
fn told(a: &Assessment) -> String {
    let lines = a.indicators.iter().flat_map(|i| &i.lines).chain(&a.adjustments).chain(&a.unused);
    let line = |l: &Line| {
        format!("      {} {} {} {}\n", l.fact.as_deref().unwrap_or("-"), l.rule, l.points, l.reason)
    };
    lines.map(line).chain(a.notes.iter().map(|note| format!("      note {}\n", note.text))).collect()
}

fn check_case(document: &str, case: &Case) -> String {
    let rules = load(&format!("tests/golden/{document}/{}", case.scheme), CATALOGUE);
    let evaluation = run(&rules, &case.input());
    check_sums(&evaluation);
    let mut report = String::new();
    for person in &case.person {
        let a = evaluation.assessments.iter().find(|a| a.subject == person.id).unwrap();
        let mut d = Differences(Vec::new());
        compare_person(person, a, &mut d);
        every_fact_is_explained(case, a, &mut d);
        for difference in &d.0 {
            report += &format!("    {}: {difference}\n", person.id);
        }
        if !d.0.is_empty() {
            report += &told(a);
        }
    }
    let mut d = Differences(Vec::new());
    compare_whole(case, &evaluation, &mut d);
    d.0.iter().for_each(|difference| report += &format!("    {difference}\n"));
    let head = format!("{document}: {}\n    {}\n", case.name, case.why);
    match (&case.open, report.is_empty()) {
        (Some(open), true) => format!("{head}    no longer open: {open}\n"),
        (Some(_), false) | (None, true) => String::new(),
        (None, false) => head + &report,
    }
}

fn check(document: &str) {
    let cases: Cases = toml::from_str(&read(&format!("tests/golden/{document}/cases.toml"))).unwrap();
    let report: String = cases.case.iter().map(|case| check_case(document, case)).collect();
    assert!(report.is_empty(), "\n{report}");
}

macro_rules! documents {
    ($($name:ident)*) => {
        $(#[test] fn $name() { check(stringify!($name)); })*
        const DOCUMENTS: &[&str] = &[$(stringify!($name)),*];
    };
}

/// Whoever changes this makes results that were sealed before unverifiable: raise [`lvzhi_scoring::ENGINE`] with it.
#[test]
fn the_results_of_all_cases_are_byte_for_byte_those_of_this_engine() {
    let mut digests = String::new();
    for document in DOCUMENTS {
        let cases: Cases = toml::from_str(&read(&format!("tests/golden/{document}/cases.toml"))).unwrap();
        for case in &cases.case {
            let rules = load(&format!("tests/golden/{document}/{}", case.scheme), CATALOGUE);
            digests += &run(&rules, &case.input()).digest();
        }
    }
    let all = lvzhi_scoring::digest(digests.as_bytes());
    assert_eq!(
        (lvzhi_scoring::ENGINE, all.as_str()),
        ("3", "abb9993b5d144a9cac53936a0c0ee3f44d6cc30baabfb807634cdefa8d1ec362")
    );
}

documents!(gs17 aa jn15 mh yb22 hk mg ly2 cs14 dl5 ps40 hbz bjt gs14 taxonomy);
