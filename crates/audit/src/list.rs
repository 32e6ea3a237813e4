//! The trail as a list: what it is asked for, its columns, its page.
use chrono::NaiveDate;
use lvzhi_platform::clock::{at_local, format_moment, local};
use lvzhi_platform::sheet_export::{CellValue, ColumnKind};
use maud::{Markup, html};
use serde_json::Value;

use super::noun::{EXPORT, TRAIL};
use super::{Event, action_label, detail, object};
use crate::AUDIT;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::listing::{Column, Export, Listing, Shown};
use lvzhi_shell::register::Register;
use lvzhi_ui::{self as ui, Button};

/// Which events.
pub(super) struct Filter {
    pub(super) action: Option<String>,
    pub(super) who: Option<String>,
    /// From this moment.
    pub(super) from: Option<i64>,
    /// Up to this one.
    pub(super) before: Option<i64>,
}

impl Filter {
    /// From the first moment of a day to the last of another, in China; `actions` are those that occur.
    pub(super) fn of(listing: &mut Listing, actions: &[String]) -> Self {
        let start = |day: NaiveDate| at_local(day, 0, 0);
        Self {
            action: listing
                .choice("action", "做了什么", |id| actions.iter().find(|known| *known == id).cloned()),
            who: listing.text("who", "谁"),
            from: listing.day("from", "起日").map(start),
            before: listing.day("to", "止日").and_then(|day| day.succ_opt()).map(start),
        }
    }
}

pub(super) const TAKEN: Export<'_> =
    Export {
        action: EXPORT, subject: TRAIL.id, counted: "条审计记录", file: "审计记录", detail: &[]
    };

type Col = Column<'static, Event, Frame>;

pub(super) fn columns() -> Vec<Col> {
    vec![
        Col::new("序号", ColumnKind::Integer, 8.0, |event, _| CellValue::Integer(event.seq))
            .class("num hide-s"),
        Col::words("时间", 20.0, |event, _| {
            local(event.occurred_at).format("%Y-%m-%d %H:%M:%S").to_string()
        })
        .drawn(moment)
        .class("when"),
        Col::text("谁", 14.0, |event, _| &event.actor_name).class("who"),
        Col::words("做了什么", 22.0, |event, frame| {
            action_label(&frame.register, &event.action).to_owned()
        })
        .drawn(act)
        .class("full"),
        Col::words("对象", 26.0, |event, frame| object(&frame.register, event)).class("full"),
        Col::text("动作标识", 26.0, |event, _| &event.action).sheet_only(),
        Col::text("细节", 50.0, |event, _| &event.detail).drawn(particulars).class("full"),
        Col::text("摘要", 66.0, |event, _| &event.hash).sheet_only(),
    ]
}

fn moment(event: &Event, frame: &Frame) -> Markup {
    let exact = local(event.occurred_at).format("%Y-%m-%dT%H:%M:%S+08:00");
    html! { time datetime=(exact) { (format_moment(event.occurred_at, frame.today)) } }
}

fn act(event: &Event, frame: &Frame) -> Markup {
    let label = action_label(&frame.register, &event.action);
    html! { @if label == event.action { span class="mono" { (label) } } @else { (label) } }
}

fn particulars(event: &Event, frame: &Frame) -> Markup {
    html! {
        details class="sm" open[frame.print] {
            summary class="mute" { span class="tw" aria-hidden="true" {} "展开" }
            (fields(&frame.register, &detail(event)))
            p class="mono" { (event.subject) br; "摘要 " (event.hash) }
        }
    }
}

/// The printed word of a key; one that no slice declares stays as it is.
fn word<'a>(register: &Register, key: &'a str) -> &'a str {
    register.key_word(key).unwrap_or(key)
}

fn fields(register: &Register, detail: &Value) -> Markup {
    let Some(object) = detail.as_object().filter(|object| !object.is_empty()) else { return html! {} };
    let items = object.iter().map(|(key, value)| (word(register, key), html! { (text(register, value)) }));
    ui::kv(&items.collect::<Vec<_>>())
}

/// A value as it is read: what stands inside of it, one after the other.
fn text(register: &Register, value: &Value) -> String {
    let parts: Vec<_> = match value {
        Value::String(text) => return text.clone(),
        Value::Array(values) => values.iter().map(|value| text(register, value)).collect(),
        Value::Object(inside) => inside
            .iter()
            .map(|(key, value)| format!("{} {}", word(register, key), text(register, value)))
            .collect(),
        Value::Null => return "无".to_owned(),
        other => return other.to_string(),
    };
    parts.join("；")
}

pub(super) fn page(
    frame: &Frame,
    listing: &Listing,
    events: &[Event],
    total: u64,
    actions: &[String],
    chain: Option<(i64, String)>,
) -> Markup {
    let options =
        actions.iter().map(|action| (action.clone(), action_label(&frame.register, action).to_owned()));
    let options: Vec<_> = std::iter::once((String::new(), "全部".to_owned())).chain(options).collect();
    let fields = html! {
        (ui::filter_select("action", "做了什么", &options, listing.value("action")))
        (ui::filter_text("who", "谁", listing.value("who"), 8))
        (ui::filter_day("from", "从", listing.value("from")))
        (ui::filter_day("to", "到", listing.value("to")))
    };
    let shown = Shown {
        caption: "审计记录",
        class: "dense flow top",
        unit: "条",
        total,
        fields,
        empty: ("还没有审计记录", "登录、导入、发布等每一件事都会记在这里。", None),
    };
    let actions = html! {
        @if total > 0 {
            form method="post" action="/audit/export" { (listing.hidden()) (ui::submit(Button::Plain, "导出 Excel 表")) }
        }
        (ui::post_button(Button::Primary, "核验审计链", "/audit/verify", &[]))
    };
    let sub = html! { "谁在什么时候做了什么，只增不改。共 " b { (total) } " 条，新的在前。" };
    let body = html! {
        (ui::head("审计", sub, actions))
        @if let Some((seq, hash)) = chain {
            p class="sm mute mb4" {
                "链尾：第 " (seq) " 条，SM3 摘要 " span class="mono" { (hash) } "。印在月报上，以后就能证明此前的记录没有动过。"
            }
        }
        div class="audit" { (listing.draw(&shown, &columns(), events, frame)) }
    };
    frame.page(AUDIT, "审计", &[], body)
}
