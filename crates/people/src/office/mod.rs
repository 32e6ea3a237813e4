//! The structure people stand in: sectors, special committees, divisions, branches, terms, the three levels.
use std::collections::{BTreeMap, BTreeSet};

use lvzhi_platform::{Act, Database, Result};
use lvzhi_schema::people::term;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::nearly_equal;
use lvzhi_imports::RowDraft;
use lvzhi_shell::words::Words;

mod committees;
mod founding;
pub(crate) mod store;
mod units;
mod web;

pub use committees::CommitteesTarget;
pub use founding::{NewCommittee, committees, found};
pub use units::UnitsTarget;
pub(crate) use web::people_tabs;
pub use web::routes;

/// A named part of the structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its place in the list.
    pub ordinal: i32,
}

/// Which part of the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 界别.
    Sector,
    /// 专委会.
    SpecialCommittee,
    /// 处室.
    Division,
    /// 支部.
    Branch,
}

impl UnitKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Sector, Self::SpecialCommittee, Self::Division, Self::Branch];

    /// As in addresses and as printed.
    pub const WORDS: Words<Self> = Words(&[
        (Self::Sector, "sector", "界别"),
        (Self::SpecialCommittee, "special_committee", "专委会"),
        (Self::Division, "division", "处室"),
        (Self::Branch, "branch", "支部"),
    ]);

    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::WORDS.label(self)
    }
}

/// All units of a committee, by kind and in their order.
///
/// # Errors
/// When the database cannot be read.
pub async fn all_units(db: &Database, committee: Uuid) -> Result<Vec<(UnitKind, Unit)>> {
    let mut all = Vec::new();
    for kind in UnitKind::ALL {
        all.extend(store::units(db.read(), committee, kind).await?.into_iter().map(|unit| (kind, unit)));
    }
    Ok(all)
}

/// How many enabled accounts the people of each unit have: staff of divisions and branches, members of sectors and special
/// committees. A unit without one is not there.
///
/// # Errors
/// When the database cannot be read.
pub async fn unit_accounts(db: &Database, committee: Uuid) -> Result<BTreeMap<Uuid, u64>> {
    store::accounts(db, committee).await
}

/// The enabled accounts of the staff of a division or a branch; none for units of members.
///
/// # Errors
/// When the database cannot be read.
pub async fn staff_accounts(act: &Act, unit: Uuid) -> Result<BTreeSet<Uuid>> {
    store::staff_accounts(act, unit).await
}

/// A unit a row speaks of: known, or to be made with the id it was given in the preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UnitRef {
    pub id: Uuid,
    pub name: String,
    pub is_new: bool,
}

/// The units of one kind while a file is examined.
pub(crate) struct UnitBook {
    kind: UnitKind,
    known: BTreeMap<String, Uuid>,
    made: BTreeMap<String, Uuid>,
    /// New units the row at hand is the first to name.
    first_named: Vec<String>,
}

impl UnitBook {
    pub(crate) fn new(kind: UnitKind, units: &[Unit]) -> Self {
        let known = units.iter().map(|unit| (unit.name.clone(), unit.id)).collect();
        Self { kind, known, made: BTreeMap::new(), first_named: Vec::new() }
    }

    /// What a cell means; a new one is warned of, a near miss is an error. `None` with an empty cell or an error.
    pub(crate) fn resolve(&mut self, draft: &mut RowDraft, column: &str) -> Option<UnitRef> {
        let name = lvzhi_platform::workbook::clean_text(draft.text(column)).replace(' ', "");
        if name.is_empty() {
            return None;
        }
        if let Some(id) = self.known.get(&name) {
            return Some(UnitRef { id: *id, name, is_new: false });
        }
        let label = self.kind.label();
        if let Some(near) = self.known.keys().find(|known| nearly_equal(known, &name)) {
            let sentence = format!(
                "没有{label}“{name}”。是不是“{near}”？请改正；确实是新的，先用“界别、专委会、处室、支部”导入它"
            );
            draft.error(column, sentence);
            return None;
        }
        if !self.made.contains_key(&name) {
            draft.warn(column, format!("将新建{label}“{name}”"));
            self.first_named.push(name.clone());
        }
        let id = *self.made.entry(name.clone()).or_insert_with(Uuid::now_v7);
        Some(UnitRef { id, name, is_new: true })
    }

