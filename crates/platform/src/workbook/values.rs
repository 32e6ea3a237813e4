//! Dates and numbers as clerks write them.

use chrono::{Datelike, Days, NaiveDate};

use super::clean_text;

/// A value that cannot be taken as it is. `Display` is the sentence for the clerk, without the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Nothing there.
    #[error("没有填写；请填写后重新导入")]
    Blank,
    /// A day the calendar does not have.
    #[error("“{value}”这个日期不存在：{reason}；请改正日期")]
    NoSuchDate {
        /// As written.
        value: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A year without a month, or a month without a day.
    #[error("“{value}”不是完整的日期；请写明年、月、日，例如 2026-02-03")]
    PartialDate {
        /// As written.
        value: String,
    },
    /// A year of two digits.
    #[error("“{value}”的年份只有两位；请写四位年份，例如 2026-02-03")]
    ShortYear {
        /// As written.
        value: String,
    },
    /// Two dates in one cell.
    #[error("“{value}”是一段日期；请只写一个日期，或者把起止日期分填在两列")]
    DateRange {
        /// As written.
        value: String,
    },
    /// Not a date at all.
    #[error("“{value}”看不出是哪一天；请写成 2026-02-03 或 2026年2月3日")]
    NotADate {
        /// As written.
        value: String,
    },
    /// A number followed or preceded by words.
    #[error("“{value}”里除了数字还有别的字；请只填数字，例如 {example}")]
    NumberWithWords {
        /// As written.
        value: String,
        /// The number in it.
        example: String,
    },
    /// Not a number at all.
    #[error("“{value}”不是数字；请填写数字")]
    NotANumber {
        /// As written.
        value: String,
    },
    /// A fraction where whole numbers belong.
    #[error("“{value}”不是整数；请填写整数")]
    NotWhole {
        /// As written.
        value: String,
    },
    /// More than four decimals.
    #[error("“{value}”的小数超过四位；请四舍五入到四位以内")]
    TooManyDecimals {
        /// As written.
        value: String,
    },
    /// Larger than any number we handle.
    #[error("“{value}”太大；请检查是否多写了位数")]
    TooLarge {
        /// As written.
        value: String,
    },
}

/// Reads a date: `2026-02-03`, `2026/2/3`, `2026.2.3`, `2026年2月3日`, `20260203`, an Excel day number such as
/// `46056`, each with an optional weekday or time behind it, and `2月3日` when a default year is given.
///
/// # Errors
///
/// A [`ValueError`] that names the value as written: blank, incomplete, impossible (31 February), a range.
pub fn parse_date(text: &str, default_year: Option<i32>) -> Result<NaiveDate, ValueError> {
    let value = clean_text(text);
    if value.is_empty() {
        return Err(ValueError::Blank);
    }
    if value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && let Some(result) = digits_only(&value)
    {
        return result;
    }
    let characters: Vec<char> = value.chars().collect();
    let Some((end, found)) = scan_date(&characters, 0) else {
        return Err(partial_or_unreadable(value, &characters));
    };
    let tail: String = characters[end..].iter().collect();
    if is_harmless_tail(tail.trim()) {
        return found.resolve(&value, default_year);
    }
    let is_range = tail.trim_start().starts_with(['至', '到', '—', '~', '～', '-', '–', '、']);
    Err(if is_range { ValueError::DateRange { value } } else { ValueError::NotADate { value } })
}

/// Dates made of digits alone; `None` if dots separate parts, which the scanner reads.
fn digits_only(value: &str) -> Option<Result<NaiveDate, ValueError>> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let number = whole.parse::<u32>().ok();
    let owned = value.to_owned();
    match (whole.len(), number, fraction.is_empty()) {
        (8, Some(number), true) => {
            let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
            Some(real_date(value, year as i32, month, day))
        }
        // Day numbers of 1927 to 2100; shorter numbers would be mistaken for years.
        (5, Some(number @ 10_000..=73_415), _) if !fraction.contains('.') => {
            NaiveDate::from_ymd_opt(1899, 12, 30)
                .and_then(|epoch| epoch.checked_add_days(Days::new(u64::from(number))))
                .map(Ok)
        }
        (4 | 6, _, true) => Some(Err(ValueError::PartialDate { value: owned })),
        (_, _, true) => Some(Err(ValueError::NotADate { value: owned })),
        _ => None,
    }
}

