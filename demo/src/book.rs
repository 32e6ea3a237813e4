//! Workbooks as clerks keep them: a title, a header of one or two rows, rows, totals, notes.

use crate::calendar::HalfYear;
use crate::files::{DemoFile, Expected, Fate, FileKind, SheetSummary, Trap, TrapKind};
use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};
use std::path::Path;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    Whole(u32),
    /// Hundredths.
    Decimal(u32),
    Date(NaiveDate),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Whole(number)
    }
}

/// A row of cells from anything that makes a cell.
macro_rules! row {
    ($($cell:expr),* $(,)?) => { vec![$($crate::book::Cell::from($cell)),*] };
}
pub(crate) use row;

impl Cell {
    /// The cell as it reads in a CSV file.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Decimal(hundredths) => format!("{}.{:02}", hundredths / 100, hundredths % 100),
            Self::Date(day) => day.to_string(),
        }
    }
}

/// A row under the header.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    pub(crate) facts: usize,
    pub(crate) trap: Option<TrapKind>,
}

/// A sheet.
pub(crate) struct Sheet {
    name: String,
    title: Option<String>,
    header: Vec<String>,
    /// Upper header row: first and last column, text. Columns that no group covers are merged downward.
    groups: Vec<(usize, usize, String)>,
    pub(crate) rows: Vec<Row>,
}

impl Sheet {
    /// A sheet with these column names.
    pub(crate) fn new(name: &str, header: &[&str]) -> Self {
        let header = header.iter().map(|name| (*name).to_owned()).collect();
        Self { name: name.to_owned(), title: None, header, groups: Vec::new(), rows: Vec::new() }
    }

    /// With a title merged over the first row.
    pub(crate) fn titled(mut self, title: String) -> Self {
        self.title = Some(title);
        self
    }

    /// One more column, under the group that ends at the column before it if that has this name.
    pub(crate) fn add_column(&mut self, group: &str, name: String) {
        let column = self.header.len();
        self.header.push(name);
        match self.groups.last_mut() {
            Some((_, last, text)) if *last + 1 == column && text == group => *last = column,
            _ => self.groups.push((column, column, group.to_owned())),
        }
    }

    /// A good row that gives one fact.
    pub(crate) fn push(&mut self, cells: Vec<Cell>) {
        self.push_facts(cells, 1);
    }

    /// A good row that gives so many facts.
    pub(crate) fn push_facts(&mut self, cells: Vec<Cell>, facts: usize) {
        self.rows.push(Row { cells, facts, trap: None });
    }

    /// The total and the note at the foot.
    pub(crate) fn close(&mut self, total: Vec<Cell>, note: &str) {
        self.rows.push(Row { cells: total, facts: 0, trap: Some(TrapKind::TotalRow) });
        self.rows.push(Row { cells: row![note], facts: 0, trap: Some(TrapKind::Note) });
    }

    /// The row, counted from 1, with the column names.
    fn header_row(&self) -> u32 {
        1 + u32::from(self.title.is_some()) + u32::from(!self.groups.is_empty())
    }

    fn expected(&self) -> Expected {
        let mut sum = Expected { rows: self.rows.len(), ..Expected::default() };
        for row in &self.rows {
            match row.trap.map(TrapKind::fate) {
                Some(Fate::Refused) => sum.bad_rows += 1,
                Some(Fate::Skipped) => sum.skipped_rows += 1,
                tidied => {
                    sum.good_rows += 1;
                    sum.facts += row.facts;
                    sum.warnings += usize::from(tidied.is_some());
                }
            }
        }
        sum
    }

    fn traps(&self) -> impl Iterator<Item = Trap> {
        let first = self.header_row() + 1;
        self.rows.iter().zip(first..).filter_map(|(row, number)| {
            row.trap.map(|kind| Trap { sheet: self.name.clone(), row: number, kind })
        })
    }

    fn write_header(&self, sheet: &mut Worksheet, bold: &Format) -> anyhow::Result<()> {
        let last = self.header.len() as u16 - 1;
        if let Some(title) = &self.title {
            sheet.merge_range(0, 0, 0, last, title, bold)?;
        }
        let row = self.header_row() - 1;
        let mut covered = vec![self.groups.is_empty(); self.header.len()];
        for (from, to, text) in &self.groups {
            covered[*from..=*to].fill(true);
            if from == to {
                sheet.write_with_format(row - 1, *from as u16, text, bold)?;
            } else {
                sheet.merge_range(row - 1, *from as u16, row - 1, *to as u16, text, bold)?;
            }
        }
        for (column, name) in self.header.iter().enumerate() {
            if covered[column] {
                sheet.write_with_format(row, column as u16, name, bold)?;
            } else {
                sheet.merge_range(row - 1, column as u16, row, column as u16, name, bold)?;
            }
        }
        sheet.set_freeze_panes(row + 1, 0)?;
        Ok(())
    }

