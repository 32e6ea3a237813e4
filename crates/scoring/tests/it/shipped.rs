//! The schemes that ship with the program: no remarks, and a worked case for each with its arithmetic.
mod awards;
mod branches;
mod members;
mod organs;
mod staff;
mod units;

use std::collections::{BTreeMap, BTreeSet};

use lvzhi_scoring::{
    Assessment, Catalogue, Evaluation, Fact, Input, Period, Post, Previous, Scheme, Standing, Subject,
};

use crate::support::*;

/// A worked case in text.
struct Case {
    /// File name of the scheme without its end.
    scheme: &'static str,
    /// First and last day.
    period: (&'static str, &'static str),
    /// A subject a line: "a from=2026-03-01 post=standing level=市级".
    subjects: &'static str,
    /// A cycle a line: "family cycle last-day a=88/good/3 b=70".
    previous: &'static str,
    /// A fact a line as in [`facts`]; `by=a,b` for each of them, `x=5` so many times, `months=1-3` in each of these.
    facts: &'static str,
}

impl Case {
    fn input(&self) -> Input {
        let period = Period { from: day(self.period.0), to: day(self.period.1) };
        let facts = lines(self.facts).flat_map(|line| expand(line, period)).enumerate();
        let facts = facts.map(|(n, fact)| Fact { id: format!("f{n:04}"), ..fact }).collect();
        // none: the scheme's own family
        let own = |p: Previous| Previous { family: p.family.filter(|family| family != self.scheme), ..p };
        let previous = lines(self.previous).flat_map(previous).map(own).collect();
        Input { period, subjects: lines(self.subjects).map(subject).collect(), facts, previous }
    }

    fn run(&self) -> Evaluation {
        let file = format!("../../schemes/{}.toml", self.scheme);
        let rules = load(&file, "../../schemes/catalogue.toml");
        let input = self.input();
        for fact in &input.facts {
            rules.1.check_whole_fact(fact).unwrap_or_else(|problems| panic!("{fact:?}: {problems:?}"));
        }
        let evaluation = run(&rules, &input);
        check_sums(&evaluation);
        assert_eq!(evaluation.notes, [], "{}", self.scheme);
        evaluation
    }

