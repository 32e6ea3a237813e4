//! Chinese numerals and the fixed wording of dates and document numbers.

use chrono::{Datelike, NaiveDate};

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const PLACES: [&str; 4] = ["", "十", "百", "千"];
const GROUPS: [&str; 3] = ["", "万", "亿"];

/// A number in Chinese numerals: 12 is 十二, 105 is 一百零五, 10010 is 一万零一十.
pub fn chinese_number(number: u32) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut text = String::new();
    for place in (0..10).rev() {
        push_place(&mut text, number, place);
    }
    match text.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => text,
    }
}

fn push_place(text: &mut String, number: u32, place: u32) {
    let unit = 10_u32.pow(place);
    let digit = number / unit % 10;
    let group_place = place as usize % 4;
    if digit > 0 {
        let skipped = !text.is_empty() && (number / unit / 10).is_multiple_of(10);
        if skipped {
            text.push_str(DIGITS[0]);
        }
        text.push_str(DIGITS[digit as usize]);
        text.push_str(PLACES[group_place]);
    }
    if group_place == 0 && !(number / unit).is_multiple_of(10_000) {
        text.push_str(GROUPS[place as usize / 4]);
    }
}

/// A date as official documents write it: 2026年7月14日, without leading zeros.
pub fn date_text(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A document number such as 云协办〔2026〕12号: hexagonal brackets, full year, no leading zeros.
pub fn document_number(code: &str, year: i32, serial: u32) -> String {
    format!("{code}〔{year}〕{serial}号")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_read_as_spoken() {
        let expected = [
            (0, "零"),
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (99, "九十九"),
            (100, "一百"),
            (105, "一百零五"),
            (110, "一百一十"),
            (1_001, "一千零一"),
            (1_010, "一千零一十"),
            (10_000, "一万"),
            (10_010, "一万零一十"),
            (12_345, "一万二千三百四十五"),
            (100_001, "十万零一"),
            (1_000_000, "一百万"),
            (100_000_000, "一亿"),
            (100_010_000, "一亿零一万"),
        ];
        for (number, text) in expected {
            assert_eq!(chinese_number(number), text, "{number}");
        }
    }

    #[test]
    fn dates_and_numbers_have_no_leading_zeros() {
        let date = NaiveDate::from_ymd_opt(2026, 7, 4).unwrap();
        assert_eq!(date_text(date), "2026年7月4日");
        assert_eq!(document_number("云协办", 2026, 7), "云协办〔2026〕7号");
    }
}
