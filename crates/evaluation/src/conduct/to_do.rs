//! What must be done after publishing: each result with its deadline and the list of those it concerns.
use std::collections::BTreeMap;

use lvzhi_platform::clock::format_day;
use lvzhi_schema::evaluation::cycle;
use maud::{Markup, html};

use crate::publication::Named;
use lvzhi_ui::{self as ui, Column};

/// The section, or nothing before the result is published.
pub(super) fn section(cycle: &cycle::Model, rows: &[Named]) -> Markup {
    if rows.is_empty() {
        return html! {};
    }
    let mut by_rule: BTreeMap<&str, Vec<&Named>> = BTreeMap::new();
    for row in rows {
        by_rule.entry(&row.outcome.rule).or_default().push(row);
    }
    let columns = [Column::new("结果"), Column::num("人数"), Column::new("办理时限")];
    let body = html! {
        @for people in by_rule.values() {
            @let first = people.first().map(|row| &row.outcome);
            tr {
                th scope="row" class="lite" {
                    (first.map_or("", |outcome| &outcome.label))
                    (list(cycle, people))
                }
                td class="num" { b { (people.len()) } }
                td class="nowrap" {
                    @match first.and_then(|outcome| outcome.due_on) { Some(due) => { (format_day(due, cycle.ends_on)) "前" } None => "—" }
                }
            }
        }
    };
    let table = ui::table("发布后要办的", "dense plain top", &columns, body);
    ui::section("发布后要办的", "名单按名次", html! {}, table)
}

fn list(cycle: &cycle::Model, people: &[&Named]) -> Markup {
    html! {
        details class="data" {
            summary { "名单" }
            p class="sm" { @for (at, person) in people.iter().enumerate() {
                @if at > 0 { "、" }
                a href={ "/evaluation/cycles/" (cycle.id) "/members/" (person.outcome.member_id) } { (person.name) }
            } }
        }
    }
}
