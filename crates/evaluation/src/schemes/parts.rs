//! What several pages of schemes show: the points table, the source with its line numbers, what the check found.
use std::collections::BTreeMap;

use chrono::Datelike;
use lvzhi_platform::clock::day_of;
use lvzhi_scoring::print::{Article, PointsRow};
use lvzhi_scoring::{Finding, Severity};
use maud::{Markup, html};

use super::Rulebook;
use lvzhi_ui::{self as ui, Column, Light};

/// 2026年7月15日.
pub(super) fn chinese_day(moment: i64) -> String {
    let day = day_of(moment);
    ui::format::full_date(day.year(), day.month(), day.day())
}

/// The 办法 as it is printed: chapters and articles, then the points table.
pub(super) fn printed(rulebook: &Rulebook) -> Markup {
    let printed = lvzhi_scoring::print(&rulebook.scheme, &rulebook.catalogue);
    html! {
        section class="sec rulebox" {
            header { h2 { "条文" } span class="note" { "与办法文件是同一份，由程序印出" } }
            div class="rules" {
                h2 { (printed.title) }
                @if let Some(note) = &printed.note { p { (note) } }
                @for chapter in &printed.chapters {
                    h3 { (chapter.number) "　" (chapter.title) }
                    @for article in &chapter.articles { (one_article(article)) }
                }
            }
        }
        (points_table(&printed.table))
    }
}

fn one_article(article: &Article) -> Markup {
    html! {
        @for (n, paragraph) in article.paragraphs.iter().enumerate() {
            p {
                @if n == 0 { span class="art" { (article.number) } "　" }
                (paragraph.words())
            }
        }
    }
}

/// What counts how much, by which article.
fn points_table(rows: &[PointsRow]) -> Markup {
    let columns = [
        Column::new("指标"),
        Column::num("满分"),
        Column::new("规则"),
        Column::new("怎么算"),
        Column::new("读哪些记录").class("hide-s"),
        Column::new("条款"),
    ];
    let starts = |n: usize, of: fn(&PointsRow) -> &str| {
        n.checked_sub(1).and_then(|before| rows.get(before)).map(of) != rows.get(n).map(of)
    };
    let body = html! {
        @for (n, row) in rows.iter().enumerate() {
            @if starts(n, |row| &row.group) { (ui::group_row(6, &row.group)) }
            @let first = starts(n, |row| &row.indicator);
            tr {
                td class="nowrap" { @if first { (row.indicator) } }
                td class="num" data-l=[first.then_some("满分")] { @if first { (row.max) } }
                th scope="row" { (row.rule) }
                td class="line1" { (row.points) }
                td class="mute sm hide-s" { (row.facts) }
                td class="nowrap mute" { (row.article) }
            }
        }
    };
    ui::section("计分表", "", html! {}, ui::table("计分表", "dense top flow", &columns, body))
}

/// The text with its line numbers. They are links' targets (`#L12`) and are not copied with the text.
pub(super) fn source(text: &str) -> Markup {
    html! {
        pre class="source lines" tabindex="0" role="region" aria-label="办法文件，带行号" {
            @for (at, line) in text.lines().enumerate() { span id={ "L" (at + 1) } { (line) "\n" } }
        }
    }
}

/// The numbers beside the text that is being written, each the target of the findings that speak of its line.
pub(super) fn gutter(text: &str, findings: &[Finding], swap: bool) -> Markup {
    let mut worst: BTreeMap<u32, Severity> = BTreeMap::new();
    for finding in findings {
        let severity = worst.entry(finding.line).or_insert(finding.severity);
        *severity = (*severity).min(finding.severity);
    }
    let mark = |line: u32| match worst.get(&line) {
        Some(Severity::Error) => Some("bad"),
        Some(Severity::Warning) => Some("doubt"),
        None => None,
    };
    // A text area shows an empty line after the last line break.
    let lines = u32::try_from(text.split('\n').count()).unwrap_or(u32::MAX);
    html! {
        div class="gutter" id="gutter" aria-hidden="true" hx-swap-oob=[swap.then_some("true")] {
            @for line in 1..=lines { span id={ "L" (line) } class=[mark(line)] { (line) } }
        }
    }
}

/// The most findings that are listed: who has more mends the first ones first.
const SHOWN: usize = 60;

/// In a word, whether anything stands in the way of adoption.
pub(super) fn verdict(findings: &[Finding]) -> Markup {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let warnings = findings.len() - errors;
    match (errors, warnings) {
        (0, 0) => ui::light(Light::Done, "没有问题"),
        (0, _) => ui::light(Light::Soon, &format!("没有错误，提醒 {warnings}")),
        (_, 0) => ui::light(Light::Late, &format!("错误 {errors}")),
        _ => ui::light(Light::Late, &format!("错误 {errors}、提醒 {warnings}")),
    }
}

/// What the check found, each with the way to its line.
pub(super) fn findings(findings: &[Finding]) -> Markup {
    html! {
        @if findings.is_empty() {
            p class="sm mute" { "分值、上限、条款、履职种类都对得上。" }
        } @else {
            ol class="finds" {
                @for finding in findings.iter().take(SHOWN) { (one_finding(finding)) }
            }
        }
        @if findings.len() > SHOWN { p class="sm mute" { "还有 " (findings.len() - SHOWN) " 条，先改上面的。" } }
    }
}

fn one_finding(finding: &Finding) -> Markup {
    let light = match finding.severity {
        Severity::Error => ui::light(Light::Late, "错误"),
        Severity::Warning => ui::light(Light::Soon, "提醒"),
    };
    html! {
        li {
            p class="sm" { (light) " " a href={ "#L" (finding.line) } { "第 " (finding.line) " 行第 " (finding.column) " 列" } }
            p { (finding.message) }
            @if let Some(suggestion) = &finding.suggestion { p class="sm mute" { "建议：" (suggestion) } }
        }
    }
}
