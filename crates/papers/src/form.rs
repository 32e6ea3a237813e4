//! The form by which a paper gets its number.
use std::fmt::Write;

use chrono::{Datelike, NaiveDate};
use lvzhi_schema::papers::paper_series;
use lvzhi_shell::form::{Errors, Filled, Reading, Sent};
use lvzhi_shell::holder::Seen;
use lvzhi_ui::{self as ui, Button, Tone};
use maud::{Markup, html};

use crate::PaperKind;
use crate::acts::Choice;
use crate::list::full_day;
use crate::panel::issue_href;
use crate::store::Filed;

/// Most characters of an office's letters.
const LONGEST_CODE: usize = 20;
/// The highest number of a year that is believed.
const HIGHEST: i64 = 9_999;

/// What was typed.
pub(crate) fn read(sent: &Sent, today: NaiveDate) -> Result<Choice, Errors> {
    let mut reading = Reading::of(sent);
    let ask = "请填机关代字，例如 云岭政协办发。";
    let code = reading.wanted("code", "机关代字", LONGEST_CODE, ask);
    if !code.chars().all(|c| c.is_alphabetic() && !"号第".contains(c)) {
        let sentence = "机关代字只写代字本身，例如 云岭政协办发；年份和顺序号由程序加上。";
        reading.fail("code", sentence);
    }
    let sequence = reading.number("sequence", "顺序号", 1..=HIGHEST);
    if sequence.is_none() && reading.typed("sequence").is_empty() {
        reading.fail("sequence", "请填顺序号，从 1 起。");
    }
    let day = reading.day("issued_on", "成文日期");
    match day {
        Some(day) if day > today => {
            reading.fail("issued_on", format!("成文日期 {day} 还没有到。请填今天或以前的日期。"));
        }
        Some(day) if day.year() < 2000 => {
            reading.fail("issued_on", format!("成文日期 {day} 太早，请核对年份。"));
        }
        None if reading.typed("issued_on").is_empty() => reading.fail("issued_on", "请填成文日期。"),
        _ => {}
    }
    match (sequence.and_then(|number| i32::try_from(number).ok()), day) {
        (Some(sequence), Some(issued_on)) if reading.is_sound() => Ok(Choice { code, sequence, issued_on }),
        _ => Err(reading.errors()),
    }
}

/// What the page of the form shows.
pub(crate) struct IssuePage<'a> {
    pub kind: &'a PaperKind,
    pub seen: &'a Seen,
    pub series: &'a [paper_series::Model],
    /// Those of this kind that the object has already.
    pub issued: &'a [Filed],
    pub filled: Filled<'a>,
}

/// The form.
pub(crate) fn page(shown: &IssuePage<'_>) -> Markup {
    let (kind, seen, filled) = (shown.kind, shown.seen, &shown.filled);
    let codes: Vec<String> = shown.series.iter().map(|series| series.code.clone()).collect();
    let code = filled
        .field("code", "机关代字")
        .required()
        .list("codes")
        .placeholder("云岭政协办发")
        .hint("用过的可以直接选；第一次用的会登记下来，从 1 号起编。");
    let sequence = filled
        .field("sequence", "顺序号")
        .required()
        .hint("已经填好下一个没有用过的号。在别处编过号的，改成那个号。");
    html! {
        (ui::head(&format!("印发{}", kind.label), html! { (seen.title()) }, html! {}))
        (filled.errors.summary())
        @if !shown.issued.is_empty() {
            div class="mb4" { (ui::message(Tone::Soon, html! { (issued_before(shown.issued)) }, html! {})) }
        }
        form class="form" method="post" action=(issue_href(kind, seen)) {
            (ui::suggestions("codes", &codes))
            (ui::text_field(&code))
            div class="two" {
                (ui::number_field(&sequence, "1"))
                (ui::date_field(&filled.field("issued_on", "成文日期").required().hint("文号里的年份按这一天")))
            }
            p class="sm mute" { "印发以后，文号和文件都不能改；印错了可以作废，作废的号不再使用。" }
            div class="acts" {
                (ui::submit(Button::Primary, "编号印发"))
                (ui::button_link(Button::Quiet, "不印发", seen.href()))
            }
        }
    }
}

fn issued_before(issued: &[Filed]) -> String {
    let mut words = String::from("已经印发过：");
    for (at, (paper, void)) in issued.iter().enumerate() {
        let stop = if at == 0 { "" } else { "，" };
        let state = if void.is_some() { "，已作废" } else { "" };
        let _ = write!(words, "{stop}{}（{}{state}）", paper.number, full_day(paper.issued_on)); // cannot fail
    }
    words.push_str("。再印发是另一份公文，用另一个号。");
    words
}

/// The numbers that were left out of a year, in words; none: nothing was.
pub(crate) fn gaps(code: &str, year: i32, given: &[i32]) -> Option<String> {
    let last = *given.last()?;
    let missing: Vec<String> =
        (1..last).filter(|n| given.binary_search(n).is_err()).map(|n| n.to_string()).take(20).collect();
    if missing.is_empty() {
        return None;
    }
    let left = usize::try_from(last).unwrap_or_default() - given.len();
    let more = if left > missing.len() { format!("等 {left} 个") } else { String::new() };
    let numbers = missing.join("、");
    Some(format!("{code}〔{year}〕到 {last} 号为止，这里没有的号：{numbers}{more}。若在别处编过，不用理会。"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_no_number_of_a_paper_is_named() {
        let today = day("2026-07-15");
        let read = |form: &str| read(&Sent::read(form.as_bytes()), today);
        let choice = read("code=云岭政协办发&sequence=12&issued_on=2026-07-15").map(|choice| choice.number());
        assert_eq!(choice, Ok("云岭政协办发〔2026〕12号".to_owned()));
        for form in [
            "code=云岭政协办发〔2026〕&sequence=12&issued_on=2026-07-15",
            "code=云岭 办&sequence=12&issued_on=2026-07-15",
            "code=&sequence=12&issued_on=2026-07-15",
            "code=../云&sequence=12&issued_on=2026-07-15",
            "code=云%ff&sequence=12&issued_on=2026-07-15",
            "code=😀&sequence=12&issued_on=2026-07-15",
            "code=云&sequence=0&issued_on=2026-07-15",
            "code=云&sequence=&issued_on=2026-07-15",
            "code=云&sequence=1&issued_on=2026-07-16",
            "code=云&sequence=1&issued_on=",
        ] {
            assert!(read(form).is_err(), "{form}");
        }
    }

    #[test]
    fn numbers_left_out_are_named() {
        assert_eq!(gaps("云", 2026, &[]), None);
        assert_eq!(gaps("云", 2026, &[1, 2, 3]), None);
        let sentence = "云〔2026〕到 5 号为止，这里没有的号：1、3、4。若在别处编过，不用理会。";
        assert_eq!(gaps("云", 2026, &[2, 5]).as_deref(), Some(sentence));
        assert!(gaps("云", 2026, &[100]).is_some_and(|words| words.contains("等 99 个")));
    }
}
