//! The form of `tests/golden/*/cases.toml`: facts as lines of text, expectations worked out by hand.
use std::collections::BTreeMap;

use lvzhi_scoring::{Exemption, Fact, Input, Period, Points, Post, Previous, Subject};
use serde::Deserialize;
use toml::Value;

use crate::support::*;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    pub case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub name: String,
    /// The arithmetic, by hand.
    pub why: String,
    /// The engine differs, and this is said about it; a case that no longer differs must not be open.
    pub open: Option<String>,
    /// File of the scheme in the same folder.
    #[serde(default = "scheme_file")]
    pub scheme: String,
    /// First and last day; the year 2026 unless told.
    #[serde(default = "year")]
    pub period: [String; 2],
    /// One fact per line: `[3x] kind words…` as in [`fact`]; `@b` changes the subject; ids are f01, f02 …
    #[serde(default)]
    pub facts: String,
    /// Earlier results, one per line: `cycle subject total words…`.
    #[serde(default)]
    pub previous: String,
    pub person: Vec<Person>,
    /// Rule → people, in order. All outcomes, when stated.
    pub outcomes: Option<BTreeMap<String, Vec<String>>>,
    /// Parts of notes on the whole evaluation.
    #[serde(default)]
    pub notes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    #[serde(default = "only")]
    pub id: String,
    /// `post`, `post 2026-01-01..2026-06-30`; either end may be empty.
    #[serde(default)]
    posts: Vec<String>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    from: Option<String>,
    to: Option<String>,
    /// `2026-02-01..2026-03-31 reason`.
    #[serde(default)]
    exemptions: Vec<String>,
    pub total: Option<Value>,
    pub score: Option<Value>,
    pub max: Option<Value>,
    pub grade: Option<String>,
    pub place: Option<u32>,
    #[serde(default)]
    pub places: BTreeMap<String, u32>,
    #[serde(default)]
    pub indicators: BTreeMap<String, Value>,
    /// All lines that are not zero, `fact rule points` (fact `-`: none), parted by `;` or line ends.
    pub lines: Option<String>,
    /// All lines of the adjustments, `rule points`, parted likewise; the rule may be `-`.
    pub adjustments: Option<String>,
    /// Facts that belong to no indicator.
    pub unused: Option<Vec<String>>,
    /// Parts of notes.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Part of the reason why the person is not ranked.
    pub exempt: Option<String>,
}

fn scheme_file() -> String {
    "scheme.toml".to_owned()
}

fn only() -> String {
    "a".to_owned()
}

fn year() -> [String; 2] {
    ["2026-01-01".to_owned(), "2026-12-31".to_owned()]
}

/// A number of an expectation.
pub fn number(value: &Value) -> Points {
    p(value.to_string().trim_matches('"'))
}

/// `from..to`, either end empty.
fn span(text: &str) -> (Option<chrono::NaiveDate>, Option<chrono::NaiveDate>) {
    let (from, to) = text.split_once("..").unwrap_or((text, ""));
    let one = |text: &str| (!text.is_empty()).then(|| day(text));
    (one(from), one(to))
}

impl Person {
    fn subject(&self) -> Subject {
        let posts = self.posts.iter().map(|text| {
            let (post, time) = text.split_once(' ').unwrap_or((text, ".."));
            let (from, to) = span(time);
            Post { post: post.to_owned(), from, to }
        });
        let exemptions = self.exemptions.iter().map(|text| {
            let (time, reason) = text.split_once(' ').unwrap();
            let (from, to) = span(time);
            Exemption { from: from.unwrap(), to, reason: reason.to_owned() }
        });
        Subject {
            attributes: self.attributes.clone(),
            from: self.from.as_deref().map(day),
            to: self.to.as_deref().map(day),
            posts: posts.collect(),
            exemptions: exemptions.collect(),
            ..member(&self.id)
        }
    }
}

fn facts(text: &str) -> Vec<Fact> {
    let mut subject = "a".to_owned();
    let mut facts = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(other) = line.strip_prefix('@') {
            subject = other.trim().to_owned();
            continue;
        }
        let times = line.split_once("x ").and_then(|(n, rest)| Some((n.parse::<u32>().ok()?, rest)));
        let (times, line) = times.unwrap_or((1, line));
        let (kind, words) = line.split_once(' ').unwrap_or((line, ""));
        for _ in 0..times {
            let id = format!("f{:02}", facts.len() + 1);
            facts.push(fact(&id, kind, &format!("by={subject} {words}")));
        }
    }
    facts
}

/// `2025 a 55 grade=good place=3 family=x to=2025-12-31 score=60 points.basic=5 count.late=3`
fn previous(line: &str) -> Previous {
    let mut words = line.split_whitespace();
    let mut earlier = Previous {
        cycle: words.next().unwrap().to_owned(),
        subject: words.next().unwrap().to_owned(),
        total: p(words.next().unwrap()),
        place: None,
        grade: None,
        family: None,
        to: None,
        score: None,
        indicators: BTreeMap::new(),
        counters: BTreeMap::new(),
    };
    for (key, value) in words.map(|word| word.split_once('=').unwrap()) {
        match key.split_once('.').unwrap_or((key, "")) {
            ("place", _) => earlier.place = Some(value.parse().unwrap()),
            ("grade", _) => earlier.grade = Some(value.to_owned()),
            ("family", _) => earlier.family = Some(value.to_owned()),
            ("to", _) => earlier.to = Some(day(value)),
            ("score", _) => earlier.score = Some(p(value)),
            ("points", id) => drop(earlier.indicators.insert(id.to_owned(), p(value))),
            ("count", id) => drop(earlier.counters.insert(id.to_owned(), p(value))),
            (other, _) => panic!("{other}"),
        }
    }
    earlier
}

impl Case {
    pub fn input(&self) -> Input {
        let [from, to] = self.period.each_ref().map(|text| day(text));
        let earlier = self.previous.lines().map(str::trim).filter(|line| !line.is_empty());
        Input {
            period: Period { from, to },
            subjects: self.person.iter().map(Person::subject).collect(),
            facts: facts(&self.facts),
            previous: earlier.map(previous).collect(),
        }
    }
}
