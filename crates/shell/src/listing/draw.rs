//! A list on a page: filter, what could not be read, table, pages; or what to do when there is nothing.
use lvzhi_ui as ui;
use maud::{Markup, html};

use super::{Column, Listing, MOST_PRINTED, ROWS_CHOICES, Span};

/// What a list says of itself.
pub struct Shown<'a> {
    /// What it lists: 事实.
    pub caption: &'a str,
    /// Classes of the table.
    pub class: &'a str,
    /// The word its rows are counted by: 条.
    pub unit: &'a str,
    /// How many rows there are by the filter.
    pub total: u64,
    /// The fields of the filter.
    pub fields: Markup,
    /// Title, text and next step when there is nothing at all.
    pub empty: (&'a str, &'a str, Option<(&'a str, &'a str)>),
}

impl Listing {
    /// Draws it with the rows of [`Listing::span`].
    pub fn draw<'r, T: 'r, C>(
        &self,
        shown: &Shown<'_>,
        columns: &[Column<'_, T, C>],
        rows: impl IntoIterator<Item = &'r T>,
        seen: &C,
    ) -> Markup {
        let span = self.span(shown.total);
        let nothing = shown.total == 0;
        html! {
            @if !(nothing && self.is_bare()) { (self.filter(shown)) }
            (ui::remarks(&self.remarks()))
            @if nothing && self.is_bare() {
                (ui::empty(shown.empty.0, shown.empty.1, shown.empty.2))
            } @else if nothing {
                (ui::empty(&format!("没有符合条件的{}", shown.caption), "可以放宽条件再看。", Some(("看全部", &self.path))))
            } @else {
                (self.table(shown, columns, rows, seen))
                @if self.is_print() { (printed_note(shown)) } @else { (self.pages(shown, span)) }
            }
        }
    }

    fn filter(&self, shown: &Shown<'_>) -> Markup {
        let kept = html! {
            (shown.fields)
            @for name in ["sort", "rows"] { @if !self.value(name).is_empty() { (ui::hidden(name, self.value(name))) } }
        };
        let clear = html! { @if !self.is_bare() { a class="sm" href=(self.path) { "清除条件" } } };
        ui::filter(&self.path, kept, clear)
    }

    fn table<'r, T: 'r, C>(
        &self,
        shown: &Shown<'_>,
        columns: &[Column<'_, T, C>],
        rows: impl IntoIterator<Item = &'r T>,
        seen: &C,
    ) -> Markup {
        let columns: Vec<_> = columns.iter().filter(|column| column.is_on_page()).collect();
        let heads: Vec<_> = columns.iter().map(|column| self.head(column)).collect();
        let body = html! {
            @for row in rows { tr { @for column in &columns { (column.td(row, seen)) } } }
        };
        ui::table(shown.caption, shown.class, &heads, body)
    }

    fn head<T, C>(&self, column: &Column<'_, T, C>) -> ui::Column {
        let head = ui::Column::new(column.heading);
        let head = if column.class.is_empty() { head } else { head.class(column.class) };
        let Some(key) = column.sort else { return head };
        let down = format!("-{key}");
        match self.sort {
            Some((by, false)) if by == key => head.ascending(Some(self.link("sort", &down))),
            Some((by, true)) if by == key => head.descending(Some(self.link("sort", key))),
            _ => head.sortable(self.link("sort", key)),
        }
    }

    fn pages(&self, shown: &Shown<'_>, span: Span) -> Markup {
        let total = count(shown.total);
        let note = format!("共 {total} {}，每页 {} {}", shown.unit, span.limit, shown.unit);
        let choices: Vec<(String, String, bool)> = ROWS_CHOICES
            .iter()
            .map(|rows| (rows.to_string(), self.link("rows", &rows.to_string()), *rows == span.limit))
            .collect();
        let choices: Vec<(&str, &str, bool)> =
            choices.iter().map(|(label, href, current)| (label.as_str(), href.as_str(), *current)).collect();
        let is_long = shown.total > ROWS_CHOICES.first().copied().unwrap_or_default();
        html! {
            (ui::pager(span.page, span.pages, &note, |page| self.link("page", &page.to_string())))
            p class="row apart no-print" {
                @if is_long { (ui::segments("每页行数", &choices)) }
                (ui::button_link(ui::Button::Quiet, "打印整张表", &self.link("print", "1")))
            }
        }
    }
}

fn printed_note(shown: &Shown<'_>) -> Markup {
    let total = count(shown.total);
    html! {
        p class="sm mute" {
            @if shown.total > MOST_PRINTED {
                "共 " (total) " " (shown.unit) "，一次最多打印 " (count(MOST_PRINTED)) " " (shown.unit) "，后面的没有印。加上条件分几次打印。"
            } @else { "共 " (total) " " (shown.unit) "，全部在这里。" }
        }
    }
}

fn count(value: u64) -> String {
    ui::format::thousands(i64::try_from(value).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lvzhi_platform::sheet_export::CellValue;

    fn columns<'a>() -> Vec<Column<'a, &'a str, bool>> {
        vec![
            Column::text("名称", 12.0, |row: &&str, _: &bool| row).sorted("name").head(),
            Column::text("电话", 12.0, |_, may: &bool| if *may { "13900000000" } else { "139****0000" }),
            Column::text("备注", 12.0, |_, _| "只在表里").sheet_only(),
            Column::page_only("操作", |_, _| html! { "看" }),
        ]
    }

    fn shown(total: u64) -> Shown<'static> {
        let empty = ("还没有灯", "先装一盏。", Some(("装灯", "/lamps/new")));
        Shown { caption: "灯", class: "flow", unit: "盏", total, fields: html! {}, empty }
    }

    #[test]
    fn page_and_workbook_have_the_same_columns_and_the_same_mask() {
        let mut listing = Listing::read("/lamps", b"sort=-name");
        listing.order(&["name"]);
        let page = listing.draw(&shown(1), &columns(), &["甲"], &false).into_string();
        assert!(page.contains("139****0000") && !page.contains("13900000000"));
        assert!(page.contains("看") && !page.contains("只在表里"));
        assert!(page.contains("aria-sort=\"descending\"><a href=\"/lamps?sort=name\">名称"), "{page}");
        let sheet = Listing::sheet("灯", &columns(), &["甲"], &false);
        let heads: Vec<_> = sheet.columns.iter().map(|column| column.header.as_str()).collect();
        assert_eq!(heads, ["名称", "电话", "备注"]);
        assert_eq!(sheet.rows[0][1], CellValue::from("139****0000"));
    }

    #[test]
    fn nothing_at_all_and_nothing_by_a_filter_say_what_next() {
        let none: [&str; 0] = [];
        let mut listing = Listing::read("/lamps", b"");
        let page = listing.draw(&shown(0), &columns(), &none, &true).into_string();
        assert!(page.contains("还没有灯") && page.contains("/lamps/new") && !page.contains("<form"));
        listing = Listing::read("/lamps", b"q=x");
        listing.text("q", "名称");
        let page = listing.draw(&shown(0), &columns(), &none, &true).into_string();
        assert!(page.contains("没有符合条件的") && page.contains("href=\"/lamps\">看全部"));
    }

    #[test]
    fn a_printed_list_is_whole_or_says_what_is_missing() {
        let listing = Listing::read("/lamps", b"print=1&page=3");
        assert_eq!((listing.span(1_999).offset, listing.span(1_999).limit), (0, MOST_PRINTED));
        let page = |total| listing.draw(&shown(total), &columns(), &["甲"], &true).into_string();
        assert!(page(1_999).contains("全部在这里"));
        assert!(page(100_000).contains("一次最多打印 2,000 盏"), "{}", page(100_000));
    }
}
