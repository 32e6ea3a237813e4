//! The slips that clerks make, put into good sheets on purpose.

use crate::book::{Cell, Row, Sheet};
use crate::dice::Dice;
use crate::files::{Fate, TrapKind};
use crate::names::{MISSPELT, OUTSIDER, spaced};
use crate::people::World;

/// Which columns of a sheet can be spoilt.
#[derive(Clone, Copy, Default)]
pub(crate) struct Columns {
    pub(crate) name: usize,
    pub(crate) sector: Option<usize>,
    pub(crate) member_number: Option<usize>,
    pub(crate) date: Option<usize>,
    pub(crate) amount: Option<usize>,
    pub(crate) choice: Option<usize>,
}

/// Puts slips into one sheet.
pub(crate) struct Spoiler<'a> {
    pub(crate) world: &'a World,
    pub(crate) dice: Dice,
    pub(crate) columns: Columns,
    /// A date that does not exist.
    pub(crate) impossible_day: String,
}

impl Spoiler<'_> {
    /// One slip of each of these kinds.
    pub(crate) fn spoil(&mut self, sheet: &mut Sheet, kinds: &[TrapKind]) {
        for kind in kinds {
            match kind.fate() {
                Fate::Tidied => self.tidy(sheet, *kind),
                Fate::Refused => self.refuse(sheet, *kind),
                Fate::Skipped => {}
            }
        }
    }

    /// Change a good row so that it is still good, but untidy.
    fn tidy(&mut self, sheet: &mut Sheet, kind: TrapKind) {
        for at in self.dice.order(sheet.rows.len()) {
            let row = &mut sheet.rows[at];
            if row.trap.is_some() {
                continue;
            }
            let (column, untidy) = match (kind, self.columns.amount) {
                (TrapKind::FullWidthDigits, Some(column)) => (column, full_width(&row.cells[column].text())),
                (TrapKind::SpacedName, _) => {
                    (self.columns.name, spaced(&row.cells[self.columns.name].text(), '\u{3000}'))
                }
                (TrapKind::OtherDot, _) => {
                    (self.columns.name, row.cells[self.columns.name].text().replace('·', "•"))
                }
                _ => return,
            };
            if untidy != row.cells[column].text() {
                row.cells[column] = Cell::Text(untidy);
                row.trap = Some(kind);
                return;
            }
        }
    }

    /// Copy a good row, make it wrong and put it in somewhere.
    fn refuse(&mut self, sheet: &mut Sheet, kind: TrapKind) {
        let good: Vec<usize> = (0..sheet.rows.len()).filter(|at| sheet.rows[*at].trap.is_none()).collect();
        if good.is_empty() {
            return;
        }
        let source = self.dice.pick(&good);
        let mut cells = sheet.rows[source].cells.clone();
        if !self.make_wrong(&mut cells, kind) {
            return;
        }
        let after = source + self.dice.below((sheet.rows.len() - source) as u32) as usize;
        sheet.rows.insert(after + 1, Row { cells, facts: 0, trap: Some(kind) });
    }

    /// False where the sheet has no column for it.
    fn make_wrong(&mut self, cells: &mut [Cell], kind: TrapKind) -> bool {
        let columns = self.columns;
        let set = |cells: &mut [Cell], column: Option<usize>, value: Cell| match column {
            Some(column) => {
                cells[column] = value;
                true
            }
            None => false,
        };
        match kind {
            TrapKind::ImpossibleDate => set(cells, columns.date, Cell::Text(self.impossible_day.clone())),
            TrapKind::TextInNumber => set(cells, columns.amount, Cell::from("若干")),
            TrapKind::UnknownValue => set(cells, columns.choice, Cell::from("待核")),
            TrapKind::DuplicateRow => true,
            TrapKind::EmptyName => {
                set(cells, columns.member_number, Cell::Empty);
                set(cells, Some(columns.name), Cell::Empty)
            }
            TrapKind::UnknownName | TrapKind::OtherCommittee | TrapKind::NamesakeWithoutSector => {
                let name = match kind {
                    TrapKind::UnknownName => self.dice.pick(&MISSPELT),
                    TrapKind::OtherCommittee => OUTSIDER,
                    _ => self.world.a_namesake(),
                };
                set(cells, columns.member_number, Cell::Empty);
                if kind == TrapKind::NamesakeWithoutSector {
                    set(cells, columns.sector, Cell::Empty);
                }
                set(cells, Some(columns.name), Cell::from(name))
            }
            _ => false,
        }
    }
}

fn full_width(text: &str) -> String {
    let wide = |c: char| match c.to_digit(10) {
        Some(digit) => char::from_u32('０' as u32 + digit).unwrap_or(c),
        None => c,
    };
    text.chars().map(wide).collect()
}