    /// `expected`: a subject a line, "a total=92.36 score=92.36 place=3 grade=good halves=63"; words that are neither of
    /// these are indicators; "exempt" alone for who is not ranked. `outcomes`: "rule: a b", all of them.
    fn gives(&self, expected: &str, outcomes: &str) {
        let evaluation = self.run();
        let mut wrong = Vec::new();
        for line in lines(expected) {
            let (id, words) = line.split_once(' ').unwrap();
            let a = evaluation.assessments.iter().find(|a| a.subject == id).unwrap();
            wrong.extend(words.split_whitespace().filter_map(|word| {
                let (key, value) = word.split_once('=').unwrap_or((word, ""));
                let found = found(a, key);
                (found != value).then(|| format!("{id}: {key} is {found}, not {value}"))
            }));
        }
        let mut selected: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for outcome in &evaluation.outcomes {
            selected.entry(outcome.rule.clone()).or_default().insert(outcome.subject.clone());
        }
        for line in lines(outcomes) {
            let (rule, who) = line.split_once(':').unwrap();
            let who: BTreeSet<_> = who.split_whitespace().map(str::to_owned).collect();
            let found = selected.remove(rule).unwrap_or_default();
            if found != who {
                wrong.push(format!("{rule}: {found:?}, not {who:?}"));
            }
        }
        wrong.extend(selected.into_iter().map(|(rule, who)| format!("{rule}: {who:?}, not expected")));
        assert!(wrong.is_empty(), "{}\n{}", self.scheme, wrong.join("\n"));
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// What an assessment says under a word of an expectation.
fn found(a: &Assessment, key: &str) -> String {
    match key {
        "total" => a.total.to_string(),
        "score" => a.score.to_string(),
        "max" => a.max.to_string(),
        "place" => a.place.map_or_else(String::new, |place| place.to_string()),
        "grade" => a.grade.clone().unwrap_or_default(),
        "exempt" if matches!(a.standing, Standing::Exempt(_)) => String::new(),
        "exempt" => "ranked".to_owned(),
        indicator => points(a, indicator).to_string(),
    }
}

fn subject(line: &str) -> Subject {
    let mut words = line.split_whitespace();
    let mut subject = member(words.next().unwrap());
    for word in words {
        match word.split_once('=').unwrap() {
            ("from", value) => subject.from = Some(day(value)),
            ("post", value) => subject.posts.push(Post { post: value.to_owned(), from: None, to: None }),
            (key, value) => {
                subject.attributes.insert(key.to_owned(), value.to_owned());
            }
        }
    }
    subject
}

fn previous(line: &str) -> Vec<Previous> {
    let words: Vec<_> = line.split_whitespace().collect();
    let one = |word: &&str| {
        let (subject, result) = word.split_once('=').unwrap();
        let parts: Vec<_> = result.split('/').collect();
        Previous {
            cycle: words[1].to_owned(),
            subject: subject.to_owned(),
            total: p(parts[0]),
            place: parts.get(2).map(|place| place.parse().unwrap()),
            grade: parts.get(1).filter(|grade| **grade != "-").map(|grade| (*grade).to_owned()),
            family: Some(words[0].to_owned()),
            to: Some(day(words[2])),
            score: None,
            indicators: BTreeMap::new(),
            counters: BTreeMap::new(),
        }
    };
    words[3..].iter().map(one).collect()
}

/// The facts of a line.
fn expand(line: &str, period: Period) -> Vec<Fact> {
    let (kind, words) = line.split_once(' ').unwrap_or((line, ""));
    let (mut who, mut times, mut months, mut rest) = ("a", 1, None, Vec::new());
    for word in words.split_whitespace() {
        match word.split_once('=') {
            Some(("by", value)) => who = value,
            Some(("x", value)) => times = value.parse().unwrap(),
            Some(("months", value)) => months = Some(value),
            _ => rest.push(word),
        }
    }
    let (first, last) = months.map_or((0, 0), |span| {
        let (first, last) = span.split_once('-').unwrap();
        (first.parse::<u32>().unwrap(), last.parse::<u32>().unwrap())
    });
    let mut all = Vec::new();
    for subject in who.split(',') {
        for month in first..=last {
            for _ in 0..times {
                let mut fact = fact("", kind, &rest.join(" "));
                fact.subject = subject.to_owned();
                if !rest.iter().any(|word| word.starts_with("20")) {
                    let year = period.to.format("%Y");
                    fact.date = match month {
                        0 => period.to,
                        month => day(&format!("{year}-{month:02}-10")),
                    };
                }
                all.push(fact);
            }
        }
    }
    all
}

fn shipped() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemes");
    let names = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> =
        names.filter(|name| name.ends_with(".toml") && name != "catalogue.toml").collect();
    names.sort();
    names
}

#[test]
fn every_shipped_scheme_is_without_remarks() {
    let catalogue = Catalogue::parse(&read("../../schemes/catalogue.toml")).unwrap();
    let names = shipped();
    assert_eq!(names.len(), 14);
    for name in names {
        let text = read(&format!("../../schemes/{name}"));
        let findings = match Scheme::parse(&text, &catalogue) {
            Ok((scheme, findings)) => {
                assert_eq!(name, format!("{}.toml", scheme.id));
                let prose = &scheme.prose;
                assert!(
                    !prose.purpose.is_empty() && !prose.procedure.is_empty() && !prose.closing.is_empty(),
                    "{name}"
                );
                findings
            }
            Err(findings) => findings,
        };
        assert_eq!(list(&findings), "", "{name}");
    }
}

/// A scheme reads kinds of its own subject, or kinds that are anybody's.
#[test]
fn schemes_read_facts_of_their_subject() {
    for name in shipped() {
        let (scheme, catalogue) = load(&format!("../../schemes/{name}"), "../../schemes/catalogue.toml");
        for kind in scheme.rules.iter().filter_map(|rule| rule.filter.kind.as_deref()) {
            let subject = &catalogue.kind(kind).unwrap().subject;
            assert!(*subject == scheme.subject || subject == "any", "{name}: {kind} is of {subject}");
        }
    }
}

/// A heading of a workbook names one column of a kind.
#[test]
fn column_names_of_a_kind_are_unambiguous() {
    let catalogue = Catalogue::parse(&read("../../schemes/catalogue.toml")).unwrap();
    for kind in &catalogue.kinds {
        let attributes = kind.attributes.iter().flat_map(|a| std::iter::once(&a.label).chain(&a.aliases));
        let quantity = kind.quantity.iter().flat_map(|q| std::iter::once(&q.label).chain(&q.aliases));
        let mut seen = BTreeSet::new();
        for name in attributes.chain(quantity) {
            assert!(seen.insert(name), "{}: {name}", kind.label);
        }
    }
    let kinds: BTreeSet<_> = catalogue.kinds.iter().map(|kind| &kind.label).collect();
    assert_eq!(kinds.len(), catalogue.kinds.len());
}
