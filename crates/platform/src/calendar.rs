//! Business days: weekdays, less public holidays, plus the weekends that are worked instead.
//! The yearly adjustments are data (`holidays.toml`), from the State Council's yearly notice.
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;

const PUBLISHED: &str = include_str!("../holidays.toml");

#[derive(Deserialize)]
struct Year {
    off: Vec<(NaiveDate, NaiveDate)>,
    work: Vec<NaiveDate>,
}

/// The calendar of working days.
#[derive(Clone, Debug)]
pub struct Calendar {
    years: BTreeSet<i32>,
    off: BTreeSet<NaiveDate>,
    work: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// The calendar that ships with the program.
    ///
    /// # Errors
    /// When the data file is damaged, which a test excludes.
    pub fn published() -> Result<Self, toml::de::Error> {
        Self::parse(PUBLISHED)
    }

    /// Reads a calendar in the form of `holidays.toml`.
    ///
    /// # Errors
    /// When the text is not such a file.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let years: BTreeMap<String, Year> = toml::from_str(text)?;
        let mut calendar = Self { years: BTreeSet::new(), off: BTreeSet::new(), work: BTreeSet::new() };
        for (name, year) in years {
            calendar.years.extend(name.parse::<i32>());
            for (from, to) in year.off {
                calendar.off.extend(from.iter_days().take_while(|day| *day <= to));
            }
            calendar.work.extend(year.work);
        }
        Ok(calendar)
    }

    /// Whether the adjustments of this year are known; otherwise only weekends are free.
    #[must_use]
    pub fn knows(&self, year: i32) -> bool {
        self.years.contains(&year)
    }

    /// Whether people work on this day.
    #[must_use]
    pub fn is_business_day(&self, day: NaiveDate) -> bool {
        if self.work.contains(&day) {
            return true;
        }
        !self.off.contains(&day) && !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// The `count`-th business day after `day`; `day` itself for 0.
    #[must_use]
    pub fn add_business_days(&self, day: NaiveDate, count: u32) -> NaiveDate {
        let mut left = count;
        let mut current = day;
        while left > 0 {
            let Some(next) = current.checked_add_days(Days::new(1)) else { return current };
            current = next;
            if self.is_business_day(current) {
                left -= 1;
            }
        }
        current
    }

    /// Business days after `from` up to and including `to`; 0 when `to` is not later.
    #[must_use]
    pub fn business_days_between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let days = from.iter_days().skip(1).take_while(|day| *day <= to);
        u32::try_from(days.filter(|day| self.is_business_day(*day)).count()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn worked_weekends_and_holidays_are_respected() {
        let calendar = Calendar::published().unwrap();
        assert!(!calendar.is_business_day(day("2026-10-01")));
        assert!(calendar.is_business_day(day("2026-10-10")), "a worked Saturday");
        assert!(!calendar.is_business_day(day("2026-07-18")));
        assert_eq!(calendar.add_business_days(day("2026-09-30"), 1), day("2026-10-08"));
        assert_eq!(calendar.add_business_days(day("2026-07-13"), 5), day("2026-07-20"));
        assert_eq!(calendar.business_days_between(day("2026-07-15"), day("2026-07-20")), 3);
        assert!(calendar.knows(2026) && !calendar.knows(2031));
    }
}