fn partial_or_unreadable(value: String, characters: &[char]) -> ValueError {
    let digits = characters.iter().take_while(|character| character.is_ascii_digit()).count();
    let rest: String = characters[digits..].iter().filter(|character| !character.is_whitespace()).collect();
    let month = rest.trim_start_matches(['年', '-', '/', '.']).trim_end_matches(['月', '份']);
    let is_partial =
        digits == 4 && rest.chars().count() <= 5 && month.chars().all(|character| character.is_ascii_digit());
    if is_partial {
        return ValueError::PartialDate { value };
    }
    let starts_short = (1..=2).contains(&digits)
        && rest.starts_with(['年', '-', '/', '.'])
        && value.chars().any(|c| c.is_ascii_digit());
    let parts =
        value.split(|character: char| !character.is_ascii_digit()).filter(|part| !part.is_empty()).count();
    if starts_short && parts == 3 { ValueError::ShortYear { value } } else { ValueError::NotADate { value } }
}

/// Weekday in brackets or not, time of day, 前 后 and the like are not taken as harmless.
fn is_harmless_tail(tail: &str) -> bool {
    let tail = tail
        .trim_start_matches(['(', '（', '[', '【', 'T', ' ', ',', '，'])
        .trim_end_matches([')', '）', ']', '】', 'Z']);
    let weekday = tail.strip_prefix("星期").or_else(|| tail.strip_prefix("周"));
    if let Some(day) = weekday {
        return day.chars().count() == 1
            && day.chars().all(|character| "一二三四五六日天1234567".contains(character));
    }
    let time = ["上午", "下午", "晚上"].iter().fold(tail, |rest, word| rest.trim_start_matches(word)).trim();
    time.chars().all(|character| character.is_ascii_digit() || ":：.时分秒".contains(character))
        && (time.is_empty() || time.contains([':', '：', '时']))
}

/// A date found in text; without a year if only month and day were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenDate {
    year: Option<i32>,
    month: u32,
    day: u32,
}

impl WrittenDate {
    /// Makes it a real date.
    pub(super) fn resolve(self, value: &str, default_year: Option<i32>) -> Result<NaiveDate, ValueError> {
        let year =
            self.year.or(default_year).ok_or_else(|| ValueError::PartialDate { value: value.to_owned() })?;
        real_date(value, year, self.month, self.day)
    }
}

/// Reads `2026-2-3`, `2026年2月3日`, `20260203` or `2月3日` at a position; gives the position behind it.
pub(super) fn scan_date(characters: &[char], start: usize) -> Option<(usize, WrittenDate)> {
    let mut scanner = Scanner { characters, at: start };
    let first = scanner.digits()?;
    if first.len() == 8 {
        let part = |from: usize, to: usize| first[from..to].parse::<u32>().ok();
        let date =
            WrittenDate { year: part(0, 4).map(|year| year as i32), month: part(4, 6)?, day: part(6, 8)? };
        return Some((scanner.at, date));
    }
    if first.len() == 4 {
        let separator = scanner.any_of(&['-', '/', '.', '年'])?;
        let month = scanner.short_number()?;
        scanner.any_of(if separator == '年' { &['月'] } else { &['-', '/', '.'] })?;
        let day = scanner.short_number()?;
        let _ = scanner.any_of(&['日', '号']);
        return Some((scanner.at, WrittenDate { year: first.parse().ok(), month, day }));
    }
    let month = (first.len() <= 2).then(|| first.parse::<u32>().ok())??;
    scanner.any_of(&['月'])?;
    let day = scanner.short_number()?;
    let _ = scanner.any_of(&['日', '号']);
    Some((scanner.at, WrittenDate { year: None, month, day }))
}

struct Scanner<'c> {
    characters: &'c [char],
    at: usize,
}

