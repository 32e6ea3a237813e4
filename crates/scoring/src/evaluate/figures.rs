//! The mechanics that find a figure first: rates, ratings, results of earlier cycles.
use super::ledger::{Lack, Out, Why};
use super::plan::mark;
use super::writer::{Item, Writer};
use crate::scheme::{Curve, Mechanic, Rolling, Take, mechanic};
use crate::{Points, Previous};

impl<O: Out> Writer<'_, O> {
    /// What a curve gives in full, for want of anything to judge. A curve without an end of its own is capped by its
    /// rule, which the parser sees to.
    fn full(&self, curve: &Curve, largest: Option<Points>) -> Points {
        let max = self.compiled().and_then(|c| c.rule.max);
        curve.most(largest, self.rounding()).or(max).unwrap_or_default()
    }

    pub(super) fn rate(&mut self, mechanic: &Mechanic, items: &[Item]) {
        let Mechanic::Rate(mechanic::Rate { curve, none, .. }) = mechanic else { return };
        let (mut due, mut came) = (0_i64, 0_i64);
        for item in items {
            let quantity = self.quantity(item).0;
            let mark = match item.mark {
                _ if item.excused => mark::NO,
                mark => mark,
            };
            if mark == mark::YES {
                came = came.saturating_add(quantity);
            }
            if mark != mark::NO {
                due = due.saturating_add(quantity);
            }
            self.nothing(item, Why::InRate { mark });
        }
        if due <= 0 {
            return self.missing(*none, self.full(curve, Some(Points::ONE)), Lack::NothingDue);
        }
        let value = curve.worth(i128::from(came), i128::from(due), self.rounding());
        self.whole(value, Why::Rate { came, due });
    }

    pub(super) fn rating(&mut self, mechanic: &Mechanic, items: &[Item]) {
        let Mechanic::Rating(mechanic::Rating { take, curve, missing, min_ballots }) = mechanic else {
            return;
        };
        let mut scores: Vec<Item> = Vec::new();
        for item in items {
            if min_ballots.is_some() && item.mark == mark::NO {
                self.nothing(item, Why::FewBallots);
            } else {
                scores.push(*item);
            }
        }
        let Ok(n) = i64::try_from(scores.len()) else { return };
        if n == 0 {
            return self.missing(*missing, self.full(curve, None), Lack::NoRating);
        }
        let mut values = scores.iter().map(|item| self.quantity(item).0);
        let (total, den) = match take {
            Take::Mean => (values.fold(0_i64, i64::saturating_add), n),
            Take::Sum => (values.fold(0_i64, i64::saturating_add), 1),
            Take::Highest => (values.max().unwrap_or(0), 1),
            Take::Latest => (values.next_back().unwrap_or(0), 1),
        };
        let unit = i128::from(den).saturating_mul(i128::from(Points::UNIT));
        let value = curve.worth(i128::from(total), unit, self.rounding());
        if let [only] = scores.as_slice() {
            self.step(only.row, value, Why::OnlyRating);
            return;
        }
        scores.iter().for_each(|item| self.nothing(item, Why::Counted));
        let figure = Points(total).scaled(1, den, self.rounding()).unwrap_or_default();
        let n = u32::try_from(n).unwrap_or(u32::MAX);
        self.whole(value, Why::Ratings { n, figure });
    }

    pub(super) fn rollup(&mut self, mechanic: &Mechanic) {
        let Mechanic::Rollup(mechanic::Rollup { family, of, cycles, at_least, combine, curve, missing }) =
            mechanic
        else {
            return;
        };
        let period = self.person.period;
        let within = |p: &&Previous| p.to.is_none_or(|to| to >= period.from && to <= period.to);
        let history = self.columns.history(&self.person.subject.id, family.as_deref(), &self.plan.scheme.id);
        let figure = |p: &Previous| match of {
            None => Some(p.score.unwrap_or(p.total).0),
            Some(indicator) => p.indicators.get(indicator).map(|points| points.0),
        };
        let mut figures: Vec<i64> = history.filter(within).filter_map(figure).collect();
        let wanted = usize::try_from(*cycles).unwrap_or(usize::MAX);
        figures.drain(..figures.len().saturating_sub(wanted));
        let n = u32::try_from(figures.len()).unwrap_or(u32::MAX);
        if n < *at_least || n == 0 {
            return self.missing(*missing, self.full(curve, None), Lack::NoHistory);
        }
        let unit = i128::from(Points::UNIT);
        let sum = figures.iter().fold(0_i128, |sum, figure| sum.saturating_add(i128::from(*figure)));
        let (num, den) = match combine {
            Rolling::Sum => (sum, unit),
            Rolling::Mean => (sum, unit.saturating_mul(i128::from(n))),
            Rolling::Weighted(weights) => {
                let own = weights.get(weights.len().saturating_sub(figures.len())..).unwrap_or(weights);
                let products = figures.iter().zip(own);
                let total = products.fold(0_i128, |sum, (figure, weight)| {
                    sum.saturating_add(i128::from(*figure).saturating_mul(i128::from(weight.0)))
                });
                let weight = own.iter().fold(0_i128, |sum, weight| sum.saturating_add(i128::from(weight.0)));
                (total, weight.saturating_mul(unit))
            }
        };
        let value = curve.worth(num, den, self.rounding());
        let figure = num.checked_mul(unit).and_then(|num| self.rounding().divide(num, den));
        let figure = Points(figure.and_then(|figure| i64::try_from(figure).ok()).unwrap_or_default());
        self.whole(value, Why::Rollup { n, figure });
    }
}
