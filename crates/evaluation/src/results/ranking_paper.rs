//! The ranking on paper: everybody with the lines between them, then those not ranked; the head stands on each sheet.
use chrono::Datelike;
use lvzhi_platform::clock::day_of;
use maud::{Markup, html};

use super::lines::told_apart;
use super::ranking_aside::merged;
use super::ranking_page::Shown;
use super::ranking_table::{crossed, cut_row};
use super::score_page::grade_label;
use super::store::{Filter, Row};
use crate::EVALUATION;
use crate::schemes::matter;
use lvzhi_shell::frame::Frame;
use lvzhi_ui as ui;

/// Most groups that fit a sheet held upright.
const UPRIGHT: usize = 5;

/// The page for paper. `exempt` are those not ranked, where all are asked for.
pub(super) fn page(frame: &Frame, shown: &Shown<'_>, rows: &[Row], exempt: &[Row]) -> Markup {
    let (cycle, head, scheme) = (shown.cycle, shown.head, &shown.rulebook.scheme);
    let day = day_of(head.computed_at);
    let title = format!("{}{}名次表", cycle.name, matter(&scheme.title));
    let body = html! {
        h1 { (title) }
        p class="sm mute mb4" {
            "依据《" (scheme.title) "》" (scheme.version) "，第 " (head.ordinal) " 次核算，"
            (ui::format::full_date(day.year(), day.month(), day.day())) "。参评 " (head.ranked) " 人，免评 " (head.exempt) " 人。"
            @if let Some(only) = chosen(shown) { "只列" (only) "，" (rows.len()) " 人。" }
            @if cycle.published_run_id != Some(head.id) { "结果还没有发布。" }
        }
        (table(frame, shown, &title, rows))
        @if !exempt.is_empty() { (exempt_table(exempt)) }
    };
    frame.page(EVALUATION, &title, &[], body)
}

/// Which part of the ranking was asked for, in words.
fn chosen(shown: &Shown<'_>) -> Option<String> {
    let view = shown.view;
    let grade = shown.rulebook.scheme.grade(&view.grade).map_or("", |grade| &grade.label);
    let name = view.name.trim();
    let named = if name.is_empty() { String::new() } else { format!("姓名含“{name}”的") };
    let standing = if view.who == "standing" { "常委" } else { "" };
    let parts = [view.sector.as_str(), &view.special_committee, grade, &named, standing];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("、"))
}

fn table(frame: &Frame, shown: &Shown<'_>, title: &str, rows: &[Row]) -> Markup {
    let scheme = &shown.rulebook.scheme;
    let width = scheme.groups.len() + 6;
    let committee = frame.actor.as_deref().map_or("", |actor| actor.committee_name.as_str());
    let unfiltered = shown.view.filter() == Filter::default();
    let cuts = if unfiltered { merged(&shown.head.summary.cuts) } else { Vec::new() };
    let figures = told_apart(&rows.iter().map(|row| row.score(scheme)).collect::<Vec<_>>());
    let (mut before, mut above) = (0, "");
    html! {
        table class={ "tbl dense ranks" @if scheme.groups.len() > UPRIGHT { " wide" } } {
            caption class="vh" { (title) }
            thead {
                tr class="running" { td colspan=(width) { (committee) "　" (title) } }
                tr {
                    th scope="col" class="num" { "名次" }
                    th scope="col" { "姓名" }
                    th scope="col" { "界别" }
                    th scope="col" { "专委会" }
                    @for group in &scheme.groups { th scope="col" class="num" { (group.label) } }
                    th scope="col" class="num" { "总分" }
                    th scope="col" { "等次" }
                }
            }
            tbody {
                @if rows.is_empty() { (ui::empty_row(width, "没有符合条件的委员。")) }
                @for (row, figure) in rows.iter().zip(&figures) {
                    @let place = row.place.unwrap_or_default();
                    @for cut in crossed(&cuts, before, place) { (cut_row(shown, width, cut, (above, figure))) }
                    (ranked_row(shown, row, figure))
                    ({ (before, above) = (place, figure.as_str()); html! {} })
                }
            }
        }
    }
}

fn ranked_row(shown: &Shown<'_>, row: &Row, figure: &str) -> Markup {
    let groups = row.groups();
    html! {
        tr {
            td class="num" { (row.place.unwrap_or_default()) }
            th scope="row" class="nowrap" { (row.name) }
            td class="nowrap" { (row.sector) }
            td class="nowrap" { (row.special_committee) }
            @for group in &shown.rulebook.scheme.groups {
                td class="num" { (groups.get(&group.id).copied().unwrap_or_default().to_one_decimal()) }
            }
            td class="num" { b { (figure) } }
            td class="nowrap" { (grade_label(shown.rulebook, row)) }
        }
    }
}

fn exempt_table(exempt: &[Row]) -> Markup {
    let columns = [
        ui::Column::new("姓名"),
        ui::Column::new("界别"),
        ui::Column::new("专委会"),
        ui::Column::new("理由"),
    ];
    let body = html! { @for row in exempt {
        tr {
            th scope="row" class="nowrap" { (row.name) }
            td { (row.sector) }
            td { (row.special_committee) }
            td { (row.exempt_reason) }
        }
    } };
    ui::section(
        "免评",
        &format!("{} 人", exempt.len()),
        html! {},
        ui::table("免评名单和理由", "dense", &columns, body),
    )
}
