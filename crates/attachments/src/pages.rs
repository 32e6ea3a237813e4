//! The panel of attachments, the form after a refusal, the question before a removal.
use lvzhi_platform::Result;
use lvzhi_platform::clock::format_moment;
use lvzhi_shell::app::App;
use lvzhi_shell::form::{Errors, Filled, Sent};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::holder::Seen;
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_ui::{self as ui, Button, Column};
use maud::{Markup, html};

use crate::store::{self, Attached};
use crate::{MOST, Open, kinds};

/// The section below an object.
pub(crate) fn draw<'a>(app: &'a App, frame: &'a Frame, seen: &'a Seen) -> BoxFuture<'a, Result<Markup>> {
    Box::pin(async move {
        let all = store::list(app.db.read(), seen).await?;
        let (there, removed): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, removal)| removal.is_none());
        if there.is_empty() && !seen.may_change() {
            return Ok(html! {});
        }
        let note = if there.is_empty() { String::new() } else { format!("{} 个", there.len()) };
        let body = html! {
            @if there.is_empty() { p class="sm faint" { "还没有附件。" } } @else { (list(frame, seen, &there)) }
            @if seen.may_change() {
                @if !removed.is_empty() { (removals(frame, &removed)) }
                @if !frame.print {
                    details class="mt3 no-print" {
                        summary { span class="tw" aria-hidden="true" {} "加附件" }
                        div class="mt3" { (form(seen, Filled { sent: &Sent::default(), errors: &Errors::default() }, app.config.upload_limit)) }
                    }
                }
            }
        };
        Ok(html! { div class="mt6" id="attachments" { (ui::section("附件", &note, html! {}, body)) } })
    })
}

fn list(frame: &Frame, seen: &Seen, there: &[Attached]) -> Markup {
    let changes = seen.may_change() && !frame.print;
    let mut columns = vec![
        Column::new("文件").class("half"),
        Column::num("大小"),
        Column::new("谁加的"),
        Column::new("何时"),
    ];
    if changes {
        columns.push(Column::new("移除").hidden());
    }
    let rows = html! {
        @for (row, _) in there {
            tr {
                th scope="row" class="line1" {
                    (name(frame, row.id, &row.name))
                    @if !row.about.is_empty() { p class="sm mute" { (row.about) } }
                }
                td class="num nowrap" { (size(row.size)) }
                td { (row.added_by_name) }
                td class="nowrap" { (format_moment(row.added_at, frame.today)) }
                @if changes {
                    td { a class="sm no-print" href={ "/attachments/" (row.id) "/remove" } { "移除" span class="vh" { " " (row.name) } } }
                }
            }
        }
    };
    ui::table("附件", "flow", &columns, rows)
}

/// The name; a press on it takes the file. On paper it is only the name.
fn name(frame: &Frame, id: uuid::Uuid, name: &str) -> Markup {
    html! {
        @if frame.print { (name) } @else {
            form method="post" action={ "/attachments/" (id) "/file" } {
                button class="as-link" type="submit" { span class="vh" { "下载 " } (name) }
            }
        }
    }
}

fn removals(frame: &Frame, removed: &[Attached]) -> Markup {
    html! {
        details class="sm mt3" open[frame.print] {
            summary class="mute" { span class="tw" aria-hidden="true" {} "已移除 " (removed.len()) " 个，文件还留着" }
            ul class="finds" {
                @for (row, removal) in removed {
                    @if let Some(removal) = removal {
                        li {
                            (name(frame, row.id, &row.name))
                            p class="mute" {
                                (removal.removed_by_name) " " (format_moment(removal.removed_at, frame.today)) " 移除：" (removal.reason)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The form with the file chooser.
fn form(seen: &Seen, filled: Filled<'_>, limit: usize) -> Markup {
    let hint = format!("{} MB 以内的 {}。一项最多 {MOST} 个。", limit >> 20, kinds::IN_WORDS);
    html! {
        form class="form" method="post" action={ "/attachments/" (seen.kind().id) "/" (seen.anchor()) } enctype="multipart/form-data" {
            (ui::file_field(&filled.field("file", "文件").required().hint(&hint), kinds::ENDINGS))
            (ui::text_field(&filled.field("about", "说明").optional().hint("这是什么文件，例如：会议通知。")))
            div class="acts" { (ui::submit(Button::Plain, "加上")) }
        }
    }
}

/// The form again, with what is wrong.
pub(crate) fn again(seen: &Seen, filled: Filled<'_>, limit: usize) -> Markup {
    let sub = html! { "加到“" (seen.title()) "”。文件要重新选一次。" };
    html! {
        (ui::head("加附件", sub, ui::button_link(Button::Plain, "先不加", seen.href())))
        (filled.errors.summary())
        (form(seen, filled, limit))
    }
}

/// Asks before an attachment is removed.
pub(crate) fn ask_remove(open: &Open, filled: Filled<'_>) -> Markup {
    let row = &open.row;
    ui::confirm(&ui::Confirm {
        title: &format!("移除附件“{}”？", row.name),
        body: html! { p { "它在“" (open.seen.title()) "”，" (row.added_by_name) "加的，" (size(row.size)) "。" } },
        consequences: &[
            "只能看这一项的人不再看到它".to_owned(),
            "文件、移除的人和原因都留着，能改这一项的人还能打开".to_owned(),
        ],
        cancel: ("先不移除", open.seen.href()),
        action: &format!("/attachments/{}/remove", row.id),
        button: "移除",
        fields: ui::text_field(&filled.field("reason", "移除原因").required()),
    })
}

/// 820 字节, 34 KB, 2.5 MB.
fn size(bytes: i64) -> String {
    match bytes {
        ..1_024 => format!("{bytes} 字节"),
        1_024..1_048_576 => format!("{} KB", (bytes + 512) / 1_024),
        _ => {
            let tenths = (bytes * 10 + 524_288) / 1_048_576;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_size_is_said_in_the_unit_that_fits() {
        assert_eq!((size(0), size(1_023)), ("0 字节".into(), "1023 字节".into()));
        assert_eq!((size(1_024), size(348_160)), ("1 KB".into(), "340 KB".into()));
        assert_eq!((size(1_048_576), size(2_621_440)), ("1.0 MB".into(), "2.5 MB".into()));
    }
}
