//! Single facts that decide on which side of a line somebody stands.
use serde::{Deserialize, Serialize};

use super::line::last_place;
use super::{Question, Side};
use crate::{Catalogue, Columns, Input, Plan, Points, reckon};

/// A fact without which its subject would not stand above a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marginal {
    /// The line.
    pub share: Points,
    /// Subject id.
    pub subject: String,
    /// Its place.
    pub place: u32,
    /// Fact id.
    pub fact: String,
    /// Kind of the fact.
    pub kind: String,
    /// The score without it.
    pub without: Points,
    /// The score of the first one below the line.
    pub next: Points,
}

pub(super) fn marginal(
    side: &Side<'_>,
    catalogue: &Catalogue,
    input: &Input,
    columns: &Columns<'_>,
    question: &Question,
) -> Vec<Marginal> {
    // Where rules compare subjects, one person's facts move everybody's points; alone it cannot be computed.
    if side.scheme.rules.iter().any(|rule| rule.is_across()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for share in &question.lines {
        let last = last_place(&side.sheet, *share);
        let below =
            (0..columns.people.len()).filter(|who| side.sheet.place.get(*who).is_some_and(|p| *p > last));
        let next = below.filter_map(|who| side.sheet.score.get(who)).max().copied();
        let Some(next) = next.filter(|_| last > 0) else { continue };
        for (who, subject) in columns.people.iter().enumerate() {
            let place = side.sheet.place.get(who).copied().unwrap_or(0);
            if place == 0 || place > last || place.saturating_add(question.beside) <= last {
                continue;
            }
            let facts: Vec<_> =
                input.facts.iter().filter(|fact| fact.subject == subject.id).cloned().collect();
            let own = Input {
                period: input.period,
                subjects: vec![(*subject).clone()],
                facts: Vec::new(),
                previous: input.previous.iter().filter(|p| p.subject == subject.id).cloned().collect(),
            };
            for left_out in &facts {
                let kept = facts.iter().filter(|fact| fact.id != left_out.id).cloned().collect();
                let kept = Input { facts: kept, ..own.clone() };
                // Numbers alone: neither words nor digests are wanted here.
                let alone = Columns::read(&kept, catalogue);
                let sheet = reckon(&Plan::compile(side.scheme, catalogue, &alone), &alone, 1);
                let score = sheet.score.first().copied().unwrap_or_default();
                if score < next {
                    found.push(Marginal {
                        share: *share,
                        subject: subject.id.clone(),
                        place,
                        fact: left_out.id.clone(),
                        kind: left_out.kind.clone(),
                        without: score,
                        next,
                    });
                }
            }
        }
    }
    found
}
