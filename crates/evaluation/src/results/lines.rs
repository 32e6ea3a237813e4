//! What a line between people says of itself, and scores that are told apart.
use lvzhi_scoring::{Cut, Points, Rounding, Scheme};

use crate::runs::RunSummary;

/// How a line was decided, where somebody beyond its last place had the same score or places are kept for a class.
/// Runs of earlier versions of the program do not say it.
#[must_use]
pub fn decided(summary: &RunSummary, scheme: &Scheme, cut: &Cut) -> Option<String> {
    summary
        .decisions
        .iter()
        .filter(|decision| decision.cut.people == cut.people && decision.cut.points == cut.points)
        .find(|decision| decision.equal > 0 || decision.by_class)
        .map(|decision| decision.sentence(scheme))
}

/// The scores as a list shows them: with one decimal; with two, all of them, where one would make different scores look
/// alike; the few that two decimals do not tell apart with more. Equal scores always look equal.
#[must_use]
pub fn told_apart(scores: &[Points]) -> Vec<String> {
    let mut distinct = scores.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let alike = |pair: &[Points]| matches!(pair, [a, b] if cut_to(*a, 1) == cut_to(*b, 1));
    let base = if distinct.windows(2).any(alike) { 2 } else { 1 };
    let decimals = |score: Points| {
        let at = distinct.binary_search(&score).unwrap_or_else(|place| place);
        let beside = [at.checked_sub(1), at.checked_add(1)];
        let beside = beside.into_iter().flatten().filter_map(|place| distinct.get(place)).copied();
        (base..4)
            .find(|decimals| beside.clone().all(|other| cut_to(other, *decimals) != cut_to(score, *decimals)))
    };
    scores.iter().map(|score| printed(*score, decimals(*score).unwrap_or(4))).collect()
}

fn cut_to(score: Points, decimals: u32) -> Points {
    score.rounded(decimals, Rounding::HalfUp).unwrap_or(score)
}

fn printed(score: Points, decimals: u32) -> String {
    if decimals == 1 {
        return score.to_one_decimal();
    }
    let shown = cut_to(score, decimals);
    let size = shown.0.unsigned_abs();
    let unit = Points::UNIT.unsigned_abs();
    let digits = format!("{:04}", size % unit);
    let digits = digits.get(..usize::try_from(decimals).unwrap_or(4)).unwrap_or(&digits);
    let sign = if shown.is_negative() { "-" } else { "" };
    format!("{sign}{}.{digits}", size / unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(scores: &[&str]) -> Vec<String> {
        told_apart(&scores.iter().map(|score| score.parse().unwrap()).collect::<Vec<_>>())
    }

    #[test]
    fn one_decimal_is_enough_where_nothing_looks_alike() {
        assert_eq!(shown(&["90", "77.44", "77.44", "60.05"]), ["90.0", "77.4", "77.4", "60.1"]);
    }

    #[test]
    fn different_scores_look_different_and_equal_ones_equal() {
        assert_eq!(shown(&["77.44", "77.44", "77.41", "60"]), ["77.44", "77.44", "77.41", "60.00"]);
        assert_eq!(shown(&["77.4412", "77.4409", "77.39"]), ["77.4412", "77.4409", "77.39"]);
        assert_eq!(shown(&["-0.01", "0"]), ["-0.01", "0.00"]);
    }
}
