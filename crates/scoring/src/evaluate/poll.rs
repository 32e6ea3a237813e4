//! Ballots of rater groups.
use std::collections::BTreeMap;

use super::ledger::{Lack, Out, Why};
use super::plan::mark;
use super::writer::{Item, Writer};
use crate::scheme::{Band, Form, Missing, Poll, RaterGroup};
use crate::{Points, Rounding};

/// What a group's ballots come to, as `num / den`.
type Score = (i128, i128);

impl<O: Out> Writer<'_, O> {
    pub(super) fn poll(&mut self, poll: &Poll, missing: Missing, items: &[Item]) {
        let mut by_group: Vec<Vec<Item>> = vec![Vec::new(); poll.groups.len()];
        for item in items {
            let (group, choice) = (item.mark >> 8, item.mark & 0xff);
            let mine = by_group.get_mut(usize::from(group)).filter(|_| group != mark::NO_GROUP);
            match mine {
                Some(ballots) if choice != mark::NOT_VALID => ballots.push(*item),
                mine => {
                    let abstained = mine.is_some();
                    self.nothing(item, Why::NoBallot { abstained });
                }
            }
        }
        let mut scores: Vec<Option<Score>> = Vec::new();
        for ((n, group), ballots) in (0_u16..).zip(&poll.groups).zip(&by_group) {
            scores.push(self.group(poll, n, group, ballots));
        }
        let present = poll.groups.iter().zip(&scores).filter_map(|(g, score)| score.map(|s| (g.weight, s)));
        let complete = scores.iter().all(Option::is_some);
        let weight = present.clone().fold(0_i64, |sum, (weight, _)| sum.saturating_add(weight.0));
        if weight <= 0 || !(complete || poll.reweigh) {
            return self.missing(missing, poll.points, Lack::NoPoll);
        }
        // Each group's score is a figure of its own and rounded as such.
        let figure =
            |(num, den): Score| self.rounding().divide(num.checked_mul(i128::from(Points::UNIT))?, den);
        let mut weighted = present.map(|(w, score)| figure(score)?.checked_mul(i128::from(w.0)));
        let total = weighted.try_fold(0_i128, |sum, part| sum.checked_add(part?));
        let mean = total.and_then(|total| self.rounding().divide(total, i128::from(weight)));
        let mean = mean.and_then(|mean| i64::try_from(mean).ok()).map(Points);
        let value = mean.and_then(|mean| poll.points.scaled(mean.0, poll.scale.0, self.rounding()));
        let value = value.map(|value| value.min(poll.points));
        self.whole(value, Why::Poll { figure: mean.unwrap_or_default() });
    }

    /// A group's score, if it has enough ballots.
    fn group(&mut self, poll: &Poll, n: u16, group: &RaterGroup, items: &[Item]) -> Option<Score> {
        let counted = matches!(poll.form, Form::Choice { .. } | Form::Bands { .. });
        let quantity = |item: &Item| i128::from(self.quantity(item).0);
        let unit = i128::from(Points::UNIT);
        let sum = items.iter().fold(0_i128, |sum, item| sum.saturating_add(quantity(item)));
        let ballots =
            if counted { sum } else { i128::try_from(items.len()).unwrap_or(0).saturating_mul(unit) };
        let enough = ballots >= i128::from(group.min_ballots).saturating_mul(unit) && ballots > 0;
        let mut trimmed = Vec::new();
        let score = match &poll.form {
            _ if !enough => None,
            Form::Choice { worth, .. } => {
                let value = |item: &Item| {
                    worth.get(usize::from(item.mark & 0xff)).map_or(0, |(_, _, p)| i128::from(p.0))
                };
                let total =
                    items.iter().try_fold(0_i128, |t, i| t.checked_add(value(i).checked_mul(quantity(i))?));
                total.zip(ballots.checked_mul(unit))
            }
            Form::Bands { attribute, bands, .. } => {
                let mut choices: BTreeMap<&str, i128> = BTreeMap::new();
                for item in items {
                    let choice = self.shape(item).map_or("", |s| s.attribute(attribute));
                    let n = choices.entry(choice).or_insert(0);
                    *n = n.saturating_add(quantity(item));
                }
                let fits = |band: &&Band| band.when.iter().all(|test| passes(test, &choices, ballots));
                bands.iter().find(fits).map(|band| (i128::from(band.points.0), unit))
            }
            Form::Score { trim_highest, trim_lowest } => {
                let kept = trim(items, *trim_highest, *trim_lowest, quantity, &mut trimmed);
                let total = kept.iter().fold(0_i128, |sum, item| sum.saturating_add(quantity(item)));
                i128::try_from(kept.len()).ok().and_then(|n| n.checked_mul(unit)).map(|den| (total, den))
            }
            Form::Rank { list } => {
                let points = |item: &Item| {
                    let rank = Rounding::Down.divide(quantity(item), unit).unwrap_or(1).max(1);
                    let at = usize::try_from(rank.saturating_sub(1)).unwrap_or(usize::MAX);
                    list.get(at).or(list.last()).map_or(0, |p| i128::from(p.0))
                };
                Some((items.iter().fold(0_i128, |sum, item| sum.saturating_add(points(item))), ballots))
            }
        };
        for item in items {
            let out = trimmed.contains(&item.row);
            self.nothing(item, if out { Why::Trimmed { group: n } } else { Why::Ballots { group: n } });
        }
        let figure = score.and_then(|(num, den)| self.rounding().divide(num.checked_mul(unit)?, den));
        let figure = figure.and_then(|f| i64::try_from(f).ok()).map(Points);
        let ballots = i64::try_from(ballots).unwrap_or(i64::MAX);
        self.whole(Some(Points::ZERO), Why::Group { group: n, ballots, figure });
        score
    }
}

/// Ballots without the highest and lowest; all of them when nothing would be left.
fn trim<'t>(
    items: &'t [Item],
    highest: u32,
    lowest: u32,
    score: impl Fn(&Item) -> i128,
    trimmed: &mut Vec<u32>,
) -> Vec<&'t Item> {
    let mut sorted: Vec<&Item> = items.iter().collect();
    sorted.sort_by_key(|item| score(item));
    let (low, high) = (lowest as usize, sorted.len().saturating_sub(highest as usize));
    if low >= high {
        return sorted;
    }
    trimmed.extend(sorted.iter().take(low).chain(sorted.iter().skip(high)).map(|item| item.row));
    sorted.into_iter().skip(low).take(high.saturating_sub(low)).collect()
}

fn passes(test: &crate::scheme::ShareTest, choices: &BTreeMap<&str, i128>, ballots: i128) -> bool {
    let of = test.choices.iter().filter_map(|choice| choices.get(choice.as_str()));
    let own = of.fold(0_i128, |sum, n| sum.saturating_add(*n)).saturating_mul(i128::from(Points::UNIT));
    let line = |share: Points| i128::from(share.0).saturating_mul(ballots);
    test.at_least.is_none_or(|least| own >= line(least)) && test.below.is_none_or(|below| own < line(below))
}
