//! The board on a page, on paper and in a workbook.
use chrono::{Datelike, NaiveDate};
use lvzhi_duty::facts::NO_RECORDER;
use lvzhi_people::office::UnitKind;
use lvzhi_platform::sheet_export::{CellValue, ColumnKind};
use lvzhi_schema::evaluation::cycle;
use lvzhi_scoring::Kind;
use lvzhi_shell::listing::{Column, Export, Listing, Shown, address};
use lvzhi_shell::words::Words;
use lvzhi_ui as ui;
use maud::{Markup, html};

use super::{Board, Cell, Deliverer, Row, Standing};
use crate::conduct::period;
use crate::noun::{CYCLE, EXPORT_DELIVERIES};

/// What an export notes.
pub(super) const TAKEN: Export<'_> =
    Export {
        action: EXPORT_DELIVERIES, subject: CYCLE.id, counted: "个单位", file: "报送进度", detail: &[]
    };

/// How a row stands, as in the filter.
const ROWS: Words<Standing> = Words(&[
    (Standing::Missing, "missing", "有未交的"),
    (Standing::Nil, "nil", "有本期确无的"),
    (Standing::Delivered, "delivered", "交过的"),
]);
/// Whether a unit's people have accounts, as in the filter.
const ACCOUNTS: Words<bool> = Words(&[(true, "yes", "有账号"), (false, "no", "没有账号")]);

/// Which rows and which kinds, in which order.
pub(super) struct Filter {
    name: Option<String>,
    units: Option<UnitKind>,
    kind: Option<String>,
    standing: Option<Standing>,
    accounts: Option<bool>,
    order: (&'static str, bool),
}

impl Filter {
    pub(super) fn of(listing: &mut Listing, board: &Board) -> Self {
        let known = |id: &str| board.kinds().iter().any(|kind| kind.id == id).then(|| id.to_owned());
        Self {
            name: listing.text("q", "单位"),
            units: listing.word("units", "类别", &UnitKind::WORDS),
            kind: listing.choice("kind", "种类", known),
            standing: listing.word("standing", "报送", &ROWS),
            accounts: listing.word("accounts", "账号", &ACCOUNTS),
            order: listing.order(&["unit", "-missing", "-last"]),
        }
    }

    /// The board with the kind and the rows asked for, in the order asked for.
    pub(super) fn pick(&self, board: &Board) -> Picked {
        let all = board.kinds();
        let places: Vec<usize> = (0..all.len())
            .filter(|at| {
                self.kind.as_ref().is_none_or(|kind| all.get(*at).is_some_and(|own| own.id == *kind))
            })
            .collect();
        let kinds = places.iter().filter_map(|at| all.get(*at)).map(|kind| (*kind).clone()).collect();
        let cut = |row: &Row| Row {
            cells: places.iter().filter_map(|at| row.cells.get(*at)).cloned().collect(),
            ..row.clone()
        };
        let mut rows: Vec<Row> = board.rows.iter().map(cut).filter(|row| self.takes(row)).collect();
        match self.order.0 {
            "missing" => rows.sort_by_key(|row| row.count(Standing::Missing)),
            "last" => rows.sort_by_key(Row::last),
            _ => {}
        }
        if self.order.1 {
            rows.reverse();
        }
        Picked { kinds, rows }
    }

    fn takes(&self, row: &Row) -> bool {
        let (units, accounts) = match row.deliverer {
            Deliverer::Unit { kind, accounts, .. } => (Some(kind), Some(accounts > 0)),
            _ => (None, None),
        };
        self.units.is_none_or(|wanted| units == Some(wanted))
            && self.accounts.is_none_or(|wanted| accounts == Some(wanted))
            && self.standing.is_none_or(|wanted| row.count(wanted) > 0)
            && self.name.as_ref().is_none_or(|name| row.name.contains(name.as_str()))
    }
}

/// What a filter leaves of a board.
pub(super) struct Picked {
    pub kinds: Vec<Kind>,
    pub rows: Vec<Row>,
}

/// From where the board is looked at.
pub(super) struct Seen<'a> {
    pub cycle: &'a cycle::Model,
    pub exports: bool,
}

