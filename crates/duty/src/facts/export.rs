//! Facts as a workbook: a sheet for each kind, with the columns that an import reads.
use lvzhi_platform::sheet_export::{CellValue, Column, ColumnKind, ExportError, SheetSpec, workbook_bytes};
use lvzhi_scoring::{Content, Kind};

use super::FullFact;
use super::pages::EXPORT_PERSON;
use crate::catalogue;

/// The workbook of these facts.
pub(super) fn workbook(facts: &[FullFact]) -> Result<Vec<u8>, ExportError> {
    let sheets: Vec<SheetSpec> = catalogue()
        .kinds
        .iter()
        .filter_map(|kind| {
            let own: Vec<&FullFact> = facts.iter().filter(|full| full.fact.kind == kind.id).collect();
            (!own.is_empty()).then(|| sheet(kind, &own))
        })
        .collect();
    workbook_bytes(&sheets)
}

fn sheet(kind: &Kind, facts: &[&FullFact]) -> SheetSpec {
    let mut columns: Vec<Column> =
        EXPORT_PERSON.iter().map(|(_, label)| Column::new(label, 14.0, ColumnKind::Text)).collect();
    columns.push(Column::new("日期", 12.0, ColumnKind::Date));
    for attribute in &kind.attributes {
        let width = if attribute.content == Content::Text { 36.0 } else { 14.0 };
        columns.push(Column::new(&attribute.label, width, ColumnKind::Text));
    }
    let mut text = |label: &str, width: f64| columns.push(Column::new(label, width, ColumnKind::Text));
    if !kind.stages.is_empty() {
        text("阶段", 12.0);
    }
    if !kind.roles.is_empty() {
        text("角色", 12.0);
    }
    if kind.piece {
        text("件号", 20.0);
        text("署名人数", 10.0);
    }
    if let Some(quantity) = &kind.quantity {
        columns.push(Column::new(&quantity.label, 10.0, ColumnKind::Points4));
    }
    for label in ["记录单位", "凭据", "确认人"] {
        columns.push(Column::new(label, 22.0, ColumnKind::Text));
    }
    let rows = facts.iter().map(|full| row(kind, full)).collect();
    SheetSpec::new(&kind.label, columns, rows).landscape()
}

fn row(kind: &Kind, full: &FullFact) -> Vec<CellValue> {
    let (person, fact) = (&full.person, &full.fact);
    let text = |text: &str| if text.is_empty() { CellValue::Empty } else { CellValue::from(text) };
    let label = |terms: &[lvzhi_scoring::Term], id: &Option<String>| {
        let term = id.as_deref().and_then(|id| lvzhi_scoring::term_by_id(terms, id));
        term.map_or(CellValue::Empty, |term| CellValue::from(term.label.as_str()))
    };
    let mut cells = vec![text(&person.name), text(&person.number), text(&person.sector)];
    cells.push(CellValue::Date(fact.occurred_on));
    for attribute in &kind.attributes {
        let value = fact.attributes.get(&attribute.id).map_or("", |value| attribute.value_label(value));
        cells.push(text(value));
    }
    if !kind.stages.is_empty() {
        cells.push(label(&kind.stages, &fact.stage));
    }
    if !kind.roles.is_empty() {
        cells.push(label(&kind.roles, &fact.role));
    }
    if kind.piece {
        cells.push(text(fact.piece.as_deref().unwrap_or_default()));
        cells.push(fact.signers.map_or(CellValue::Empty, |count| CellValue::Text(count.to_string())));
    }
    if kind.quantity.is_some() {
        cells.push(CellValue::Points(fact.quantity));
    }
    cells.extend([text(&fact.recorder), text(&fact.document), text(&fact.confirmed_by)]);
    cells
}
