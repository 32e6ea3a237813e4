//! One cell, as the clerk sees it.

use calamine::{DataRef, ExcelDateTime};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::normalise::clean_lines;

/// One cell with its value as text. Copying a `Cell` never loses digits: numbers are decimal text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What the clerk sees, cleaned: half-width digits and letters, no outer blanks, exact integers, dates
    /// as `2026-02-03`. Line breaks inside the cell are kept as `\n`.
    pub text: String,
    /// What the cell holds.
    pub kind: CellKind,
    /// Whether the value is the stored result of a formula.
    pub formula: bool,
    /// Whether the value was copied from the top left cell of a merged region.
    pub spread: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum CellKind {
    /// Nothing, or only blanks.
    #[default]
    Empty,
    /// Text. All cells of a delimited text file are text.
    Text,
    /// A number; its exact decimal form is in [`Cell::text`].
    Number,
    /// A date without a time.
    Date(NaiveDate),
    /// A date with a time of day.
    DateTime(NaiveDateTime),
    /// True or false.
    Bool(bool),
    /// The cell cannot be used. The text is the sentence for the clerk, without the place.
    Error(String),
}

impl Cell {
    /// A text cell; blank text gives an empty cell.
    pub fn text(text: &str) -> Self {
        let text = strip_text_mark(clean_lines(text));
        let kind = if text.is_empty() {
            CellKind::Empty
        } else if has_lost_digits(&text) {
            CellKind::Error(lost_digits(&text))
        } else {
            CellKind::Text
        };
        Self { text, kind, formula: false, spread: false }
    }

    /// Whether there is nothing in the cell.
    pub fn is_empty(&self) -> bool {
        self.kind == CellKind::Empty
    }

    /// The sentence of an unusable cell.
    pub fn error(&self) -> Option<&str> {
        match &self.kind {
            CellKind::Error(sentence) => Some(sentence),
            _ => None,
        }
    }

    fn of(text: String, kind: CellKind) -> Self {
        Self { text, kind, formula: false, spread: false }
    }

    /// Converts what calamine read.
    pub(super) fn from_data(data: &DataRef<'_>, formula: bool) -> Self {
        let mut cell = match data {
            DataRef::Empty if formula => Self::of(String::new(), CellKind::Error(NO_RESULT.to_owned())),
            DataRef::Empty => Self::default(),
            DataRef::Int(value) => Self::number(*value as f64),
            DataRef::Float(value) => Self::number(*value),
            DataRef::String(text) => Self::text(text),
            DataRef::SharedString(text) => Self::text(text),
            DataRef::Bool(value) => {
                Self::of(if *value { "是" } else { "否" }.to_owned(), CellKind::Bool(*value))
            }
            DataRef::DateTime(value) => Self::moment(value),
            DataRef::DateTimeIso(text) => Self::iso(text),
            DataRef::DurationIso(text) => Self::text(text),
            DataRef::Error(error) => {
                let text = error.to_string();
                let sentence =
                    format!("单元格里是公式错误 {text}，没有可用的值；请改正公式，或者直接填写结果");
                Self::of(text, CellKind::Error(sentence))
            }
        };
        cell.formula = formula;
        cell
    }

    fn number(value: f64) -> Self {
        if !value.is_finite() {
            return Self::of(
                value.to_string(),
                CellKind::Error("单元格里的数值无法识别，请重新填写".to_owned()),
            );
        }
        if value.abs() >= 1e15 {
            let text = scientific(value);
            let sentence = lost_digits(&text);
            return Self::of(text, CellKind::Error(sentence));
        }
        Self::of(decimal(value), CellKind::Number)
    }

    fn moment(value: &ExcelDateTime) -> Self {
        if value.is_duration() {
            return Self::of(hours_and_minutes(value.as_f64()), CellKind::Text);
        }
        if (0.0..1.0).contains(&value.as_f64()) {
            let text = value.as_datetime().map(|at| at.format("%H:%M").to_string()).unwrap_or_default();
            return Self::text(&text);
        }
        let in_calendar = (0.0..2_958_466.0).contains(&value.as_f64());
        match value.as_datetime().filter(|_| in_calendar) {
            Some(at) => Self::date_time(at),
            None => Self::of(
                decimal(value.as_f64()),
                CellKind::Error("单元格设成了日期格式，但里面的数值不是日期；请重新填写日期".to_owned()),
            ),
        }
    }

    fn iso(text: &str) -> Self {
        let moment = text.parse::<NaiveDateTime>().ok();
        let day = text.parse::<NaiveDate>().ok().map(|date| date.and_time(NaiveTime::MIN));
        moment.or(day).map_or_else(|| Self::text(text), Self::date_time)
    }

    fn date_time(at: NaiveDateTime) -> Self {
        if at.time() == NaiveTime::MIN {
            Self::of(at.format("%Y-%m-%d").to_string(), CellKind::Date(at.date()))
        } else {
            Self::of(at.format("%Y-%m-%d %H:%M").to_string(), CellKind::DateTime(at))
        }
    }
}

const NO_RESULT: &str =
    "单元格里是公式，但文件没有保存计算结果；请用表格软件打开并保存一次，或者把公式粘贴为数值";

fn lost_digits(value: &str) -> String {
    format!("“{value}”：身份证号等长号码被存成了数字，末尾几位已经丢失，请把这一列设为文本格式后重新填写")
}

/// Text like 1.10101E+17: a number with its last digits already gone, pasted or exported as text.
fn has_lost_digits(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_is_number = match mantissa.split_once('.') {
        Some((whole, fraction)) => whole.len() == 1 && digits(whole) && digits(fraction),
        None => false,
    };
    mantissa_is_number
        && exponent
            .strip_prefix('+')
            .is_some_and(|power| digits(power) && power.parse::<u32>().is_ok_and(|power| power >= 11))
}

/// Clerks type an apostrophe to keep digits as text, and it reaches delimited files as a character.
fn strip_text_mark(text: String) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|first: char| first.is_ascii_digit()) => rest.to_owned(),
        _ => text,
    }
}

/// Fifteen significant digits, as Excel shows them, and never with an exponent.
fn decimal(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let rounded = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    rounded.to_string()
}

fn scientific(value: f64) -> String {
    let text = format!("{value:.5E}");
    match text.split_once('E') {
        Some((mantissa, power)) => format!("{mantissa}E+{power}"),
        None => text,
    }
}

fn hours_and_minutes(days: f64) -> String {
    let minutes = (days * 1440.0).round() as i64;
    format!("{}:{:02}", minutes / 60, (minutes % 60).abs())
}

/// Letters of a column as Excel shows them; column 0 is `A`, 26 is `AA`.
pub fn column_letters(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Where a cell is, for sentences: `工作表“名册”第 5 行第 C 列`. `row_number` counts from 1, `column` from 0.
pub fn place(sheet: &str, row_number: u32, column: usize) -> String {
    format!("工作表“{sheet}”第 {row_number} 行第 {} 列", column_letters(column))
}
