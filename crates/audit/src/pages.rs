//! Pages of the audit trail.
use lvzhi_platform::clock::{format_moment, local};
use maud::{Markup, html};
use serde_json::Value;

use super::labels::field_label;
use super::{Event, Filter, action_label, detail, object};
use crate::AUDIT;
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{
    Button, Column, Tone, button_link, empty_row, filter, filter_select, filter_text, head, hidden, kv,
    message, pager, post_button, stamp_checked, submit, table,
};

/// Events on one page.
pub(super) const PER_PAGE: u64 = 50;

pub(super) fn list(
    frame: &Frame,
    events: &[Event],
    total: u64,
    chosen: &Filter,
    actions: &[String],
    chain: Option<(i64, String)>,
) -> Markup {
    let options =
        actions.iter().map(|action| (action.clone(), action_label(&frame.register, action).to_owned()));
    let options: Vec<_> = std::iter::once((String::new(), "全部".to_owned())).chain(options).collect();
    let fields = html! {
        (filter_select("action", "做了什么", &options, &chosen.action))
        (filter_text("who", "谁", &chosen.who, 8))
        label { "从 " input type="date" name="from" value=(chosen.from); }
        label { "到 " input type="date" name="to" value=(chosen.to); }
    };
    let columns = [
        Column::num("序号").class("hide-s"),
        Column::new("时间"),
        Column::new("谁"),
        Column::new("做了什么"),
        Column::new("对象"),
        Column::new("细节"),
    ];
    let rows = html! {
        @for event in events { (row(frame, event)) }
        @if events.is_empty() { (empty_row(6, "没有这样的记录。放宽日期或者筛选再看。")) }
    };
    let body = html! {
        (head("审计", html! { "谁在什么时候做了什么，只增不改。共 " b { (total) } " 条，新的在前。" }, html! {
            form method="post" action="/audit/export" {
                (hidden("action", &chosen.action)) (hidden("who", &chosen.who))
                (hidden("from", &chosen.from)) (hidden("to", &chosen.to))
                (submit(Button::Plain, "导出 Excel 表"))
            }
            (post_button(Button::Primary, "核验审计链", "/audit/verify", &[]))
        }))
        @if let Some((seq, hash)) = chain {
            p class="sm mute mb4" {
                "链尾：第 " (seq) " 条，SM3 摘要 " span class="mono" { (hash) } "。印在月报上，以后就能证明此前的记录没有动过。"
            }
        }
        (filter("/audit", fields, html! {}))
        div class="audit" { (table("审计记录", "dense flow top", &columns, rows)) }
        (pager(chosen.page.max(1), total.div_ceil(PER_PAGE), "每页 50 条", |page| {
            let who = encoded(&chosen.who);
            format!("/audit?action={}&who={who}&from={}&to={}&page={page}",
                encoded(&chosen.action), encoded(&chosen.from), encoded(&chosen.to))
        }))
    };
    frame.page(AUDIT, "审计", &[], body)
}

fn row(frame: &Frame, event: &Event) -> Markup {
    let local = local(event.occurred_at);
    let known = action_label(&frame.register, &event.action) != event.action;
    html! {
        tr {
            td class="num hide-s" { (event.seq) }
            td { time datetime=(local.format("%Y-%m-%dT%H:%M:%S+08:00")) { (format_moment(event.occurred_at, frame.today)) } }
            td { (event.actor_name) }
            td { @if known { (action_label(&frame.register, &event.action)) } @else { span class="mono" { (event.action) } } }
            td { (object(&frame.register, event)) }
            td {
                details class="sm" open[frame.print] {
                    summary class="mute" { span class="tw" aria-hidden="true" {} "展开" }
                    (fields(&detail(event)))
                    p class="mono" { (event.subject) br; "摘要 " (event.hash) }
                }
            }
        }
    }
}

fn fields(detail: &Value) -> Markup {
    let Some(object) = detail.as_object().filter(|object| !object.is_empty()) else { return html! {} };
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let items: Vec<_> =
        object.iter().map(|(key, value)| (field_label(key), html! { (text(value)) })).collect();
    kv(&items)
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

pub(super) fn verified(frame: &Frame, event: &Event) -> Markup {
    let detail = detail(event);
    let when = format_moment(event.occurred_at, frame.today);
    let word = |key: &str| detail.get(key).and_then(Value::as_str).unwrap_or_default();
    let count = |key: &str| detail.get(key).and_then(Value::as_i64).unwrap_or_default();
    let body = html! {
        (head("核验审计链", html! { (event.actor_name) " " (when) " 核验" }, html! {}))
        @if word("state") == "whole" {
            p { (stamp_checked("核验一致")) }
            p class="mt4" { "从第 1 条到第 " (count("events")) " 条，共 " b { (count("events")) } " 条记录一条不少，内容和当时写下的一致。" }
            p class="mt3 sm mute" { "链尾 SM3 摘要 " span class="mono" { (word("head")) } }
        } @else {
            (message(Tone::Bad, html! { b { "核验不一致。" } "第一处断点在第 " b { (count("seq")) } " 条：" (word("why")) "。" }, html! {}))
            p class="mt4" { "这说明有人绕过本系统直接改了数据库。请马上停止使用，保留数据库文件，对照最近的备份，并报告网络安全责任部门。" }
            p class="mt3 mute" { "第 " (count("seq")) " 条以前的记录没有问题；从它开始的记录都不能当作证据。" }
        }
        div class="acts" { (button_link(Button::Plain, "回审计记录", "/audit")) }
        p class="sm mute mt5" { "这次核验记为第 " (event.seq) " 条。" }
    };
    frame.page(AUDIT, "核验审计链", &[("审计", "/audit")], body)
}
