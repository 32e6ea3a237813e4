//! Writing workbooks: tables that print well, keep identity numbers as text, and can be read in again with
//! [`crate::workbook`].
//!
//! The same input always gives the same bytes. Text is always written as text, so a cell that begins with
//! `=` is no formula.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet,
    XlsxError,
};

/// The workbook could not be written: too many rows or columns for Excel.
#[derive(Debug, thiserror::Error)]
#[error("表格写不出来：行数、列数或者文字长度超出了 Excel 的上限；请缩小导出范围后再试")]
pub struct ExportError(#[from] XlsxError);

/// One sheet to write.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetSpec {
    /// Name on the tab; characters Excel forbids are replaced, and it is cut at 31 characters.
    pub name: String,
    /// Lines above the table, merged over its columns; the first is the title.
    pub titles: Vec<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; missing cells are left blank.
    pub rows: Vec<Vec<CellValue>>,
    /// Keep titles and header in view while scrolling.
    pub freeze_header: bool,
    /// Filter buttons in the header.
    pub autofilter: bool,
    /// Print across the sheet.
    pub landscape: bool,
}

impl SheetSpec {
    /// A sheet with frozen header, filters, upright page and no title.
    pub fn new(name: &str, columns: Vec<Column>, rows: Vec<Vec<CellValue>>) -> Self {
        Self {
            name: name.to_owned(),
            titles: Vec::new(),
            columns,
            rows,
            freeze_header: true,
            autofilter: true,
            landscape: false,
        }
    }

    /// Adds a line above the table.
    #[must_use]
    pub fn title(mut self, line: &str) -> Self {
        self.titles.push(line.to_owned());
        self
    }

    /// Prints across the sheet.
    #[must_use]
    pub fn landscape(mut self) -> Self {
        self.landscape = true;
        self
    }
}

/// One column to write.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The heading.
    pub header: String,
    /// Width in characters of Latin text; a Chinese character takes two.
    pub width: f64,
    /// What the column holds.
    pub kind: ColumnKind,
}

impl Column {
    /// A column.
    pub fn new(header: &str, width: f64, kind: ColumnKind) -> Self {
        Self { header: header.to_owned(), width, kind }
    }
}

/// How the cells of a column are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text, also for identity and telephone numbers: every value becomes text.
    Text,
    /// Whole numbers.
    Integer,
    /// Points with one decimal.
    Points1,
    /// Points with up to four decimals.
    Points4,
    /// Percentages with one decimal.
    Percent,
    /// Dates.
    Date,
}

/// One value to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// Nothing.
    Empty,
    /// Text, as it is.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Points, counted in 1/10 000 of a point; in a percent column 10 000 is 100 %.
    Points(i64),
    /// A date.
    Date(NaiveDate),
}

impl From<&str> for CellValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Writes a workbook. The creation date inside is fixed, so equal input gives equal bytes.
///
/// # Errors
///
/// [`ExportError`] if a sheet is larger than Excel allows.
pub fn workbook_bytes(sheets: &[SheetSpec]) -> Result<Vec<u8>, ExportError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(&DocProperties::new().set_author("履职").set_creation_datetime(&created));
    let mut names: Vec<String> = Vec::new();
    for spec in sheets {
        let name = free_name(&spec.name, &names);
        write_sheet(book.add_worksheet(), &name, spec)?;
        names.push(name);
    }
    Ok(book.save_to_buffer()?)
}

/// A row that could not be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Its number in the uploaded file.
    pub row_number: u32,
    /// Its cells as text.
    pub cells: Vec<String>,
    /// What is wrong with it.
    pub remark: String,
}

/// Writes the rows that could not be imported, with their row number in front and the remark behind, for
/// mending and uploading again. The reader takes the two extra columns for what they are.
///
/// # Errors
///
/// [`ExportError`] if the table is larger than Excel allows.
pub fn annotate_bad_rows(headers: &[String], rows: &[BadRow]) -> Result<Vec<u8>, ExportError> {
    let own = headers.iter().map(|header| Column::new(header, fitting_width(header), ColumnKind::Text));
    let mut columns = vec![Column::new("原行号", 8.0, ColumnKind::Integer)];
    columns.extend(own);
    columns.push(Column::new("问题说明", 60.0, ColumnKind::Text));
    let rows = rows.iter().map(|row| {
        let mut cells = vec![CellValue::Integer(row.row_number.into())];
        cells.extend(
            (0..headers.len())
                .map(|at| row.cells.get(at).map_or(CellValue::Empty, |text| text.as_str().into())),
        );
        cells.push(row.remark.as_str().into());
        cells
    });
    workbook_bytes(&[SheetSpec::new("未导入的行", columns, rows.collect()).landscape()])
}

