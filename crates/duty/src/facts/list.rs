//! The list of facts: its columns, its page, its workbook with a sheet for each kind, which an import reads again.
use chrono::NaiveDate;
use lvzhi_platform::sheet_export::{CellValue, ColumnKind, SheetSpec};
use lvzhi_scoring::{Attribute, Content, Kind, Term, term_by_id};
use lvzhi_shell::listing::{Column, Export, Listing, Shown};
use lvzhi_ui::{self as ui, Button, Chip};
use maud::{Markup, html};

use super::filter::CONFIRMED;
use super::{Filter, FullFact, Standing};
use crate::catalogue;
use crate::noun::{EXPORT_FACTS, FACT};
use lvzhi_platform::clock::format_day;

pub(super) const TAKEN: Export<'_> =
    Export {
        action: EXPORT_FACTS, subject: FACT.id, counted: "条履职记录", file: "履职记录", detail: &[]
    };

/// A column; it draws days as seen from today.
type Col<'a> = Column<'a, FullFact, NaiveDate>;

/// The columns; what only one kind carries stands in the sheet of that kind.
fn columns(kind: Option<&Kind>) -> Vec<Col<'_>> {
    let mut columns = vec![
        Col::new("日期", ColumnKind::Date, 12.0, |full, _| CellValue::Date(full.fact.occurred_on))
            .drawn(|full, today| html! { a href={ "/facts/" (full.fact.id) } { (format_day(full.fact.occurred_on, *today)) } })
            .sorted("date"),
        Col::text("姓名", 14.0, |full, _| &full.person.name).drawn(|full, _| {
            html! { a href={ "/members/" (full.person.id) } { (full.person.name) } span class="xs faint" { " " (full.person.sector) } }
        }),
        Col::text("委员编号", 14.0, |full, _| &full.person.number).sheet_only(),
        Col::text("界别", 14.0, |full, _| &full.person.sector).sheet_only(),
        Col::page_only("种类", |full, _| ui::chip(Chip::Soft, catalogue().label(&full.fact.kind))),
        Col::page_only("内容", |full, _| {
            let title = full.fact.title();
            html! { @if !title.is_empty() { (title) br; } span class="sm mute" { (full.fact.particulars()) } }
        })
        .class("line1 half"),
    ];
    columns.extend(kind.into_iter().flat_map(columns_of));
    columns.extend([
        Col::text("记录单位", 22.0, |full, _| &full.fact.recorder).sheet_only(),
        Col::text("凭据", 22.0, |full, _| &full.fact.document).class("hide-s hide-l sm"),
        Col::text("确认人", 22.0, |full, _| &full.fact.confirmed_by)
            .drawn(confirmed_mark)
            .class("sm")
            .labelled(),
    ]);
    columns
}

fn columns_of(kind: &Kind) -> Vec<Col<'_>> {
    let mut columns: Vec<Col<'_>> = kind.attributes.iter().map(column_of).collect();
    if !kind.stages.is_empty() {
        columns.push(Col::words("阶段", 12.0, |full, _| label(&kind.stages, full.fact.stage.as_deref())));
    }
    if !kind.roles.is_empty() {
        columns.push(Col::words("角色", 12.0, |full, _| label(&kind.roles, full.fact.role.as_deref())));
    }
    if kind.piece {
        columns.push(Col::text("件号", 20.0, |full, _| full.fact.piece.as_deref().unwrap_or_default()));
        let signers = |full: &FullFact| full.fact.signers.map(|count| count.to_string()).unwrap_or_default();
        columns.push(Col::words("署名人数", 10.0, move |full, _| signers(full)));
    }
    if let Some(quantity) = &kind.quantity {
        let points = |full: &FullFact, _: &NaiveDate| CellValue::Points(full.fact.quantity);
        columns.push(Col::new(&quantity.label, ColumnKind::Points4, 10.0, points));
    }
    columns.into_iter().map(Col::sheet_only).collect()
}

fn column_of(attribute: &Attribute) -> Col<'_> {
    let width = if attribute.content == Content::Text { 36.0 } else { 14.0 };
    Col::words(&attribute.label, width, |full, _| {
        let value = full.fact.attributes.get(&attribute.id);
        value.map_or("", |value| attribute.value_label(value)).to_owned()
    })
}

