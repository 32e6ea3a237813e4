//! The only place that reads the time. Everything else is handed a [`Clock`] or a value taken from it.
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime};

/// Milliseconds since 1970-01-01 UTC.
pub type Millis = i64;

/// China Standard Time, in which all days are counted.
const CHINA_SECONDS_EAST: i32 = 8 * 3600;

/// A source of time: the machine's, or a fixed one for tests and for making the demo's past.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// Always this moment.
    Fixed(Millis),
}

impl Clock {
    /// Now, truncated to milliseconds.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    pub fn now(self) -> Millis {
        match self {
            Self::System => std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .map_or(0, |elapsed| i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX)),
            Self::Fixed(at) => at,
        }
    }

    /// Today in China.
    #[must_use]
    pub fn today(self) -> NaiveDate {
        day_of(self.now())
    }
}

/// The day in China at a moment.
#[must_use]
pub fn day_of(at: Millis) -> NaiveDate {
    local(at).date()
}

/// The wall clock in China at a moment.
#[must_use]
pub fn local(at: Millis) -> NaiveDateTime {
    let zone = FixedOffset::east_opt(CHINA_SECONDS_EAST);
    DateTime::from_timestamp_millis(at)
        .zip(zone)
        .map_or_else(NaiveDateTime::default, |(utc, zone)| utc.with_timezone(&zone).naive_local())
}

/// The moment at which a wall-clock time in China happens.
#[must_use]
pub fn at_local(day: NaiveDate, hour: u32, minute: u32) -> Millis {
    day.and_hms_opt(hour, minute, 0)
        .map_or(0, |local| local.and_utc().timestamp_millis() - i64::from(CHINA_SECONDS_EAST) * 1000)
}

/// "7月15日 17:30", with the year when it is not `today`'s.
#[must_use]
pub fn format_moment(at: Millis, today: NaiveDate) -> String {
    let local = local(at);
    format!("{} {}", format_day(local.date(), today), local.format("%H:%M"))
}

/// "7月15日", with the year when it is not `today`'s.
#[must_use]
pub fn format_day(day: NaiveDate, today: NaiveDate) -> String {
    let year = if day.year() == today.year() { String::new() } else { format!("{}年", day.year()) };
    format!("{year}{}月{}日", day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_evening_in_utc_is_tomorrow_in_china() {
        let day = NaiveDate::from_ymd_opt(2026, 7, 15).unwrap();
        assert_eq!(day_of(at_local(day, 0, 30)), day);
        assert_eq!(format_moment(at_local(day, 17, 30), day), "7月15日 17:30");
    }

    #[test]
    fn a_day_of_another_year_says_its_year() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
        assert_eq!(format_day(day, day), "1月5日");
        assert_eq!(format_day(day, NaiveDate::from_ymd_opt(2025, 12, 31).unwrap()), "2026年1月5日");
    }
}
