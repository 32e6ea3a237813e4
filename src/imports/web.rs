//! Routes of imports.
use std::collections::BTreeMap;

use axum::extract::{Extension, Form, Multipart, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::sheet_export::{CellValue, Column, ColumnKind, SheetSpec, workbook_bytes};
use lvzhi_platform::{Error, Result, files};
use lvzhi_schema::imports::import_batch;
use serde::Deserialize;
use uuid::Uuid;

use super::acts::{self, Confirmed};
use super::layout::{Layout, Mapping, read_tables};
use super::pages::{self, UploadForm};
use super::preview_page::{self, PreviewPage};
use super::target::{ImportTarget, OptionKind, Options, Targets};
use super::{Counts, RowState, StagedRow, Upload, store};
use crate::app::App;
use crate::frame::{Frame, Part};
use crate::policy::{Permission, allows_all};
use crate::web::AppRoutes;

const LIST_SIZE: u64 = 30;
const ROWS_SIZE: u64 = 50;

/// Pages and acts of imports. Whoever keeps a target's data may import it; whoever sees facts may look.
/// The door is open to all who are logged in because the permission depends on the target.
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    let signed_in = Access::SignedIn;
    routes
        .get("/imports", signed_in, list)
        .get("/imports/new", signed_in, new)
        .post("/imports", signed_in, upload)
        .get("/imports/templates/{target}", signed_in, template)
        .get("/imports/{id}", signed_in, show)
        .post("/imports/{id}/mapping", signed_in, correct_mapping)
        .post("/imports/{id}/recheck", signed_in, recheck)
        .post("/imports/{id}/confirm", signed_in, confirm)
        .post("/imports/{id}/discard", signed_in, discard)
        .get("/imports/{id}/undo", signed_in, ask_undo)
        .post("/imports/{id}/undo", signed_in, undo)
        .post("/imports/{id}/bad-rows", signed_in, bad_rows)
        .post("/imports/{id}/file", signed_in, file)
}

pub(super) fn may_keep(actor: &Actor, target: &dyn ImportTarget) -> bool {
    allows_all(actor, target.permission())
}

fn may_see(actor: &Actor, target: &dyn ImportTarget) -> bool {
    may_keep(actor, target) || allows_all(actor, Permission::SeeFacts)
}

fn refused() -> Error {
    Error::Forbidden("您的身份不能打开这一页。需要的话请联系系统管理员。".into())
}

/// A batch of the actor's committee that he may see, with its target.
async fn open<'t>(
    app: &App,
    actor: &Actor,
    targets: &'t Targets,
    id: Uuid,
) -> Result<(import_batch::Model, &'t dyn ImportTarget)> {
    if !targets.iter().any(|target| may_see(actor, target)) {
        return Err(refused());
    }
    let batch = store::find(&app.db, actor.committee, id).await?;
    let target = targets.find(&batch.target).ok_or_else(|| Error::NotFound("这类导入已经停用。".into()))?;
    if may_see(actor, target) { Ok((batch, target)) } else { Err(refused()) }
}

/// As [`open`], for whoever may change it.
async fn open_to_change<'t>(
    app: &App,
    actor: &Actor,
    targets: &'t Targets,
    id: Uuid,
) -> Result<(import_batch::Model, &'t dyn ImportTarget)> {
    let (batch, target) = open(app, actor, targets, id).await?;
    if may_keep(actor, target) { Ok((batch, target)) } else { Err(refused()) }
}

#[derive(Deserialize)]
struct ListQuery {
    page: Option<u64>,
}

async fn list(
    State(app): State<App>,
    Extension(targets): Extension<Targets>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let seen: Vec<String> = targets
        .iter()
        .filter(|target| may_see(&actor, *target))
        .map(|target| target.id().to_owned())
        .collect();
    if seen.is_empty() {
        return Err(refused());
    }
    let page = query.page.unwrap_or(1).max(1);
    let (batches, total) = store::list(&app.db, actor.committee, &seen, page, LIST_SIZE).await?;
    let keeps = targets.iter().any(|target| may_keep(&actor, target));
    let body = pages::list(&targets, &batches, total, page, total.div_ceil(LIST_SIZE), keeps, frame.today);
    Ok(frame.page(Part::Imports, "导入", &[], body).into_response())
}