impl Scanner<'_> {
    fn digits(&mut self) -> Option<String> {
        self.skip_blanks();
        let digits: String = self.characters[self.at.min(self.characters.len())..]
            .iter()
            .take_while(|character| character.is_ascii_digit())
            .collect();
        self.at += digits.len();
        (!digits.is_empty()).then_some(digits)
    }

    fn short_number(&mut self) -> Option<u32> {
        self.digits().filter(|digits| digits.len() <= 2)?.parse().ok()
    }

    fn any_of(&mut self, allowed: &[char]) -> Option<char> {
        let before = self.at;
        self.skip_blanks();
        let found = self.characters.get(self.at).copied().filter(|character| allowed.contains(character));
        self.at = if found.is_some() { self.at + 1 } else { before };
        found
    }

    fn skip_blanks(&mut self) {
        while self.characters.get(self.at).is_some_and(|character| character.is_whitespace()) {
            self.at += 1;
        }
    }
}

fn real_date(value: &str, year: i32, month: u32, day: u32) -> Result<NaiveDate, ValueError> {
    if let Some(date) =
        NaiveDate::from_ymd_opt(year, month, day).filter(|date| (1900..2200).contains(&date.year()))
    {
        return Ok(date);
    }
    let reason = if !(1900..2200).contains(&year) {
        format!("年份写成了{year}")
    } else if !(1..=12).contains(&month) {
        format!("没有{month}月")
    } else if day == 0 {
        "没有0日".to_owned()
    } else {
        let days =
            (28..=31).rev().find(|last| NaiveDate::from_ymd_opt(year, month, *last).is_some()).unwrap_or(28);
        format!("{year}年{month}月只有{days}天")
    };
    Err(ValueError::NoSuchDate { value: value.to_owned(), reason })
}

/// Reads points, counted in 1/10 000 of a point: `1.5`, `１．５`, `-2`, `1,234.5`, `1.5分`.
///
/// # Errors
///
/// A [`ValueError`]: blank, not a number, a number with words (`2天`), more than four decimals, too large.
pub fn parse_points(text: &str) -> Result<i64, ValueError> {
    let value = clean_text(text);
    let number = value.strip_suffix('分').unwrap_or(&value);
    parse_scaled(&value, number, 4)
}

/// Reads a whole number: `12`, `１２`, `1,200`, `12.0`.
///
/// # Errors
///
/// A [`ValueError`]: blank, not a number, a number with words (`2天`), a fraction, too large.
pub fn parse_integer(text: &str) -> Result<i64, ValueError> {
    let value = clean_text(text);
    match parse_scaled(&value, &value, 0) {
        Err(ValueError::TooManyDecimals { value }) => Err(ValueError::NotWhole { value }),
        other => other,
    }
}

fn parse_scaled(value: &str, number: &str, decimals: usize) -> Result<i64, ValueError> {
    if value.is_empty() {
        return Err(ValueError::Blank);
    }
    let number: String =
        number.replace('，', ",").chars().filter(|character| !character.is_whitespace()).collect();
    let (negative, digits) = match number.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, number.strip_prefix('+').unwrap_or(&number)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let Some(whole) =
        ungroup(whole).filter(|whole| is_digits(whole) && fraction.bytes().all(|b| b.is_ascii_digit()))
    else {
        return Err(not_a_number(value));
    };
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > decimals {
        return Err(ValueError::TooManyDecimals { value: value.to_owned() });
    }
    let scaled = format!("{whole}{fraction:0<decimals$}").parse::<i64>();
    let scaled = scaled.map_err(|_| ValueError::TooLarge { value: value.to_owned() })?;
    Ok(if negative { -scaled } else { scaled })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Takes out thousands separators, if they stand where they belong.
fn ungroup(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let well_placed =
        rest.is_empty() || ((1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3));
    well_placed.then(|| whole.replace(',', ""))
}

fn not_a_number(value: &str) -> ValueError {
    let mut runs = value
        .split(|character: char| !character.is_ascii_digit() && character != '.')
        .filter(|run| run.chars().any(|character| character.is_ascii_digit()));
    let owned = value.to_owned();
    match (runs.next(), runs.next()) {
        (Some(example), None) => {
            ValueError::NumberWithWords { value: owned, example: example.trim_matches('.').to_owned() }
        }
        _ => ValueError::NotANumber { value: owned },
    }
}
