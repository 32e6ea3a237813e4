//! Pages of schemes: the versions, the points table by which people are judged, adopting a version.
use chrono::Datelike;
use lvzhi_platform::clock::day_of;
use lvzhi_schema::evaluation::scheme;
use lvzhi_scoring::{Finding, Scheme, Severity};
use maud::{Markup, html};

use super::Rulebook;
use crate::frame::{Frame, Part};
use crate::policy::Permission;
use crate::ui::{self, Button, Column, Field};

/// All adopted versions.
pub(super) fn index(frame: &Frame, schemes: &[scheme::Model]) -> Markup {
    let may = frame.may(Permission::PublishEvaluation);
    let columns =
        [Column::new("办法"), Column::new("版本"), Column::new("采用"), Column::new("摘要").class("hide-s")];
    let body = html! {
        @for scheme in schemes {
            tr {
                th scope="row" { a href={ "/evaluation/schemes/" (scheme.id) } { "《" (scheme.title) "》" } }
                td class="nowrap" { (scheme.version) }
                td class="nowrap mute" { (chinese_day(scheme.adopted_at)) "　" (scheme.adopted_by_name) }
                td class="mute hide-s" { code { (scheme.digest.get(..16).unwrap_or_default()) } }
            }
        }
    };
    let content = html! {
        (ui::head("考评办法", html! { "采用后不再改动；要改就出新版本，旧结果仍按旧版本。" }, html! {
            @if may { a class="btn primary" href="/evaluation/schemes/new" { "采用一版" } }
        }))
        @if schemes.is_empty() {
            (ui::empty("还没有采用的办法", "采用一版考评办法之后才能建考评周期。", may.then_some(("采用一版", "/evaluation/schemes/new"))))
        } @else {
            (ui::table("考评办法", "flow", &columns, body))
        }
    };
    frame.page(Part::Evaluation, "考评办法", &[("考评", "/evaluation")], content)
}

fn chinese_day(moment: i64) -> String {
    let day = day_of(moment);
    ui::format::full_date(day.year(), day.month(), day.day())
}

/// One version: what counts how much, by which article.
pub(super) fn show(frame: &Frame, row: &scheme::Model, rulebook: &Rulebook) -> Markup {
    let scheme = &rulebook.scheme;
    let total = scheme.total.map_or_else(|| "不设满分".into(), |total| format!("满分 {total} 分"));
    let sub = html! { "版本 " (row.version) "，" (chinese_day(row.adopted_at)) "由" (row.adopted_by_name) "采用，" (total) "。" };
    let content = html! {
        (ui::head(&format!("《{}》", row.title), sub, html! {}))
        (points_table(scheme))
        (grades(scheme))
        (outcomes(scheme))
        div class="no-print" { (ui::section("程序读的原文", "与上表是同一份文件", html! {}, html! {
            details { summary { span class="tw" aria-hidden="true" {} "展开原文" } pre class="source" tabindex="0" { (row.body) } }
        })) }
        p class="xs faint mt2 mono" { "SM3 " (row.digest) }
    };
    let crumbs: &[(&str, &str)] = if frame.may(Permission::SeeEvaluation) {
        &[("考评", "/evaluation"), ("考评办法", "/evaluation/schemes")]
    } else {
        &[]
    };
    frame.page(Part::Evaluation, &row.title, crumbs, content)
}

fn points_table(scheme: &Scheme) -> Markup {
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

fn grades(scheme: &Scheme) -> Markup {
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

fn outcomes(scheme: &Scheme) -> Markup {
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

/// The form that adopts a version, with what the check found.
pub(super) fn new_form(frame: &Frame, body: &str, findings: &[Finding]) -> Markup {
    let errors: Vec<_> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| ("body", super::finding_text(finding)))
        .collect();
    let content = html! {
        (ui::head("采用一版考评办法", html! { "采用前逐条检查；采用后不再改动。" }, html! {}))
        @if !errors.is_empty() { (ui::error_summary(&errors)) }
        form method="post" action="/evaluation/schemes" class="form wide" {
            (ui::textarea_field(&Field::new("body", "办法文件（TOML）").value(body).required(), 28))
            (ui::submit(Button::Primary, "检查并采用"))
        }
    };
    frame.page(
        Part::Evaluation,
        "采用一版",
        &[("考评", "/evaluation"), ("考评办法", "/evaluation/schemes")],
        content,
    )
}
