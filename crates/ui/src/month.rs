//! A month as a sheet of weeks; on a phone, the days on which something is due.

use maud::{Markup, html};

/// Something on a day.
#[derive(Clone, Debug)]
pub struct Mark {
    /// What it is.
    pub title: String,
    /// Where it is seen to.
    pub href: String,
}

/// A day of the sheet.
#[derive(Clone, Debug, Default)]
pub struct MonthDay {
    /// Day of the month.
    pub day: u32,
    /// 周三.
    pub weekday: &'static str,
    /// It is today.
    pub today: bool,
    /// Nobody works.
    pub free: bool,
    /// What is on.
    pub marks: Vec<Mark>,
}

const WEEK: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];

/// Draws a month whose first day comes `lead` days after Monday.
pub fn month(caption: &str, lead: usize, days: &[MonthDay]) -> Markup {
    let cells: Vec<Option<&MonthDay>> =
        std::iter::repeat_n(None, lead.min(6)).chain(days.iter().map(Some)).collect();
    html! {
        table class="month" {
            caption class="vh" { (caption) }
            thead { tr { @for day in WEEK { th scope="col" { (day) } } } }
            tbody {
                @for week in cells.chunks(WEEK.len()) {
                    tr {
                        @for cell in week { (day_cell(*cell)) }
                        @for _ in week.len()..WEEK.len() { td class="out" {} }
                    }
                }
            }
        }
    }
}

fn day_cell(cell: Option<&MonthDay>) -> Markup {
    let Some(day) = cell else { return html! { td class="out" {} } };
    let class = format!(
        "{}{}{}",
        word(day.free, "free"),
        word(day.today, " now"),
        word(day.marks.is_empty(), " none")
    );
    html! {
        td class=(class.trim()) {
            p class="d" {
                b { (day.day) } span class="only-s" { "日 " (day.weekday) }
                @if day.today { span class="sm cin" { " 今天" } }
                @if day.free { span class="vh" { "，休息" } }
            }
            @if !day.marks.is_empty() {
                ul { @for mark in &day.marks { li { a href=(mark.href) { (mark.title) } } } }
            }
        }
    }
}

fn word(holds: bool, class: &'static str) -> &'static str {
    if holds { class } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_fills_whole_weeks_and_says_which_day_is_today() {
        let day = |day| MonthDay { day, weekday: "周三", today: day == 15, ..MonthDay::default() };
        let days: Vec<_> = (1..=31).map(day).collect();
        let drawn = month("2026年7月", 2, &days).into_string();
        assert_eq!(drawn.matches("<td").count(), 35, "{drawn}");
        assert_eq!(drawn.matches("class=\"out\"").count(), 4, "two before, two after");
        assert!(drawn.contains("class=\"now none\"") && drawn.contains(" 今天"), "{drawn}");
    }
}
