//! Ruled tables.

use super::Error;
use super::paragraph::Paragraph;
use super::text::{FANGSONG, Face, HEITI};
use crate::block::{Align, Column, Table};
use crate::geometry::{SIZE_FIVE, TEXT_WIDTH, TEXT_WIDTH_TURNED};
use crate::model::Orientation;

/// Columns from which 五号 is used instead of 小四, by how the page lies.
const CROWDED: usize = 7;
const CROWDED_TURNED: usize = 11;

/// The caption above a table.
pub(super) fn caption(text: &str) -> Paragraph {
    Paragraph::of(Face::CAPTION, text).keep_next().line(480).align(Align::Centre)
}

/// The `w:tbl` of a table with rules around every cell.
pub(super) fn ruled(table: &Table, orientation: Orientation) -> Result<String, Error> {
    check(table)?;
    let (width, limit) = match orientation {
        Orientation::Portrait => (TEXT_WIDTH, CROWDED),
        Orientation::Landscape => (TEXT_WIDTH_TURNED, CROWDED_TURNED),
    };
    let widths = shares(&table.columns, width);
    let crowded = table.columns.len() >= limit;
    let grid: String = widths.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
    let mut xml = format!("<w:tbl>{}<w:tblGrid>{grid}</w:tblGrid>", properties(width));
    xml.push_str(&head_row(table, &widths, crowded));
    for cells in &table.rows {
        xml.push_str(&row(table, &widths, crowded, cells));
    }
    xml.push_str("</w:tbl>");
    Ok(xml)
}

fn check(table: &Table) -> Result<(), Error> {
    let name = || table.caption.clone().unwrap_or_default();
    let expected = table.columns.len();
    if expected == 0 {
        return Err(Error::NoColumns { table: name() });
    }
    match table.rows.iter().position(|row| row.len() != expected) {
        None => Ok(()),
        Some(index) => {
            Err(Error::RowWidth { table: name(), row: index + 1, expected, found: table.rows[index].len() })
        }
    }
}

fn properties(width: u32) -> String {
    let rules: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(|side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#))
        .concat();
    format!(
        r#"<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>"#
    )
}

fn head_row(table: &Table, widths: &[u32], crowded: bool) -> String {
    let repeat = if table.repeat_header { "<w:tblHeader/>" } else { "" };
    let face = Face::cell(HEITI, crowded);
    let cells: String = table
        .columns
        .iter()
        .zip(widths)
        .map(|(column, width)| cell(*width, face, Align::Centre, &column.title))
        .collect();
    format!("<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{cells}</w:tr>")
}

fn row(table: &Table, widths: &[u32], crowded: bool, cells: &[String]) -> String {
    let face = Face::cell(FANGSONG, crowded);
    let cells: String = table
        .columns
        .iter()
        .zip(widths)
        .zip(cells)
        .map(|((column, width), text)| cell(*width, face, column.align, text))
        .collect();
    format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
}

fn cell(width: u32, face: Face, align: Align, text: &str) -> String {
    let line = if face.size == SIZE_FIVE { 360 } else { 400 };
    let paragraph = Paragraph::of(face, text).line(line).align(align).finish();
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{paragraph}</w:tc>"#
    )
}

/// Splits the width by shares; the last column takes what rounding leaves.
fn shares(columns: &[Column], width: u32) -> Vec<u32> {
    let total: u64 = columns.iter().map(|column| u64::from(column.width.max(1))).sum();
    let mut before = 0_u64;
    let mut edge = 0_u32;
    columns
        .iter()
        .map(|column| {
            before += u64::from(column.width.max(1));
            let next = u32::try_from(u64::from(width) * before / total).unwrap_or(width);
            let share = next - edge;
            edge = next;
            share
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_fill_the_width() {
        let columns = [Column::new("甲", 1), Column::new("乙", 0), Column::new("丙", 5)];
        assert_eq!(shares(&columns, 8_844), [1_263, 1_263, 6_318]);
    }
}
