//! What a rule can give at most, and whether it can take points off.
use super::*;

impl Rule {
    /// The most the rule can give one subject; none: no limit.
    pub fn most(&self) -> Option<Points> {
        if self.measure {
            return Some(Points::ZERO);
        }
        let most = self.mechanic.most();
        match (most, self.max) {
            (Some(most), Some(max)) => Some(most.min(max)),
            (most, max) => most.or(max),
        }
    }

    /// Whether the rule can take points off.
    pub fn can_deduct(&self) -> bool {
        match &self.mechanic {
            Mechanic::Base(mechanic::Base { points }) => points.is_negative(),
            Mechanic::Deductions(_) => true,
            Mechanic::Tally(mechanic::Tally { price, .. })
            | Mechanic::Flat(mechanic::Flat { price, .. })
            | Mechanic::Checklist(mechanic::Checklist { price })
            | Mechanic::Pieces(mechanic::Pieces { price, .. }) => price.lowest().is_negative(),
            Mechanic::Report(mechanic::Report { price, missing, .. }) => {
                missing.is_negative() || price.lowest().is_negative()
            }
            Mechanic::Sequence(mechanic::Sequence { points, .. }) => points.iter().any(|p| p.is_negative()),
            Mechanic::Factor(mechanic::Factor { factor, .. }) => factor.is_negative(),
            Mechanic::Manual(mechanic::Manual { least, .. }) => least.is_negative(),
            Mechanic::Target(mechanic::Target { below: Below::Off { floor, .. }, .. }) => floor.is_negative(),
            Mechanic::Rate(mechanic::Rate { curve, .. })
            | Mechanic::Rating(mechanic::Rating { curve, .. })
            | Mechanic::Rollup(mechanic::Rollup { curve, .. }) => {
                matches!(curve, Curve::Shortfall { floor, .. } if floor.is_negative())
            }
            Mechanic::PlacePoints(mechanic::PlacePoints {
                list: PlaceList::Falling { least, .. }, ..
            }) => least.is_negative(),
            Mechanic::PlacePoints(_) | Mechanic::Target(_) | Mechanic::Poll(_) | Mechanic::Ratio(_) => false,
        }
    }

    /// Whether it reads no facts of its own.
    pub fn reads_no_facts(&self) -> bool {
        self.filter.kind.is_none()
    }

    /// The rule whose points it reads, if it reads another's.
    pub fn reads_rule(&self) -> Option<&str> {
        match &self.mechanic {
            Mechanic::Factor(mechanic::Factor { of, .. })
            | Mechanic::Ratio(mechanic::Ratio { of, .. })
            | Mechanic::PlacePoints(mechanic::PlacePoints { of, .. }) => Some(of),
            _ => None,
        }
    }

    /// Its factors on some of its facts.
    pub fn factors(&self) -> &[Times] {
        match &self.mechanic {
            Mechanic::Tally(mechanic::Tally { times, .. })
            | Mechanic::Pieces(mechanic::Pieces { times, .. })
            | Mechanic::Deductions(mechanic::Deductions { times, .. }) => times,
            _ => &[],
        }
    }

    /// Whether it compares subjects with each other.
    pub fn is_across(&self) -> bool {
        matches!(self.mechanic, Mechanic::Ratio(_) | Mechanic::PlacePoints(_))
    }
}

impl Mechanic {
    /// Whether it has no largest value of its own, though one is needed when its figure is missing.
    pub(super) fn needs_cap(&self) -> bool {
        match self {
            Mechanic::Rating(mechanic::Rating { curve, .. })
            | Mechanic::Rollup(mechanic::Rollup { curve, .. }) => curve.most(None, Rounding::Up).is_none(),
            _ => false,
        }
    }

    /// The most one subject can get; none: no limit.
    pub(crate) fn most(&self) -> Option<Points> {
        let times = |n: Option<u32>, price: &Price| match (n, price.highest()) {
            (_, highest) if highest <= Points::ZERO => Some(Points::ZERO),
            (Some(n), highest) => highest.scaled(i64::from(n), 1, Rounding::Down),
            (None, _) => None,
        };
        let grows = |factors: &[Times]| factors.iter().any(|t| t.by > Points::ONE);
        match self {
            Mechanic::Base(mechanic::Base { points }) => Some(*points),
            Mechanic::Deductions(mechanic::Deductions { base, .. }) => Some(*base),
            Mechanic::Flat(mechanic::Flat { price, .. })
            | Mechanic::Report(mechanic::Report { price, .. }) => Some(price.highest()),
            Mechanic::Checklist(mechanic::Checklist { price }) => {
                let all = price.cells.iter().filter(|c| c.points.is_positive());
                Some(all.fold(Points::ZERO, |sum, c| Points(sum.0.saturating_add(c.points.0))))
            }
            Mechanic::Target(mechanic::Target { over: Some(over), .. }) if over.is_positive() => None,
            Mechanic::Target(mechanic::Target { points, each: Each::Period, .. }) => Some(*points),
            Mechanic::Target(_) => None,
            Mechanic::Rate(mechanic::Rate { curve, .. }) => curve.most(Some(Points::ONE), Rounding::Up),
            Mechanic::Rating(mechanic::Rating { curve, .. })
            | Mechanic::Rollup(mechanic::Rollup { curve, .. }) => curve.most(None, Rounding::Up),
            Mechanic::Poll(mechanic::Poll { poll, .. }) => Some(poll.points),
            Mechanic::Ratio(mechanic::Ratio { points, .. }) => Some(*points),
            Mechanic::PlacePoints(mechanic::PlacePoints {
                list: PlaceList::Listed { points, rest }, ..
            }) => points.iter().chain([rest]).max().copied(),
            Mechanic::PlacePoints(mechanic::PlacePoints {
                list: PlaceList::Falling { first, .. }, ..
            }) => Some(*first),
            Mechanic::Tally(mechanic::Tally { times: factors, .. })
            | Mechanic::Pieces(mechanic::Pieces { times: factors, .. })
                if grows(factors) =>
            {
                None
            }
            Mechanic::Tally(mechanic::Tally { price, unit: Unit::Fact, at_most, .. }) => {
                times(*at_most, price)
            }
            Mechanic::Tally(mechanic::Tally { price, .. }) => times(None, price),
            Mechanic::Pieces(mechanic::Pieces { price, combine: Combine::Highest, at_most, .. }) => {
                times(*at_most, price)
            }
            Mechanic::Pieces(mechanic::Pieces { price, .. }) => times(None, price),
            Mechanic::Sequence(_) | Mechanic::Factor(_) | Mechanic::Manual(_) => None,
        }
    }
}
