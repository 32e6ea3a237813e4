//! A draft as others read it: what it changes, the points table beside the source, and the acts of who adopts.
use lvzhi_platform::clock::format_moment;
use lvzhi_schema::evaluation::{scheme_draft, scheme_draft_step};
use lvzhi_scoring::{SchemeChange, scheme_diff};
use maud::{Markup, html};

use super::editor_page::withdraw_form;
use super::{Change, Origin, State, TWO_PERSONS, changes, state_of};
use crate::EVALUATION;
use crate::schemes::list_page::{state_chip, title_of};
use crate::schemes::parts::{findings, printed, source, verdict};
use crate::schemes::{CATALOGUE, Checked, Rulebook};
use crate::{ADOPT_SCHEME, DRAFT_SCHEME};
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Button, Field, Tone};

const CRUMBS: [(&str, &str); 2] = [("考评", "/evaluation"), ("考评办法", "/evaluation/schemes")];

/// The page; `wrong` says why an act was refused.
pub(super) fn show(
    frame: &Frame,
    draft: &scheme_draft::Model,
    checked: &Checked,
    steps: &[scheme_draft_step::Model],
    wrong: Option<&str>,
) -> Markup {
    let title = title_of(draft);
    let changed = changes(&draft.original, &draft.body);
    let content = html! {
        (ui::head(&title, sub(frame, draft, changed.len()), actions(frame, draft)))
        @if let Some(wrong) = wrong { (ui::message(Tone::Bad, html! { (wrong) }, html! {})) }
        div class="side wide-side" {
            div {
                (changes_section(draft, checked, &changed))
                @if let Some(rulebook) = &checked.rulebook {
                    (printed(rulebook))
                } @else {
                    (ui::section("条文", "", html! {}, html! { p class="mute" { "文件还有错误，印不出条文。" } }))
                }
                (ui::section("办法文件", "程序读的原文", html! {}, source(&draft.body)))
            }
            aside aria-label="旁栏" {
                (act_slip(frame, draft, checked))
                (ui::section("检查", "", html! {}, html! { p { (verdict(&checked.findings)) } (findings(&checked.findings)) }))
                @if steps.len() > 1 { (history(frame, steps)) }
            }
        }
    };
    frame.page(EVALUATION, "草稿", &CRUMBS, content)
}

/// How it came where it stands.
fn history(frame: &Frame, steps: &[scheme_draft_step::Model]) -> Markup {
    let event = |step: &scheme_draft_step::Model| ui::Event {
        when: format_moment(step.moved_at, frame.today),
        text: html! {
            b { (State::parse(&step.state).map_or("", State::label)) } "　" (step.moved_by_name)
            @if !step.reason.is_empty() { br; (step.reason) }
        },
        state: ui::StepState::Did,
        datetime: None,
    };
    let events: Vec<_> = steps.iter().rev().map(event).collect();
    ui::section("经过", "", html! {}, ui::timeline(&events))
}

fn own(frame: &Frame, draft: &scheme_draft::Model) -> bool {
    frame.actor.as_deref().is_some_and(|actor| actor.account == draft.drafted_by)
}

fn sub(frame: &Frame, draft: &scheme_draft::Model, changed: usize) -> Markup {
    let when = draft.submitted_at.unwrap_or(draft.changed_at);
    html! {
        (state_chip(frame, draft)) "　"
        @if !draft.version.is_empty() { "版本 " (draft.version) "　" }
        @if draft.based_on.is_empty() { "从头写起" } @else if changed == 0 { "没有改动" } @else { b class="cin" { "改了 " (changed) " 处" } }
        "　" (draft.drafted_by_name) "起草，" (format_moment(when, frame.today))
        @if draft.submitted_at.is_some() { "送审" } @else { "存过" }
    }
}

fn actions(frame: &Frame, draft: &scheme_draft::Model) -> Markup {
    let state = state_of(draft).ok();
    html! {
        @if state.is_some_and(|state| !matches!(state, State::Adopted | State::Withdrawn)) {
            a class="btn" href={ "/evaluation/sandbox?b=" (draft.id) } { "试算" }
        }
        @if own(frame, draft) && state.is_some_and(State::is_editable) {
            a class="btn primary" href={ "/evaluation/schemes/drafts/" (draft.id) } { "接着写" }
        } @else if frame.may(DRAFT_SCHEME) {
            a class="btn" href={ "/evaluation/schemes/new?from=" (Origin::Draft(draft.id).id()) } { "以此另起一稿" }
        }
        @if let Some(version) = draft.scheme_id {
            a class="btn" href={ "/evaluation/schemes/" (version) } { "看采用的版本" }
        }
    }
}

/// What the draft changes of the rules; none where one of the two texts cannot be read.
fn rule_changes(draft: &scheme_draft::Model, checked: &Checked) -> Option<Vec<SchemeChange>> {
    let now = checked.rulebook.as_ref()?;
    let (was, _) = Rulebook::parse(&draft.original, CATALOGUE).ok()?;
    Some(scheme_diff(&was.scheme, &now.scheme, &now.catalogue))
}

