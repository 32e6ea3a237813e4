//! How firm an order is when the points of every rule change a little.
use serde::{Deserialize, Serialize};

use super::line::{is_above, last_place};
use super::order::kendall;
use super::shake::{Dice, shaken};
use super::{Question, Side};
use crate::{Catalogue, Columns, Plan, Points, Rounding, reckon};

/// How firm an order is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stability {
    /// How many changed schemes were tried.
    pub shakes: u32,
    /// Mean of Kendall's tau against the unchanged order.
    pub mean: Points,
    /// The least of them.
    pub least: Points,
    /// For each line: how often those above it stayed above, and people who did so in fewer than 95 of 100.
    pub lines: Vec<Stay>,
}

/// How firmly people stand above a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    /// The line.
    pub share: Points,
    /// Mean share of tries in which those above it stayed above.
    pub mean: Points,
    /// How often each of those above it stayed above: (subject, share of tries), the least firm first.
    pub people: Vec<(String, Points)>,
    /// How often others came above it: (subject, share of tries), the likeliest first.
    pub near: Vec<(String, Points)>,
}

pub(super) fn stability(
    side: &Side<'_>,
    catalogue: &Catalogue,
    columns: &Columns<'_>,
    question: &Question,
) -> Stability {
    let ranked: Vec<usize> =
        (0..columns.people.len()).filter(|who| side.sheet.ranked.get(*who) == Some(&true)).collect();
    let scores = |sheet: &crate::Sheet| -> Vec<i64> {
        ranked.iter().map(|who| sheet.score.get(*who).map_or(0, |score| score.0)).collect()
    };
    let own = scores(&side.sheet);
    let mut taus = Vec::new();
    let mut above = vec![vec![0_u32; columns.people.len()]; question.lines.len()];
    let mut dice = Dice(question.seed);
    for _ in 0..question.shakes {
        let scheme = shaken(side.scheme, question.most, &mut dice);
        let sheet = reckon(&Plan::compile(&scheme, catalogue, columns), columns, 1);
        taus.extend(kendall(&own, &scores(&sheet)));
        for (share, counts) in question.lines.iter().zip(&mut above) {
            let last = last_place(&sheet, *share);
            for (who, count) in counts.iter_mut().enumerate() {
                *count = count.saturating_add(u32::from(is_above(&sheet, who, last)));
            }
        }
    }
    let lines = question
        .lines
        .iter()
        .zip(&above)
        .map(|(share, counts)| stay(side, columns, *share, counts, question.shakes));
    Stability {
        shakes: question.shakes,
        mean: mean(&taus),
        least: taus.iter().min().copied().unwrap_or(Points::ONE),
        lines: lines.collect(),
    }
}

fn mean(values: &[Points]) -> Points {
    let sum = values.iter().fold(0_i128, |sum, value| sum.saturating_add(i128::from(value.0)));
    let n = i128::try_from(values.len()).unwrap_or(0);
    let mean = Rounding::HalfUp.divide(sum, n).and_then(|mean| i64::try_from(mean).ok());
    mean.map_or(Points::ONE, Points)
}

fn stay(side: &Side<'_>, columns: &Columns<'_>, share: Points, counts: &[u32], shakes: u32) -> Stay {
    let last = last_place(&side.sheet, share);
    let rate = |count: u32| {
        Points::ONE.scaled(i64::from(count), i64::from(shakes.max(1)), Rounding::HalfUp).unwrap_or_default()
    };
    let (mut people, mut near) = (Vec::new(), Vec::new());
    for (who, (subject, count)) in columns.people.iter().zip(counts).enumerate() {
        let own = (subject.id.clone(), rate(*count));
        if is_above(&side.sheet, who, last) {
            people.push(own);
        } else if *count > 0 {
            near.push(own);
        }
    }
    let rates: Vec<Points> = people.iter().map(|(_, rate)| *rate).collect();
    people.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    near.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Stay { share, mean: mean(&rates), people, near }
}