#[derive(Deserialize)]
struct NewQuery {
    target: Option<String>,
}

async fn new(
    State(app): State<App>,
    Extension(targets): Extension<Targets>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Query(query): Query<NewQuery>,
) -> Result<Response> {
    let own: Vec<_> = targets.iter().filter(|target| may_keep(&actor, *target)).collect();
    if own.is_empty() {
        return Err(refused());
    }
    let crumbs = [("导入", "/imports")];
    let Some(id) = query.target else {
        return Ok(frame.page(Part::Imports, "导入文件", &crumbs, pages::choose(&own)).into_response());
    };
    let target = own.iter().find(|target| target.id() == id);
    let target = *target.ok_or_else(|| Error::NotFound("没有这类导入。".into()))?;
    let form = UploadForm { options: Options::new(), error: None, megabytes: app.config.upload_limit >> 20 };
    let body = pages::upload(target, &form, frame.today);
    Ok(frame.page(Part::Imports, target.label(), &crumbs, body).into_response())
}

async fn upload(
    State(app): State<App>,
    Extension(targets): Extension<Targets>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    mut form: Multipart,
) -> Result<Response> {
    let mut fields = Options::new();
    let mut file = None;
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) => return Ok(error.into_response()),
        };
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let bytes = match field.bytes().await {
            Ok(bytes) => bytes,
            Err(error) => return Ok(error.into_response()),
        };
        if let Some(file_name) = file_name.filter(|_| name == "file") {
            // Some browsers send the whole path.
            let short = file_name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(120).collect();
            file = Some(Upload { name: short, bytes: bytes.to_vec() });
        } else {
            fields.insert(name, String::from_utf8_lossy(&bytes).trim().chars().take(200).collect());
        }
    }
    let id = fields.remove("target").unwrap_or_default();
    let target = targets.find(&id).ok_or_else(|| Error::NotFound("没有这类导入。".into()))?;
    if !may_keep(&actor, target) {
        return Err(refused());
    }
    let specs = target.options();
    let options: Options = fields
        .into_iter()
        .filter(|(name, text)| !text.is_empty() && specs.iter().any(|s| s.id == name))
        .collect();
    let again = |sentence: String| {
        let megabytes = app.config.upload_limit >> 20;
        let form = UploadForm { options: options.clone(), error: Some(sentence), megabytes };
        let body = pages::upload(target, &form, frame.today);
        let page = frame.page(Part::Imports, target.label(), &[("导入", "/imports")], body);
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let year = specs.iter().find(|spec| spec.kind == OptionKind::Year).and_then(|spec| options.get(spec.id));
    if let Some(year) =
        year.filter(|year| !year.parse::<i32>().is_ok_and(|year| (1950..2200).contains(&year)))
    {
        return again(format!("年份“{year}”不对。请填四位年份，例如 2026。文件没有存，请重新选一次。"));
    }
    let Some(file) = file.filter(|file| !file.name.is_empty()) else {
        return again("没有选文件。请点“选择文件”，选一个 .xlsx、.xls 或 .csv 文件。".into());
    };
    match acts::preview(&app, &actor, target, file, options.clone()).await {
        Ok(id) => Ok(Redirect::to(&format!("/imports/{id}")).into_response()),
        Err(Error::Invalid(sentence)) => again(sentence),
        Err(error) => Err(error),
    }
}

async fn template(
    Extension(targets): Extension<Targets>,
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
    Ok(workbook(&format!("{}模板.xlsx", target.label()), bytes))
}

#[derive(Deserialize)]
struct ShowQuery {
    state: Option<String>,
    page: Option<u64>,
}

async fn show(
    State(app): State<App>,
    Extension(targets): Extension<Targets>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(query): Query<ShowQuery>,
) -> Result<Response> {
    let (batch, target) = open(&app, &actor, &targets, id).await?;
    preview_response(&app, &frame, &actor, target, batch, &query, None, StatusCode::OK).await
}

