//! Small random changes of a scheme's points, the same for the same seed.
use crate::scheme::{Mechanic, Price, Scheme, mechanic};
use crate::{Points, Rounding};

/// A small generator (splitmix64, S. Vigna): not for secrets, the same everywhere.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A factor between 1 − `most` and 1 + `most`, in 1/10 000.
    fn factor(&mut self, most: Points) -> i64 {
        let most = u64::try_from(most.0.clamp(0, Points::UNIT)).unwrap_or(0);
        let steps = most.saturating_mul(2).saturating_add(1);
        let roll = i64::try_from(self.roll() % steps).unwrap_or(0);
        Points::UNIT.saturating_add(roll).saturating_sub(i64::try_from(most).unwrap_or(0))
    }
}

/// The scheme with the points of every rule multiplied by a factor of its own. Caps and thresholds stay.
pub(super) fn shaken(scheme: &Scheme, most: Points, dice: &mut Dice) -> Scheme {
    let mut shaken = scheme.clone();
    for rule in &mut shaken.rules {
        let factor = dice.factor(most);
        let scale = |points: &mut Points| {
            *points = points.scaled(factor, Points::UNIT, Rounding::HalfUp).unwrap_or(*points);
        };
        scale_mechanic(&mut rule.mechanic, scale);
    }
    shaken
}

fn scale_price(price: &mut Price, scale: impl Fn(&mut Points)) {
    price.cells.iter_mut().for_each(|cell| scale(&mut cell.points));
}

fn scale_mechanic(mechanic: &mut Mechanic, scale: impl Fn(&mut Points)) {
    use crate::scheme::{Curve, PlaceList};
    match mechanic {
        Mechanic::Tally(mechanic::Tally { price, .. })
        | Mechanic::Deductions(mechanic::Deductions { price, .. })
        | Mechanic::Flat(mechanic::Flat { price, .. })
        | Mechanic::Checklist(mechanic::Checklist { price })
        | Mechanic::Pieces(mechanic::Pieces { price, .. })
        | Mechanic::Report(mechanic::Report { price, .. }) => scale_price(price, scale),
        Mechanic::Base(mechanic::Base { points })
        | Mechanic::Target(mechanic::Target { points, .. })
        | Mechanic::Ratio(mechanic::Ratio { points, .. }) => scale(points),
        Mechanic::Sequence(mechanic::Sequence { points, .. })
        | Mechanic::PlacePoints(mechanic::PlacePoints { list: PlaceList::Listed { points, .. }, .. }) => {
            points.iter_mut().for_each(scale);
        }
        Mechanic::PlacePoints(mechanic::PlacePoints { list: PlaceList::Falling { first, .. }, .. }) => {
            scale(first)
        }
        Mechanic::Poll(mechanic::Poll { poll, .. }) => scale(&mut poll.points),
        Mechanic::Rate(mechanic::Rate { curve, .. })
        | Mechanic::Rating(mechanic::Rating { curve, .. })
        | Mechanic::Rollup(mechanic::Rollup { curve, .. }) => match curve {
            Curve::Linear { points, .. }
            | Curve::PerStep { points, .. }
            | Curve::Shortfall { points, .. } => scale(points),
            Curve::Steps { steps } => steps.iter_mut().for_each(|(_, points)| scale(points)),
        },
        Mechanic::Factor(mechanic::Factor { factor, .. }) => scale(factor),
        // What people enter by hand has no weight of its own.
        Mechanic::Manual(_) => {}
    }
}