    /// Ends a row: the warning about a new unit stands once, in a row that will be written.
    pub(crate) fn end_row(&mut self, draft: &RowDraft) {
        for name in self.first_named.drain(..) {
            if draft.is_bad() {
                self.made.remove(&name);
            }
        }
    }
}

/// Makes the new units among `wanted` that nobody has made meanwhile; gives the real id for each name.
pub(crate) async fn make_units<'u>(
    tx: &Act,
    kind: UnitKind,
    wanted: impl Iterator<Item = &'u UnitRef>,
    notes: &mut Vec<String>,
) -> Result<BTreeMap<String, Uuid>> {
    let units = store::units(&**tx, tx.committee(), kind).await?;
    let mut last = units.iter().map(|unit| unit.ordinal).max().unwrap_or(0);
    let mut ids: BTreeMap<String, Uuid> = units.into_iter().map(|unit| (unit.name, unit.id)).collect();
    let mut made = Vec::new();
    for unit in wanted.filter(|unit| unit.is_new) {
        if ids.contains_key(&unit.name) {
            continue;
        }
        last += 1;
        store::insert_unit(tx, kind, &Unit { id: unit.id, name: unit.name.clone(), ordinal: last }).await?;
        ids.insert(unit.name.clone(), unit.id);
        made.push(unit.name.as_str());
    }
    if !made.is_empty() {
        notes.push(format!(
            "新建{} {} 个：{}。撤销导入时它们会留下。",
            kind.label(),
            made.len(),
            made.join("、")
        ));
    }
    Ok(ids)
}

/// The term in which a day lies, else the latest.
#[must_use]
pub fn current_term(terms: &[term::Model], day: chrono::NaiveDate) -> Option<&term::Model> {
    let holds = |term: &&term::Model| term.starts_on <= day && term.ends_on.is_none_or(|end| day <= end);
    terms.iter().find(holds).or_else(|| terms.first())
}

/// `十三届`, `第13届`, `13` → 13.
#[must_use]
pub fn term_number(text: &str) -> Option<i32> {
    let text: String = text.chars().filter(|c| !"第届 ".contains(*c)).collect();
    if let Ok(number) = text.parse::<i32>() {
        return (1..100).contains(&number).then_some(number);
    }
    let digit =
        |c: char| "零一二三四五六七八九".chars().position(|d| d == c).and_then(|at| i32::try_from(at).ok());
    let (tens, ones) = match text.split_once('十') {
        Some((tens, ones)) => (if tens.is_empty() { 1 } else { digit(tens.chars().next()?)? }, ones),
        None => (0, text.as_str()),
    };
    let ones = match ones.chars().collect::<Vec<_>>()[..] {
        [] => 0,
        [one] => digit(one)?,
        _ => return None,
    };
    let number = tens * 10 + ones;
    (number > 0).then_some(number)
}

/// 13 → `十三届`.
#[must_use]
pub fn term_name(number: i32) -> String {
    let digit = |n: i32| {
        "零一二三四五六七八九".chars().nth(usize::try_from(n).unwrap_or(0)).unwrap_or('零').to_string()
    };
    let (tens, ones) = (number / 10, number % 10);
    let tens = match tens {
        0 => String::new(),
        1 => "十".into(),
        n => format!("{}十", digit(n)),
    };
    let ones = if ones == 0 { String::new() } else { digit(ones) };
    format!("{tens}{ones}届")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_counted_in_words() {
        for (text, number) in [("十三届", 13), ("第十届", 10), ("第二十一届", 21), ("5", 5)] {
            assert_eq!(term_number(text), Some(number));
        }
        assert_eq!(term_number("本届"), None);
        assert_eq!(
            (term_name(13), term_name(20), term_name(5)),
            ("十三届".into(), "二十届".into(), "五届".into())
        );
    }
}
