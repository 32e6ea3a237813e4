//! The board itself. Pure: units, kinds, what was delivered and what was stated go in, a row a unit comes out.
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use lvzhi_duty::facts::{Delivery, recorder_key};
use lvzhi_people::office::{Unit, UnitKind};
use lvzhi_platform::clock::day_of;
use lvzhi_schema::evaluation::nil_return;
use lvzhi_scoring::Kind;
use uuid::Uuid;

/// Who delivers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deliverer {
    /// A unit of the structure, with the number of enabled accounts of its people.
    Unit {
        /// Which part of the structure.
        kind: UnitKind,
        /// Its id.
        id: Uuid,
        /// Enabled accounts.
        accounts: u64,
    },
    /// A name that stands in records and not in the structure.
    Unlisted,
    /// Records without a recording unit.
    Nobody,
}

/// That a unit has nothing of a kind in the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nil {
    /// Who said so in the unit, and how.
    pub source: String,
    /// Who entered it.
    pub by: String,
    /// When.
    pub on: NaiveDate,
}

/// What there is of one kind from one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Records that count.
    pub confirmed: u64,
    /// Records that wait for confirmation.
    pub waiting: u64,
    /// The last day on which some came in.
    pub last: Option<NaiveDate>,
    /// It was said that there is nothing. Records that came all the same count more than that.
    pub nil: Option<Nil>,
}

/// How a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There are records.
    Delivered,
    /// There is nothing, and the unit says so.
    Nil,
    /// There is nothing, and nobody says anything.
    Missing,
}

impl Cell {
    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match (self.confirmed + self.waiting, &self.nil) {
            (0, None) => Standing::Missing,
            (0, Some(_)) => Standing::Nil,
            _ => Standing::Delivered,
        }
    }
}

/// A unit with a cell for each kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub deliverer: Deliverer,
    /// Its name.
    pub name: String,
    /// In the order of the kinds.
    pub cells: Vec<Cell>,
}

impl Row {
    /// Whether something is expected of it: a name of no unit owes nothing.
    #[must_use]
    pub fn owes(&self) -> bool {
        matches!(self.deliverer, Deliverer::Unit { .. })
    }

    /// How many of its cells stand so; none of a name that owes nothing is missing.
    #[must_use]
    pub fn count(&self, standing: Standing) -> usize {
        let counts = self.owes() || standing != Standing::Missing;
        self.cells.iter().filter(|cell| counts && cell.standing() == standing).count()
    }

    /// The last day on which it delivered.
    #[must_use]
    pub fn last(&self) -> Option<NaiveDate> {
        self.cells.iter().filter_map(|cell| cell.last).max()
    }
}

/// What the board is made of.
pub(super) struct Material<'a> {
    pub kinds: &'a [&'a Kind],
    pub units: &'a [(UnitKind, Unit)],
    pub accounts: &'a BTreeMap<Uuid, u64>,
    /// Of the period.
    pub deliveries: &'a [Delivery],
    /// Keys of the recorders of the year before the period and of the period itself.
    pub known: &'a BTreeSet<String>,
    pub nils: &'a BTreeMap<(Uuid, String), nil_return::Model>,
}

/// The rows: special committees, sectors, then those divisions and branches that record things at all, then names that are
/// no unit's, then records without a unit.
pub(super) fn rows(material: &Material<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut named = BTreeSet::new();
    for wanted in [UnitKind::SpecialCommittee, UnitKind::Sector, UnitKind::Division, UnitKind::Branch] {
        for (kind, unit) in material.units.iter().filter(|(kind, _)| *kind == wanted) {
            let key = recorder_key(&unit.name);
            let always = matches!(kind, UnitKind::SpecialCommittee | UnitKind::Sector);
            let stated = material.nils.keys().any(|(of, _)| *of == unit.id);
            // Two units of one name cannot be told apart in records: the first has them.
            let is_first = named.insert(key.clone());
            if is_first && (always || stated || material.known.contains(&key)) {
                let accounts = material.accounts.get(&unit.id).copied().unwrap_or(0);
                let deliverer = Deliverer::Unit { kind: *kind, id: unit.id, accounts };
                rows.push(row(material, deliverer, &unit.name, &key));
            }
        }
    }
    let others: BTreeSet<&str> = material.deliveries.iter().map(|own| own.recorder.as_str()).collect();
    for name in others.into_iter().filter(|name| !name.is_empty() && !named.contains(*name)) {
        rows.push(row(material, Deliverer::Unlisted, name, name));
    }
    rows.push(row(material, Deliverer::Nobody, "没有写记录单位", ""));
    rows.retain(|row| row.owes() || row.count(Standing::Delivered) > 0);
    rows
}