fn label(terms: &[Term], id: Option<&str>) -> String {
    id.and_then(|id| term_by_id(terms, id)).map(|term| term.label.clone()).unwrap_or_default()
}

fn confirmed_mark(full: &FullFact, _: &NaiveDate) -> Markup {
    html! {
        @match full.standing() {
            Standing::Counts => (full.fact.confirmed_by),
            Standing::Waiting => (ui::chip(Chip::Dash, "待确认")),
            other => (ui::chip(Chip::Plain, other.label())),
        }
    }
}

/// The sheets of these facts, by kind.
pub(super) fn sheets(facts: &[FullFact], today: NaiveDate) -> Vec<SheetSpec> {
    let sheet = |kind: &Kind| {
        let own: Vec<&FullFact> = facts.iter().filter(|full| full.fact.kind == kind.id).collect();
        (!own.is_empty()).then(|| Listing::sheet(&kind.label, &columns(Some(kind)), own, &today))
    };
    catalogue().kinds.iter().filter_map(sheet).collect()
}

/// What the page shows, and to whom.
pub(super) struct ListPage<'a> {
    pub(super) listing: &'a Listing,
    pub(super) filter: &'a Filter,
    pub(super) facts: &'a [FullFact],
    pub(super) total: u64,
    pub(super) waiting: u64,
    pub(super) today: NaiveDate,
    pub(super) keeps: bool,
    pub(super) exports: bool,
}

fn count(value: u64) -> String {
    ui::format::thousands(i64::try_from(value).unwrap_or(i64::MAX))
}

pub(super) fn page(page: &ListPage<'_>) -> Markup {
    let sub = match (page.total, page.waiting) {
        (0, _) => html! { "没有符合条件的履职记录。" },
        (total, 0) => html! { "共 " b { (count(total)) } " 条，都已确认。" },
        (total, waiting) => {
            html! { "共 " b { (count(total)) } " 条，" b { (count(waiting)) } " 条待确认，确认以后才计分。" }
        }
    };
    let shown = Shown {
        caption: "履职记录",
        class: "flow",
        unit: "条",
        total: page.total,
        fields: fields(page.listing, page.filter),
        empty: (
            "还没有登记履职记录",
            "履职情况从这里进来：导入各处室的表，或者一条一条登记。",
            page.keeps.then_some(("导入文件", "/imports/new")),
        ),
    };
    html! {
        (ui::head("履职记录", sub, actions(page)))
        @if !page.listing.is_bare() { p class="sm mute" { "范围：" (page.filter.conditions()) } }
        (page.listing.draw(&shown, &columns(None), page.facts, &page.today))
    }
}

fn actions(page: &ListPage<'_>) -> Markup {
    html! {
        @if page.keeps { (ui::button_link(Button::Plain, "登记一条履职记录", "/facts/new")) (ui::button_link(Button::Plain, "导入文件", "/imports/new")) }
        @if page.exports && page.total > 0 {
            form method="post" action="/facts/export" { (page.listing.hidden()) (ui::submit(Button::Plain, "导出")) }
        }
        @if page.keeps && page.waiting > 0 {
            (ui::button_link(Button::Primary, &format!("确认这 {} 条", count(page.waiting)), &page.listing.href("/facts/confirm")))
        }
    }
}

fn fields(listing: &Listing, filter: &Filter) -> Markup {
    let mut kinds = vec![(String::new(), "全部种类".to_owned())];
    kinds.extend(catalogue().kinds.iter().map(|kind| (kind.id.clone(), kind.label.clone())));
    let mut confirmed = vec![(String::new(), "不限".to_owned())];
    confirmed.extend(CONFIRMED.options());
    html! {
        (ui::filter_select("kind", "种类", &kinds, listing.value("kind")))
        (ui::filter_text("person", "姓名或编号", listing.value("person"), 8))
        (ui::filter_text("q", "标题", listing.value("q"), 8))
        (ui::filter_day("from", "从", listing.value("from")))
        (ui::filter_day("to", "到", listing.value("to")))
        (ui::filter_select("confirmed", "确认", &confirmed, listing.value("confirmed")))
        @if filter.batch.is_some() { (ui::hidden("batch", listing.value("batch"))) }
        @if filter.member.is_some() { (ui::hidden("member", listing.value("member"))) }
    }
}
