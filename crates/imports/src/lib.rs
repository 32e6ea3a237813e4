//! Imports: upload → preview with a state for each row and cell → confirm in one transaction → undo as a
//! compensating act. What is imported is a [`ImportTarget`] of a module above; this one keeps files, rows,
//! states and pages. A crash before the commit of a confirmation leaves the batch as it was previewed.
use std::collections::BTreeMap;

use lvzhi_platform::workbook::{Table, TableRow, column_letters};
use lvzhi_shell::words::Words;
use serde::{Deserialize, Serialize};
use serde_json::Value;

mod acts;
mod direct;
mod downloads;
mod layout;
mod noun;
mod pages;
mod preview_page;
mod store;
mod target;
mod to_do;
mod upload;
mod web;

pub use acts::{
    BACKGROUND_ROWS, CONFIRM_JOB, Upload, batches, confirm, discard, latest, open_batches, preview, remap,
    undo,
};
pub use direct::{ImportReport, RowProblem, import_file};
pub use layout::{Layout, SheetLayout};
pub use noun::{IMPORTS, SEE_IMPORTS, register};
pub use target::{Examination, Examined, ImportTarget, OptionKind, OptionSpec, Options, Targets, Written};

/// Where a batch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchState {
    /// Nothing counts yet.
    Previewed,
    /// Written.
    Confirmed,
    /// Written and taken back.
    Undone,
    /// Given up before it was written.
    Discarded,
}

impl BatchState {
    /// As stored and as printed.
    pub const WORDS: Words<Self> = Words(&[
        (Self::Previewed, "previewed", "待确认"),
        (Self::Confirmed, "confirmed", "已导入"),
        (Self::Undone, "undone", "已撤销"),
        (Self::Discarded, "discarded", "已放弃"),
    ]);

    /// As stored.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::WORDS.id(self)
    }

    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::WORDS.label(self)
    }

    /// The value that is stored so.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::WORDS.parse(id)
    }
}

/// What a row says of itself in the preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// Will be added.
    New,
    /// Will change something that is there.
    Changed,
    /// Is there already, just so.
    Same,
    /// Will be written, but somebody should look.
    Warning,
    /// Will be left out.
    Error,
}

impl RowState {
    /// As stored and as printed, in the order of the tabs.
    pub const WORDS: Words<Self> = Words(&[
        (Self::Error, "error", "有问题"),
        (Self::Warning, "warning", "请看一眼"),
        (Self::New, "new", "新增"),
        (Self::Changed, "changed", "有改动"),
        (Self::Same, "same", "没有变化"),
    ]);

    /// As stored.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::WORDS.id(self)
    }

    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::WORDS.label(self)
    }

    /// The value that is stored so.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::WORDS.parse(id)
    }
}

/// What writing a row does, whether or not there is a warning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Adds something.
    New,
    /// Changes something.
    Changed,
    /// Nothing.
    #[default]
    Same,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The row is written all the same.
    Warning,
    /// The row is left out.
    Error,
}

/// Something wrong with a row: a sentence that says what and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Id of the column; none: the whole row.
    pub column: Option<String>,
    /// Where it is, as in the workbook: “第 C 列“界别””; empty for the whole row.
    #[serde(default)]
    pub place: String,
    /// The sentence.
    pub message: String,
    /// How bad.
    pub level: Level,
}

/// A cell that becomes something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Id of the column.
    pub column: String,
    /// Its label.
    pub label: String,
    /// What stands in the database.
    pub before: String,
    /// What will stand there.
    pub after: String,
}

/// What a target says about one row of a file.
#[derive(Clone, Debug, Default)]
pub struct RowDraft {
    /// Sheet.
    pub sheet: String,
    /// Row as the clerk sees it, from 1.
    pub row_number: u32,
    /// What writing it does.
    pub effect: Effect,
    /// Column id to the text as read.
    pub cells: BTreeMap<String, String>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// Before and after.
    pub changes: Vec<Change>,
    /// What will be written, in the target's own form. New things carry their id, so that undo finds them.
    pub record: Value,
    places: BTreeMap<String, String>,
}

impl RowDraft {
    /// A draft with the mapped cells of a row; unreadable cells (formula errors, lost digits) are problems at once.
    #[must_use]
    pub fn of(table: &Table, row: &TableRow) -> Self {
        let mut draft = Self {
            sheet: table.sheet.clone(),
            row_number: row.row_number,
            record: Value::Null,
            ..Self::default()
        };
        for column in &table.columns {
            let (Some(id), Some(cell)) = (&column.column, row.cells.get(column.index)) else { continue };
            draft
                .places
                .insert(id.clone(), format!("第 {} 列“{}”", column_letters(column.index), column.header));
            if let Some(sentence) = cell.error() {
                draft.error(id, sentence.to_owned());
            }
            draft.cells.insert(id.clone(), cell.text.clone());
        }
        draft
    }

