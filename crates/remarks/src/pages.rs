//! The panel of remarks, the form after a refusal, the question before a withdrawal.
use lvzhi_platform::Result;
use lvzhi_platform::clock::format_moment;
use lvzhi_schema::remarks::remark;
use lvzhi_shell::app::App;
use lvzhi_shell::form::{Errors, Filled, Sent};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::holder::Seen;
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_ui::{self as ui, Button};
use maud::{Markup, html};

use crate::{Noted, SEE_REMARKS, WRITE_REMARKS, paired, store};

/// So many stand open, the older ones are folded.
const SHOWN: usize = 10;

/// The section below an object.
pub(crate) fn draw<'a>(app: &'a App, frame: &'a Frame, seen: &'a Seen) -> BoxFuture<'a, Result<Markup>> {
    Box::pin(async move {
        if !frame.may_all(SEE_REMARKS) {
            return Ok(html! {});
        }
        let all = paired(store::list(app.db.read(), seen).await?);
        let writes = frame.may_all(WRITE_REMARKS);
        if all.is_empty() && !writes {
            return Ok(html! {});
        }
        let (newest, older) = all.split_at(all.len().min(SHOWN));
        let body = html! {
            p class="sm faint mb3" { (readers()) }
            @if all.is_empty() { p class="sm faint" { "还没有备注。" } } @else { (list(frame, newest)) }
            @if !older.is_empty() {
                details class="mt3" open[frame.print] {
                    summary class="mute" { span class="tw" aria-hidden="true" {} "更早的 " (older.len()) " 条" }
                    (list(frame, older))
                }
            }
            @if writes && !frame.print {
                details class="mt3 no-print" {
                    summary { span class="tw" aria-hidden="true" {} "写备注" }
                    div class="mt3" { (form(seen, Filled { sent: &Sent::default(), errors: &Errors::default() })) }
                }
            }
        };
        let note = if all.is_empty() { String::new() } else { format!("{} 条，新的在前", all.len()) };
        Ok(html! { div class="mt6" id="remarks" { (ui::section("备注", &note, html! {}, body)) } })
    })
}

/// Who reads remarks, from the policy itself.
fn readers() -> String {
    let roles: Vec<_> = SEE_REMARKS.holders.iter().map(|role| role.label()).collect();
    format!("机关内部的话，能看这一项的{}才看得到，委员看不到。", roles.join("、"))
}

fn list(frame: &Frame, noted: &[Noted]) -> Markup {
    let account = frame.actor.as_deref().map(|actor| actor.account);
    html! {
        ul class="notes" {
            @for Noted { row, withdrawal } in noted {
                li {
                    p class="said-it" { @if withdrawal.is_some() { s { (row.text) } } @else { (row.text) } }
                    p class="sm mute" {
                        (row.written_by_name) " " (format_moment(row.written_at, frame.today))
                        @match withdrawal {
                            Some(withdrawal) => {
                                "；" (format_moment(withdrawal.written_at, frame.today)) " 撤回"
                                @if !withdrawal.text.is_empty() { "：" (withdrawal.text) }
                            }
                            None => {
                                @if account == Some(row.written_by) && frame.may_all(WRITE_REMARKS) && !frame.print {
                                    " " a class="no-print" href={ "/remarks/" (row.id) "/withdraw" } { "撤回" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn form(seen: &Seen, filled: Filled<'_>) -> Markup {
    html! {
        form class="form" method="post" action={ "/remarks/" (seen.kind().id) "/" (seen.anchor()) } {
            (ui::textarea_field(&filled.field("remark", "备注").required().hint("最多 1000 字。写下以后不能改，写错了可以撤回再写。"), 4))
            div class="acts" { (ui::submit(Button::Plain, "记下")) }
        }
    }
}

/// The form again, with what is wrong.
pub(crate) fn again(seen: &Seen, filled: Filled<'_>) -> Markup {
    html! {
        (ui::head("写备注", html! { "记在“" (seen.title()) "”。" (readers()) }, ui::button_link(Button::Plain, "先不写", seen.href())))
        (filled.errors.summary())
        (form(seen, filled))
    }
}

/// Asks before a remark is withdrawn.
pub(crate) fn ask_withdraw(seen: &Seen, row: &remark::Model, filled: Filled<'_>) -> Markup {
    ui::confirm(&ui::Confirm {
        title: "撤回这条备注？",
        body: html! { p { "“" (row.text) "”" } },
        consequences: &[
            "它划去，仍然看得到".to_owned(),
            "撤回的时间和原因都留着，不能再恢复；可以另写一条".to_owned(),
        ],
        cancel: ("先不撤回", seen.href()),
        action: &format!("/remarks/{}/withdraw", row.id),
        button: "撤回",
        fields: ui::text_field(&filled.field("reason", "撤回原因").optional()),
    })
}
