//! What an evaluation reads. Serialises to the canonical JSON that a snapshot stores and a bundle carries.
use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Points;

/// First and last day of the period, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// Everything an evaluation reads. [`Input::normalise`] sorts it, so that order never matters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The period under evaluation.
    pub period: Period,
    /// Who is evaluated, exempt or not eligible ones included.
    pub subjects: Vec<Subject>,
    /// Confirmed facts. Facts outside the period are explained, not counted.
    pub facts: Vec<Fact>,
    /// Results of earlier cycles of the same scheme family, for changes of place and two-period rules.
    #[serde(default)]
    pub previous: Vec<Previous>,
}

/// A person (later: a branch, a committee, an organ) under evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Stable id, unique in the input.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// Attributes by which a scheme may group or differ: "sector", "special_committee", "sex" … (values as printed).
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
    /// Start of service; none: before the period.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last day of service; none: still serving.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Posts held: "standing" 常委, "chair_meeting" 主席会议成员 … with their dates.
    #[serde(default)]
    pub posts: Vec<Post>,
    /// Windows in which the person is excused from duty, with the reason.
    #[serde(default)]
    pub exemptions: Vec<Exemption>,
}

/// A post held from a day to a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Post {
    /// Identifier of the post: "standing", "chair_meeting".
    pub post: String,
    /// First day; none: before the period.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last day; none: still held.
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

/// Excused from `from` to `to` (included); `to` none: open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Exemption {
    /// First day.
    pub from: NaiveDate,
    /// Last day, included.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Reason as printed: "病假", "援外".
    pub reason: String,
}

/// Something that happened to a subject. See the catalogue for kinds and attributes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Stable id, unique in the input.
    pub id: String,
    /// Whose fact it is.
    pub subject: String,
    /// Kind, an id of the catalogue.
    pub kind: String,
    /// The day it happened.
    pub date: NaiveDate,
    /// Quantity in the kind's unit (half-days, people, score); 1 where the kind has none.
    #[serde(default = "one")]
    pub quantity: Points,
    /// Values of the kind's attributes: enumerations by id, others as text.
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
    /// Which piece (proposal, report) this fact speaks of.
    #[serde(default)]
    pub piece: Option<String>,
    /// The stage the piece reached with this fact.
    #[serde(default)]
    pub stage: Option<String>,
    /// The subject's role in the piece.
    #[serde(default)]
    pub role: Option<String>,
    /// How many people signed the piece, the first included.
    #[serde(default)]
    pub signers: Option<u32>,
}

/// A result of an earlier cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Previous {
    /// Label of the cycle, sortable by time: "2025-H2".
    pub cycle: String,
    /// Subject id.
    pub subject: String,
    /// Total points then.
    pub total: Points,
    /// Place then.
    pub place: Option<u32>,
    /// Grade then, as its id.
    pub grade: Option<String>,
    /// Scheme family of that cycle; none: the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// Last day of that cycle; none: unknown (it counts as before the period).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// What was compared then; none: the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Points>,
    /// Points of the indicators then.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub indicators: BTreeMap<String, Points>,
    /// What the conditions of that scheme had counted: condition id → number.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counters: BTreeMap<String, Points>,
}

fn one() -> Points {
    Points(10_000)
}

impl Input {
    /// Sorts subjects, facts and earlier results, so that equal inputs are equal bytes.
    pub fn normalise(&mut self) {
        for subject in &mut self.subjects {
            subject.posts.sort();
            subject.exemptions.sort();
        }
        self.subjects.sort_by(Subject::order);
        self.facts.sort_by(|a, b| a.order(b));
        self.previous.sort_by(|a, b| a.order(b));
    }

    pub(crate) fn is_normal(&self) -> bool {
        self.subjects.is_sorted_by(|a, b| a.order(b).is_le())
            && self.subjects.iter().all(|s| s.posts.is_sorted() && s.exemptions.is_sorted())
            && self.facts.is_sorted_by(|a, b| a.order(b).is_le())
            && self.previous.is_sorted_by(|a, b| a.order(b).is_le())
    }
}

impl Fact {
    /// Order of facts: by subject, then by day, then by id, then by all the rest.
    pub(crate) fn order(&self, other: &Fact) -> Ordering {
        let first = (&self.subject, self.date, &self.id).cmp(&(&other.subject, other.date, &other.id));
        let rest = |f: &Fact| (f.kind.clone(), f.quantity, f.stage.clone(), f.role.clone(), f.signers);
        first.then_with(|| {
            let by_fields = rest(self).cmp(&rest(other));
            by_fields
                .then_with(|| self.piece.cmp(&other.piece))
                .then_with(|| self.attributes.cmp(&other.attributes))
        })
    }
}

impl Previous {
    /// Order of earlier results: by cycle, by subject, then by all the rest.
    pub(crate) fn order(&self, other: &Previous) -> Ordering {
        fn key(p: &Previous) -> impl Ord + '_ {
            let first = (&p.cycle, &p.subject, &p.family, p.to, p.total, p.score);
            (first, p.place, &p.grade, &p.indicators, &p.counters)
        }
        key(self).cmp(&key(other))
    }
}

impl Subject {
    /// Order of subjects: by id, then by all the rest.
    pub(crate) fn order(&self, other: &Subject) -> Ordering {
        self.id.cmp(&other.id).then_with(|| {
            let rest = |s: &Subject| {
                let (mut posts, mut exemptions) = (s.posts.clone(), s.exemptions.clone());
                posts.sort();
                exemptions.sort();
                (s.name.clone(), s.from, s.to, s.attributes.clone(), posts, exemptions)
            };
            rest(self).cmp(&rest(other))
        })
    }

    /// Whether the subject holds a post on a day.
    pub fn holds(&self, post: &str, day: NaiveDate) -> bool {
        self.posts.iter().any(|p| {
            p.post == post && p.from.is_none_or(|from| from <= day) && p.to.is_none_or(|to| day <= to)
        })
    }

    /// The exemption in force on a day.
    pub fn exemption_on(&self, day: NaiveDate) -> Option<&Exemption> {
        self.exemptions.iter().filter(|e| e.from <= day && e.to.is_none_or(|to| day <= to)).min()
    }
}