type Col<'a> = Column<'a, Row, Seen<'a>>;

pub(super) fn columns<'a>(kinds: &'a [Kind]) -> Vec<Col<'a>> {
    let mut columns = vec![
        Col::text("单位", 24.0, |row, _| &row.name).drawn(name).sorted("unit").head(),
        Col::text("类别", 10.0, |row, _| class(row)).class("nowrap hide-s"),
        Col::words("账号", 10.0, |row, _| accounts(row)).class("nowrap").labelled(),
    ];
    for (at, kind) in kinds.iter().enumerate() {
        let written = move |row: &Row, _: &Seen<'a>| words(row, row.cells.get(at));
        let column = Col::words(&kind.label, 18.0, written);
        columns.push(column.drawn(move |row, seen| cell(row, row.cells.get(at), kind, seen)).labelled());
    }
    columns.push(
        Col::new("未交", ColumnKind::Integer, 8.0, |row, _| match row.owes() {
            true => CellValue::Integer(i64::try_from(row.count(Standing::Missing)).unwrap_or(i64::MAX)),
            false => CellValue::Empty,
        })
        .sorted("missing")
        .class("num")
        .labelled(),
    );
    let last = |row: &Row, _: &Seen<'a>| row.last().map_or(CellValue::Empty, CellValue::Date);
    columns.push(Col::new("最近报送", ColumnKind::Date, 12.0, last).sheet_only());
    columns
}

fn class(row: &Row) -> &'static str {
    match row.deliverer {
        Deliverer::Unit { kind, .. } => kind.label(),
        Deliverer::Unlisted => "机构表里没有",
        Deliverer::Nobody => "",
    }
}

fn accounts(row: &Row) -> String {
    match row.deliverer {
        Deliverer::Unit { accounts: 0, .. } => "没有账号".to_owned(),
        Deliverer::Unit { accounts, .. } => format!("{accounts} 个"),
        _ => String::new(),
    }
}

fn name(row: &Row, seen: &Seen<'_>) -> Markup {
    html! {
        @match row.deliverer {
            Deliverer::Unit { id, .. } => a href={ "/evaluation/cycles/" (seen.cycle.id) "/deliveries/" (id) } { (row.name) },
            _ => (row.name),
        }
    }
}

/// A cell in words.
fn words(row: &Row, cell: Option<&Cell>) -> String {
    let Some(cell) = cell else { return String::new() };
    match cell.standing() {
        Standing::Missing if !row.owes() => String::new(),
        Standing::Missing => "未交".to_owned(),
        Standing::Nil => "本期确无".to_owned(),
        Standing::Delivered => {
            let mut parts = vec![format!("已确认 {}", cell.confirmed)];
            if cell.waiting > 0 {
                parts.push(format!("待确认 {}", cell.waiting));
            }
            parts.extend(cell.last.map(|day| format!("最近 {day}")));
            parts.join("，")
        }
    }
}

fn cell(row: &Row, cell: Option<&Cell>, kind: &Kind, seen: &Seen<'_>) -> Markup {
    let Some(cell) = cell else { return html! {} };
    html! {
        @match (cell.standing(), &row.deliverer) {
            (Standing::Missing, Deliverer::Unit { id, .. }) => {
                a class="mute" href={ "/evaluation/cycles/" (seen.cycle.id) "/deliveries/" (id) } { "未交" }
            }
            (Standing::Missing, _) => { span class="faint" { "—" } }
            (Standing::Nil, _) => { span class="nowrap" { "本期确无" } }
            (Standing::Delivered, _) => (figures(row, cell, kind, seen.cycle)),
        }
    }
}