fn row(material: &Material<'_>, deliverer: Deliverer, name: &str, key: &str) -> Row {
    let cell = |kind: &&Kind| {
        let own = material.deliveries.iter().find(|own| own.recorder == key && own.kind == kind.id);
        let nil = match &deliverer {
            Deliverer::Unit { id, .. } => material.nils.get(&(*id, kind.id.clone())),
            _ => None,
        };
        let nil = nil.filter(|row| row.holds).map(|row| Nil {
            source: row.source.clone(),
            by: row.stated_by_name.clone(),
            on: day_of(row.stated_at),
        });
        Cell {
            confirmed: own.map_or(0, |own| own.confirmed),
            waiting: own.map_or(0, |own| own.waiting),
            last: own.map(|own| day_of(own.last)),
            nil,
        }
    };
    let cells = material.kinds.iter().map(cell).collect();
    Row { deliverer, name: name.to_owned(), cells }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(name: &str) -> Unit {
        Unit { id: Uuid::now_v7(), name: name.into(), ordinal: 1 }
    }

    fn delivery(recorder: &str, kind: &str, confirmed: u64, waiting: u64) -> Delivery {
        Delivery { recorder: recorder.into(), kind: kind.into(), confirmed, waiting, last: 0 }
    }

    fn made(units: &[(UnitKind, Unit)], deliveries: &[Delivery]) -> Vec<Row> {
        let catalogue = lvzhi_duty::catalogue();
        let kinds = [catalogue.kind("attendance").unwrap(), catalogue.kind("speech").unwrap()];
        let known = deliveries.iter().map(|own| own.recorder.clone()).collect();
        let (accounts, nils) = (BTreeMap::new(), BTreeMap::new());
        rows(&Material { kinds: &kinds, units, accounts: &accounts, deliveries, known: &known, nils: &nils })
    }

    #[test]
    fn a_units_name_is_known_with_blanks_and_without_and_what_is_no_units_stands_apart() {
        let units = [(UnitKind::Sector, unit("教育 界")), (UnitKind::SpecialCommittee, unit("提案委员会"))];
        let told = [
            delivery("教育界", "speech", 2, 1),
            delivery("某某协会", "speech", 1, 0),
            delivery("", "attendance", 0, 4),
            delivery("外事委", "service", 3, 0),
        ];
        let board = made(&units, &told);
        let names: Vec<_> = board.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["提案委员会", "教育 界", "某某协会", "没有写记录单位"]);
        let (proposals, education) = (&board[0], &board[1]);
        assert_eq!((proposals.count(Standing::Missing), proposals.last()), (2, None));
        assert_eq!((education.cells[1].confirmed, education.cells[1].waiting), (2, 1));
        assert_eq!(education.count(Standing::Missing), 1);
        assert_eq!(board[2].count(Standing::Missing), 0, "a name of no unit owes nothing");
    }

    #[test]
    fn divisions_and_branches_stand_there_once_they_record_something() {
        let units = [(UnitKind::Division, unit("联络处")), (UnitKind::Branch, unit("第一党支部"))];
        assert!(made(&units, &[]).is_empty());
        let board = made(&units, &[delivery("联络处", "speech", 1, 0)]);
        assert_eq!(board.len(), 1);
        assert_eq!(board[0].count(Standing::Delivered), 1);
    }
}
