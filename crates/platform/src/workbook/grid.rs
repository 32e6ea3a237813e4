//! Collecting cells into rows within the limits, and spreading merged regions.

use super::{Cell, Limits, Merge, Sheet, WorkbookError};

/// What is left of the limits that count over the whole workbook.
pub(super) struct Budget<'a> {
    file: &'a str,
    limits: &'a Limits,
    slots: usize,
    visits: usize,
}

impl<'a> Budget<'a> {
    pub(super) fn new(file: &'a str, limits: &'a Limits) -> Self {
        Self { file, limits, slots: limits.cells, visits: limits.cells.saturating_mul(4) }
    }

    /// Counts a look at a cell, filled or not, so that endless blank cells do not cost endless time.
    pub(super) fn visit(&mut self) -> Result<(), WorkbookError> {
        self.visits = self.visits.checked_sub(1).ok_or_else(|| self.too_many_cells())?;
        Ok(())
    }

    fn take_slots(&mut self, count: usize) -> Result<(), WorkbookError> {
        self.slots = self.slots.checked_sub(count).ok_or_else(|| self.too_many_cells())?;
        Ok(())
    }

    fn too_many_cells(&self) -> WorkbookError {
        WorkbookError::TooManyCells { file: self.file.to_owned(), limit: self.limits.cells }
    }
}

/// A sheet being filled.
pub(super) struct Grid<'b, 'a> {
    name: String,
    hidden: bool,
    rows: Vec<Vec<Cell>>,
    budget: &'b mut Budget<'a>,
}

impl<'b, 'a> Grid<'b, 'a> {
    pub(super) fn new(name: &str, hidden: bool, budget: &'b mut Budget<'a>) -> Self {
        Self { name: name.to_owned(), hidden, rows: Vec::new(), budget }
    }

    /// Puts a cell at a zero-based place. Empty cells take no room.
    pub(super) fn put(&mut self, row: usize, column: usize, cell: Cell) -> Result<(), WorkbookError> {
        self.budget.visit()?;
        if cell.is_empty() {
            return Ok(());
        }
        let limits = self.budget.limits;
        let place = || (self.budget.file.to_owned(), self.name.clone());
        if row >= limits.rows {
            let (file, sheet) = place();
            return Err(WorkbookError::TooManyRows { file, sheet, limit: limits.rows });
        }
        if column >= limits.columns {
            let (file, sheet) = place();
            return Err(WorkbookError::TooManyColumns { file, sheet, limit: limits.columns });
        }
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let missing = (column + 1).saturating_sub(self.rows[row].len());
        self.budget.take_slots(missing)?;
        let cells = &mut self.rows[row];
        if missing > 0 {
            cells.resize_with(column + 1, Cell::default);
        }
        cells[column] = cell;
        Ok(())
    }

    /// Copies the value of each merged region into its other cells, as far as the sheet is filled.
    pub(super) fn finish(mut self, merges: Vec<Merge>) -> Result<Sheet, WorkbookError> {
        let (height, width) = (self.rows.len(), self.rows.iter().map(Vec::len).max().unwrap_or(0));
        let mut kept = Vec::new();
        for merge in merges {
            if merge.top >= height || merge.left >= self.budget.limits.columns || merge.bottom < merge.top {
                continue;
            }
            // A region may reach beyond the filled cells, a title over blank columns for instance.
            let right = merge.right.min(width.saturating_sub(1));
            let region = Merge { bottom: merge.bottom.min(height - 1), right, ..merge };
            self.spread(region)?;
            kept.push(region);
        }
        Ok(Sheet { name: self.name, hidden: self.hidden, rows: self.rows, merges: kept })
    }

    fn spread(&mut self, region: Merge) -> Result<(), WorkbookError> {
        let Some(anchor) = self.rows[region.top].get(region.left).filter(|cell| !cell.is_empty()) else {
            return Ok(());
        };
        let copy = Cell { spread: true, ..anchor.clone() };
        for row in region.top..=region.bottom {
            for column in region.left..=region.right {
                let is_free = self.rows[row].get(column).is_none_or(Cell::is_empty);
                if is_free {
                    self.put(row, column, copy.clone())?;
                }
            }
        }
        Ok(())
    }
}
