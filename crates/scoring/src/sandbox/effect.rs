//! How classes of people fare.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::line::{is_above, last_place};
use super::{Question, Side};
use crate::{Columns, Points, Rounding};

/// How one class of people fares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// The attribute: "sector", "sex" …; "class" for classes of the scheme, "service" for length of service.
    pub attribute: String,
    /// Its value as printed.
    pub value: String,
    /// People of the class that both schemes rank.
    pub people: u32,
    /// Mean number of places won (negative: lost).
    pub climbed: Points,
    /// Mean change of the score.
    pub score: Points,
    /// For each line of the question: how many come above it and how many fall below.
    pub crossed: Vec<(u32, u32)>,
}

/// Bounds of the lengths of service, in days, with their names.
const SERVICE: [(i64, &str); 4] =
    [(365, "任职不满一年"), (365 * 3, "任职一至三年"), (365 * 5, "任职三至五年"), (i64::MAX, "任职五年以上")];

pub(super) fn effects(a: &Side<'_>, b: &Side<'_>, columns: &Columns<'_>, question: &Question) -> Vec<Effect> {
    let lines: Vec<(u32, u32)> = question
        .lines
        .iter()
        .map(|share| (last_place(&a.sheet, *share), last_place(&b.sheet, *share)))
        .collect();
    let mut classes: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    let mut names: Vec<&str> = question.attributes.iter().map(String::as_str).collect();
    names.extend(["class", "service"]);
    let service_at = names.len().saturating_sub(1);
    for (who, subject) in columns.people.iter().enumerate() {
        let ranked = |side: &Side<'_>| side.sheet.ranked.get(who).copied().unwrap_or(false);
        if !ranked(a) || !ranked(b) {
            continue;
        }
        for (n, attribute) in question.attributes.iter().enumerate() {
            if let Some(value) = subject.attributes.get(attribute) {
                classes.entry((n, value)).or_default().push(who);
            }
        }
        let period = columns.period;
        for class in known_classes(b.scheme) {
            if b.scheme.in_class(class, subject, period.to, period) {
                let label = b.scheme.class_label(class);
                classes.entry((service_at.saturating_sub(1), label)).or_default().push(who);
            }
        }
        let days = subject.from.map_or(i64::MAX, |from| period.to.signed_duration_since(from).num_days());
        let service =
            SERVICE.iter().find(|(below, _)| days < *below).map_or("任职五年以上", |(_, name)| *name);
        classes.entry((service_at, service)).or_default().push(who);
    }
    let effect = |((n, value), who): ((usize, &str), Vec<usize>)| Effect {
        attribute: names.get(n).copied().unwrap_or_default().to_owned(),
        value: value.to_owned(),
        people: u32::try_from(who.len()).unwrap_or(u32::MAX),
        climbed: mean(&who, |who| {
            let place = |side: &Side<'_>| side.sheet.place.get(who).map_or(0, |place| i64::from(*place));
            place(a).saturating_sub(place(b)).saturating_mul(Points::UNIT)
        }),
        score: mean(&who, |who| {
            let score = |side: &Side<'_>| side.sheet.score.get(who).map_or(0, |score| score.0);
            score(b).saturating_sub(score(a))
        }),
        crossed: lines.iter().map(|line| crossed(a, b, &who, *line)).collect(),
    };
    classes.into_iter().map(effect).collect()
}

/// Classes the scheme speaks of: its own and the posts that every committee has.
fn known_classes(scheme: &crate::Scheme) -> impl Iterator<Item = &str> {
    let own = scheme.classes.iter().map(|class| class.id.as_str());
    own.chain(["standing"].into_iter().filter(|post| scheme.classes.iter().all(|class| class.id != *post)))
}

fn mean(who: &[usize], value: impl Fn(usize) -> i64) -> Points {
    let sum = who.iter().fold(0_i128, |sum, who| sum.saturating_add(i128::from(value(*who))));
    let n = i128::try_from(who.len()).unwrap_or(1);
    let mean = Rounding::HalfUp.divide(sum, n).and_then(|mean| i64::try_from(mean).ok());
    Points(mean.unwrap_or(0))
}

fn crossed(a: &Side<'_>, b: &Side<'_>, who: &[usize], (before, after): (u32, u32)) -> (u32, u32) {
    let count = |wanted: (bool, bool)| {
        let above = |who: usize| (is_above(&a.sheet, who, before), is_above(&b.sheet, who, after));
        u32::try_from(who.iter().filter(|who| above(**who) == wanted).count()).unwrap_or(u32::MAX)
    };
    (count((false, true)), count((true, false)))
}
