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
        self.mechanic.can_deduct()
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
}

/// What so many at the highest price come to; none: however many.
pub(super) fn so_many(n: Option<u32>, price: &Price) -> Option<Points> {
    match price.highest() {
        highest if highest <= Points::ZERO => Some(Points::ZERO),
        highest => highest.scaled(i64::from(n?), 1, Rounding::Down),
    }
}

/// Whether a factor makes more of a price.
pub(super) fn grows(factors: &[Times]) -> bool {
    factors.iter().any(|times| times.by > Points::ONE)
}