    /// The text of a column; empty when the column is not there.
    #[must_use]
    pub fn text(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Whether the file has this column at all: an absent column changes nothing, an empty cell may.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.cells.contains_key(column)
    }

    /// The row must be left out because of this column ("" for the whole row).
    pub fn error(&mut self, column: &str, message: impl Into<String>) {
        self.problem(column, message.into(), Level::Error);
    }

    /// Somebody should look at this column ("" for the whole row).
    pub fn warn(&mut self, column: &str, message: impl Into<String>) {
        self.problem(column, message.into(), Level::Warning);
    }

    fn problem(&mut self, column: &str, message: String, level: Level) {
        let place = self.places.get(column).cloned().unwrap_or_default();
        let column = (!column.is_empty()).then(|| column.to_owned());
        self.problems.push(Problem { column, place, message, level });
    }

    /// Notes a cell that becomes something else; nothing when both are equal.
    pub fn change(&mut self, column: &str, label: &str, before: &str, after: &str) {
        if before != after {
            self.changes.push(Change {
                column: column.into(),
                label: label.into(),
                before: before.into(),
                after: after.into(),
            });
        }
    }

    /// Whether it will be left out.
    #[must_use]
    pub fn is_bad(&self) -> bool {
        self.problems.iter().any(|problem| problem.level == Level::Error)
    }

    /// What the preview shows.
    #[must_use]
    pub fn state(&self) -> RowState {
        if self.is_bad() {
            return RowState::Error;
        }
        if !self.problems.is_empty() {
            return RowState::Warning;
        }
        match self.effect {
            Effect::New => RowState::New,
            Effect::Changed => RowState::Changed,
            Effect::Same => RowState::Same,
        }
    }
}

/// A row of a stored preview.
#[derive(Clone, Debug)]
pub struct StagedRow {
    /// Order in the file, from 1.
    pub ordinal: i32,
    /// Sheet.
    pub sheet: String,
    /// Row as the clerk sees it.
    pub row_number: i32,
    /// What the preview showed.
    pub state: RowState,
    /// What writing it does.
    pub effect: Effect,
    /// Column id to the text as read.
    pub cells: BTreeMap<String, String>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// Before and after.
    pub changes: Vec<Change>,
    /// What will be written.
    pub record: Value,
}

/// How many rows are in which state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// New without a warning.
    pub new: u64,
    /// Changed without a warning.
    pub changed: u64,
    /// Without change.
    pub same: u64,
    /// With a warning.
    pub warning: u64,
    /// Left out.
    pub error: u64,
    /// Additions, warned of or not.
    pub will_add: u64,
    /// Changes, warned of or not.
    pub will_change: u64,
    /// What was taken for granted in many rows at once, then what was written.
    pub notes: Vec<String>,
}

impl Counts {
    fn of(examined: &Examined) -> Self {
        let mut counts = Self { notes: examined.notes.clone(), ..Self::default() };
        for row in &examined.rows {
            let state = row.state();
            *counts.slot(state) += 1;
            match row.effect {
                Effect::New if state != RowState::Error => counts.will_add += 1,
                Effect::Changed if state != RowState::Error => counts.will_change += 1,
                _ => {}
            }
        }
        counts
    }

    fn slot(&mut self, state: RowState) -> &mut u64 {
        match state {
            RowState::New => &mut self.new,
            RowState::Changed => &mut self.changed,
            RowState::Same => &mut self.same,
            RowState::Warning => &mut self.warning,
            RowState::Error => &mut self.error,
        }
    }

    /// Rows in one state.
    #[must_use]
    pub fn in_state(&self, state: RowState) -> u64 {
        match state {
            RowState::New => self.new,
            RowState::Changed => self.changed,
            RowState::Same => self.same,
            RowState::Warning => self.warning,
            RowState::Error => self.error,
        }
    }

    /// All rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        RowState::WORDS.all().map(|state| self.in_state(state)).sum()
    }

    /// Rows that would write something.
    #[must_use]
    pub fn effective(&self) -> u64 {
        self.will_add + self.will_change
    }
}

/// `139****0000`: enough to recognise a number, not to call it.
#[must_use]
pub fn mask_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().collect();
    if digits.len() < 8 {
        return "*".repeat(digits.len());
    }
    let (head, tail): (String, String) =
        (digits[..3].iter().collect(), digits[digits.len() - 4..].iter().collect());
    format!("{head}{}{tail}", "*".repeat(digits.len() - 7))
}