#[allow(clippy::too_many_arguments)] // one page, shown from several acts
async fn preview_response(
    app: &App,
    frame: &Frame,
    actor: &Actor,
    target: &dyn ImportTarget,
    batch: import_batch::Model,
    query: &ShowQuery,
    error: Option<String>,
    status: StatusCode,
) -> Result<Response> {
    let counts: Counts = serde_json::from_str(&batch.counts)?;
    let layout: Layout = serde_json::from_str(&batch.mapping)?;
    let state = query.state.as_deref().and_then(RowState::parse);
    let page = query.page.unwrap_or(1).max(1);
    let rows: Vec<StagedRow> =
        store::rows_page(&app.db, batch.committee_id, batch.id, state, page, ROWS_SIZE).await?;
    let in_view = state.map_or(counts.rows(), |state| counts.in_state(state));
    let content = PreviewPage {
        twin: store::same_file(&app.db, &batch).await?,
        reversal: store::reversal(&app.db, batch.committee_id, batch.id).await?,
        keeps: may_keep(actor, target),
        pages: in_view.div_ceil(ROWS_SIZE),
        size: ROWS_SIZE,
        today: frame.today,
        target,
        batch: &batch,
        counts: &counts,
        layout: &layout,
        rows: &rows,
        state,
        page,
        error,
    };
    let body = preview_page::page(&content);
    Ok((status, frame.page(Part::Imports, &batch.file_name, &[("导入", "/imports")], body)).into_response())
}

/// Reads `c<sheet>_<column>=<id>` fields against the stored layout.
fn read_mapping(layout: &Layout, form: &BTreeMap<String, String>) -> std::result::Result<Mapping, String> {
    let mut mapping = Mapping::new();
    for (number, sheet) in layout.sheets.iter().enumerate() {
        let mut chosen: BTreeMap<usize, String> = BTreeMap::new();
        for heading in &sheet.columns {
            let Some(id) = form.get(&format!("c{number}_{}", heading.index)).filter(|id| !id.is_empty())
            else {
                continue;
            };
            if chosen.values().any(|other| other == id) {
                return Err(format!(
                    "工作表“{}”里有两列选了同一项。一项只能对应一列，请把其中一列改成“不导入”。原来的对应没有变。",
                    sheet.sheet
                ));
            }
            chosen.insert(heading.index, id.clone());
        }
        mapping.insert(sheet.sheet.clone(), chosen);
    }
    Ok(mapping)
}

const NO_QUERY: ShowQuery = ShowQuery { state: None, page: None };

async fn correct_mapping(
    State(app): State<App>,
    Extension(targets): Extension<Targets>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Response> {
    let (batch, target) = open_to_change(&app, &actor, &targets, id).await?;
    let layout: Layout = serde_json::from_str(&batch.mapping)?;
    let known = target.columns();
    let form = form.into_iter().filter(|(_, id)| known.iter().any(|spec| spec.id == *id)).collect();
    match read_mapping(&layout, &form) {
        Ok(mapping) => {
            acts::remap(&app, &actor, target, &batch, Some(&mapping)).await?;
            Ok(Redirect::to(&format!("/imports/{id}")).into_response())
        }
        Err(sentence) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            preview_response(&app, &frame, &actor, target, batch, &NO_QUERY, Some(sentence), status).await
        }
    }
}

