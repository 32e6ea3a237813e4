//! Cells to values: dates, quantities, enumerations. Every refusal names the value and what is allowed.
use chrono::NaiveDate;
use lvzhi_platform::workbook::{ValueError, clean_text, parse_date, parse_integer, parse_points};
use lvzhi_scoring::{Attribute, Content, Kind, Quantity, Term, term_by_name};

/// Longest text of an attribute.
const LONGEST_TEXT: usize = 300;
/// One of a quantity.
pub const ONE: i64 = 10_000;

/// The first day of a cell: a date, or a span such as `2026-02-03至2026-02-05`.
///
/// # Errors
/// The sentence for the clerk.
pub fn first_day(text: &str, year: Option<i32>) -> Result<NaiveDate, String> {
    match parse_date(text, year) {
        Ok(day) => Ok(day),
        Err(ValueError::DateRange { value }) => span_start(&value, year),
        Err(error) => Err(error.to_string()),
    }
}

fn span_start(value: &str, year: Option<i32>) -> Result<NaiveDate, String> {
    let dashes = ['至', '到', '—', '~', '～', '–', '、'];
    let cut = value.find(dashes).or_else(|| value.rfind('-'));
    let (first, last) =
        cut.map_or((value, ""), |at| (&value[..at], value[at..].trim_start_matches(dashes).trim()));
    let first = parse_date(first, year).map_err(|error| error.to_string())?;
    // “2月3日至5日”: the end may leave out what the beginning said.
    match parse_date(last, year) {
        Ok(last) if last < first => Err(format!("“{value}”的结束日期早于开始日期；请改正")),
        Err(error @ ValueError::NoSuchDate { .. }) => Err(error.to_string()),
        _ => Ok(first),
    }
}

/// A quantity in 1/10 000 of its unit.
///
/// # Errors
/// The sentence for the clerk.
pub fn quantity(unit: &Quantity, text: &str) -> Result<i64, String> {
    let value = parse_points(text).map_err(|error| error.to_string())?;
    if value < 0 {
        return Err(format!("“{text}”是负数；{}不能小于 0", unit.label));
    }
    let step = 10_i64.pow(4 - unit.decimals.min(4));
    if value % step != 0 {
        return Err(format!("“{text}”的小数太多；{}最多 {} 位小数", unit.label, unit.decimals));
    }
    Ok(value)
}

/// `1.5`, without zeros that say nothing.
#[must_use]
pub fn quantity_text(value: i64) -> String {
    let text = format!("{}.{:04}", value / ONE, (value % ONE).abs());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The id of a stage, a role or an enumerated value.
///
/// # Errors
/// The sentence for the clerk, with the allowed ones.
pub fn term(label: &str, terms: &[Term], text: &str) -> Result<String, String> {
    let text = clean_text(text);
    match term_by_name(terms, &text) {
        Some(term) => Ok(term.id.clone()),
        None => {
            let labels: Vec<_> = terms.iter().map(|term| term.label.as_str()).collect();
            Err(format!("“{text}”不是认得的{label}；可以写：{}", labels.join("、")))
        }
    }
}

/// Whether a text is short enough to be kept.
///
/// # Errors
/// The sentence for the clerk.
pub fn fits(label: &str, text: &str) -> Result<(), String> {
    if text.chars().count() > LONGEST_TEXT {
        return Err(format!("{label}超过 {LONGEST_TEXT} 字；请写短些"));
    }
    Ok(())
}

/// The value of an attribute as it is stored; none for an empty cell.
///
/// # Errors
/// The sentence for the clerk.
pub fn attribute(attribute: &Attribute, text: &str, year: Option<i32>) -> Result<Option<String>, String> {
    let text = clean_text(text);
    if text.is_empty() {
        return if attribute.required {
            Err(format!("没有填{}；请补上", attribute.label))
        } else {
            Ok(None)
        };
    }
    let value = match &attribute.content {
        Content::Enumeration(terms) => term(&attribute.label, terms, &text)?,
        Content::Integer => parse_integer(&text).map_err(|error| error.to_string())?.to_string(),
        Content::Date => parse_date(&text, year).map_err(|error| error.to_string())?.to_string(),
        Content::Text => {
            fits(&attribute.label, &text)?;
            text
        }
    };
    Ok(Some(value))
}

/// A value of an attribute that a sheet's name gives away: 全体会议 is a class of meetings.
#[must_use]
pub fn value_in_name(attribute: &Attribute, name: &str) -> Option<String> {
    let name = clean_text(name);
    if let Some(exact) = attribute.value_by_name(&name) {
        return Some(exact.id.clone());
    }
    // The longest label that stands in the name: 专委会会议 before 专委会.
    let names = attribute.values().iter().flat_map(|term| {
        std::iter::once(&term.label)
            .chain(&term.aliases)
            .map(move |label| (label.chars().count(), label, &term.id))
    });
    let inside = names.filter(|(length, label, _)| *length >= 2 && name.contains(label.as_str()));
    inside.max_by_key(|(length, _, _)| *length).map(|(_, _, id)| id.clone())
}

/// Yes or no.
///
/// # Errors
/// The sentence for the clerk.
pub fn yes(text: &str) -> Result<bool, String> {
    match clean_text(text).as_str() {
        "是" | "√" | "✓" | "已确认" | "确认" | "有" | "1" => Ok(true),
        "否" | "×" | "未确认" | "待确认" | "无" | "0" | "" => Ok(false),
        other => Err(format!("“{other}”看不出是否确认；请写“是”或“否”")),
    }
}

/// Number of half-days that a heading states: `专题会（2个半天）`.
#[must_use]
pub fn half_days(heading: &str) -> Option<i64> {
    let (before, _) = heading.split_once("个半天").or_else(|| heading.split_once("半天"))?;
    let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
    let digits: String = digits.chars().rev().collect();
    digits.parse::<i64>().ok().filter(|days| (1..=40).contains(days)).map(|days| days * ONE)
}

/// Which piece a row speaks of: its number, or a digest of kind, title and first name that is always the same.
#[must_use]
pub fn piece(kind: &Kind, number: &str, title: &str, first_name: &str, day: NaiveDate) -> String {
    use chrono::Datelike as _;
    if number.is_empty() {
        let text = format!("{}|{title}|{first_name}", kind.id);
        let digest = lvzhi_platform::audit::sm3_hex(text.as_bytes());
        return format!("#{}", &digest[..16]);
    }
    // “35” begins anew every year, “2026A0035” does not.
    if number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{}-{number}", day.year());
    }
    number.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_counts_from_its_first_day() {
        let day = |text| first_day(text, Some(2026)).map(|day| day.to_string());
        assert_eq!(day("2026-02-03至2026-02-05").unwrap(), "2026-02-03");
        assert_eq!(day("2月3日至5日").unwrap(), "2026-02-03");
        assert!(day("2026-02-27至2026-02-30").unwrap_err().contains("不存在"));
        assert!(day("2026-02-05至2026-02-03").unwrap_err().contains("早于开始"));
        assert!(day("2026-02-31").unwrap_err().contains("2月只有28天"));
    }

    #[test]
    fn quantities_and_half_days() {
        assert_eq!(quantity_text(15_000), "1.5");
        assert_eq!(quantity_text(10_000), "1");
        assert_eq!(half_days("专题会（2个半天）"), Some(20_000));
        assert_eq!(half_days("专题会 上午"), None);
    }
}
