//! Writes an examined staff roster, and takes it back.
use std::collections::BTreeMap;

use lvzhi_platform::{Act, Error, Result};
use lvzhi_schema::people::staff;
use serde_json::json;
use uuid::Uuid;

use super::import::{StaffFields, StaffRecord};
use super::store;
use crate::MOVED_ON;
use crate::office::{self, UnitKind, UnitRef};
use lvzhi_imports::{Effect, StagedRow, Written};

fn records(rows: &[StagedRow]) -> Result<Vec<StaffRecord>> {
    let effective = rows.iter().filter(|row| row.effect != Effect::Same);
    effective.map(|row| Ok(serde_json::from_value(row.record.clone())?)).collect()
}

async fn current(tx: &Act) -> Result<BTreeMap<Uuid, staff::Model>> {
    Ok(store::all(&**tx, tx.committee()).await?.into_iter().map(|row| (row.id, row)).collect())
}

pub(super) async fn write(tx: &Act, rows: &[StagedRow]) -> Result<Written> {
    let (records, current, mut notes) = (records(rows)?, current(tx).await?, Vec::new());
    let divisions = records.iter().filter_map(|r| r.division.as_ref());
    let divisions = office::make_units(tx, UnitKind::Division, divisions, &mut notes).await?;
    let branches = records.iter().filter_map(|r| r.branch.as_ref());
    let branches = office::make_units(tx, UnitKind::Branch, branches, &mut notes).await?;
    let real = |ids: &BTreeMap<String, Uuid>, unit: &UnitRef| {
        if unit.is_new { ids.get(&unit.name).copied().unwrap_or(unit.id) } else { unit.id }
    };
    let mut models = Vec::new();
    for record in records {
        let row = current.get(&record.id);
        if row.map(StaffFields::of) != record.before {
            return Err(Error::Conflict(MOVED_ON.into()));
        }
        let mut fields = record.after;
        fields.division_id = record.division.as_ref().map(|u| real(&divisions, u)).or(fields.division_id);
        fields.branch_id = record.branch.as_ref().map(|u| real(&branches, u)).or(fields.branch_id);
        models.push(fields.model(
            tx.committee(),
            record.id,
            row.map_or(tx.at(), |row| row.created_at),
            tx.at(),
        ));
    }
    let count = models.len();
    store::upsert(tx, models).await?;
    Ok(Written { detail: json!({ "staff": count, "notes": notes }), notes })
}

pub(super) async fn undo(tx: &Act, rows: &[StagedRow]) -> Result<Written> {
    let (records, current) = (records(rows)?, current(tx).await?);
    let (mut made, mut restored) = (Vec::new(), Vec::new());
    for record in records {
        let same = current.get(&record.id).filter(|row| {
            let mut now = StaffFields::of(row);
            // A unit made by the import may have got another id than the preview gave it.
            if record.division.as_ref().is_some_and(|u| u.is_new) {
                now.division_id = record.after.division_id;
            }
            if record.branch.as_ref().is_some_and(|u| u.is_new) {
                now.branch_id = record.after.branch_id;
            }
            now == record.after
        });
        let Some(row) = same else {
            let name = record.after.name;
            return Err(Error::Conflict(format!("“{name}”导入以后又改过，不能整批撤销；一行也没有动。")));
        };
        match record.before {
            None => made.push(record.id),
            Some(before) => restored.push(before.model(tx.committee(), record.id, row.created_at, tx.at())),
        }
    }
    let detail = json!({ "removed": made.len(), "restored": restored.len() });
    store::upsert(tx, restored).await?;
    store::delete(tx, &made).await?;
    Ok(Written { notes: Vec::new(), detail })
}
