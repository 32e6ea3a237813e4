//! The schedule (日程): the days that matter, as each slice knows them, on one sheet a month.
use std::ops::RangeInclusive;
use std::sync::Arc;

use axum::extract::State;
use chrono::{Datelike, Days, Months, NaiveDate};
use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_ui::format::weekday;
use lvzhi_ui::{self as ui, Button, Icon, Mark, MonthDay};
use maud::{Markup, html};

use crate::app::{App, AppRoutes};
use crate::frame::{Frame, Part};
use crate::jobs::BoxFuture;
use crate::listing::Listing;

/// Something that is on for some days.
#[derive(Clone, Debug)]
pub struct Entry {
    /// First day.
    pub from: NaiveDate,
    /// Last day, the first when it is one day.
    pub to: NaiveDate,
    /// What it is.
    pub title: String,
    /// Where it is seen to.
    pub href: String,
}

impl Entry {
    /// Something on one day.
    pub fn on(day: NaiveDate, title: impl Into<String>, href: impl Into<String>) -> Self {
        Self { from: day, to: day, title: title.into(), href: href.into() }
    }
}

/// What is on within these days for this person.
pub type LookUp = fn(App, Arc<Actor>, RangeInclusive<NaiveDate>) -> BoxFuture<'static, Result<Vec<Entry>>>;

/// The days that one slice knows. Slices register theirs.
#[derive(Clone, Copy)]
pub struct Schedule(pub LookUp);

/// The schedule's part of the program.
pub const SCHEDULE: Part = Part {
    id: "schedule",
    label: "日程",
    href: "/schedule",
    icon: Icon::Calendar,
    place: 3,
    shown: |frame| frame.actor.is_some(),
};

pub(crate) fn routes(routes: AppRoutes) -> AppRoutes {
    routes.get("/schedule", Access::SignedIn, page)
}

/// The first day of a month `2026-07`.
fn month_of(text: &str) -> Option<NaiveDate> {
    let (year, month) = text.split_once('-')?;
    let first = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)?;
    (2000..2200).contains(&first.year()).then_some(first)
}

async fn page(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    mut listing: Listing,
) -> Result<Markup> {
    let asked = listing.choice("month", "月份", month_of);
    let first = asked.or_else(|| frame.today.with_day(1)).unwrap_or(frame.today);
    let last = first + Months::new(1) - Days::new(1);
    let mut entries = Vec::new();
    for Schedule(look) in app.register.all::<Schedule>() {
        entries.extend(look(app.clone(), actor.clone(), first..=last).await?);
    }
    entries.sort_by(|a, b| (a.from, &a.title).cmp(&(b.from, &b.title)));
    let body = html! {
        (ui::head("日程", html! { (name(first)) }, turns(first, frame.today)))
        (ui::remarks(&listing.remarks()))
        (sheet(&app, first, last, frame.today, &entries))
    };
    Ok(frame.page(SCHEDULE, "日程", &[], body))
}

fn name(first: NaiveDate) -> String {
    format!("{}年{}月", first.year(), first.month())
}

fn turns(first: NaiveDate, today: NaiveDate) -> Markup {
    let link = |month: NaiveDate| format!("/schedule?month={}", month.format("%Y-%m"));
    let is_now = (first.year(), first.month()) == (today.year(), today.month());
    html! {
        (ui::button_link(Button::Plain, "上个月", &link(first - Months::new(1))))
        @if !is_now { (ui::button_link(Button::Plain, "本月", "/schedule")) }
        (ui::button_link(Button::Plain, "下个月", &link(first + Months::new(1))))
    }
}

fn sheet(app: &App, first: NaiveDate, last: NaiveDate, today: NaiveDate, entries: &[Entry]) -> Markup {
    let days: Vec<MonthDay> = first
        .iter_days()
        .take_while(|day| *day <= last)
        .map(|day| MonthDay {
            day: day.day(),
            weekday: weekday(day.year(), day.month(), day.day()),
            today: day == today,
            free: !app.calendar.is_business_day(day),
            marks: marks(day, entries),
        })
        .collect();
    let lead = first.weekday().num_days_from_monday() as usize;
    html! {
        (ui::month(&name(first), lead, &days))
        @if entries.is_empty() { p class="mute mt3" { "这个月没有排定的事。公示期、办理时限、印发的公文会自动出现在这里。" } }
        @if !app.calendar.knows(first.year()) {
            p class="sm mute mt3" { (first.year()) " 年的放假安排还没有收录，休息日只按周末标出。" }
        }
    }
}

/// What is on that day: what lasts longer is said on its first and its last day.
fn marks(day: NaiveDate, entries: &[Entry]) -> Vec<Mark> {
    let on = |entry: &&Entry| entry.from == day || entry.to == day;
    entries
        .iter()
        .filter(on)
        .map(|entry| {
            let end = match (entry.from == day, entry.to == day) {
                (true, false) => "开始",
                (false, true) => "截止",
                _ => "",
            };
            Mark { title: format!("{}{end}", entry.title), href: entry.href.clone() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lasts_is_said_on_its_first_and_its_last_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let entry =
            Entry {
                from: day("2026-07-15"), to: day("2026-07-21"), title: "公示".into(), href: "/".into()
            };
        let titles = |text: &str| marks(day(text), std::slice::from_ref(&entry)).pop().map(|mark| mark.title);
        assert_eq!(titles("2026-07-15").as_deref(), Some("公示开始"));
        assert_eq!(titles("2026-07-21").as_deref(), Some("公示截止"));
        assert_eq!(titles("2026-07-16"), None);
        let one = Entry::on(day("2026-07-15"), "到期", "/");
        assert_eq!(marks(day("2026-07-15"), &[one])[0].title, "到期");
    }

    #[test]
    fn a_month_that_is_none_is_refused() {
        assert_eq!(month_of("2026-07"), NaiveDate::from_ymd_opt(2026, 7, 1));
        for text in ["2026-13", "2026", "x-1", "-1-1", "999999-01"] {
            assert_eq!(month_of(text), None, "{text}");
        }
    }
}
