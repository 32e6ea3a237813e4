//! The list of papers: what it is asked for, its columns, its page.
use chrono::{Datelike, NaiveDate};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::sheet_export::{CellValue, ColumnKind};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::listing::{Column, Export, Listing, Shown};
use lvzhi_shell::register::Register;
use lvzhi_ui::{self as ui, Button, Chip};
use maud::{Markup, html};

use crate::kind::{find, readable};
use crate::noun::{EXPORT_PAPERS, PAPER, PAPERS};
use crate::store::Filed;

/// Which papers.
pub(crate) struct Filter {
    /// Kinds, always among those that one may read.
    pub kinds: Vec<&'static str>,
    pub words: Option<String>,
    pub year: Option<i32>,
}

impl Filter {
    /// What the list is asked for, by somebody who may read some kinds.
    pub(crate) fn of(listing: &mut Listing, register: &Register, actor: &Actor, years: &[i32]) -> Self {
        let readable: Vec<_> = readable(register, actor).iter().map(|kind| kind.id).collect();
        let kind = listing.choice("kind", "种类", |id| readable.iter().copied().find(|known| *known == id));
        Self {
            kinds: kind.map_or(readable, |kind| vec![kind]),
            words: listing.text("q", "标题或文号"),
            year: listing
                .choice("year", "年份", |text| years.iter().copied().find(|y| y.to_string() == text)),
        }
    }
}

pub(crate) const TAKEN: Export<'_> =
    Export {
        action: EXPORT_PAPERS, subject: PAPER.id, counted: "份公文", file: "公文目录", detail: &[]
    };

pub(crate) fn full_day(day: NaiveDate) -> String {
    ui::format::full_date(day.year(), day.month(), day.day())
}

pub(crate) fn columns() -> Vec<Column<'static, Filed, Frame>> {
    vec![
        Column::text("标题", 50.0, |(paper, _): &Filed, _| &paper.title)
            .drawn(|(paper, void), _| {
                html! {
                    a href={ "/papers/" (paper.id) } { (paper.title) }
                    @if void.is_some() { " " (ui::chip(Chip::Plain, "已作废")) }
                }
            })
            .head()
            .class("line1"),
        Column::text("文号", 26.0, |(paper, _): &Filed, _| &paper.number),
        Column::words("种类", 14.0, |(paper, _): &Filed, frame: &Frame| {
            find(&frame.register, &paper.kind).map_or(paper.kind.clone(), |kind| kind.label.to_owned())
        }),
        Column::new("成文日期", ColumnKind::Date, 14.0, |(paper, _): &Filed, _| {
            CellValue::Date(paper.issued_on)
        })
        .drawn(|(paper, _), _| html! { (full_day(paper.issued_on)) }),
        Column::text("印发人", 12.0, |(paper, _): &Filed, _| &paper.issued_by_name),
        Column::words("作废", 40.0, |(_, void): &Filed, _| {
            void.as_ref().map_or_else(String::new, |void| format!("{}：{}", void.voided_by_name, void.reason))
        })
        .sheet_only(),
        Column::text("SM3 摘要", 66.0, |(paper, _): &Filed, _| &paper.digest).sheet_only(),
    ]
}

/// What the page shows beside its rows.
pub(crate) struct Around<'a> {
    pub actor: &'a Actor,
    pub years: &'a [i32],
    /// Numbers that were left out, in words.
    pub gaps: &'a [String],
    pub exports: bool,
}

pub(crate) fn page(
    frame: &Frame,
    listing: &Listing,
    rows: &[Filed],
    total: u64,
    around: &Around<'_>,
) -> Markup {
    let all = || (String::new(), "全部".to_owned());
    let kinds = readable(&frame.register, around.actor);
    let kinds: Vec<_> = std::iter::once(all())
        .chain(kinds.iter().map(|kind| (kind.id.to_owned(), kind.label.to_owned())))
        .collect();
    let years: Vec<_> = std::iter::once(all())
        .chain(around.years.iter().map(|year| (year.to_string(), format!("{year} 年"))))
        .collect();
    let shown = Shown {
        caption: "公文",
        class: "dense flow",
        unit: "份",
        total,
        fields: html! {
            (ui::filter_text("q", "标题或文号", listing.value("q"), 12))
            (ui::filter_select("kind", "种类", &kinds, listing.value("kind")))
            (ui::filter_select("year", "年份", &years, listing.value("year")))
        },
        empty: (
            "还没有印发公文",
            "在考评页印发通报，在考评办法页印发办法；编号、存档都在那里一次办好。",
            Some(("去考评", "/evaluation")),
        ),
    };
    let actions = html! {
        @if total > 0 && around.exports {
            form method="post" action="/papers/export" { (listing.hidden()) (ui::submit(Button::Plain, "导出 Excel 表")) }
        }
    };
    let body = html! {
        (ui::head("公文", html! { "印发过的公文，连同文号和当时的文件，只增不改。" }, actions))
        (ui::remarks(around.gaps))
        (listing.draw(&shown, &columns(), rows, frame))
    };
    frame.page(PAPERS, "公文", &[], body)
}
