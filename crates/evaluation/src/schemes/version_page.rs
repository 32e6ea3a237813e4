//! One adopted version: what is printed beside what the program reads, and the acts that retire it.
use lvzhi_schema::evaluation::{scheme, scheme_retirement};
use maud::{Markup, html};

use super::Rulebook;
use super::parts::{chinese_day, printed, source};
use crate::EVALUATION;
use crate::{ADOPT_SCHEME, DRAFT_SCHEME, SEE_EVALUATION};
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Field, Tone};

/// The page.
pub(super) fn show(
    frame: &Frame,
    row: &scheme::Model,
    rulebook: &Rulebook,
    retired: Option<&scheme_retirement::Model>,
    hanging: &Markup,
) -> Markup {
    let scheme = &rulebook.scheme;
    let total = scheme.total.map_or_else(|| "不设满分".into(), |total| format!("满分 {total} 分"));
    let sub = html! { "版本 " (row.version) "，" (chinese_day(row.adopted_at)) "由" (row.adopted_by_name) "采用，" (total) "。" };
    let content = html! {
        (ui::head(&format!("《{}》", row.title), sub, acts(frame, row, retired.is_some())))
        @if let Some(retired) = retired {
            (ui::message(Tone::Soon, html! {
                (chinese_day(retired.retired_at)) "由" (retired.retired_by_name) "停用：" (retired.reason.trim_end_matches('。'))
                "。不能再用它建周期，已建的周期照旧。"
            }, html! {}))
        }
        div class="pair" {
            div { (printed(rulebook)) }
            div class="no-print" { (ui::section("程序读的原文", "与左边是同一份文件", html! {}, source(&row.body))) }
        }
        (hanging)
        p class="xs faint mt2 mono" { "SM3 " (row.digest) }
    };
    frame.page(EVALUATION, &row.title, crumbs(frame), content)
}

fn crumbs(frame: &Frame) -> &'static [(&'static str, &'static str)] {
    if frame.may_all(SEE_EVALUATION) {
        &[("考评", "/evaluation"), ("考评办法", "/evaluation/schemes")]
    } else {
        &[]
    }
}

fn acts(frame: &Frame, row: &scheme::Model, retired: bool) -> Markup {
    html! {
        a class="btn" href={ "/evaluation/schemes/" (row.id) "/document.docx" } { "导出办法 docx" }
        @if frame.may_all(SEE_EVALUATION) {
            a class="btn" href={ "/evaluation/sandbox?b=" (row.id) } { "试算" }
        }
        @if frame.may(ADOPT_SCHEME) {
            a class="btn" href={ "/evaluation/schemes/" (row.id) "/retire" } { @if retired { "恢复使用" } @else { "停用" } }
        }
        @if frame.may(DRAFT_SCHEME) {
            a class="btn" href={ "/evaluation/schemes/new?from=version:" (row.id) } { "以此起草新版" }
        }
    }
}

/// Asks before a version is retired, or taken back into use.
pub(super) fn ask_retire(
    frame: &Frame,
    row: &scheme::Model,
    retired: bool,
    reason: &str,
    wrong: Option<&str>,
) -> Markup {
    let path = format!("/evaluation/schemes/{}", row.id);
    let (word, body, consequences, act) = if retired {
        ("恢复使用", "恢复后，建周期时又可以选这一版。", Vec::new(), "restore")
    } else {
        let consequences =
            vec!["建新周期时不再列出这一版".to_owned(), "已用它建的周期照旧，成绩不变".to_owned()];
        ("停用", "停用的是以后，不是以前。随时可以恢复。", consequences, "retire")
    };
    let title = format!("{word}《{}》{}？", row.title, row.version);
    let action = format!("{path}/{act}");
    let field = Field::new("reason", "理由").value(reason).required().error(wrong).max_length(300);
    let body = ui::confirm(&ui::Confirm {
        title: &title,
        body: html! { p { (body) } },
        consequences: &consequences,
        cancel: ("先不办", &path),
        action: &action,
        button: word,
        fields: ui::text_field(&field),
    });
    let crumbs =
        [("考评", "/evaluation"), ("考评办法", "/evaluation/schemes"), (row.version.as_str(), path.as_str())];
    frame.page(EVALUATION, word, &crumbs, body)
}
