//! Fixed-point points: 1/10 000 of a point, checked arithmetic, named roundings.
use std::fmt;
use std::str::FromStr;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number of points, counted in 1/10 000 of a point. Serialised as a decimal string ("3.5").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(pub i64);

/// How a value that does not come out even is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// 四舍五入: halves away from zero.
    HalfUp,
    /// 舍去: towards zero.
    Down,
    /// 四舍六入五成双: halves to the even neighbour.
    HalfEven,
    /// 进一: away from zero.
    Up,
}

impl Rounding {
    /// Chinese name.
    pub fn label(self) -> &'static str {
        match self {
            Rounding::HalfUp => "四舍五入",
            Rounding::Down => "舍去",
            Rounding::HalfEven => "四舍六入五成双",
            Rounding::Up => "进一",
        }
    }

    /// `num / den`, rounded to a whole number. None: `den` is zero.
    pub fn divide(self, num: i128, den: i128) -> Option<i128> {
        let quotient = num.checked_div(den)?;
        let rest = num.checked_rem(den)?;
        if rest == 0 {
            return Some(quotient);
        }
        let twice = rest.checked_abs()?.checked_mul(2)?.cmp(&den.checked_abs()?);
        let away = match self {
            Rounding::Down => false,
            Rounding::Up => true,
            Rounding::HalfUp => twice.is_ge(),
            Rounding::HalfEven => twice.is_gt() || (twice.is_eq() && quotient % 2 != 0),
        };
        let sign = if (num < 0) == (den < 0) { 1 } else { -1 };
        if away { quotient.checked_add(sign) } else { Some(quotient) }
    }
}

/// Why a text is not a number of points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointsError(String);

impl fmt::Display for PointsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”不是分数：应为至多四位小数的十进制数", self.0)
    }
}

impl std::error::Error for PointsError {}

impl Points {
    /// No points.
    pub const ZERO: Points = Points(0);
    /// One point.
    pub const ONE: Points = Points(Points::UNIT);
    /// How many parts make one point.
    pub const UNIT: i64 = 10_000;

    /// A whole number of points; saturates at the ends of the range.
    pub const fn whole(n: i64) -> Points {
        Points(n.saturating_mul(Points::UNIT))
    }

    /// The sum, unless it overflows.
    pub fn checked_add(self, other: Points) -> Option<Points> {
        self.0.checked_add(other.0).map(Points)
    }

    /// The difference, unless it overflows.
    pub fn checked_sub(self, other: Points) -> Option<Points> {
        self.0.checked_sub(other.0).map(Points)
    }

    /// The product with a quantity in the same fixed point, rounded.
    pub fn checked_mul(self, quantity: Points, rounding: Rounding) -> Option<Points> {
        self.scaled(quantity.0, Points::UNIT, rounding)
    }

    /// `self × num / den`, rounded.
    pub fn scaled(self, num: i64, den: i64, rounding: Rounding) -> Option<Points> {
        let product = i128::from(self.0).checked_mul(i128::from(num))?;
        let value = rounding.divide(product, i128::from(den))?;
        i64::try_from(value).ok().map(Points)
    }

    /// Rounded to so many decimals (at most 4).
    pub fn rounded(self, decimals: u32, rounding: Rounding) -> Option<Points> {
        let step = 10_i64.checked_pow(4_u32.saturating_sub(decimals))?;
        let whole = rounding.divide(i128::from(self.0), i128::from(step))?;
        i64::try_from(whole).ok()?.checked_mul(step).map(Points)
    }

    /// The opposite value; saturates.
    pub fn negated(self) -> Points {
        Points(self.0.saturating_neg())
    }

    /// Whether above zero.
    pub fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether below zero.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether zero.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// For print: exactly one decimal, halves away from zero ("3.5", "12.0").
    pub fn to_one_decimal(self) -> String {
        let tenths = Rounding::HalfUp.divide(i128::from(self.0), 1_000).unwrap_or_default();
        let sign = if tenths < 0 { "-" } else { "" };
        let size = tenths.unsigned_abs();
        format!("{sign}{}.{}", size / 10, size % 10)
    }

    /// As a percentage: 0.6 → "60%".
    pub fn to_percent(self) -> String {
        format!("{}%", Points(self.0.saturating_mul(100)))
    }

    /// From a percentage: "60%" → 0.6. At most two decimals before the sign.
    pub fn from_percent(text: &str) -> Option<Points> {
        let number: Points = text.trim().strip_suffix(['%', '％'])?.trim().parse().ok()?;
        (number.0 % 100 == 0).then_some(Points(number.0 / 100))
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let unit = Points::UNIT.unsigned_abs();
        if self.0 < 0 {
            f.write_str("-")?;
        }
        write!(f, "{}", size / unit)?;
        let rest = size % unit;
        if rest != 0 {
            let digits = format!("{rest:04}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

impl FromStr for Points {
    type Err = PointsError;

    fn from_str(text: &str) -> Result<Points, PointsError> {
        let bad = || PointsError(text.to_owned());
        let trimmed = text.trim();
        let (negative, digits) = match trimmed.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(part) || part.len() > 4 {
            return Err(bad());
        }
        let whole: i64 = whole.parse().map_err(|_| bad())?;
        let part: i64 = format!("{part:0<4}").parse().map_err(|_| bad())?;
        // Below zero the parts are taken away one by one: the least number has no opposite.
        let (whole, part) = if negative { (-whole, -part) } else { (whole, part) };
        let value = whole.checked_mul(Points::UNIT).and_then(|v| v.checked_add(part)).ok_or_else(bad)?;
        Ok(Points(value))
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Points, D::Error> {
        deserializer.deserialize_any(PointsVisitor)
    }
}

struct PointsVisitor;

impl Visitor<'_> for PointsVisitor {
    type Value = Points;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal string with at most four decimals, or an integer")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Points, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, n: i64) -> Result<Points, E> {
        n.checked_mul(Points::UNIT).map(Points).ok_or_else(|| E::custom("number too large"))
    }

    fn visit_u64<E: de::Error>(self, n: u64) -> Result<Points, E> {
        i64::try_from(n).map_err(E::custom).and_then(|n| self.visit_i64(n))
    }
}
