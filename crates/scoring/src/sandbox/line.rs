//! Who crosses a line between people.
use serde::{Deserialize, Serialize};

use super::{Question, Side};
use crate::{Columns, Points, Rounding, Sheet};

/// A line at a share of those ranked, by both schemes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CutLine {
    /// The share.
    pub share: Points,
    /// People above it, before and after; equals at the line are above it.
    pub people: (u32, u32),
    /// The last score above it, before and after.
    pub score: (Points, Points),
    /// Ids of those who come above it.
    pub entered: Vec<String>,
    /// Ids of those who fall below it.
    pub left: Vec<String>,
}

/// The last place above a line: everyone with this place or a better one is above it.
pub(super) fn last_place(sheet: &Sheet, share: Points) -> u32 {
    let mut places: Vec<u32> = sheet.place.iter().copied().filter(|place| *place > 0).collect();
    places.sort_unstable();
    let people = i128::try_from(places.len()).unwrap_or(0);
    let most = Rounding::Down.divide(people.saturating_mul(i128::from(share.0)), i128::from(Points::UNIT));
    let most = most.and_then(|most| usize::try_from(most).ok()).unwrap_or(0);
    most.checked_sub(1).and_then(|at| places.get(at)).copied().unwrap_or(0)
}

/// Whether a subject is above a line.
pub(super) fn is_above(sheet: &Sheet, who: usize, last: u32) -> bool {
    sheet.place.get(who).is_some_and(|place| *place > 0 && *place <= last)
}

pub(super) fn lines(a: &Side<'_>, b: &Side<'_>, columns: &Columns<'_>, question: &Question) -> Vec<CutLine> {
    let line = |share: &Points| {
        let last = (last_place(&a.sheet, *share), last_place(&b.sheet, *share));
        let mut line = CutLine {
            share: *share,
            people: (0, 0),
            score: (score_at(&a.sheet, last.0), score_at(&b.sheet, last.1)),
            entered: Vec::new(),
            left: Vec::new(),
        };
        for (who, subject) in columns.people.iter().enumerate() {
            let above = (is_above(&a.sheet, who, last.0), is_above(&b.sheet, who, last.1));
            line.people.0 = line.people.0.saturating_add(u32::from(above.0));
            line.people.1 = line.people.1.saturating_add(u32::from(above.1));
            match above {
                (false, true) => line.entered.push(subject.id.clone()),
                (true, false) => line.left.push(subject.id.clone()),
                _ => {}
            }
        }
        line
    };
    question.lines.iter().map(line).collect()
}

fn score_at(sheet: &Sheet, last: u32) -> Points {
    let at = sheet.place.iter().position(|place| *place == last && last > 0);
    at.and_then(|at| sheet.score.get(at)).copied().unwrap_or_default()
}