async fn recheck(
    State(app): State<App>,
    Extension(targets): Extension<Targets>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Redirect> {
    let (batch, target) = open_to_change(&app, &actor, &targets, id).await?;
    acts::remap(&app, &actor, target, &batch, None).await?;
    Ok(Redirect::to(&format!("/imports/{id}")))
}

#[derive(Deserialize)]
struct ConfirmForm {
    #[serde(default)]
    seen: String,
}

async fn confirm(
    State(app): State<App>,
    Extension(targets): Extension<Targets>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<ConfirmForm>,
) -> Result<Response> {
    let (batch, target) = open_to_change(&app, &actor, &targets, id).await?;
    let counts: Counts = serde_json::from_str(&batch.counts)?;
    let sentence = if batch.state != "previewed" {
        None
    } else if counts.effective() == 0 {
        Some("没有要新增或更改的行，用不着导入。".to_owned())
    } else if counts.warning > 0 && form.seen != "1" {
        Some(format!(
            "有 {} 行要看一眼。看过以后请勾选“我看过了”，再确认导入。现在什么也没有写。",
            counts.warning
        ))
    } else {
        None
    };
    let (query, status) = match sentence {
        Some(_) => (NO_QUERY, StatusCode::UNPROCESSABLE_ENTITY),
        None => match acts::confirm(&app, &actor, target, &batch).await {
            Ok(Confirmed::Done) => return Ok(Redirect::to(&format!("/imports/{id}")).into_response()),
            Ok(Confirmed::Queued(job)) => return Ok(Redirect::to(&format!("/jobs/{job}")).into_response()),
            Err(Error::Conflict(sentence)) => {
                let status = StatusCode::CONFLICT;
                return preview_response(
                    &app,
                    &frame,
                    &actor,
                    target,
                    batch,
                    &NO_QUERY,
                    Some(sentence),
                    status,
                )
                .await;
            }
            Err(error) => return Err(error),
        },
    };
    preview_response(&app, &frame, &actor, target, batch, &query, sentence, status).await
}

async fn discard(
    State(app): State<App>,
    Extension(targets): Extension<Targets>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Redirect> {
    let (batch, _) = open_to_change(&app, &actor, &targets, id).await?;
    acts::discard(&app, &actor, &batch).await?;
    Ok(Redirect::to("/imports"))
}

async fn ask_undo(
    State(app): State<App>,
    Extension(targets): Extension<Targets>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let (batch, target) = open_to_change(&app, &actor, &targets, id).await?;
    if batch.state != "confirmed" {
        return Ok(Redirect::to(&format!("/imports/{id}")).into_response());
    }
    undo_response(&frame, target, &batch, "", None, StatusCode::OK)
}

fn undo_response(
    frame: &Frame,
    target: &dyn ImportTarget,
    batch: &import_batch::Model,
    reason: &str,
    error: Option<&str>,
    status: StatusCode,
) -> Result<Response> {
    let counts: Counts = serde_json::from_str(&batch.counts)?;
    let body = pages::undo(target, batch, &counts, reason, error, frame.today);
    let back = format!("/imports/{}", batch.id);
    let crumbs = [("导入", "/imports"), (batch.file_name.as_str(), back.as_str())];
    Ok((status, frame.page(Part::Imports, "撤销", &crumbs, body)).into_response())
}

#[derive(Deserialize)]
struct UndoForm {
    #[serde(default)]
    reason: String,
}

async fn undo(
    State(app): State<App>,
    Extension(targets): Extension<Targets>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<UndoForm>,
) -> Result<Response> {
    let (batch, target) = open_to_change(&app, &actor, &targets, id).await?;
    let reason: String = form.reason.trim().chars().take(200).collect();
    if reason.is_empty() && batch.state == "confirmed" {
        let error = Some("请写明为什么撤销，审计记录里要留下。什么也没有撤销。");
        return undo_response(&frame, target, &batch, "", error, StatusCode::UNPROCESSABLE_ENTITY);
    }
    match acts::undo(&app, &actor, target, &batch, &reason).await {
        Ok(()) => Ok(Redirect::to(&format!("/imports/{id}")).into_response()),
        Err(Error::Conflict(sentence)) => {
            undo_response(&frame, target, &batch, &reason, Some(&sentence), StatusCode::CONFLICT)
        }
        Err(error) => Err(error),
    }
}

/// The rows that are left out, with their own headings and the reason, ready for mending and another upload.
async fn bad_rows(
    State(app): State<App>,
    Extension(targets): Extension<Targets>,
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
    acts::note_download(&app, &actor, &batch, "import.bad_rows").await?;
    let stem = batch.file_name.rsplit_once('.').map_or(batch.file_name.as_str(), |(stem, _)| stem);
    Ok(workbook(&format!("{stem}-有问题的行.xlsx"), bytes))
}

/// The uploaded file itself.
async fn file(
    State(app): State<App>,
    Extension(targets): Extension<Targets>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let (batch, _) = open_to_change(&app, &actor, &targets, id).await?;
    let stored = files::load(&app.db, batch.committee_id, batch.file_id).await?;
    acts::note_download(&app, &actor, &batch, "import.file").await?;
    Ok(attachment(&stored.name, "application/octet-stream", stored.bytes))
}

/// A workbook as a download.
pub fn workbook(name: &str, bytes: Vec<u8>) -> Response {
    attachment(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes)
}

fn attachment(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