/// The numbers of a cell, each with the list behind it.
pub(super) fn figures(row: &Row, cell: &Cell, kind: &Kind, cycle: &cycle::Model) -> Markup {
    html! {
        @if cell.confirmed > 0 { a class="nowrap" href=(facts(row, kind, cycle, "yes")) { (cell.confirmed) " 条" } }
        @if cell.waiting > 0 {
            @if cell.confirmed > 0 { br; }
            a class="nowrap" href=(facts(row, kind, cycle, "no")) { "待确认 " (cell.waiting) }
        }
        @if let Some(last) = cell.last { br; span class="xs faint nowrap" { (month_day(last)) } }
    }
}

/// The list of records behind a number.
fn facts(row: &Row, kind: &Kind, cycle: &cycle::Model, confirmed: &str) -> String {
    let recorder = if row.deliverer == Deliverer::Nobody { NO_RECORDER } else { &row.name };
    let (from, to) = (cycle.starts_on.to_string(), cycle.ends_on.to_string());
    let fields = [("kind", kind.id.as_str()), ("recorder", recorder), ("from", &from), ("to", &to)];
    address("/facts", &[&fields[..], &[("confirmed", confirmed)]].concat())
}

fn month_day(day: NaiveDate) -> String {
    ui::format::month_day(day.month(), day.day())
}

/// The page.
pub(super) fn page(seen: &Seen<'_>, board: &Board, listing: &Listing, picked: &Picked) -> Markup {
    let cycle = seen.cycle;
    let path = format!("/evaluation/cycles/{}/deliveries", cycle.id);
    let sub = html! {
        (period(cycle)) "。" (summary(board)) "列的是办法本期计分的 " (board.kinds().len()) " 类；只会扣分的不列。"
    };
    let actions = html! {
        @if seen.exports && !picked.rows.is_empty() {
            form method="post" action={ (path) "/export" } { (listing.hidden()) (ui::submit(ui::Button::Plain, "导出")) }
        }
    };
    let total = picked.rows.len() as u64;
    let shown = Shown {
        caption: "报送进度",
        class: "dense flow top",
        unit: "个单位",
        total,
        fields: fields(board, listing),
        empty: (
            "还没有要报送的单位",
            "导入界别、专委会，或者名册，这里就列出各单位的报送情况。",
            Some(("导入", "/imports/new")),
        ),
    };
    let span = listing.span(total);
    let places = usize::try_from(span.offset).unwrap_or(usize::MAX)..;
    let rows = picked.rows.get(places).unwrap_or_default().iter();
    let rows = rows.take(usize::try_from(span.limit).unwrap_or(usize::MAX));
    html! {
        (ui::head("报送进度", sub, actions))
        (listing.draw(&shown, &columns(&picked.kinds), rows, seen))
        p class="sm mute mt3" {
            "按履职记录的“记录单位”归到各单位；处室、支部近一年记录过的才列出。数字点开是那些记录，日期是最近一次登记的日子。"
        }
    }
}

/// How the whole board stands, in a sentence.
#[must_use]
pub fn summary(board: &Board) -> String {
    let [delivered, nil, missing] =
        [Standing::Delivered, Standing::Nil, Standing::Missing].map(|standing| board.count(standing));
    format!("已交 {delivered} 项，本期确无 {nil} 项，未交 {missing} 项。")
}

fn fields(board: &Board, listing: &Listing) -> Markup {
    let all = |mut options: Vec<(String, String)>| {
        options.insert(0, (String::new(), "全部".to_owned()));
        options
    };
    let kinds = board.kinds().iter().map(|kind| (kind.id.clone(), kind.label.clone())).collect();
    html! {
        (ui::filter_text("q", "单位", listing.value("q"), 10))
        (ui::filter_select("units", "类别", &all(UnitKind::WORDS.options()), listing.value("units")))
        (ui::filter_select("kind", "种类", &all(kinds), listing.value("kind")))
        (ui::filter_select("standing", "报送", &all(ROWS.options()), listing.value("standing")))
        (ui::filter_select("accounts", "账号", &all(ACCOUNTS.options()), listing.value("accounts")))
    }
}
