//! Reading .xlsx packages, cell by cell, so that a sheet never costs more than its filled cells.

use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::grid::{Budget, Grid};
use super::{Cell, Limits, Merge, Sheet, WorkbookError, contain_panic, package};

/// Reads all worksheets of an .xlsx.
pub(super) fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, WorkbookError> {
    contain_panic(file, || {
        package::check(file, bytes, limits)?;
        let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(file, &error))?;
        let listed = book.sheets_metadata().to_vec();
        if listed.len() > limits.sheets {
            return Err(WorkbookError::TooManySheets { file: file.to_owned(), limit: limits.sheets });
        }
        let mut budget = Budget::new(file, limits);
        let mut sheets = Vec::new();
        for entry in listed.iter().filter(|entry| entry.typ == SheetType::WorkSheet) {
            let hidden = entry.visible != SheetVisible::Visible;
            if let Some(sheet) = read_sheet(file, &mut book, &entry.name, hidden, &mut budget)? {
                sheets.push(sheet);
            }
        }
        Ok(sheets)
    })
}

fn read_sheet(
    file: &str,
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    hidden: bool,
    budget: &mut Budget<'_>,
) -> Result<Option<Sheet>, WorkbookError> {
    let merges = book.merge_cells_by_sheet_name(name).map_err(|error| refusal(file, &error))?;
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(None),
        Err(error) => return Err(refusal(file, &error)),
    };
    let mut grid = Grid::new(name, hidden, budget);
    while let Some(found) = cells.next_cell_with_formula_metadata().map_err(|error| refusal(file, &error))? {
        let cell = Cell::from_data(&found.value, found.formula.is_some());
        grid.put(found.pos.0 as usize, found.pos.1 as usize, cell)?;
    }
    grid.finish(merges.into_iter().map(merge).collect()).map(Some)
}

/// Converts a merged region.
pub(super) fn merge(region: calamine::Dimensions) -> Merge {
    Merge {
        top: region.start.0 as usize,
        left: region.start.1 as usize,
        bottom: region.end.0 as usize,
        right: region.end.1 as usize,
    }
}

fn refusal(file: &str, error: &XlsxError) -> WorkbookError {
    let file = file.to_owned();
    match error {
        XlsxError::Password => WorkbookError::Encrypted { file },
        _ => WorkbookError::Damaged { file },
    }
}
