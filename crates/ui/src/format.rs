//! Dates and figures as the office writes them. Plain numbers in, words out.

/// `7月15日`
pub fn month_day(month: u32, day: u32) -> String {
    format!("{month}月{day}日")
}

/// `2026年7月15日`
pub fn full_date(year: i32, month: u32, day: u32) -> String {
    format!("{year}年{month}月{day}日")
}

/// `2026-07-15`, as a date field takes and gives it.
pub fn iso_date(year: i32, month: u32, day: u32) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// `7月14日—20日`, `6月29日—7月3日`, or the one day when both ends are the same.
pub fn date_span(from: (u32, u32), to: (u32, u32)) -> String {
    if from == to {
        month_day(from.0, from.1)
    } else if from.0 == to.0 {
        format!("{}月{}日—{}日", from.0, from.1, to.1)
    } else {
        format!("{}—{}", month_day(from.0, from.1), month_day(to.0, to.1))
    }
}

/// `周三`: the weekday of a date of the Gregorian calendar.
pub fn weekday(year: i32, month: u32, day: u32) -> &'static str {
    const OFFSET: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    const NAME: [&str; 7] = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];
    let m = (month.clamp(1, 12) - 1) as usize;
    let y = if m < 2 { year - 1 } else { year };
    let sum = y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + OFFSET[m] + day as i32;
    NAME[sum.rem_euclid(7) as usize]
}

/// `9:05`
pub fn clock(hour: u32, minute: u32) -> String {
    format!("{hour}:{minute:02}")
}

/// One decimal always, with a true minus sign: `83.6`, `4.0`, `−1.5`.
pub fn figure(value: f64) -> String {
    true_minus(format!("{value:.1}"))
}

/// At most two decimals, none that say nothing: `23`, `37.5`, `0.25`.
pub fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    true_minus(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

/// A fixed-point number without rounding through a float: `fixed(8364, 2, 1)` is `83.6`.
/// `digits` is how many decimals `value` carries, `places` how many to print, half away from zero.
pub fn fixed(value: i64, digits: u32, places: u32) -> String {
    let magnitude = u128::from(value.unsigned_abs());
    let shown = if places >= digits {
        magnitude * 10u128.pow((places - digits).min(18))
    } else {
        let unit = 10u128.pow((digits - places).min(30));
        (magnitude + unit / 2) / unit
    };
    let scale = 10u128.pow(places.min(18));
    let sign = if value < 0 && shown > 0 { "−" } else { "" };
    if places == 0 {
        return format!("{sign}{shown}");
    }
    format!("{sign}{}.{:0width$}", shown / scale, shown % scale, width = places as usize)
}

/// A share as a whole percentage: `97%`; a dash when there is no whole.
pub fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "—".to_owned();
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    format!("{}%", (part * 200 + whole) / (whole * 2))
}

/// A share with one decimal: `99.7%`; a dash when there is no whole.
pub fn percent_one(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "—".to_owned();
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    let tenths = (part * 2000 + whole) / (whole * 2);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// Thousands apart: `12,345`.
pub fn thousands(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        out.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn true_minus(text: String) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| matches!(c, '0' | '.')) => rest.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(month_day(7, 15), "7月15日");
        assert_eq!(full_date(2026, 7, 15), "2026年7月15日");
        assert_eq!(iso_date(2026, 7, 5), "2026-07-05");
        assert_eq!(date_span((7, 14), (7, 20)), "7月14日—20日");
        assert_eq!(date_span((6, 29), (7, 3)), "6月29日—7月3日");
        assert_eq!(date_span((7, 28), (7, 28)), "7月28日");
        assert_eq!(weekday(2026, 7, 15), "周三");
        assert_eq!(weekday(2024, 2, 29), "周四");
        assert_eq!(clock(9, 5), "9:05");
    }

    #[test]
    fn figures() {
        assert_eq!(figure(4.0), "4.0");
        assert_eq!(figure(-1.52), "−1.5");
        assert_eq!(figure(-0.01), "0.0");
        assert_eq!(short(23.0), "23");
        assert_eq!(short(37.5), "37.5");
        assert_eq!(fixed(8364, 2, 1), "83.6");
        assert_eq!(fixed(8365, 2, 1), "83.7");
        assert_eq!(fixed(-5, 2, 1), "−0.1");
        assert_eq!(fixed(-4, 2, 1), "0.0");
        assert_eq!(fixed(23, 0, 1), "23.0");
        assert_eq!(fixed(25, 1, 0), "3");
    }

    #[test]
    fn shares_and_thousands() {
        assert_eq!(percent(568, 586), "97%");
        assert_eq!(percent_one(584, 586), "99.7%");
        assert_eq!(percent(1, 0), "—");
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(thousands(-100), "−100");
        assert_eq!(thousands(1000), "1,000");
    }
}
