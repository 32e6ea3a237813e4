//! How a figure (a rate, a mean, a share) becomes points.
use serde::{Deserialize, Serialize};

use super::place::Place;
use crate::finding::Findings;
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
    /// What is wrong with it.
    pub(in crate::scheme) fn check(&self, f: &mut Findings<'_>, percent: bool, place: &Place) {
        let number = |n: Points| if percent { n.to_percent() } else { n.to_string() };
        match self {
            Curve::Linear { points, .. } | Curve::PerStep { points, .. } if !points.is_positive() => {
                f.error_with(place.at("points"), "分值应大于 0", "写明满分或每个单位的分值");
            }
            Curve::Linear { .. } | Curve::PerStep { .. } => {}
            Curve::Steps { steps } => {
                for (n, pair) in steps.windows(2).enumerate() {
                    let [(_, higher), (from, lower)] = pair else { continue };
                    let at = format!("steps/{}/points", n.saturating_add(1));
                    if lower > higher {
                        let message = format!("达 {} 得 {lower} 分，比高一档的还多", number(*from));
                        f.error_with(place.at(&at), message, "高的一档分值应更高");
                    } else if lower == higher {
                        let message = format!("与高一档同为 {lower} 分，高一档不起作用");
                        f.warn(place.at(&at), message, "删去高的一档，或改分值");
                    }
                }
                if let Some((from, points)) = steps.last().filter(|(from, _)| from.is_positive()) {
                    let at = place.at(&format!("steps/{}/from", steps.len().saturating_sub(1)));
                    let message = format!("低于 {} 的没有写明得多少分，按 0 分计", number(*from));
                    let zero = if percent { "\"0%\"" } else { "0" };
                    let hint = format!("加上最低一档：{{ from = {zero}, points = 0 }}");
                    // One step alone is all or nothing, and says so.
                    if !points.is_zero() && steps.len() > 1 {
                        f.warn(at, message, hint);
                    }
                }
            }
            Curve::Shortfall { points, off, floor, .. } => {
                if !points.is_positive() {
                    f.error_with(place.at("points"), "满分应大于 0", "写明达到目标得多少分");
                } else if floor >= points {
                    f.error_with(place.at("floor"), "保底不低于满分，永远扣不到分", "floor 应低于 points");
                }
                if off.is_zero() {
                    f.error_with(place.at("off"), "“off”为 0，永远扣不到分", "例如 off = 0.5");
                }
            }
        }
    }

    /// Whether it can take points off.
    pub(crate) fn can_deduct(&self) -> bool {
        matches!(self, Curve::Shortfall { floor, .. } if floor.is_negative())
    }

    /// What a figure `num / den` is worth; none: too large to be told. `den` is positive. The figure stays exact, only
    /// points are rounded.
    pub fn worth(&self, num: i128, den: i128, rounding: Rounding) -> Option<Points> {
        let unit = i128::from(Points::UNIT);
        let points_of = |value: i128| i64::try_from(value).ok().map(Points);
        match self {
            Curve::Linear { points, scale } => {
                let product = i128::from(points.0).checked_mul(num)?.checked_mul(unit)?;
                let value = rounding.divide(product, den.checked_mul(i128::from(scale.0))?)?;
                Some(points_of(value)?.min(*points))
            }
            Curve::Steps { steps } => {
                let reached = |from: Points| {
                    num.checked_mul(unit)
                        .zip(i128::from(from.0).checked_mul(den))
                        .is_some_and(|(own, line)| own >= line)
                };
                let step = steps.iter().find(|(from, _)| reached(*from));
                Some(step.map_or(Points::ZERO, |(_, points)| *points))
            }
            Curve::PerStep { points, per, part } => points_of(times(
                *points,
                num.checked_mul(unit)?,
                den.checked_mul(i128::from(per.0))?,
                *part,
                rounding,
            )?),
            Curve::Shortfall { points, target, per, off, floor, part } => {
                let short =
                    i128::from(target.0).checked_mul(den)?.checked_sub(num.checked_mul(unit)?)?.max(0);
                let off =
                    points_of(times(*off, short, den.checked_mul(i128::from(per.0))?, *part, rounding)?)?;
                points.checked_sub(off).map(|rest| rest.max(*floor))
            }
        }
    }

    /// The most it can give for figures up to `largest`; none: no limit.
    pub fn most(&self, largest: Option<Points>, rounding: Rounding) -> Option<Points> {
        match self {
            Curve::Linear { points, .. } | Curve::Shortfall { points, .. } => Some(*points),
            Curve::Steps { steps } => Some(steps.iter().map(|(_, p)| *p).max().unwrap_or_default()),
            Curve::PerStep { points, per, part } => {
                points.scaled(part.counted(largest?, *per).0, per.0, rounding)
            }
        }
    }
}

/// Points for `num / den` units, of which a part counts as told.
fn times(points: Points, num: i128, den: i128, part: Part, rounding: Rounding) -> Option<i128> {
    let points = i128::from(points.0);
    match part {
        Part::Proportional => rounding.divide(points.checked_mul(num)?, den),
        Part::None => points.checked_mul(Rounding::Down.divide(num, den)?),
        Part::Full => points.checked_mul(Rounding::Up.divide(num, den)?),
    }
}
