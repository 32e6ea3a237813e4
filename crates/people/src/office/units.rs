//! Import target: lists of sectors, special committees, divisions and branches.
use lvzhi_platform::workbook::{ColumnSpec, Table, clean_text};
use lvzhi_platform::{Act, Result};
use lvzhi_schema::imports::import_batch;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{Unit, UnitKind, store};
use crate::KEEP_PEOPLE;
use lvzhi_imports::{Effect, Examination, Examined, ImportTarget, RowDraft, StagedRow, Written};
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::Permission;

/// Sectors, special committees, divisions and branches from one workbook, a sheet each.
pub struct UnitsTarget;

#[derive(Serialize, Deserialize)]
struct UnitRecord {
    kind: UnitKind,
    id: Uuid,
    name: String,
}

/// The branch list also names divisions, so the narrower unit decides what a row is.
const BY_COLUMN: [(&str, UnitKind); 4] = [
    ("branch", UnitKind::Branch),
    ("division", UnitKind::Division),
    ("special_committee", UnitKind::SpecialCommittee),
    ("sector", UnitKind::Sector),
];

impl ImportTarget for UnitsTarget {
    fn id(&self) -> &str {
        "units"
    }

    fn label(&self) -> &str {
        "界别、专委会、处室、支部"
    }

    fn hint(&self) -> &str {
        "一个工作簿，每种一张表；名称相同的不重复新建。"
    }

    fn permission(&self) -> Permission {
        KEEP_PEOPLE
    }

    fn columns(&self) -> Vec<ColumnSpec> {
        vec![
            ColumnSpec::new("sector", "界别").aliases(&["界别名称"]),
            ColumnSpec::new("special_committee", "专委会").aliases(&["专门委员会", "专委会名称"]),
            ColumnSpec::new("division", "处室").aliases(&["处室名称", "内设机构"]),
            ColumnSpec::new("branch", "支部").aliases(&["党支部", "支部名称"]),
            ColumnSpec::new("ordinal", "序号").aliases(&["排序"]),
        ]
    }

    fn missing(&self, table: &Table) -> Vec<String> {
        let found = BY_COLUMN.iter().any(|(column, _)| table.column_index(column).is_some());
        if found { Vec::new() } else { vec!["界别（或专委会、处室、支部）".into()] }
    }

    fn list_path(&self) -> &str {
        "/office"
    }

    fn examine<'a>(&'a self, question: Examination<'a>) -> BoxFuture<'a, Result<Examined>> {
        Box::pin(async move {
            let mut known: Vec<(UnitKind, String)> = Vec::new();
            for kind in UnitKind::ALL {
                let units = store::units(question.app.db.read(), question.committee, kind).await?;
                known.extend(units.into_iter().map(|unit| (kind, unit.name)));
            }
            let mut drafts = Vec::new();
            for table in question.tables {
                let column = BY_COLUMN.iter().find(|(column, _)| table.column_index(column).is_some());
                let Some((column, kind)) = column else { continue };
                for row in &table.rows {
                    let mut draft = RowDraft::of(table, row);
                    let name = clean_text(draft.text(column)).replace(' ', "");
                    if name.is_empty() {
                        draft.error(column, format!("没有填{}的名称；请填写，或者删去这一行", kind.label()));
                    } else if !known.contains(&(*kind, name.clone())) {
                        draft.effect = Effect::New;
                        known.push((*kind, name.clone()));
                        draft.record =
                            serde_json::to_value(UnitRecord { kind: *kind, id: Uuid::now_v7(), name })?;
                    }
                    drafts.push(draft);
                }
            }
            Ok(drafts.into())
        })
    }

    fn write<'a>(
        &'a self,
        tx: &'a Act,
        _batch: &'a import_batch::Model,
        rows: &'a [StagedRow],
    ) -> BoxFuture<'a, Result<Written>> {
        Box::pin(async move {
            for kind in UnitKind::ALL {
                let units = store::units(&**tx, tx.committee(), kind).await?;
                let mut last = units.iter().map(|unit| unit.ordinal).max().unwrap_or(0);
                for row in rows.iter().filter(|row| row.effect == Effect::New) {
                    let record: UnitRecord = serde_json::from_value(row.record.clone())?;
                    if record.kind == kind {
                        last += 1;
                        let unit = Unit { id: record.id, name: record.name, ordinal: last };
                        store::insert_unit(tx, kind, &unit).await?;
                    }
                }
            }
            Ok(Written { notes: Vec::new(), detail: json!({ "units": rows.len() }) })
        })
    }

    fn undo<'a>(
        &'a self,
        tx: &'a Act,
        _batch: &'a import_batch::Model,
        rows: &'a [StagedRow],
    ) -> BoxFuture<'a, Result<Written>> {
        Box::pin(async move {
            for row in rows.iter().filter(|row| row.effect == Effect::New) {
                let record: UnitRecord = serde_json::from_value(row.record.clone())?;
                let sentence =
                    format!("{}“{}”下已经有人，不能撤销；一个也没有删。", record.kind.label(), record.name);
                store::delete_unit(tx, record.kind, record.id, &sentence).await?;
            }
            Ok(Written::default())
        })
    }
}
