//! How a figure (a rate, a mean, a share) becomes points.
use serde::{Deserialize, Serialize};

use crate::{Points, Rounding};

/// How a figure becomes points. Figures of rates are shares: 1 is 100 %.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "shape")]
pub enum Curve {
    /// `points × figure ÷ scale`, at most `points`.
    Linear {
        /// Full points.
        points: Points,
        /// The figure that is worth them.
        scale: Points,
    },
    /// From this figure so many points, best first; below the last: nothing.
    Steps {
        /// (least figure, points).
        steps: Vec<(Points, Points)>,
    },
    /// So many points for every `per` of the figure.
    PerStep {
        /// Points for each.
        points: Points,
        /// So much of the figure.
        per: Points,
        /// What becomes of a part of it.
        part: Part,
    },
    /// Full points at the target; for every `per` below it `off` is taken off, down to `floor`.
    Shortfall {
        /// Full points.
        points: Points,
        /// The figure to reach.
        target: Points,
        /// So much short …
        per: Points,
        /// … takes this off.
        off: Points,
        /// The least that is left.
        floor: Points,
        /// What becomes of a part of `per`.
        part: Part,
    },
}

/// What becomes of a part of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// It counts in proportion.
    Proportional,
    /// It does not count.
    None,
    /// It counts as a full unit.
    Full,
}

impl Part {
    /// How much of a quantity counts, in units of `per`: the quantity itself, or cut to full units.
    pub(crate) fn counted(self, quantity: Points, per: Points) -> Points {
        let units = match self {
            Part::Proportional => return quantity,
            Part::None => quantity.0.checked_div(per.0),
            Part::Full => Some(i128::from(quantity.0))
                .and_then(|q| Rounding::Up.divide(q, i128::from(per.0)))
                .and_then(|units| i64::try_from(units).ok()),
        };
        Points(units.unwrap_or(0).saturating_mul(per.0))
    }
}

impl Curve {
    /// What a figure `num / den` is worth; none: too large to be told. `den` is positive.
    pub fn worth(&self, num: i64, den: i64, rounding: Rounding) -> Option<Points> {
        match self {
            Curve::Linear { points, scale } => {
                let product = i128::from(points.0).checked_mul(i128::from(num))?;
                let scale = i128::from(den).checked_mul(i128::from(scale.0))?;
                let product = product.checked_mul(i128::from(Points::UNIT))?;
                let value = rounding.divide(product, scale)?;
                i64::try_from(value).ok().map(|value| Points(value.min(points.0)))
            }
            Curve::Steps { steps } => {
                let reached = |from: Points| {
                    let own = i128::from(num).checked_mul(i128::from(Points::UNIT));
                    let line = i128::from(from.0).checked_mul(i128::from(den));
                    own.zip(line).is_some_and(|(own, line)| own >= line)
                };
                let step = steps.iter().find(|(from, _)| reached(*from));
                Some(step.map_or(Points::ZERO, |(_, points)| *points))
            }
            Curve::PerStep { points, per, part } => {
                let figure = figure(num, den, rounding)?;
                points.scaled(part.counted(figure, *per).0, per.0, rounding)
            }
            Curve::Shortfall { points, target, per, off, floor, part } => {
                let short = Points(target.0.checked_sub(figure(num, den, rounding)?.0)?.max(0));
                let off = off.scaled(part.counted(short, *per).0, per.0, rounding)?;
                points.checked_sub(off).map(|rest| rest.max(*floor))
            }
        }
    }

    /// The most it can give; none: no limit.
    pub fn most(&self, largest: Option<Points>) -> Option<Points> {
        match self {
            Curve::Linear { points, .. } | Curve::Shortfall { points, .. } => Some(*points),
            Curve::Steps { steps } => Some(steps.iter().map(|(_, p)| *p).max().unwrap_or_default()),
            Curve::PerStep { points, per, part } => {
                points.scaled(part.counted(largest?, *per).0, per.0, Rounding::Down)
            }
        }
    }
}

/// `num / den` to the fourth decimal.
pub(crate) fn figure(num: i64, den: i64, rounding: Rounding) -> Option<Points> {
    Points::ONE.scaled(num, den, rounding)
}
