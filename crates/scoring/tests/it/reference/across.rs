//! Rules that compare ranked subjects with each other.
use lvzhi_scoring::scheme::{Missing, PlaceList, PlaceTies, To};
use lvzhi_scoring::{Points, Rounding};

use super::figures::mean;
use super::ratio::Ratio;

/// Points of one who takes part: own ÷ the best (sum, mean) of all who take part; none: excluded.
pub fn ratio(own: Ratio, all: &[Ratio], to: To, points: Points, none: Missing, r: Rounding) -> Option<Ratio> {
    let line = match to {
        To::Best => all.iter().copied().max().unwrap_or(Ratio::ZERO),
        To::Sum => all.iter().copied().sum(),
        To::Mean => mean(all),
    };
    let points = Ratio::of(points);
    if line.is_positive() {
        return Some((own / line * points).round(4, r).max(Ratio::ZERO).min(points));
    }
    match none {
        Missing::Full => Some(points),
        Missing::Zero => Some(Ratio::ZERO),
        Missing::Exclude => None,
    }
}

/// Points of the place of one among all who take part.
pub fn place_points(
    own: Ratio,
    all: &[Ratio],
    lowest_first: bool,
    list: &PlaceList,
    ties: PlaceTies,
    r: Rounding,
) -> Ratio {
    let better = all.iter().filter(|p| if lowest_first { **p < own } else { **p > own }).count();
    let equal = all.iter().filter(|p| **p == own).count();
    let of_place = |place: usize| match list {
        PlaceList::Listed { points, rest } => Ratio::of(*points.get(place - 1).unwrap_or(rest)),
        PlaceList::Falling { first, step, least } => {
            let fallen = Ratio::of(*first) - Ratio::of(*step) * Ratio::whole(place as i128 - 1);
            fallen.max(Ratio::of(*least))
        }
    };
    match ties {
        PlaceTies::Same => of_place(better + 1),
        PlaceTies::Mean => {
            let places: Vec<_> = (better + 1..=better + equal).map(of_place).collect();
            mean(&places).round(4, r)
        }
    }
}

#[test]
fn places_by_hand() {
    let p = |n: i64| Ratio::whole(n);
    let list =
        PlaceList::Listed { points: vec![Points::whole(10), Points::whole(8)], rest: Points::whole(1) };
    let all = [p(7), p(7), p(3)];
    let of = |own, ties| place_points(own, &all, false, &list, ties, Rounding::HalfUp);
    assert_eq!(of(p(7), PlaceTies::Same), p(10));
    assert_eq!(of(p(7), PlaceTies::Mean), p(9));
    assert_eq!(of(p(3), PlaceTies::Same), p(1));
    let of = |own, to| ratio(p(own), &all, to, Points::whole(10), Missing::Zero, Rounding::Down).unwrap();
    assert_eq!(of(3, To::Best).points(), Points(42_857));
    assert_eq!(of(7, To::Mean), p(10));
    assert_eq!(of(3, To::Sum).points(), Points(17_647));
}