fn changes_section(draft: &scheme_draft::Model, checked: &Checked, changed: &[Change<'_>]) -> Markup {
    let note = match Origin::parse(&draft.based_on) {
        Some(Origin::Version(_)) => "与所据版本相比",
        Some(Origin::Shipped(_)) => "与程序附带的样本相比",
        Some(Origin::Draft(_)) => "与所据草稿相比",
        _ => "与骨架相比",
    };
    html! {
        (ui::section("改了什么", note, html! {}, html! {
            @if !draft.note.trim().is_empty() { p class="said" { (draft.drafted_by_name) "说：" (draft.note) } }
            @if changed.is_empty() {
                p class="mute" { "一字未改。" }
            } @else if let Some(rules) = rule_changes(draft, checked) {
                @if rules.is_empty() { p { "规则没有变，只改了注释或写法。" } }
                ol class="list chg" { @for change in &rules { li { (change.sentence) } } }
                details {
                    summary { span class="tw" aria-hidden="true" {} "逐行改动 " (changed.len()) " 处" }
                    ol class="diff" { @for change in changed { (one_change(change)) } }
                }
            } @else {
                ol class="diff" { @for change in changed { (one_change(change)) } }
            }
        }))
    }
}

fn one_change(change: &Change<'_>) -> Markup {
    html! {
        li {
            p { b { (change.place) } " " a class="sm" href={ "#L" (change.line) } { "第 " (change.line) " 行" } }
            @if let (&[was], &[now]) = (&change.removed[..], &change.added[..]) {
                // A changed number reads best on one line.
                p class="one-line" { del { (was.trim()) } " → " ins { (now.trim()) } }
            } @else {
                @if !change.removed.is_empty() { pre class="was-lines" { (change.removed.join("\n")) } }
                @if !change.added.is_empty() { pre class="now-lines" { (change.added.join("\n")) } }
            }
        }
    }
}

fn act_slip(frame: &Frame, draft: &scheme_draft::Model, checked: &Checked) -> Markup {
    let path = format!("/evaluation/schemes/drafts/{}", draft.id);
    let Ok(state) = state_of(draft) else { return html! {} };
    let adopts = frame.may(ADOPT_SCHEME);
    match state {
        State::Submitted if adopts && !own(frame, draft) => ui::slip(
            "等您采用",
            true,
            html! {
                p class="sm mute" { "采用后不能再改。一个人起草，另一个人采用。" }
                @if checked.errors() == 0 {
                    div class="acts" { a class="btn primary" href={ (path) "/adopt" } { "采用" } }
                } @else { p { "检查有错误，不能采用，请退回。" } }
                (return_form(draft, &path))
            },
        ),
        State::Submitted => ui::slip(
            "等另一个人采用",
            false,
            html! {
                p class="sm" {
                    @if own(frame, draft) && adopts { (TWO_PERSONS) } @else { "由秘书长或领导看过后采用；起草的人不能自己采用。" }
                }
                @if own(frame, draft) { (withdraw_form(&path)) }
            },
        ),
        State::Returned => ui::slip(
            "退给起草人改",
            false,
            html! {
                p class="sm" { (draft.reviewed_by_name) "退回：" (draft.reason) }
            },
        ),
        State::Withdrawn => ui::slip(
            "已撤回",
            false,
            html! {
                p class="sm" { @if draft.reason.is_empty() { "没有写理由。" } @else { (draft.reason) } }
            },
        ),
        State::Adopted => ui::slip(
            "已采用",
            false,
            html! {
                p class="sm" { (draft.drafted_by_name) "起草，" (draft.reviewed_by_name) "采用" @if let Some(at) = draft.reviewed_at { "，" (format_moment(at, frame.today)) } "。" }
            },
        ),
        State::Drafting => ui::slip(
            "还在起草",
            false,
            html! {
                p class="sm" { "送审以后才能采用。" }
                @if adopts && !own(frame, draft) { (withdraw_form(&path)) }
            },
        ),
    }
}

fn return_form(draft: &scheme_draft::Model, path: &str) -> Markup {
    html! {
        details class="data no-print" {
            summary { "退回" }
            form method="post" action={ (path) "/return" } {
                (ui::hidden("revision", &draft.revision.to_string()))
                (ui::text_field(&Field::new("reason", "退回理由").required().max_length(300)))
                (ui::submit(Button::Danger, "退回"))
            }
        }
    }
}

/// Asks before a draft becomes a version.
pub(super) fn ask_adopt(frame: &Frame, draft: &scheme_draft::Model, checked: &Checked) -> Markup {
    let path = format!("/evaluation/schemes/drafts/{}", draft.id);
    let action = format!("{path}/adopt");
    let changed = changes(&draft.original, &draft.body).len();
    let mut consequences = vec![
        format!("版本 {} 从此不能再改，要改就出新版本", draft.version),
        "以后建考评周期可以选它；已建的周期仍按原来的版本".to_owned(),
    ];
    if let Some(rulebook) = &checked.rulebook {
        let scheme = &rulebook.scheme;
        let total = scheme.total.map_or_else(|| "不设满分".to_owned(), |total| format!("满分 {total} 分"));
        consequences.push(format!(
            "{} 项指标、{} 条规则，{total}",
            scheme.indicators.len(),
            scheme.rules.len()
        ));
    }
    let body = ui::confirm(&ui::Confirm {
        title: &format!("采用{}{}？", title_of(draft), draft.version),
        body: html! { p { (draft.drafted_by_name) "起草，比所据文本改了 " (changed) " 处。采用后：" } },
        consequences: &consequences,
        cancel: ("先不采用", &path),
        action: &action,
        button: "采用",
        fields: ui::hidden("revision", &draft.revision.to_string()),
    });
    let crumbs = [CRUMBS[0], CRUMBS[1], ("草稿", path.as_str())];
    frame.page(EVALUATION, "采用", &crumbs, body)
}
