//! The table in a sheet: headers, guessed columns, rows, and the rows left out with the reason.

use std::collections::BTreeMap;
use std::fmt;

use super::events::find_date;
use super::header::{HeaderBlock, distinct_cells, find_header};
use super::mapping::{ColumnSpec, Headings, header_key};
use super::{Cell, Sheet};

/// A table found in a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Name of the sheet.
    pub sheet: String,
    /// The header rows, counted from 1 as in Excel.
    pub header_rows: std::ops::RangeInclusive<u32>,
    /// One guess per column of the sheet, headed or not.
    pub columns: Vec<ColumnGuess>,
    /// The rows with content.
    pub rows: Vec<TableRow>,
    /// Rows below the header that are no content, and why.
    pub skipped: Vec<SkippedRow>,
}

/// What a column of the sheet probably is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnGuess {
    /// Zero-based column.
    pub index: usize,
    /// The heading; levels of a header of several rows are joined: `会议｜全会`.
    pub header: String,
    /// [`ColumnSpec::id`] of the known column.
    pub column: Option<String>,
    /// 0 to 100: 90 and more is certain, below 60 the clerk should confirm.
    pub confidence: u8,
}

/// One row of content.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// Row number as in Excel, from 1.
    pub row_number: u32,
    /// One cell per column of the sheet.
    pub cells: Vec<Cell>,
}

/// A row that was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SkippedRow {
    /// Row number as in Excel, from 1.
    pub row_number: u32,
    /// Why.
    pub reason: SkipReason,
}

/// Why a row is no content. `Display` is in Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// No cell is filled.
    Blank,
    /// A sum of other rows.
    Total,
    /// The header once more, on the next printed page.
    RepeatedHeader,
    /// A remark or a line for signatures.
    Note,
    /// A heading over a group of rows.
    Section,
}

impl fmt::Display for SkipReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Blank => "空行",
            Self::Total => "合计行",
            Self::RepeatedHeader => "重复的表头",
            Self::Note => "说明或签字行",
            Self::Section => "分组标题行",
        })
    }
}

/// Why no table was found. `Display` is the sentence for the clerk.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// No row looks like the header.
    #[error(
        "工作表“{sheet}”里没有找到表头：前 30 行中没有一行写着{expected}等列名。请在数据上方加一行列名，或者换用下载的模板填写。"
    )]
    NoHeader {
        /// Sheet name.
        sheet: String,
        /// The headings looked for, quoted and joined.
        expected: String,
    },
    /// A header and nothing below it.
    #[error("工作表“{sheet}”第 {header_row} 行是表头，但表头下面没有数据。请填好数据后重新上传。")]
    NoRows {
        /// Sheet name.
        sheet: String,
        /// Last header row, from 1.
        header_row: u32,
    },
}

/// Finds the table in a sheet: passes over titles, joins a header of up to three rows, guesses the columns,
/// leaves out blank rows, sums, notes, group headings and repeated headers.
///
/// A missing required column is no error here, because the clerk can still correct the mapping: see
/// [`Table::missing`].
///
/// # Errors
///
/// [`TableError`] if there is no header or no row of content.
pub fn find_table(sheet: &Sheet, expected: &[ColumnSpec]) -> Result<Table, TableError> {
    let headings = Headings::new(expected);
    let single_column = expected.len() == 1 || sheet.width() == 1;
    let block = find_header(sheet, &headings, single_column).ok_or_else(|| TableError::NoHeader {
        sheet: sheet.name.clone(),
        expected: quoted_labels(expected),
    })?;
    let columns = guess_columns(&block, &headings, expected);
    let body = block.start + block.levels;
    let mut table = Table {
        sheet: sheet.name.clone(),
        header_rows: block.start as u32 + 1..=body as u32,
        columns,
        rows: Vec::new(),
        skipped: Vec::new(),
    };
    let header_keys = HeaderRows::new(sheet, &block);
    for (index, cells) in sheet.rows.iter().enumerate().skip(body) {
        let row_number = index as u32 + 1;
        match skip_reason(cells, &header_keys) {
            Some(reason) => table.skipped.push(SkippedRow { row_number, reason }),
            None => {
                let mut cells = cells.clone();
                cells.resize_with(table.columns.len(), Cell::default);
                table.rows.push(TableRow { row_number, cells });
            }
        }
    }
    if table.rows.is_empty() {
        return Err(TableError::NoRows { sheet: table.sheet, header_row: body as u32 });
    }
    Ok(table)
}

