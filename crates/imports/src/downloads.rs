//! What can be taken out: an empty template, the rows with problems, the uploaded file.
use axum::extract::State;
use axum::response::Response;
use lvzhi_platform::routes::SignedIn;
use lvzhi_platform::sheet_export::{CellValue, Column, ColumnKind, SheetSpec, workbook_bytes};
use lvzhi_platform::{Error, Result, files};
use uuid::Uuid;

use super::layout::read_tables;
use super::target::Targets;
use super::web::{may_keep, open_to_change, refused};
use super::{RowState, acts, preview_page, store};
use crate::noun;
use lvzhi_shell::app::App;
use lvzhi_shell::download;
use lvzhi_shell::path::Path;

pub(super) async fn template(
    targets: Targets,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Result<Response> {
    let target = targets.find(&id).ok_or_else(|| Error::NotFound("没有这类导入。".into()))?;
    if !may_keep(&actor, target) {
        return Err(refused());
    }
    let columns = target.columns();
    let columns = columns.iter().map(|spec| {
        let mark = if spec.required { "（必填）" } else { "" };
        Column::new(&format!("{}{mark}", spec.label), 16.0, ColumnKind::Text)
    });
    let sheet = SheetSpec::new(target.label(), columns.collect(), Vec::new());
    let bytes = workbook_bytes(&[sheet]).map_err(Error::internal)?;
    Ok(download::workbook(&format!("{}模板.xlsx", target.label()), bytes))
}

/// The rows that are left out, with their own headings and the reason, ready for mending and another upload.
pub(super) async fn bad_rows(
    State(app): State<App>,
    targets: Targets,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let (batch, target) = open_to_change(&app, &actor, &targets, id).await?;
    let bad = store::rows(app.db.read(), batch.committee_id, batch.id, &[RowState::Error]).await?;
    let stored = files::load(&app.db, batch.committee_id, batch.file_id).await?;
    let limit = app.config.upload_limit.max(stored.bytes.len());
    let (tables, _) = read_tables(target, &stored.name, stored.bytes, limit).await?;
    let mut sheets = Vec::new();
    for table in &tables {
        let last = table.columns.iter().rposition(|column| !column.header.is_empty()).map_or(0, |at| at + 1);
        let mut columns = vec![Column::new("原行号", 8.0, ColumnKind::Integer)];
        columns.extend(table.columns[..last].iter().map(|c| Column::new(&c.header, 16.0, ColumnKind::Text)));
        columns.push(Column::new("问题说明", 60.0, ColumnKind::Text));
        let mut rows = Vec::new();
        for row in bad.iter().filter(|row| row.sheet == table.sheet) {
            let Some(read) =
                table.rows.iter().find(|read| i64::from(read.row_number) == i64::from(row.row_number))
            else {
                continue;
            };
            let mut cells = vec![CellValue::Integer(row.row_number.into())];
            cells.extend(read.cells[..last].iter().map(|cell| CellValue::Text(cell.text.clone())));
            cells.push(CellValue::Text(preview_page::sentences(&row.problems).join("；")));
            rows.push(cells);
        }
        if !rows.is_empty() {
            sheets.push(SheetSpec::new(&table.sheet, columns, rows).landscape());
        }
    }
    if sheets.is_empty() {
        return Err(Error::NotFound("这次导入没有有问题的行。".into()));
    }
    let bytes = workbook_bytes(&sheets).map_err(Error::internal)?;
    acts::note_download(&app, &actor, &batch, noun::TAKE_BAD_ROWS).await?;
    let stem = batch.file_name.rsplit_once('.').map_or(batch.file_name.as_str(), |(stem, _)| stem);
    Ok(download::workbook(&format!("{stem}-有问题的行.xlsx"), bytes))
}

/// The uploaded file itself.
pub(super) async fn file(
    State(app): State<App>,
    targets: Targets,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let (batch, _) = open_to_change(&app, &actor, &targets, id).await?;
    let stored = files::load(&app.db, batch.committee_id, batch.file_id).await?;
    acts::note_download(&app, &actor, &batch, noun::TAKE_FILE).await?;
    Ok(download::attachment(&stored.name, download::BYTES, stored.bytes))
}
