//! Finding the header rows of a sheet.

use super::mapping::{Headings, LEVEL};
use super::{Cell, CellKind, Sheet};

/// Header rows are looked for this far down.
const SEARCH_ROWS: usize = 30;
/// A header has at most this many rows.
const MOST_LEVELS: usize = 3;

/// The header rows of a sheet.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HeaderBlock {
    /// Zero-based first row.
    pub(super) start: usize,
    /// Number of rows.
    pub(super) levels: usize,
    /// One heading per column, its levels joined.
    pub(super) headers: Vec<String>,
}

/// The block of rows in which most of the known headings are recognised.
pub(super) fn find_header(
    sheet: &Sheet,
    headings: &Headings<'_>,
    single_column: bool,
) -> Option<HeaderBlock> {
    let mut best: Option<(u32, HeaderBlock)> = None;
    for start in 0..sheet.rows.len().min(SEARCH_ROWS) {
        if is_inside_region(sheet, start) || (!single_column && distinct_cells(&sheet.rows[start]) < 2) {
            continue;
        }
        let levels = levels_from(sheet, start);
        let headers = joined_headers(sheet, start, levels);
        let score = headings.score(&headers);
        let is_better = match &best {
            None => score > 0,
            // Of equal candidates the one with fewer rows: it has no title stuck to it.
            Some((best_score, block)) => {
                score > *best_score || (score == *best_score && levels < block.levels)
            }
        };
        if is_better {
            best = Some((score, HeaderBlock { start, levels, headers }));
        }
    }
    best.map(|(_, block)| block)
}

/// Filled cells that are not copies of a merged neighbour.
pub(super) fn distinct_cells(row: &[Cell]) -> usize {
    row.iter().filter(|cell| !cell.is_empty() && !cell.spread).count()
}

/// A row that continues a merged region from above cannot be the first row of a header.
fn is_inside_region(sheet: &Sheet, row: usize) -> bool {
    sheet.merges.iter().any(|merge| merge.top < row && merge.bottom >= row)
}

fn levels_from(sheet: &Sheet, start: usize) -> usize {
    let mut levels = 1;
    while levels < MOST_LEVELS && continues(sheet, start + levels - 1) {
        levels += 1;
    }
    levels
}

/// Whether the row below `row` is another level of the same header: everywhere it is either part of a
/// cell from above, or below a heading that spans several columns, or a date below a heading.
fn continues(sheet: &Sheet, row: usize) -> bool {
    let below = row + 1;
    let Some(lower) = sheet.rows.get(below).filter(|lower| distinct_cells(lower) > 0) else { return false };
    let mut hangs_together = false;
    for column in 0..sheet.width() {
        let upper_filled = sheet.cell(row, column).is_some_and(|cell| !cell.is_empty());
        let is_continued = blank_below(sheet, row, column);
        if is_continued {
            hangs_together |= upper_filled;
            continue;
        }
        let is_date = lower
            .get(column)
            .is_some_and(|cell| matches!(cell.kind, CellKind::Date(_)) || has_date(&cell.text));
        if !(is_date
            || (!upper_filled && is_group_member(sheet, row, column))
            || spans_columns(sheet, row, column))
        {
            return false;
        }
        let is_plain_number = lower.get(column).is_some_and(|cell| cell.kind == CellKind::Number);
        if is_plain_number {
            return false;
        }
    }
    hangs_together
}

/// Whether the cell below is blank or belongs to the same merged region.
fn blank_below(sheet: &Sheet, row: usize, column: usize) -> bool {
    let below = sheet.cell(row + 1, column);
    below.is_none_or(Cell::is_empty)
        || sheet.merges.iter().any(|merge| {
            (merge.left..=merge.right).contains(&column) && merge.top <= row && merge.bottom > row
        })
}

/// Whether the heading is merged over several columns, or the next column is blank over a filled cell.
fn spans_columns(sheet: &Sheet, row: usize, column: usize) -> bool {
    let merged = sheet.merges.iter().any(|merge| {
        merge.right > merge.left
            && (merge.left..=merge.right).contains(&column)
            && (merge.top..=merge.bottom).contains(&row)
    });
    let blank_after = sheet.cell(row, column + 1).is_none_or(Cell::is_empty)
        && sheet.cell(row + 1, column + 1).is_some_and(|cell| !cell.is_empty());
    merged || blank_after
}

/// Whether a blank heading stands to the right of a filled one; delimited files keep no merged regions.
fn is_group_member(sheet: &Sheet, row: usize, column: usize) -> bool {
    (0..column).any(|left| sheet.cell(row, left).is_some_and(|cell| !cell.is_empty()))
}

fn has_date(text: &str) -> bool {
    super::events::find_date(text, Some(2000)).is_some()
}

fn joined_headers(sheet: &Sheet, start: usize, levels: usize) -> Vec<String> {
    (0..sheet.width())
        .map(|column| {
            let mut parts: Vec<String> = Vec::new();
            for row in start..start + levels {
                let text = level_text(sheet, row, column, row + 1 < start + levels);
                if !text.is_empty() && parts.last() != Some(&text) {
                    parts.push(text);
                }
            }
            parts.join(&LEVEL.to_string())
        })
        .collect()
}

fn level_text(sheet: &Sheet, row: usize, column: usize, has_level_below: bool) -> String {
    let own = heading(sheet.cell(row, column));
    let filled_below = sheet.cell(row + 1, column).is_some_and(|cell| !cell.is_empty());
    if !own.is_empty() || !has_level_below || !filled_below {
        return own;
    }
    // A group heading of a delimited file stands only over the first of its columns.
    (0..column)
        .rev()
        .map(|left| heading(sheet.cell(row, left)))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

fn heading(cell: Option<&Cell>) -> String {
    cell.map(|cell| cell.text.split('\n').collect::<String>()).unwrap_or_default()
}
