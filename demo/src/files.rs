//! What was written, so that a reader of the workbooks can be held to it.

use crate::calendar::HalfYear;
use std::path::PathBuf;

/// All files of the province, in the order in which they should be taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProvinceFiles {
    /// The files.
    pub files: Vec<DemoFile>,
}

/// One workbook or CSV file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoFile {
    /// Where it lies: the folder that was asked for, joined with [`Self::name`].
    pub path: PathBuf,
    /// The path inside that folder, with `/`.
    pub name: String,
    /// What it holds.
    pub kind: FileKind,
    /// The half-year of the facts; `None` for lists of people and units.
    pub half_year: Option<HalfYear>,
    /// What a clerk calls it.
    pub label: String,
    /// Counts over all sheets.
    pub expected: Expected,
    /// The sheets, with where their header is and their own counts.
    pub sheets: Vec<SheetSummary>,
    /// Every row that is wrong or odd on purpose.
    pub traps: Vec<Trap>,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// A list that must be taken in before any facts.
    People(PeopleList),
    /// Facts of one kind of the catalogue (`attendance`, `proposal` …).
    Facts(&'static str),
}

/// The lists of people and units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeopleList {
    /// The province, its cities and counties.
    Committees,
    /// Sectors, special committees, divisions, party branches.
    Units,
    /// 委员
    Members,
    /// 机关干部
    Staff,
}

/// Counts of the rows under the header. `rows = good_rows + bad_rows + skipped_rows`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Rows that hold anything at all.
    pub rows: usize,
    /// Rows that are taken in, with or without a warning.
    pub good_rows: usize,
    /// Facts (or people, or units) that the good rows give. A row with several names gives one for each.
    pub facts: usize,
    /// Rows that must be refused as a whole.
    pub bad_rows: usize,
    /// Good rows where something had to be tidied.
    pub warnings: usize,
    /// Totals and notes under the table: neither good nor bad.
    pub skipped_rows: usize,
}

impl Expected {
    pub(crate) fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.good_rows += other.good_rows;
        self.facts += other.facts;
        self.bad_rows += other.bad_rows;
        self.warnings += other.warnings;
        self.skipped_rows += other.skipped_rows;
    }
}

/// One sheet of a file (a CSV file is one sheet that bears the file's name).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetSummary {
    /// Its name.
    pub name: String,
    /// The row, counted from 1, with the column names; for a header of two rows, the lower one.
    pub header_row: u32,
    /// Its counts.
    pub expected: Expected,
}

/// A row that is wrong or odd on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trap {
    /// The sheet.
    pub sheet: String,
    /// The row in the file, counted from 1.
    pub row: u32,
    /// What is the matter with it.
    pub kind: TrapKind,
}

/// What can be the matter with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrapKind {
    /// A date such as 2026-02-30.
    ImpossibleDate,
    /// Nobody is called so.
    UnknownName,
    /// One of two members of the same name, with neither sector nor number.
    NamesakeWithoutSector,
    /// A member of a city's committee.
    OtherCommittee,
    /// The same as a row above.
    DuplicateRow,
    /// Words where a number belongs.
    TextInNumber,
    /// A value that the catalogue does not have.
    UnknownValue,
    /// No name.
    EmptyName,
    /// Digits such as `３`: taken in with a warning.
    FullWidthDigits,
    /// `李 勇`: taken in with a warning.
    SpacedName,
    /// `格桑•云登` for `格桑·云登`: taken in with a warning.
    OtherDot,
    /// 合计
    TotalRow,
    /// 注：……
    Note,
}

/// What must become of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Taken in, with a warning.
    Tidied,
    /// Refused, all of it.
    Refused,
    /// Not data.
    Skipped,
}

impl TrapKind {
    /// What must become of such a row.
    pub fn fate(self) -> Fate {
        match self {
            Self::FullWidthDigits | Self::SpacedName | Self::OtherDot => Fate::Tidied,
            Self::TotalRow | Self::Note => Fate::Skipped,
            _ => Fate::Refused,
        }
    }
}
