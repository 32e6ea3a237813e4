//! From a workbook to drafts of facts. Pure: tables, catalogue, roster and what is known already go in,
//! one draft a row comes out, with everything that is wrong said in sentences. Three layouts:
//!
//! - one person a row;
//! - one event a row with many names, a column for each role;
//! - attendance as a matrix: a person a row, a meeting a column.
mod guess;
mod matrix;
mod rows;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use lvzhi_platform::workbook::Table;
use lvzhi_scoring::{Content, Kind};

use lvzhi_imports::{RowDraft, SURE};
use lvzhi_people::Roster;

pub use guess::{Guess, guess_kind};

use crate::record::{FactDraft, Meeting, Origin, Seen, columns, identity, values};

/// What was chosen beside the file.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Year of dates without one.
    pub year: Option<i32>,
    /// Unit that recorded, where the file names none.
    pub recorder: String,
    /// Rows that do not say whether they are confirmed count as confirmed.
    pub confirmed: bool,
    /// Today.
    pub today: NaiveDate,
}

/// Labels of what a table of this kind lacks to be readable.
#[must_use]
pub fn missing(kind: &Kind, table: &Table, year: Option<i32>) -> Vec<String> {
    let meetings = matrix::meetings(kind, table, year);
    let people = columns::people_columns(kind);
    let has = |id: &str| {
        table.columns.iter().any(|column| column.column.as_deref() == Some(id) && column.confidence >= SURE)
    };
    let mut lacking = Vec::new();
    if !has(columns::NAME) && !people.iter().any(|column| has(&column.id)) {
        lacking.push(
            people.first().map_or_else(|| "姓名".into(), |column| format!("姓名（或{}）", column.label)),
        );
    }
    if !has(columns::DATE) && meetings.is_none() {
        lacking.push("日期".to_owned());
    }
    for attribute in kind.attributes.iter().filter(|attribute| attribute.required) {
        let preset = |column: &columns::PeopleColumn| {
            has(&column.id) && column.preset.as_ref().is_some_and(|(id, _)| *id == attribute.id)
        };
        let given = has(&columns::attribute_column(attribute))
            || (meetings.is_some() && attribute.id == matrix::MARK)
            || people.iter().any(preset)
            || (matches!(attribute.content, Content::Enumeration(_))
                && values::value_in_name(attribute, &table.sheet).is_some());
        if !given {
            lacking.push(attribute.label.clone());
        }
    }
    if kind.quantity.as_ref().is_some_and(|quantity| quantity.decimals > 1) && !has(columns::QUANTITY) {
        lacking.extend(kind.quantity.iter().map(|quantity| quantity.label.clone()));
    }
    lacking
}

/// First and last day that the tables speak of.
#[must_use]
pub fn span(kind: &Kind, tables: &[Table], year: Option<i32>) -> Option<(NaiveDate, NaiveDate)> {
    let mut days = Vec::new();
    for table in tables {
        match matrix::meetings(kind, table, year) {
            Some(meetings) => days.extend(meetings.iter().filter_map(|meeting| meeting.day())),
            None => {
                let cells = table.rows.iter().filter_map(|row| table.cell(row, columns::DATE));
                days.extend(cells.filter_map(|cell| values::first_day(&cell.text, year).ok()));
            }
        }
    }
    days.iter().min().copied().zip(days.iter().max().copied())
}

/// Reads the tables of one kind. `seen` holds the facts that stand in the database.
#[must_use]
pub fn read(
    kind: &Kind,
    tables: &[Table],
    roster: &Roster,
    mut seen: Seen,
    settings: &Settings,
) -> Vec<RowDraft> {
    let mut drafts = Vec::new();
    for table in tables {
        let reader = rows::Reader::new(kind, &table.sheet, roster, settings);
        let meetings = matrix::meetings(kind, table, settings.year);
        let plain = meetings.as_deref().map(|meetings| matrix::without_meetings(table, meetings));
        let table = plain.as_ref().unwrap_or(table);
        for row in &table.rows {
            let mut draft = RowDraft::of(table, row);
            let facts = match &meetings {
                Some(meetings) => matrix::facts(&reader, &mut draft, row, meetings),
                None => reader.facts(&mut draft),
            };
            settle(kind, &mut draft, facts, &mut seen);
            drafts.push(draft);
        }
    }
    drafts
}

/// Reads what was typed into the form of one record, by the rules of a workbook's row. The fact is none when the draft says
/// what is wrong; whether it stands in the database already is seen when it is written.
#[must_use]
pub fn read_one(
    kind: &Kind,
    cells: BTreeMap<String, String>,
    roster: &Roster,
    settings: &Settings,
) -> (RowDraft, Option<FactDraft>) {
    let mut draft = RowDraft::typed(cells);
    let mut facts = rows::Reader::new(kind, "", roster, settings).facts(&mut draft);
    if facts.len() > 1 {
        draft.error(columns::NAME, "这里一次登记一位；几位的请一位一位登记，或者用“导入”");
    }
    let fact = if draft.is_bad() { None } else { facts.pop() };
    (draft, fact)
}

/// Leaves out what is known already, refuses what contradicts it, keeps the rest for writing.
fn settle(kind: &Kind, draft: &mut RowDraft, facts: Vec<FactDraft>, seen: &mut Seen) {
    if draft.is_bad() {
        return;
    }
    let mut fresh: Vec<FactDraft> = Vec::new();
    let mut twin = None;
    for fact in facts {
        let meeting = seen.meet(kind, &fact);
        let refusal = meeting.refusal();
        match meeting {
            Meeting::New if fresh.iter().any(|other| identity(kind, other) == identity(kind, &fact)) => {
                draft.error("", format!("本行有两处说的是同一件事（{}）；请删去一处", fact.occurred_on));
            }
            Meeting::New => fresh.push(fact),
            Meeting::Same(Origin::Stored) => {}
            Meeting::Same(Origin::Row(sheet, row)) => twin = Some((sheet, row)),
            Meeting::Differs(Origin::Stored, _) => draft.error("", refusal.unwrap_or_default()),
            Meeting::Differs(Origin::Row(sheet, row), difference) => {
                draft.error(
                    "",
                    format!("与工作表“{sheet}”第 {row} 行是同一件事，但{difference}；请留下对的一行"),
                );
            }
        }
    }
    if draft.is_bad() {
        return;
    }
    if let (Some((sheet, row)), true) = (twin, fresh.is_empty()) {
        draft.warn("", format!("与工作表“{sheet}”第 {row} 行相同，只导入一次"));
    }
    if fresh.is_empty() {
        return;
    }
    for fact in &fresh {
        seen.note(kind, fact, &draft.sheet, draft.row_number);
    }
    draft.effect = lvzhi_imports::Effect::New;
    draft.record = serde_json::json!(fresh);
}
