//! What the member's file shows of his facts.
use chrono::{Datelike, NaiveDate};
use lvzhi_platform::{Database, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{catalogue, facts};
use crate::ui::{self, Chip, Column};

/// How many of the latest facts are shown.
const LATEST: usize = 12;

/// Counts by kind in the year of `today`, and the latest facts. `link` opens facts, for those who may see the list.
///
/// # Errors
/// When the database cannot be read.
pub async fn member_sections(
    db: &Database,
    committee: Uuid,
    member: Uuid,
    today: NaiveDate,
    link: bool,
) -> Result<Markup> {
    let first = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
    let mut own = facts::of_member(db, committee, member, first, today).await?;
    let waiting = own.iter().filter(|fact| !fact.is_confirmed()).count();
    let counts: Vec<(&str, usize)> = catalogue()
        .kinds
        .iter()
        .map(|kind| (kind.label.as_str(), own.iter().filter(|fact| fact.kind == kind.id).count()))
        .filter(|(_, count)| *count > 0)
        .collect();
    let total = own.len();
    own.reverse();
    own.truncate(LATEST);
    let note = format!(
        "{}年，{total} 条{}",
        today.year(),
        if waiting > 0 { format!("，{waiting} 条待确认") } else { String::new() }
    );
    let more = html! { @if link && total > 0 { (ui::more("看全部", &format!("/facts?member={member}"))) } };
    Ok(ui::section(
        "履职事实",
        &note,
        more,
        html! {
            @if own.is_empty() {
                (ui::empty("今年还没有登记", "事实由组织单位登记并确认；有出入的请告诉委员工作机构。", None))
            } @else {
                p class="row" { @for (label, count) in counts { (ui::chip(Chip::Soft, &format!("{label} {count}"))) " " } }
                (latest(&own, today, link))
            }
        },
    ))
}

fn latest(own: &[facts::FactView], _today: NaiveDate, link: bool) -> Markup {
    let columns =
        [Column::new("日期"), Column::new("种类"), Column::new("内容").class("half"), Column::new("确认")];
    let body = html! {
        @for fact in own {
            @let day = ui::format::month_day(fact.occurred_on.month(), fact.occurred_on.day());
            tr {
                td { @if link { a href={ "/facts/" (fact.id) } { (day) } } @else { (day) } }
                td { (catalogue().label(&fact.kind)) }
                td { @if !fact.title().is_empty() { (fact.title()) br; } span class="sm mute" { (fact.particulars()) } }
                td class="sm" { @if fact.is_confirmed() { (fact.confirmed_by) } @else { (ui::chip(Chip::Dash, "待确认")) } }
            }
        }
    };
    ui::table("最近的履职事实", "flow", &columns, body)
}
