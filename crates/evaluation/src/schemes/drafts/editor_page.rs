//! The page on which a scheme is written: the text with its line numbers, and beside it what the check finds. With
//! script the check follows while one types; without it, by the button 检查.
use lvzhi_platform::clock::format_moment;
use lvzhi_schema::evaluation::scheme_draft;
use lvzhi_scoring::Finding;
use maud::{Markup, html};

use super::{State, Typed, state_of};
use crate::EVALUATION;
use crate::schemes::LIMIT;
use crate::schemes::list_page::{state_chip, title_of};
use crate::schemes::parts::{findings, gutter, verdict};
use lvzhi_shell::frame::{Frame, Live};
use lvzhi_ui::{self as ui, Button, Field, Tone};

/// What the editor shows: the draft as stored, and what stands in the form.
pub(super) struct Edited<'a> {
    pub draft: &'a scheme_draft::Model,
    pub typed: &'a Typed,
    pub found: &'a [Finding],
    /// What just happened, said on top.
    pub said: Option<(Tone, String)>,
}

/// The editor.
pub(super) fn editor(frame: &Frame, edited: &Edited<'_>) -> Live {
    let Edited { draft, .. } = edited;
    let path = format!("/evaluation/schemes/drafts/{}", draft.id);
    let title = title_of(draft);
    let content = html! {
        (ui::head(&title, sub(frame, draft), html! {
            a class="btn" href={ "/evaluation/sandbox?b=" (draft.id) } { "试算" }
            a class="btn" href={ (path) "?read=1" } { "看改了什么" }
        }))
        @if let Some((tone, sentence)) = &edited.said {
            (ui::message(*tone, html! { (sentence) }, html! {}))
        }
        @if state_of(draft).is_ok_and(|state| state == State::Returned) {
            (ui::message(Tone::Soon, html! {
                (draft.reviewed_by_name) "退回：" (draft.reason)
            }, html! {}))
        }
        form method="post" action=(path) class="draft" {
            (ui::hidden("revision", &edited.typed.revision.to_string()))
            div class="side wide-side" {
                div { (writing(edited, &path)) }
                aside aria-label="检查" { (panel(edited.found, edited.typed.body.len())) }
            }
        }
        (withdraw_form(&path))
    };
    let crumbs = [("考评", "/evaluation"), ("考评办法", "/evaluation/schemes")];
    frame.live_page(EVALUATION, "草稿", &crumbs, content)
}

fn sub(frame: &Frame, draft: &scheme_draft::Model) -> Markup {
    html! {
        (state_chip(frame, draft)) "　"
        @if !draft.version.is_empty() { "版本 " (draft.version) "，" }
        (draft.drafted_by_name) "起草，" (format_moment(draft.changed_at, frame.today)) "存过。"
    }
}

fn writing(edited: &Edited<'_>, path: &str) -> Markup {
    let Typed { body, note, .. } = edited.typed;
    // Browsers that cannot let a text area grow with its text get room to write.
    let rows = body.lines().count().saturating_add(20).clamp(30, 5000);
    let note_field = Field::new("note", "送审说明")
        .value(note)
        .optional()
        .max_length(500)
        .placeholder("改了哪几处，为什么改")
        .hint("采用的人先看这一句。");
    html! {
        section class="sec" {
            header { h2 { label for="body" { "办法文件" } } span class="note" { "TOML，一处规则一段" } }
            div class="code-edit" {
                (gutter(body, edited.found, false))
                textarea class="code" id="body" name="body" rows=(rows) spellcheck="false" autocomplete="off" wrap="off"
                    aria-describedby="verdict" hx-post={ (path) "/check" } hx-trigger="input changed delay:400ms"
                    hx-target="#findings" hx-sync="this:replace" hx-indicator="#checking" { "\n" (body) }
            }
        }
        (ui::textarea_field(&note_field, 2))
        div class="acts stick" {
            (ui::submit(Button::Plain, "存草稿"))
            button class="btn" type="submit" formaction={ (path) "/check" } { "检查" }
            button class="btn primary" type="submit" formaction={ (path) "/submit" } { "送审" }
        }
    }
}

fn panel(found: &[Finding], size: usize) -> Markup {
    html! {
        div class="slip sticky" {
            h2 { "检查" }
            p class="row apart" {
                span id="verdict" role="status" { (verdict(found)) }
                span id="checking" class="checking faint sm" aria-hidden="true" { "正在检查…" }
            }
            div id="findings" { (findings(found)) }
            p class="xs faint mt2" { "行号可点。边打字边检查，停笔就出结果；有错也能存草稿。" }
            @if size > LIMIT / 2 { p class="xs faint" { "已有 " (size >> 10) " KB，最多 " (LIMIT >> 10) " KB。" } }
        }
    }
}

/// What the live check answers: the list, and by the way the verdict and the line numbers.
pub(super) fn fragment(body: &str, found: &[Finding]) -> Markup {
    html! {
        (findings(found))
        span hx-swap-oob="innerHTML:#verdict" { (verdict(found)) }
        (gutter(body, found, true))
    }
}

/// Gives a draft up; folded, because it is an end.
pub(super) fn withdraw_form(path: &str) -> Markup {
    html! {
        details class="data no-print" {
            summary { "撤回这份草稿" }
            form method="post" action={ (path) "/withdraw" } class="form" {
                (ui::text_field(&Field::new("withdraw_reason", "理由").optional().max_length(300).hint("撤回后不能再改，仍可看、可作底稿。")))
                (ui::submit(Button::Danger, "撤回"))
            }
        }
    }
}
