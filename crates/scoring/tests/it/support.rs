//! Small builders for tests.
use std::collections::BTreeMap;
use std::path::Path;

use lvzhi_scoring::{
    Assessment, Catalogue, Evaluation, Fact, Input, Period, Points, Scheme, Subject, evaluate,
};

pub fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

pub fn load(scheme: &str, catalogue: &str) -> (Scheme, Catalogue) {
    let catalogue = Catalogue::parse(&read(catalogue)).unwrap_or_else(|f| panic!("{}", list(&f)));
    let (scheme, _) = Scheme::parse(&read(scheme), &catalogue).unwrap_or_else(|f| panic!("{}", list(&f)));
    (scheme, catalogue)
}

pub fn list(findings: &[lvzhi_scoring::Finding]) -> String {
    findings.iter().map(|f| format!("{f}\n")).collect()
}

pub fn hn() -> (Scheme, Catalogue) {
    load("../../schemes/hn-member.toml", "../../schemes/catalogue.toml")
}

pub fn p(text: &str) -> Points {
    text.parse().unwrap()
}

pub fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

pub fn first_half() -> Period {
    Period { from: day("2026-01-01"), to: day("2026-06-30") }
}

pub fn member(id: &str) -> Subject {
    Subject {
        id: id.to_owned(),
        name: format!("委员{id}"),
        attributes: BTreeMap::new(),
        from: None,
        to: None,
        posts: Vec::new(),
        exemptions: Vec::new(),
    }
}

/// `fact("f1", "attendance", "2026-03-01 q=2 presence=present piece=p1 stage=filed role=first signers=2")`
pub fn fact(id: &str, kind: &str, words: &str) -> Fact {
    let mut fact = Fact {
        id: id.to_owned(),
        subject: "a".to_owned(),
        kind: kind.to_owned(),
        date: day("2026-03-01"),
        quantity: Points::ONE,
        attributes: BTreeMap::new(),
        piece: None,
        stage: None,
        role: None,
        signers: None,
    };
    for word in words.split_whitespace() {
        match word.split_once('=') {
            None => fact.date = day(word),
            Some(("by", value)) => fact.subject = value.to_owned(),
            Some(("q", value)) => fact.quantity = p(value),
            Some(("piece", value)) => fact.piece = Some(value.to_owned()),
            Some(("stage", value)) => fact.stage = Some(value.to_owned()),
            Some(("role", value)) => fact.role = Some(value.to_owned()),
            Some(("signers", value)) => fact.signers = Some(value.parse().unwrap()),
            Some((key, value)) => {
                fact.attributes.insert(key.to_owned(), value.to_owned());
            }
        }
    }
    fact
}

/// One fact per line: "kind words…"; ids are f1, f2 …
pub fn facts(text: &str) -> Vec<Fact> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let one = |(n, line): (usize, &str)| {
        let (kind, words) = line.split_once(' ').unwrap_or((line, ""));
        fact(&format!("f{:02}", n + 1), kind, words)
    };
    lines.enumerate().map(one).collect()
}

pub fn input(subjects: Vec<Subject>, facts: Vec<Fact>) -> Input {
    Input { period: first_half(), subjects, facts, previous: Vec::new() }
}

pub fn run(rules: &(Scheme, Catalogue), input: &Input) -> Evaluation {
    evaluate(&rules.0, &rules.1, input)
}

pub fn points(assessment: &Assessment, indicator: &str) -> Points {
    assessment.indicators.iter().find(|i| i.id == indicator).map(|i| i.points).unwrap()
}

/// The sums hold: lines to indicators, indicators and adjustments to the total.
pub fn check_sums(evaluation: &Evaluation) {
    for a in &evaluation.assessments {
        let mut total = 0;
        for i in &a.indicators {
            assert_eq!(i.points.0, i.lines.iter().map(|l| l.points.0).sum::<i64>(), "{} {}", a.subject, i.id);
            total += i.points.0;
        }
        assert_eq!(a.total.0, total + a.adjustments.iter().map(|l| l.points.0).sum::<i64>());
    }
}
