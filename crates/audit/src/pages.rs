//! The page of a proof.
use lvzhi_platform::clock::format_moment;
use maud::{Markup, html};
use serde_json::Value;

use super::{Event, detail};
use crate::AUDIT;
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{Button, Tone, button_link, head, message, stamp_checked};

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
