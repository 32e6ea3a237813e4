//! Reading .xls workbooks (Excel 97–2003 and WPS .et), and refusing the other things in OLE2 containers.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xls, XlsError};

use super::grid::{Budget, Grid};
use super::ole::{BadContainer, Container};
use super::xlsx::merge;
use super::{Cell, Limits, Sheet, WorkbookError, contain_panic};

/// Reads all worksheets of an .xls.
pub(super) fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, WorkbookError> {
    check(file, bytes, limits)?;
    contain_panic(file, || {
        let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| refusal(file, &error))?;
        let listed = book.sheets_metadata().to_vec();
        let mut budget = Budget::new(file, limits);
        let mut sheets = Vec::new();
        for entry in listed.iter().filter(|entry| entry.typ == SheetType::WorkSheet) {
            let hidden = entry.visible != SheetVisible::Visible;
            sheets.push(read_sheet(file, &mut book, &entry.name, hidden, &mut budget)?);
        }
        Ok(sheets)
    })
}

fn read_sheet(
    file: &str,
    book: &mut Xls<Cursor<&[u8]>>,
    name: &str,
    hidden: bool,
    budget: &mut Budget<'_>,
) -> Result<Sheet, WorkbookError> {
    let damaged = |error: XlsError| refusal(file, &error);
    let formulas: BTreeSet<(u32, u32)> = {
        let range = book.worksheet_formula(name).map_err(damaged)?;
        let start = range.start().unwrap_or_default();
        range.used_cells().map(|(row, column, _)| (start.0 + row as u32, start.1 + column as u32)).collect()
    };
    let merges = book.merge_cells_by_sheet_name(name).map_err(damaged)?;
    let range = book.worksheet_range(name).map_err(damaged)?;
    let start = range.start().unwrap_or_default();
    let mut grid = Grid::new(name, hidden, budget);
    for (row, column, value) in range.used_cells() {
        let at = (start.0 + row as u32, start.1 + column as u32);
        let cell = Cell::from_data(&data_ref(value), formulas.contains(&at));
        grid.put(at.0 as usize, at.1 as usize, cell)?;
    }
    grid.finish(merges.into_iter().map(merge).collect())
}

fn data_ref(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(value) => DataRef::Int(*value),
        Data::Float(value) => DataRef::Float(*value),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(value) => DataRef::DateTime(*value),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn refusal(file: &str, error: &XlsError) -> WorkbookError {
    let file = file.to_owned();
    match error {
        XlsError::Password => WorkbookError::Encrypted { file },
        _ => WorkbookError::Damaged { file },
    }
}

/// Looks at the container and at the size of the sheets before calamine makes room for them.
fn check(file: &str, bytes: &[u8], limits: &Limits) -> Result<(), WorkbookError> {
    let damaged = |_: BadContainer| WorkbookError::Damaged { file: file.to_owned() };
    let container = Container::open(bytes).map_err(damaged)?;
    if container.has("EncryptedPackage") {
        return Err(WorkbookError::Encrypted { file: file.to_owned() });
    }
    let workbook = match container.stream("Workbook").map_err(damaged)? {
        Some(stream) => Some(stream),
        None => container.stream("Book").map_err(damaged)?,
    };
    let Some(workbook) = workbook else {
        let found = if container.has("WordDocument") { "Word 文档" } else { "其他 Office 文件" };
        return Err(WorkbookError::WrongType { file: file.to_owned(), found });
    };
    check_extent(file, &workbook, limits)
}

fn check_extent(file: &str, workbook: &[u8], limits: &Limits) -> Result<(), WorkbookError> {
    let file = file.to_owned();
    if records(workbook).any(|record| record.kind == FILE_PASS) {
        return Err(WorkbookError::Encrypted { file });
    }
    let starts: Vec<usize> = records(workbook)
        .filter(|record| record.kind == BOUND_SHEET)
        .map(|record| record.long(0) as usize)
        .collect();
    if starts.len() > limits.sheets {
        return Err(WorkbookError::TooManySheets { file, limit: limits.sheets });
    }
    // calamine fills the gaps between the outermost cells, so the area counts, not the number of cells.
    let area =
        starts.iter().filter_map(|start| workbook.get(*start..)).map(sheet_area).fold(0, u64::saturating_add);
    if area > limits.cells as u64 * 2 {
        return Err(WorkbookError::TooManyCells { file, limit: limits.cells });
    }
    Ok(())
}

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const BOUND_SHEET: u16 = 0x0085;
const FILE_PASS: u16 = 0x002F;
const DIMENSIONS: u16 = 0x0200;
/// Records that begin with the row and the column of a cell.
const CELLS: [u16; 8] = [0x0203, 0x0204, 0x0205, 0x0006, 0x00D6, 0x027E, 0x00FD, 0x00BD];

struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

impl Record<'_> {
    fn word(&self, at: usize) -> u16 {
        self.data.get(at..at + 2).map_or(0, |pair| u16::from_le_bytes([pair[0], pair[1]]))
    }

    fn long(&self, at: usize) -> u32 {
        u32::from(self.word(at)) | u32::from(self.word(at + 2)) << 16
    }

    /// Last column of the record: a MulRk record holds a run of cells and ends with its last column.
    fn last_column(&self) -> u16 {
        if self.kind == 0x00BD { self.word(self.data.len().saturating_sub(2)) } else { self.word(2) }
    }
}

/// The records of one substream, from its beginning to its end.
fn records(stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = stream;
    let mut depth = 0usize;
    let mut done = false;
    std::iter::from_fn(move || {
        let header = rest.get(..4).filter(|_| !done)?;
        let (kind, length) =
            (u16::from_le_bytes([header[0], header[1]]), u16::from_le_bytes([header[2], header[3]]));
        let data = rest.get(4..4 + usize::from(length))?;
        rest = &rest[4 + usize::from(length)..];
        match kind {
            BEGIN => depth += 1,
            END => {
                depth = depth.saturating_sub(1);
                done = depth == 0;
            }
            _ => {}
        }
        Some(Record { kind, data })
    })
}

/// Cells between the outermost cells of a sheet, or as the sheet declares them, whichever is more.
fn sheet_area(stream: &[u8]) -> u64 {
    let (mut rows, mut columns) = (0u64, 0u64);
    let mut declared = 0u64;
    for record in records(stream) {
        if CELLS.contains(&record.kind) {
            rows = rows.max(u64::from(record.word(0)) + 1);
            columns = columns.max(u64::from(record.word(2).max(record.last_column())) + 1);
        } else if record.kind == DIMENSIONS {
            declared = declared.max(declared_area(&record));
        }
    }
    declared.max(rows * columns)
}

fn declared_area(record: &Record<'_>) -> u64 {
    let (first_row, end_row, first_column, end_column) = if record.data.len() >= 14 {
        (record.long(0), record.long(4), record.word(8), record.word(10))
    } else {
        (record.word(0).into(), record.word(2).into(), record.word(4), record.word(6))
    };
    let rows = u64::from(end_row).saturating_sub(u64::from(first_row));
    let columns =
        u64::from(end_column).saturating_sub(u64::from(if first_column > 0xFF { 0 } else { first_column }));
    rows.saturating_mul(columns)
}
