//! The figures a scheme says are reported, counted from what an evaluation read and gave. Exact integers throughout.
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::scheme::{Count, Filter, Scheme, Shows};
use crate::{Assessment, Fact, Input, Points, Standing, Subject};

/// What a [`crate::scheme::Statistic`] comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatisticValue {
    /// Id of the statistic.
    pub id: String,
    /// Of all subjects.
    pub all: Proportion,
    /// Subject attribute → value → of the subjects with that value; subjects without the attribute are in none.
    pub by: BTreeMap<String, BTreeMap<String, Proportion>>,
}

/// So many, of so many where it is a rate or a share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proportion {
    /// How many.
    pub part: Points,
    /// Of how many; none: it is a number of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Points>,
}

/// The figures of a scheme in its order. Facts outside the period and of nobody in the input do not count.
pub fn statistics(scheme: &Scheme, input: &Input, assessments: &[Assessment]) -> Vec<StatisticValue> {
    let subjects: BTreeMap<&str, &Subject> = input.subjects.iter().map(|s| (s.id.as_str(), s)).collect();
    let known = Known { scheme, input, subjects };
    let value = |statistic: &crate::scheme::Statistic| {
        let mut sums = Sums::new(&statistic.by);
        match &statistic.shows {
            Shows::Good => known.good(assessments, &mut sums),
            Shows::Count { filter, count } => {
                known.each(filter, |subject, fact| sums.count(subject, fact, *count));
            }
            Shows::Rate { filter, attribute, attended, excused, count } => {
                known.each(filter, |subject, fact| {
                    let value = fact.attributes.get(attribute);
                    if !value.is_some_and(|value| excused.contains(value)) {
                        let came = value.is_some_and(|value| attended.contains(value));
                        sums.rate(subject, amount(fact, *count), came);
                    }
                });
            }
        }
        sums.value(&statistic.id, !matches!(statistic.shows, Shows::Count { .. }))
    };
    scheme.statistics.iter().map(value).collect()
}

/// What the figures are counted from.
struct Known<'k> {
    scheme: &'k Scheme,
    input: &'k Input,
    subjects: BTreeMap<&'k str, &'k Subject>,
}

impl<'k> Known<'k> {
    /// Every fact of the period that passes a filter, with whose it is.
    fn each(&self, filter: &Filter, mut then: impl FnMut(&'k Subject, &'k Fact)) {
        let period = self.input.period;
        let inside = |fact: &&Fact| period.from <= fact.date && fact.date <= period.to;
        for fact in self.input.facts.iter().filter(inside) {
            let Some(subject) = self.subjects.get(fact.subject.as_str()) else { continue };
            if self.scheme.passes(filter, subject, fact, period) {
                then(subject, fact);
            }
        }
    }

    fn good(&self, assessments: &[Assessment], sums: &mut Sums<'k>) {
        for assessment in assessments.iter().filter(|a| a.standing == Standing::Ranked) {
            let Some(subject) = self.subjects.get(assessment.subject.as_str()) else { continue };
            let good = self.scheme.good_grades().any(|grade| assessment.grade.as_ref() == Some(&grade.id));
            sums.rate(subject, Points::ONE, good);
        }
    }
}

fn amount(fact: &Fact, count: Count) -> Points {
    if count == Count::Quantity { fact.quantity } else { Points::ONE }
}

/// One sum; pieces are told apart by kind and name, and one without a name is a piece of its own.
#[derive(Default)]
struct Sum<'k> {
    part: i64,
    of: i64,
    pieces: BTreeSet<(&'k str, bool, &'k str)>,
}

/// The sum of all and those of each value of the attributes.
struct Sums<'k> {
    all: Sum<'k>,
    by: Vec<(&'k str, BTreeMap<&'k str, Sum<'k>>)>,
}

impl<'k> Sums<'k> {
    fn new(by: &'k [String]) -> Sums<'k> {
        Sums { all: Sum::default(), by: by.iter().map(|id| (id.as_str(), BTreeMap::new())).collect() }
    }

    /// Adds to every sum a subject belongs to.
    fn add(&mut self, subject: &'k Subject, add: impl Fn(&mut Sum<'k>)) {
        add(&mut self.all);
        for (attribute, sums) in &mut self.by {
            let value = subject.attributes.get(*attribute).filter(|value| !value.is_empty());
            if let Some(value) = value {
                add(sums.entry(value).or_default());
            }
        }
    }

    fn rate(&mut self, subject: &'k Subject, amount: Points, came: bool) {
        self.add(subject, |sum| {
            sum.of = sum.of.saturating_add(amount.0);
            sum.part = sum.part.saturating_add(if came { amount.0 } else { 0 });
        });
    }

    fn count(&mut self, subject: &'k Subject, fact: &'k Fact, count: Count) {
        let piece = fact.piece.as_deref().map_or((false, fact.id.as_str()), |piece| (true, piece));
        self.add(subject, |sum| {
            if count != Count::Pieces || sum.pieces.insert((&fact.kind, piece.0, piece.1)) {
                sum.part = sum.part.saturating_add(amount(fact, count).0);
            }
        });
    }

    fn value(self, id: &str, is_rate: bool) -> StatisticValue {
        let proportion =
            |sum: Sum<'_>| Proportion { part: Points(sum.part), of: is_rate.then_some(Points(sum.of)) };
        let of = |sums: BTreeMap<&str, Sum<'_>>| {
            sums.into_iter().map(|(value, sum)| (value.to_owned(), proportion(sum))).collect()
        };
        let by = self.by.into_iter().map(|(attribute, sums)| (attribute.to_owned(), of(sums))).collect();
        StatisticValue { id: id.to_owned(), all: proportion(self.all), by }
    }
}
