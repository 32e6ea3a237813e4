//! Reading the workbooks clerks upload: .xlsx, .xls and delimited text.
//!
//! Everything here is pure: bytes go in, values come out, nothing is stored. The file format is decided by
//! the content, never by the name. Every refusal is a whole sentence in plain Chinese that says what is
//! wrong and how to mend it.
//!
//! The usual order is [`read_workbook`], [`find_table`], the caller's own interpretation of the cells
//! with [`parse_date`], [`parse_points`], [`clean_name`], and, for attendance matrices,
//! [`Table::event_columns`].

mod cell;
mod delimited;
mod detect;
mod error;
mod events;
mod grid;
mod header;
mod mapping;
mod names;
mod normalise;
mod ole;
mod package;
mod table;
mod values;
mod variants;
mod xls;
mod xlsx;

#[cfg(test)]
mod tests;

pub use cell::{Cell, CellKind, column_letters, place};
pub use error::WorkbookError;
pub use events::EventColumn;
pub use mapping::ColumnSpec;
pub use names::{NameList, split_names, without_note};
pub use normalise::{clean_name, clean_text};
pub use table::{ColumnGuess, SkipReason, SkippedRow, Table, TableError, TableRow, find_table};
pub use values::{ValueError, parse_date, parse_integer, parse_points};
pub use variants::fold_variants;

use detect::Format;

/// What a workbook may cost before it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the uploaded file in bytes.
    pub file_bytes: usize,
    /// Size of all parts of an .xlsx after inflating, in bytes.
    pub inflated_bytes: u64,
    /// How many times its packed size an .xlsx may inflate to. Ignored below 16 MB of inflated content,
    /// because small repetitive sheets pack very well.
    pub inflate_ratio: u64,
    /// Rows in one sheet.
    pub rows: usize,
    /// Columns in one sheet.
    pub columns: usize,
    /// Cells of all sheets together, counting the gaps before the last filled cell of a row.
    pub cells: usize,
    /// Sheets in one workbook.
    pub sheets: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 20 << 20,
            inflated_bytes: 200 << 20,
            inflate_ratio: 250,
            rows: 200_000,
            columns: 500,
            cells: 3_000_000,
            sheets: 100,
        }
    }
}

/// A workbook that was read completely. It has at least one sheet with at least one filled cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbook {
    /// The worksheets, in the order of the file. Empty worksheets are kept.
    pub sheets: Vec<Sheet>,
}

/// One worksheet.
///
/// Merged regions are already spread: every cell of a region carries the value of its top left cell, in
/// the header and in the body. The copies have [`Cell::spread`] set, so that whoever adds numbers up can
/// leave them out.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Name on the tab; for delimited text the file name without its extension.
    pub name: String,
    /// Whether the sheet is hidden in the workbook.
    pub hidden: bool,
    /// Rows from row 1 on; each row ends at its last filled cell, so rows differ in length.
    pub rows: Vec<Vec<Cell>>,
    /// Merged regions that touch filled rows.
    pub merges: Vec<Merge>,
}

impl Sheet {
    /// The cell at a zero-based position, if the row reaches that far.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(row)?.get(column)
    }

    /// Length of the longest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }
}

/// A merged region; zero-based, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// First row.
    pub top: usize,
    /// First column.
    pub left: usize,
    /// Last row.
    pub bottom: usize,
    /// Last column.
    pub right: usize,
}

/// Reads an uploaded workbook. `file_name` is only used in sentences and to name the sheet of a text file.
///
/// # Errors
///
/// A [`WorkbookError`], whose `Display` is the sentence for the clerk: empty file, too large, password
/// protected, another type of file, damaged, unknown encoding, too many rows, columns or cells.
pub fn read_workbook(file_name: &str, bytes: &[u8], limits: &Limits) -> Result<Workbook, WorkbookError> {
    let file = file_name.to_owned();
    if bytes.len() > limits.file_bytes {
        return Err(WorkbookError::TooLarge { file, megabytes: megabytes(limits.file_bytes) });
    }
    let sheets = match detect::format_of(bytes) {
        Format::Empty => return Err(WorkbookError::Empty { file }),
        Format::Foreign(found) => return Err(WorkbookError::WrongType { file, found }),
        Format::Zip => xlsx::read(file_name, bytes, limits)?,
        Format::Ole => xls::read(file_name, bytes, limits)?,
        Format::Text => delimited::read(file_name, bytes, limits)?,
    };
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(WorkbookError::NoContent { file });
    }
    Ok(Workbook { sheets })
}

fn megabytes(bytes: usize) -> usize {
    bytes.div_ceil(1 << 20)
}

/// Runs a foreign parser on untrusted bytes. A panic inside it means that the file is damaged.
fn contain_panic<T>(
    file: &str,
    parse: impl FnOnce() -> Result<T, WorkbookError>,
) -> Result<T, WorkbookError> {
    // The parser's values are dropped with the panic, so no half-changed state can be seen afterwards.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(parse))
        .unwrap_or_else(|_| Err(WorkbookError::Damaged { file: file.to_owned() }))
}
