//! Half-years and the days in them.

use crate::dice::Dice;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The first or the second half of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfYear {
    /// The calendar year.
    pub year: i32,
    /// `false`: January to June; `true`: July to December.
    pub second: bool,
}

/// The two half-years of the demo.
pub const HALF_YEARS: [HalfYear; 2] =
    [HalfYear { year: 2025, second: true }, HalfYear { year: 2026, second: false }];

/// Month and days when offices are closed, in either year: New Year, Spring Festival, Qingming, May Day,
/// Dragon Boat, National Day.
const HOLIDAYS: [(u32, std::ops::RangeInclusive<u32>); 6] =
    [(1, 1..=3), (2, 15..=23), (4, 4..=6), (5, 1..=5), (6, 19..=21), (10, 1..=8)];

/// The date, which the caller knows to exist.
pub(crate) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN)
}

impl HalfYear {
    /// The first day.
    pub fn first_day(self) -> NaiveDate {
        date(self.year, if self.second { 7 } else { 1 }, 1)
    }

    /// The last day.
    pub fn last_day(self) -> NaiveDate {
        if self.second { date(self.year, 12, 31) } else { date(self.year, 6, 30) }
    }

    /// As officials write it: `2026年上半年`.
    pub fn label(self) -> String {
        format!("{}年{}半年", self.year, if self.second { "下" } else { "上" })
    }

    /// Place in [`HALF_YEARS`].
    pub(crate) fn index(self) -> usize {
        usize::from(!self.second)
    }

    /// A working day of this half-year.
    pub(crate) fn working_day(self, dice: &mut Dice) -> NaiveDate {
        loop {
            let day = self.weekday(dice);
            if !HOLIDAYS.iter().any(|(month, days)| day.month() == *month && days.contains(&day.day())) {
                return day;
            }
        }
    }

    fn weekday(self, dice: &mut Dice) -> NaiveDate {
        let day = dice.day(self.first_day() + Days::new(4), self.last_day() - Days::new(3));
        match day.weekday() {
            Weekday::Sat => day - Days::new(1),
            Weekday::Sun => day + Days::new(1),
            _ => day,
        }
    }

    /// So many different working days, in order.
    pub(crate) fn working_days(self, dice: &mut Dice, count: u32) -> Vec<NaiveDate> {
        let mut days = std::collections::BTreeSet::new();
        while days.len() < count as usize {
            days.insert(self.working_day(dice));
        }
        days.into_iter().collect()
    }

    /// A date that does not exist, as a tired clerk types it.
    pub(crate) fn impossible_day(self) -> String {
        if self.second { format!("{}-11-31", self.year) } else { format!("{}-02-30", self.year) }
    }
}

/// How a workbook writes its dates.
#[derive(Clone, Copy)]
pub(crate) enum DateStyle {
    /// A real date cell.
    Real,
    /// `2026-03-05`
    Dashes,
    /// `2026.3.5`
    Dots,
    /// `2026年3月5日`
    Words,
}

impl DateStyle {
    /// The cell.
    pub(crate) fn cell(self, day: NaiveDate) -> crate::book::Cell {
        use crate::book::Cell;
        match self {
            Self::Real => Cell::Date(day),
            Self::Dashes => Cell::Text(day.to_string()),
            Self::Dots => Cell::Text(format!("{}.{}.{}", day.year(), day.month(), day.day())),
            Self::Words => Cell::Text(format!("{}年{}月{}日", day.year(), day.month(), day.day())),
        }
    }
}
