//! Exact fractions, and rounding written anew from the words of the manual.
use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Sub};

use lvzhi_scoring::{Points, Rounding};

/// An exact fraction; the denominator is positive and the terms are lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    num: i128,
    den: i128,
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

impl Ratio {
    pub const ZERO: Ratio = Ratio { num: 0, den: 1 };

    pub fn new(num: i128, den: i128) -> Ratio {
        assert_ne!(den, 0, "a fraction by zero");
        let by = gcd(num, den) * den.signum();
        Ratio { num: num / by, den: den / by }
    }

    pub fn whole(n: impl Into<i128>) -> Ratio {
        Ratio { num: n.into(), den: 1 }
    }

    pub fn of(points: Points) -> Ratio {
        Ratio::new(points.0.into(), 10_000)
    }

    /// Rounded to so many decimals: the size is cut, then raised by one unit where the rounding says so.
    pub fn round(self, decimals: u32, rounding: Rounding) -> Ratio {
        let unit = 10_i128.pow(decimals);
        let size = self.num.abs() * unit;
        let (cut, rest) = (size / self.den, size % self.den);
        let half = (rest * 2).cmp(&self.den);
        let up = match rounding {
            Rounding::Down => false,
            Rounding::Up => rest > 0,
            Rounding::HalfUp => half != Ordering::Less,
            Rounding::HalfEven => half == Ordering::Greater || (half == Ordering::Equal && cut % 2 == 1),
        };
        Ratio::new((cut + i128::from(up)) * self.num.signum(), unit)
    }

    /// As points; it must have been rounded.
    pub fn points(self) -> Points {
        let scaled = self * Ratio::whole(10_000);
        assert_eq!(scaled.den, 1, "{self:?} was not rounded");
        Points(i64::try_from(scaled.num).unwrap())
    }

    pub fn floor(self) -> i128 {
        self.num.div_euclid(self.den)
    }

    pub fn ceil(self) -> i128 {
        -(-self.num).div_euclid(self.den)
    }

    pub fn is_positive(self) -> bool {
        self.num > 0
    }

    pub fn is_negative(self) -> bool {
        self.num < 0
    }

    pub fn is_zero(self) -> bool {
        self.num == 0
    }
}

impl Add for Ratio {
    type Output = Ratio;
    fn add(self, o: Ratio) -> Ratio {
        Ratio::new(self.num * o.den + o.num * self.den, self.den * o.den)
    }
}

impl Sub for Ratio {
    type Output = Ratio;
    fn sub(self, o: Ratio) -> Ratio {
        self + o * Ratio::whole(-1)
    }
}

impl Mul for Ratio {
    type Output = Ratio;
    fn mul(self, o: Ratio) -> Ratio {
        Ratio::new(self.num * o.num, self.den * o.den)
    }
}

impl Div for Ratio {
    type Output = Ratio;
    fn div(self, o: Ratio) -> Ratio {
        Ratio::new(self.num * o.den, self.den * o.num)
    }
}

impl Ord for Ratio {
    fn cmp(&self, o: &Ratio) -> Ordering {
        (self.num * o.den).cmp(&(o.num * self.den))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, o: &Ratio) -> Option<Ordering> {
        Some(self.cmp(o))
    }
}

impl std::iter::Sum for Ratio {
    fn sum<I: Iterator<Item = Ratio>>(items: I) -> Ratio {
        items.fold(Ratio::ZERO, Add::add)
    }
}

#[test]
fn roundings_by_hand() {
    let at = |num, den, r| Ratio::new(num, den).round(0, r);
    for (num, den, half_up, down, half_even, up) in [
        (5, 2, 3, 2, 2, 3),
        (-5, 2, -3, -2, -2, -3),
        (7, 2, 4, 3, 4, 4),
        (1, 3, 0, 0, 0, 1),
        (-2, 3, -1, 0, -1, -1),
    ] {
        assert_eq!(at(num, den, Rounding::HalfUp), Ratio::whole(half_up));
        assert_eq!(at(num, den, Rounding::Down), Ratio::whole(down));
        assert_eq!(at(num, den, Rounding::HalfEven), Ratio::whole(half_even));
        assert_eq!(at(num, den, Rounding::Up), Ratio::whole(up));
    }
    assert_eq!(Ratio::new(2, 3).round(4, Rounding::HalfUp).points(), Points(6_667));
    assert_eq!((Ratio::new(-7, 2).floor(), Ratio::new(-7, 2).ceil()), (-4, -3));
}
