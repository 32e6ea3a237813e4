//! The list of one's own notices.
use lvzhi_platform::clock::format_moment;
use lvzhi_schema::notices::notice;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::listing::{Column, Listing, Shown};
use lvzhi_shell::register::Register;
use lvzhi_ui::{self as ui, Button, Chip};
use maud::{Markup, html};

use crate::NoticeKind;
use crate::noun::NOTICES;

/// Which notices.
pub(crate) struct Filter {
    /// Those looked at, those not, or all.
    pub is_read: Option<bool>,
}

/// As asked for in the address, with the words.
const STATES: [(&str, &str); 2] = [("no", "没看过"), ("yes", "看过")];

impl Filter {
    pub(crate) fn of(listing: &mut Listing) -> Self {
        let known =
            |id: &str| STATES.iter().find(|(state, _)| *state == id).map(|(state, _)| *state == "yes");
        Self { is_read: listing.choice("read", "状态", known) }
    }
}

fn kind_label(register: &Register, id: &str) -> String {
    let kind = register.all::<NoticeKind>().iter().find(|kind| kind.id == id);
    kind.map_or_else(|| id.to_owned(), |kind| kind.label.to_owned())
}

fn columns() -> Vec<Column<'static, notice::Model, Frame>> {
    vec![
        Column::page_only("通知", |row: &notice::Model, _| {
            html! {
                @if row.read_at.is_none() { (ui::chip(Chip::Hot, "新")) " " }
                (row.text)
            }
        })
        .head(),
        Column::page_only("种类", |row: &notice::Model, frame: &Frame| {
            html! { (kind_label(&frame.register, &row.kind)) }
        })
        .class("mute"),
        Column::page_only("谁、什么时候", |row: &notice::Model, frame: &Frame| {
            html! { (row.sent_by_name) " " (format_moment(row.sent_at, frame.today)) }
        })
        .class("mute"),
        Column::page_only("办理", |row: &notice::Model, _| {
            html! { (ui::post_button(Button::Plain, "去看", &format!("/notices/{}/open", row.id), &[])) }
        })
        .class("r no-print"),
    ]
}

pub(crate) fn page(
    frame: &Frame,
    listing: &Listing,
    rows: &[notice::Model],
    total: u64,
    unread: u64,
) -> Markup {
    let states: Vec<_> = std::iter::once((String::new(), "全部".to_owned()))
        .chain(STATES.iter().map(|(id, label)| ((*id).to_owned(), (*label).to_owned())))
        .collect();
    let shown = Shown {
        caption: "通知",
        class: "flow",
        unit: "条",
        total,
        fields: ui::filter_select("read", "状态", &states, listing.value("read")),
        empty: ("没有通知", "结果发布、草稿送审、催报等，轮到告诉您时会列在这里。", None),
    };
    let sub = html! {
        @if unread == 0 { "都看过了。" } @else { "没看过的 " b { (unread) } " 条。" }
    };
    let actions = html! {
        @if unread > 0 { (ui::post_button(Button::Plain, "都标为看过", "/notices/read", &[])) }
    };
    let body = html! {
        (ui::head("通知", sub, actions))
        (listing.draw(&shown, &columns(), rows, frame))
    };
    frame.page(NOTICES, "通知", &[], body)
}
