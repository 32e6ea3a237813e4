//! The layout of an uploaded file: its sheets, their headings, and which heading is which column.
use std::collections::BTreeMap;

use lvzhi_platform::workbook::{Limits, SkipReason, Table, find_table, read_workbook};
use lvzhi_platform::{Error, Result};
use serde::{Deserialize, Serialize};

use super::target::ImportTarget;

/// The layout of a file, as stored with the batch.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Layout {
    /// Sheets with a table.
    pub sheets: Vec<SheetLayout>,
    /// Sheets without one, each with the sentence that says why.
    pub left_out: Vec<String>,
}

/// The layout of one sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SheetLayout {
    /// Name on the tab.
    pub sheet: String,
    /// Under which a corrected mapping is remembered.
    pub signature: String,
    /// Its headings.
    pub columns: Vec<Heading>,
    /// Labels of required columns that no heading is mapped to; the sheet is not read before they are.
    pub missing: Vec<String>,
    /// Rows with content.
    pub rows: usize,
    /// Rows left out as sums, notes and headings, as a sentence; may be empty.
    pub skipped: String,
}

/// One heading.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Heading {
    /// Zero-based column.
    pub index: usize,
    /// As written.
    pub header: String,
    /// Id of the column it is.
    pub column: Option<String>,
    /// 0 to 100.
    pub confidence: u8,
    /// The first filled cell below.
    pub sample: String,
}

/// A guess that is surer than this is taken without asking.
pub const SURE: u8 = 60;

/// The table without the guesses that somebody must look at first: 序号 is no 编号.
pub(super) fn sure(table: &Table) -> Table {
    let mut table = table.clone();
    for column in table.columns.iter_mut().filter(|column| column.confidence < SURE) {
        column.column = None;
    }
    table
}

/// Sheet name to column index to column id: a correction of the guesses.
pub type Mapping = BTreeMap<String, BTreeMap<usize, String>>;

/// Reads the tables of a file off the async threads. The second part names sheets without a table.
pub(super) async fn read_tables(
    target: &dyn ImportTarget,
    name: &str,
    bytes: Vec<u8>,
    limit: usize,
) -> Result<(Vec<Table>, Vec<String>)> {
    let (name, specs) = (name.to_owned(), target.columns());
    let limits = Limits { file_bytes: limit, ..Limits::default() };
    let read = move || {
        let book = read_workbook(&name, &bytes, &limits).map_err(|error| error.to_string())?;
        let (mut tables, mut left_out) = (Vec::new(), Vec::new());
        for sheet in book.sheets.iter().filter(|sheet| !sheet.hidden && !sheet.rows.is_empty()) {
            match find_table(sheet, &specs) {
                Ok(table) => tables.push(table),
                Err(error) => left_out.push(error.to_string()),
            }
        }
        if tables.is_empty() {
            return Err(left_out.first().cloned().unwrap_or_else(|| {
                format!("文件《{name}》的工作表都是隐藏的或空的，没有导入。请取消隐藏后重新上传。")
            }));
        }
        Ok((tables, left_out))
    };
    tokio::task::spawn_blocking(read).await.map_err(Error::internal)?.map_err(Error::Invalid)
}

impl Layout {
    pub(super) fn of(target: &dyn ImportTarget, tables: &[Table], left_out: Vec<String>) -> Self {
        Self { sheets: tables.iter().map(|table| SheetLayout::of(target, table)).collect(), left_out }
    }

    /// Column ids that any sheet is read by.
    #[must_use]
    pub fn mapped(&self) -> Vec<&str> {
        let headings = self.sheets.iter().flat_map(|sheet| &sheet.columns);
        let read = headings.filter(|heading| heading.confidence >= SURE);
        read.filter_map(|heading| heading.column.as_deref()).collect()
    }

    /// Whether some guess should be looked at: a low confidence, or a column that is missing.
    #[must_use]
    pub fn doubtful(&self) -> bool {
        self.sheets.iter().any(|sheet| {
            let unsure = |heading: &Heading| heading.column.is_some() && heading.confidence < SURE;
            !sheet.missing.is_empty() || sheet.columns.iter().any(unsure)
        })
    }
}

impl SheetLayout {
    fn of(target: &dyn ImportTarget, table: &Table) -> Self {
        let sample = |index: usize| {
            let texts = table.rows.iter().take(20).filter_map(|row| row.cells.get(index));
            texts.map(|cell| cell.text.as_str()).find(|text| !text.is_empty()).unwrap_or_default().to_owned()
        };
        let headed = table.columns.iter().filter(|column| !column.header.is_empty());
        let columns = headed.map(|column| Heading {
            index: column.index,
            header: column.header.clone(),
            column: column.column.clone(),
            confidence: column.confidence,
            sample: sample(column.index).chars().take(24).collect(),
        });
        Self {
            sheet: table.sheet.clone(),
            signature: table.header_signature(),
            columns: columns.collect(),
            missing: target.missing(&sure(table)),
            rows: table.rows.len(),
            skipped: skipped(table),
        }
    }
}

fn skipped(table: &Table) -> String {
    let mut counts: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for row in table.skipped.iter().filter(|row| row.reason != SkipReason::Blank) {
        counts.entry(row.reason.to_string()).or_default().push(row.row_number);
    }
    let parts = counts.into_iter().map(|(reason, rows)| {
        let listed: Vec<_> = rows.iter().take(5).map(u32::to_string).collect();
        let more = if rows.len() > 5 { "等" } else { "" };
        format!("{reason}（第 {}{more} 行）", listed.join("、"))
    });
    parts.collect::<Vec<_>>().join("，")
}