fn fitting_width(header: &str) -> f64 {
    (header.chars().count() as f64 * 2.2 + 4.0).clamp(12.0, 40.0)
}

fn free_name(wanted: &str, taken: &[String]) -> String {
    let clean: String = wanted.chars().map(|c| if "[]:*?/\\".contains(c) { '-' } else { c }).collect();
    let clean = clean.trim_matches(['\'', ' ']);
    let base = if clean.is_empty() { "表" } else { clean };
    let is_free = |name: &str| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let cut = |length: usize| base.chars().take(length).collect::<String>();
    let numbered = (2..).map(|number| format!("{}（{number}）", cut(25)));
    std::iter::once(cut(31)).chain(numbered).find(|name| is_free(name)).unwrap_or_default()
}

const BODY_FONT: &str = "宋体";

fn write_sheet(sheet: &mut Worksheet, name: &str, spec: &SheetSpec) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let last_column = (spec.columns.len().max(1) - 1) as u16;
    for (row, line) in spec.titles.iter().enumerate() {
        write_title(sheet, row as u32, last_column, line)?;
    }
    let header_row = spec.titles.len() as u32;
    let header = header_format();
    for (index, column) in spec.columns.iter().enumerate() {
        let at = index as u16;
        sheet.set_column_width(at, column.width)?;
        sheet.write_string_with_format(header_row, at, cut_text(&column.header), &header)?;
    }
    write_rows(sheet, header_row + 1, spec)?;
    let last_row = header_row + spec.rows.len() as u32;
    if spec.freeze_header {
        sheet.set_freeze_panes(header_row + 1, 0)?;
    }
    if spec.autofilter && !spec.columns.is_empty() {
        sheet.autofilter(header_row, 0, last_row, last_column)?;
    }
    // Otherwise Excel puts a green corner on every identity number.
    sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    set_page(sheet, spec, header_row)
}

fn set_page(sheet: &mut Worksheet, spec: &SheetSpec, header_row: u32) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_paper_size(A4);
    if spec.landscape {
        sheet.set_landscape();
    }
    sheet.set_margins(0.6, 0.6, 0.7, 0.7, 0.3, 0.3);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    sheet.set_footer("&C第 &P 页，共 &N 页");
    sheet.set_repeat_rows(header_row, header_row)?;
    Ok(())
}

fn write_title(sheet: &mut Worksheet, row: u32, last_column: u16, line: &str) -> Result<(), XlsxError> {
    let base = Format::new()
        .set_font_name(BODY_FONT)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    let format = if row == 0 { base.set_bold().set_font_size(16) } else { base.set_font_size(10.5) };
    sheet.set_row_height(row, if row == 0 { 30 } else { 18 })?;
    if last_column == 0 {
        sheet.write_string_with_format(row, 0, cut_text(line), &format)?;
    } else {
        sheet.merge_range(row, 0, row, last_column, &cut_text(line), &format)?;
    }
    Ok(())
}

/// Three-line table: a heavy line above the header, a thin one below it, a heavy one at the end.
fn header_format() -> Format {
    Format::new()
        .set_font_name(BODY_FONT)
        .set_font_size(11)
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_border_top(FormatBorder::Medium)
        .set_border_bottom(FormatBorder::Thin)
}

