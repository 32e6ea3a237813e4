//! What several pages of schemes show: the points table, the source with its line numbers, what the check found.
use std::collections::BTreeMap;

use chrono::Datelike;
use lvzhi_platform::clock::day_of;
use lvzhi_scoring::{Finding, Scheme, Severity};
use maud::{Markup, html};

use crate::ui::{self, Column, Light};

/// 2026年7月15日.
pub(super) fn chinese_day(moment: i64) -> String {
    let day = day_of(moment);
    ui::format::full_date(day.year(), day.month(), day.day())
}

/// What counts how much, by which article.
pub(super) fn points_table(scheme: &Scheme) -> Markup {
    let columns = [Column::new("指标"), Column::num("满分"), Column::new("怎么算"), Column::new("条款")];
    let body = html! {
        @for group in &scheme.groups {
            (ui::group_row(4, &match group.max {
                Some(max) => format!("{}（{max} 分）", group.label),
                None => group.label.clone(),
            }))
            @for indicator in scheme.indicators_of(&group.id) {
                tr {
                    th scope="row" class="nowrap" { (indicator.label) }
                    td class="num" data-l="满分" { @match indicator.max { Some(max) => (max), None => "不限" } }
                    td class="line1" { @for rule in scheme.rules_of(&indicator.id) { div { (rule.label) "：" (rule.points_text()) } } }
                    td class="nowrap mute" { (indicator.article) }
                }
            }
        }
    };
    ui::section(
        "计分表",
        "",
        html! {},
        html! {
            (ui::table("计分表", "dense top flow", &columns, body))
        },
    )
}

/// The grades and their lines.
pub(super) fn grades(scheme: &Scheme) -> Markup {
    let columns = [Column::new("等次"), Column::new("分数线"), Column::new("比例"), Column::new("条款")];
    let body = html! {
        @for grade in &scheme.grades {
            tr {
                th scope="row" { (grade.label) }
                td { @match grade.from { Some(from) => { (from) " 分以上" } None => "以下" } }
                td data-l="比例" { @match &grade.quota {
                    Some(quota) => @match quota.size {
                        lvzhi_scoring::scheme::Size::Share(share) => { "不超过 " (share.to_percent()) }
                        lvzhi_scoring::scheme::Size::People(people) => { "不超过 " (people) " 人" }
                    },
                    None => "不限",
                } }
                td class="mute" { (grade.article) }
            }
        }
    };
    ui::section("等次", "", html! {}, ui::table("等次", "dense flow", &columns, body))
}

/// What follows from a result.
pub(super) fn outcomes(scheme: &Scheme) -> Markup {
    let columns = [Column::new("结果"), Column::new("告知"), Column::new("时限"), Column::new("条款")];
    let body = html! {
        @for rule in &scheme.outcomes {
            tr {
                th scope="row" { (rule.label) }
                td class="line1" data-l="告知" { (rule.to.join("、")) }
                td data-l="时限" { @match rule.within_working_days { Some(days) => { (days) " 个工作日内" } None => "—" } }
                td class="mute" { (rule.article) }
            }
        }
    };
    ui::section("结果运用", "", html! {}, ui::table("结果运用", "dense flow top", &columns, body))
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
            p class="sm mute" { "分值、上限、条款、事实种类都对得上。" }
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