impl Table {
    /// The cell of a known column in one of this table's rows; `None` if the column is not mapped.
    pub fn cell<'r>(&self, row: &'r TableRow, id: &str) -> Option<&'r Cell> {
        row.cells.get(self.column_index(id)?)
    }

    /// Where a known column is.
    pub fn column_index(&self, id: &str) -> Option<usize> {
        self.columns.iter().find(|column| column.column.as_deref() == Some(id)).map(|column| column.index)
    }

    /// Required columns that are not mapped.
    pub fn missing<'e>(&self, expected: &'e [ColumnSpec]) -> Vec<&'e ColumnSpec> {
        expected.iter().filter(|spec| spec.required && self.column_index(&spec.id).is_none()).collect()
    }

    /// The present mapping, for remembering: column to [`ColumnSpec::id`].
    pub fn mapping(&self) -> BTreeMap<usize, String> {
        self.columns.iter().filter_map(|column| Some((column.index, column.column.clone()?))).collect()
    }

    /// Replaces all guesses by a mapping the clerk confirmed. Columns beyond the sheet are ignored.
    pub fn apply_mapping(&mut self, mapping: &BTreeMap<usize, String>) {
        for column in &mut self.columns {
            column.column = mapping.get(&column.index).cloned();
            column.confidence = if column.column.is_some() { 100 } else { 0 };
        }
    }

    /// A stable text for the layout, under which a confirmed mapping can be remembered. Headings with a date
    /// count as a star each, so the next month's sheet with as many meetings has the same signature.
    pub fn header_signature(&self) -> String {
        let keys = self.columns.iter().map(|column| {
            let has_date = find_date(&column.header, Some(2000)).is_some();
            if has_date { "*".to_owned() } else { header_key(&column.header) }
        });
        let keys: Vec<String> = keys.collect();
        keys.join("|").trim_end_matches('|').to_owned()
    }
}

fn quoted_labels(expected: &[ColumnSpec]) -> String {
    let required = expected.iter().filter(|spec| spec.required);
    let labels: Vec<String> = required
        .chain(expected.iter().filter(|spec| !spec.required))
        .take(3)
        .map(|spec| format!("“{}”", spec.label))
        .collect();
    labels.concat()
}

fn guess_columns(block: &HeaderBlock, headings: &Headings<'_>, expected: &[ColumnSpec]) -> Vec<ColumnGuess> {
    let assigned = headings.assign(&block.headers, true);
    let guesses = block.headers.iter().zip(assigned).enumerate();
    guesses
        .map(|(index, (header, guess))| ColumnGuess {
            index,
            header: header.clone(),
            column: guess.map(|(spec, _)| expected[spec].id.clone()),
            confidence: guess.map_or(0, |(_, confidence)| confidence),
        })
        .collect()
}

/// The header rows as written, for recognising them when they come again.
struct HeaderRows(Vec<Vec<String>>);

impl HeaderRows {
    fn new(sheet: &Sheet, block: &HeaderBlock) -> Self {
        Self(sheet.rows[block.start..block.start + block.levels].iter().map(|row| row_keys(row)).collect())
    }

    fn contain(&self, cells: &[Cell]) -> bool {
        let keys = row_keys(cells);
        self.0.iter().any(|header| {
            let filled = keys.iter().filter(|key| !key.is_empty()).count();
            let equal =
                keys.iter().zip(header).filter(|(key, other)| !key.is_empty() && key == other).count();
            filled > 0 && equal == filled && (filled >= 2 || header.len() == 1)
        })
    }
}

fn row_keys(cells: &[Cell]) -> Vec<String> {
    cells.iter().map(|cell| header_key(&cell.text)).collect()
}

const TOTALS: [&str; 7] = ["合计", "总计", "小计", "累计", "共计", "总数", "平均"];
const NOTES: [&str; 24] = [
    "注:",
    "备注:",
    "说明:",
    "填表说明",
    "填报说明",
    "填表人",
    "填报人",
    "制表人",
    "审核人",
    "审核:",
    "复核:",
    "复核人",
    "制表:",
    "填表:",
    "填报:",
    "经办:",
    "经办人",
    "签字:",
    "分管领导",
    "负责人签",
    "联系人:",
    "填报日期",
    "填表日期",
    "制表日期",
];

fn skip_reason(cells: &[Cell], header: &HeaderRows) -> Option<SkipReason> {
    let filled: Vec<(usize, &Cell)> =
        cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty() && !cell.spread).collect();
    let Some((first_column, first)) = filled.first() else {
        // Copies from a region that began above are no content of this row.
        let is_inside_region = cells.iter().any(|cell| cell.spread);
        return Some(if is_inside_region { SkipReason::Section } else { SkipReason::Blank });
    };
    if filled.iter().take(3).any(|(_, cell)| is_total(&cell.text)) {
        return Some(SkipReason::Total);
    }
    if header.contain(cells) {
        return Some(SkipReason::RepeatedHeader);
    }
    let text = header_text(&first.text);
    if NOTES.iter().any(|start| text.starts_with(start))
        || ((text == "注" || text == "备注") && *first_column == 0)
    {
        return Some(SkipReason::Note);
    }
    if distinct_cells(cells) > 1 {
        return None;
    }
    let is_merged = cells.get(first_column + 1).is_some_and(|cell| cell.spread);
    (is_merged || (*first_column == 0 && is_numbered_heading(&text))).then_some(SkipReason::Section)
}

fn header_text(text: &str) -> String {
    super::normalise::key(text).replace('：', ":")
}

fn is_total(text: &str) -> bool {
    let text = header_text(text);
    TOTALS.iter().any(|word| text.strip_prefix(word).is_some_and(|rest| rest.chars().count() <= 5))
}

/// 一、经济界 or （二）教育界.
fn is_numbered_heading(text: &str) -> bool {
    let inner = text.trim_start_matches(['(', '（']);
    let rest = inner.trim_start_matches(|character| "一二三四五六七八九十".contains(character));
    rest.len() < inner.len() && rest.starts_with(['、', ')', '）'])
}