fn body_format(kind: ColumnKind) -> Format {
    let format = Format::new().set_font_size(11).set_align(FormatAlign::VerticalCenter);
    match kind {
        ColumnKind::Text => format.set_font_name(BODY_FONT).set_num_format("@").set_text_wrap(),
        ColumnKind::Integer => format.set_font_name("Arial").set_num_format("0"),
        ColumnKind::Points1 => format.set_font_name("Arial").set_num_format("0.0"),
        // Not "0.####": Excel prints a lone point behind whole numbers.
        ColumnKind::Points4 => format.set_font_name("Arial").set_num_format("General"),
        ColumnKind::Percent => format.set_font_name("Arial").set_num_format("0.0%"),
        ColumnKind::Date => {
            format.set_font_name("Arial").set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center)
        }
    }
}

fn write_rows(sheet: &mut Worksheet, first_row: u32, spec: &SheetSpec) -> Result<(), XlsxError> {
    let inner: Vec<Format> = spec.columns.iter().map(|column| body_format(column.kind)).collect();
    let last: Vec<Format> =
        inner.iter().map(|format| format.clone().set_border_bottom(FormatBorder::Medium)).collect();
    for (index, row) in spec.rows.iter().enumerate() {
        let formats = if index + 1 == spec.rows.len() { &last } else { &inner };
        for (at, (column, format)) in spec.columns.iter().zip(formats).enumerate() {
            let value = row.get(at).unwrap_or(&CellValue::Empty);
            write_cell(sheet, (first_row + index as u32, at as u16), value, column.kind, format)?;
        }
        let lines = lines_of(spec, row);
        if lines > 1 {
            sheet.set_row_height(first_row + index as u32, f64::from(lines) * LINE_HEIGHT)?;
        }
    }
    Ok(())
}

const LINE_HEIGHT: f64 = 15.0;

/// How many lines the fullest text cell of a row takes: Excel does not make a row higher when a program wrote it.
fn lines_of(spec: &SheetSpec, row: &[CellValue]) -> u32 {
    let lines = spec.columns.iter().zip(row).map(|(column, value)| match value {
        CellValue::Text(text) if column.kind == ColumnKind::Text => {
            let wide = text.chars().filter(|c| !c.is_ascii()).count();
            let width = (text.chars().count() + wide) as f64 * 1.05;
            (width / column.width.max(1.0)).ceil() as u32
        }
        _ => 1,
    });
    lines.max().unwrap_or(1).clamp(1, 12)
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &CellValue,
    kind: ColumnKind,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        CellValue::Empty => sheet.write_blank(row, column, format)?,
        CellValue::Text(text) => sheet.write_string_with_format(row, column, cut_text(text), format)?,
        _ if kind == ColumnKind::Text => {
            sheet.write_string_with_format(row, column, text_of(value), format)?
        }
        // Excel keeps fifteen digits of a number; longer ones only survive as text.
        CellValue::Integer(number) if number.unsigned_abs() >= 1_000_000_000_000_000 => {
            sheet.write_string_with_format(row, column, number.to_string(), format)?
        }
        CellValue::Integer(number) => sheet.write_number_with_format(row, column, *number as f64, format)?,
        CellValue::Points(points) => {
            sheet.write_number_with_format(row, column, *points as f64 / 10_000.0, format)?
        }
        CellValue::Date(date) => match excel_date(*date) {
            Some(moment) => sheet.write_datetime_with_format(row, column, moment, format)?,
            None => sheet.write_string_with_format(row, column, date.to_string(), format)?,
        },
    };
    Ok(())
}

/// Excel knows no days before 1900.
fn excel_date(date: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8).ok()
}

/// A value as words.
#[must_use]
pub fn text_of(value: &CellValue) -> String {
    match value {
        CellValue::Empty => String::new(),
        CellValue::Text(text) => text.clone(),
        CellValue::Integer(number) => number.to_string(),
        CellValue::Points(points) => {
            let sign = if *points < 0 { "-" } else { "" };
            let (whole, part) = (points.unsigned_abs() / 10_000, points.unsigned_abs() % 10_000);
            let text = format!("{sign}{whole}.{part:04}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        CellValue::Date(date) => date.format("%Y-%m-%d").to_string(),
    }
}

/// Excel refuses longer text in one cell.
fn cut_text(text: &str) -> String {
    const LONGEST: usize = 32_767;
    if text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut length = 0;
    let kept = text.chars().take_while(|character| {
        length += character.len_utf16();
        length < LONGEST
    });
    kept.chain(['…']).collect()
}