    fn fill(&self, sheet: &mut Worksheet, bold: &Format, day: &Format) -> anyhow::Result<()> {
        sheet.set_name(&self.name)?;
        self.write_header(sheet, bold)?;
        for (row, number) in self.rows.iter().zip(self.header_row()..) {
            for (cell, column) in row.cells.iter().zip(0u16..) {
                match cell {
                    Cell::Empty => continue,
                    Cell::Text(text) => sheet.write(number, column, text)?,
                    Cell::Whole(whole) => sheet.write(number, column, *whole)?,
                    Cell::Decimal(hundredths) => {
                        sheet.write(number, column, f64::from(*hundredths) / 100.0)?
                    }
                    Cell::Date(date) => {
                        let date = ExcelDateTime::from_ymd(
                            date.year() as u16,
                            date.month() as u8,
                            date.day() as u8,
                        )?;
                        sheet.write_with_format(number, column, &date, day)?
                    }
                };
            }
        }
        for (name, column) in self.header.iter().zip(0u16..) {
            let width = if column > 3 && name.starts_with("20") { 9.0 } else { column_width(name) };
            sheet.set_column_width(column, width)?;
        }
        Ok(())
    }
}

fn column_width(name: &str) -> f64 {
    match name.chars().count() {
        0..=2 => 9.0,
        3..=4 => 14.0,
        _ => 20.0,
    }
}

/// A file to be: where, what it is, its sheets.
pub(crate) struct Book {
    pub(crate) name: String,
    pub(crate) kind: FileKind,
    pub(crate) half_year: Option<HalfYear>,
    pub(crate) label: String,
    pub(crate) sheets: Vec<Sheet>,
}

impl Book {
    /// A workbook of facts. `name` is the path under the half-year's folder.
    pub(crate) fn facts(kind: &'static str, half: HalfYear, name: &str, label: &str, sheet: Sheet) -> Self {
        Self {
            name: format!("{}/{name}", half.label()),
            kind: FileKind::Facts(kind),
            half_year: Some(half),
            label: format!("{}{label}", half.label()),
            sheets: vec![sheet],
        }
    }

    /// Write it under `dir`, as the ending of its name says: `.xlsx`, or `.csv` in GBK.
    pub(crate) fn save(&self, dir: &Path) -> anyhow::Result<DemoFile> {
        let path = dir.join(&self.name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("建不了文件夹 {}", folder.display()))?;
        }
        let bytes = if self.name.ends_with(".csv") { self.csv() } else { self.xlsx()? };
        std::fs::write(&path, bytes).with_context(|| format!("写不了 {}", path.display()))?;
        let mut expected = Expected::default();
        let mut sheets = Vec::new();
        for sheet in &self.sheets {
            let part = sheet.expected();
            expected.add(part);
            sheets.push(SheetSummary {
                name: sheet.name.clone(),
                header_row: sheet.header_row(),
                expected: part,
            });
        }
        Ok(DemoFile {
            path,
            name: self.name.clone(),
            kind: self.kind,
            half_year: self.half_year,
            label: self.label.clone(),
            expected,
            sheets,
            traps: self.sheets.iter().flat_map(Sheet::traps).collect(),
        })
    }

    fn xlsx(&self) -> anyhow::Result<Vec<u8>> {
        let mut book = Workbook::new();
        // The library would otherwise look at the clock.
        let made = ExcelDateTime::from_ymd(2026, 7, 1)?;
        book.set_properties(
            &DocProperties::new().set_author("云岭省政协办公厅").set_creation_datetime(&made),
        );
        let bold = Format::new()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_text_wrap()
            .set_border_bottom(FormatBorder::Thin);
        let day = Format::new().set_num_format("yyyy-mm-dd");
        for sheet in &self.sheets {
            sheet.fill(book.add_worksheet(), &bold, &day)?;
        }
        Ok(book.save_to_buffer()?)
    }

    fn csv(&self) -> Vec<u8> {
        let mut text = String::new();
        for sheet in &self.sheets {
            text.push_str(&line(sheet.header.iter().cloned()));
            for row in &sheet.rows {
                text.push_str(&line(row.cells.iter().map(Cell::text)));
            }
        }
        encoding_rs::GBK.encode(&text).0.into_owned()
    }
}

fn line(fields: impl Iterator<Item = String>) -> String {
    let quoted = fields.map(|field| {
        if field.contains([',', '"', '\n']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
    });
    quoted.collect::<Vec<_>>().join(",") + "\r\n"
}
