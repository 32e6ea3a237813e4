//! Which kind of facts a workbook holds, judged by headings, sheet names and sample values.
use lvzhi_platform::workbook::{Sheet, Table, Workbook, find_table};
use lvzhi_scoring::{Catalogue, Content, Kind};

use super::missing;
use crate::record::{columns, values};

/// Rows looked at.
const SAMPLE: usize = 60;

/// A guessed kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// Id of the kind.
    pub kind: String,
    /// How much speaks for it; comparable between kinds.
    pub score: u32,
}

/// The kinds that a workbook may hold, the likeliest first. Kinds that no sheet can be read as are left out.
#[must_use]
pub fn guess_kind(catalogue: &Catalogue, file_name: &str, book: &Workbook) -> Vec<Guess> {
    let sheets: Vec<Sheet> = book.sheets.iter().filter(|sheet| !sheet.hidden).map(beginning).collect();
    let mut guesses: Vec<Guess> = catalogue
        .kinds
        .iter()
        .filter_map(|kind| {
            let score = sheets.iter().filter_map(|sheet| score(kind, file_name, sheet)).max()?;
            Some(Guess { kind: kind.id.clone(), score })
        })
        .collect();
    guesses.sort_by_key(|guess| u32::MAX - guess.score);
    guesses
}

fn beginning(sheet: &Sheet) -> Sheet {
    let mut short = Sheet { name: sheet.name.clone(), hidden: false, ..sheet.clone() };
    short.rows.truncate(SAMPLE);
    short
}

fn score(kind: &Kind, file_name: &str, sheet: &Sheet) -> Option<u32> {
    let table = find_table(sheet, &columns::columns(kind)).ok()?;
    if !missing(kind, &table, Some(2000)).is_empty() {
        return None;
    }
    let own = |id: &str| {
        [columns::QUANTITY, columns::STAGE].contains(&id)
            || ["attr.", "role.", "presence."].iter().any(|start| id.starts_with(start))
    };
    let mut score = 1;
    for column in table.columns.iter().filter(|column| column.confidence >= 60) {
        let Some(id) = column.column.as_deref().filter(|id| own(id)) else { continue };
        score += u32::from(column.confidence) / 10 + values_fit(kind, &table, id, column.index);
    }
    let names = std::iter::once(&kind.label).chain(&kind.aliases);
    let called = |text: &str| names.clone().any(|name| text.contains(name.as_str()));
    if called(&sheet.name) || called(file_name) {
        score += 25;
    }
    let classes = kind.attributes.iter().filter(|attribute| attribute.required);
    if classes.into_iter().any(|attribute| values::value_in_name(attribute, &sheet.name).is_some()) {
        score += 15;
    }
    Some(score)
}

/// Up to 30 when the cells of an enumerated column are values of it.
fn values_fit(kind: &Kind, table: &Table, id: &str, index: usize) -> u32 {
    let attribute = id.strip_prefix("attr.").and_then(|id| kind.attribute(id));
    let terms = match attribute {
        Some(attribute) if matches!(attribute.content, Content::Enumeration(_)) => attribute.values(),
        None if id == columns::STAGE => &kind.stages,
        _ => return 0,
    };
    let cells = table.rows.iter().filter_map(|row| row.cells.get(index)).filter(|cell| !cell.is_empty());
    let (mut fitting, mut all) = (0, 0);
    for cell in cells {
        all += 1;
        fitting += u32::from(lvzhi_scoring::term_by_name(terms, &cell.text).is_some());
    }
    (30 * fitting).checked_div(all).unwrap_or(0)
}
