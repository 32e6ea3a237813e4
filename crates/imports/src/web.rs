//! Routes of imports.
use std::collections::BTreeMap;

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use lvzhi_schema::imports::import_batch;
use serde::Deserialize;
use uuid::Uuid;

use super::acts::{self, Confirmed};
use super::downloads::{bad_rows, file, template};
use super::layout::{Layout, Mapping};
use super::list_page::{self, Filter, ListPage};
use super::pages;
use super::preview_page::{self, PreviewPage};
use super::target::{ImportTarget, Targets};
use super::upload::{new, upload};
use super::{BatchState, Counts, RowState, StagedRow, store};
use crate::IMPORTS;
use crate::SEE_IMPORTS;
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::listing::Listing;
use lvzhi_shell::path::Path;
use lvzhi_shell::policy::allows_all;

/// Pages and acts of imports. Whoever keeps a target's data may import it; whoever sees facts may look.
/// The door is open to all who are logged in because the permission depends on the target.
#[must_use]
pub(super) fn routes(routes: AppRoutes) -> AppRoutes {
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
    may_keep(actor, target) || allows_all(actor, SEE_IMPORTS)
}

pub(super) fn refused() -> Error {
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
pub(super) async fn open_to_change<'t>(
    app: &App,
    actor: &Actor,
    targets: &'t Targets,
    id: Uuid,
) -> Result<(import_batch::Model, &'t dyn ImportTarget)> {
    let (batch, target) = open(app, actor, targets, id).await?;
    if may_keep(actor, target) { Ok((batch, target)) } else { Err(refused()) }
}

async fn list(
    State(app): State<App>,
    targets: Targets,
    frame: Frame,
    SignedIn(actor): SignedIn,
    mut listing: Listing,
) -> Result<Response> {
    let seen: Vec<String> = targets
        .iter()
        .filter(|target| may_see(&actor, *target))
        .map(|target| target.id().to_owned())
        .collect();
    if seen.is_empty() {
        return Err(refused());
    }
    let filter = Filter::of(&mut listing, &seen);
    let (total, waiting) = store::counts(&app.db, actor.committee, &filter).await?;
    let span = listing.span(total);
    let batches = store::list(&app.db, actor.committee, &filter, span.offset, span.limit).await?;
    let keeps = targets.iter().any(|target| may_keep(&actor, target));
    let (targets, seen, batches, today) = (&targets, &seen[..], &batches[..], frame.today);
    let body = list_page::page(&listing, &ListPage { targets, seen, batches, total, waiting, keeps, today });
    Ok(frame.page(IMPORTS, "导入", &[], body).into_response())
}

async fn show(
    State(app): State<App>,
    targets: Targets,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    listing: Listing,
) -> Result<Response> {
    let (batch, target) = open(&app, &actor, &targets, id).await?;
    preview_response((&app, &frame, &actor), target, batch, listing, None).await
}

/// The page of a batch; after a refusal with its status and sentence.
async fn preview_response(
    (app, frame, actor): (&App, &Frame, &Actor),
    target: &dyn ImportTarget,
    batch: import_batch::Model,
    mut listing: Listing,
    refusal: Option<(StatusCode, String)>,
) -> Result<Response> {
    let (status, error) = refusal.map_or((StatusCode::OK, None), |(status, error)| (status, Some(error)));
    let counts: Counts = serde_json::from_str(&batch.counts)?;
    let layout: Layout = serde_json::from_str(&batch.mapping)?;
    let state = listing.word("state", "结果", &RowState::WORDS);
    let span = listing.span(state.map_or(counts.rows(), |state| counts.in_state(state)));
    let places = (span.offset, span.limit);
    let rows: Vec<StagedRow> = store::rows_page(&app.db, batch.committee_id, batch.id, state, places).await?;
    let content = PreviewPage {
        twin: store::same_file(&app.db, &batch).await?,
        reversal: store::reversal(&app.db, batch.committee_id, batch.id).await?,
        steps: store::steps(&app.db, batch.committee_id, batch.id).await?,
        keeps: may_keep(actor, target),
        listing: &listing,
        span,
        today: frame.today,
        target,
        batch: &batch,
        counts: &counts,
        layout: &layout,
        rows: &rows,
        state,
        error,
    };
    let body = preview_page::page(&content);
    Ok((status, frame.page(IMPORTS, &batch.file_name, &[("导入", "/imports")], body)).into_response())
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

/// The rows of a batch from the first one, after an act that was refused.
fn from_the_first(batch: &import_batch::Model) -> Listing {
    Listing::read(&format!("/imports/{}", batch.id), b"")
}

async fn correct_mapping(
    State(app): State<App>,
    targets: Targets,
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
            let refusal = Some((StatusCode::UNPROCESSABLE_ENTITY, sentence));
            let listing = from_the_first(&batch);
            preview_response((&app, &frame, &actor), target, batch, listing, refusal).await
        }
    }
}

async fn recheck(
    State(app): State<App>,
    targets: Targets,
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
    targets: Targets,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<ConfirmForm>,
) -> Result<Response> {
    let (batch, target) = open_to_change(&app, &actor, &targets, id).await?;
    let refusal = match unready(&batch, &form)? {
        Some(sentence) => (StatusCode::UNPROCESSABLE_ENTITY, sentence),
        None => match acts::confirm(&app, &actor, target, &batch).await {
            Ok(Confirmed::Done) => return Ok(Redirect::to(&format!("/imports/{id}")).into_response()),
            Ok(Confirmed::Queued(job)) => return Ok(Redirect::to(&format!("/jobs/{job}")).into_response()),
            Err(Error::Conflict(sentence)) => (StatusCode::CONFLICT, sentence),
            Err(error) => return Err(error),
        },
    };
    let listing = from_the_first(&batch);
    preview_response((&app, &frame, &actor), target, batch, listing, Some(refusal)).await
}

/// Why a preview cannot be confirmed yet.
fn unready(batch: &import_batch::Model, form: &ConfirmForm) -> Result<Option<String>> {
    let counts: Counts = serde_json::from_str(&batch.counts)?;
    if batch.state != BatchState::Previewed.id() {
        return Ok(None); // what was written or discarded says so itself
    }
    if counts.effective() == 0 {
        return Ok(Some("没有要新增或更改的行，用不着导入。".into()));
    }
    let unseen = counts.warning > 0 && form.seen != "1";
    Ok(unseen.then(|| {
        let warned = counts.warning;
        format!("有 {warned} 行要看一眼。看过以后请勾选“我看过了”，再确认导入。现在什么也没有写。")
    }))
}

async fn discard(
    State(app): State<App>,
    targets: Targets,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Redirect> {
    let (batch, _) = open_to_change(&app, &actor, &targets, id).await?;
    acts::discard(&app, &actor, &batch).await?;
    Ok(Redirect::to("/imports"))
}

async fn ask_undo(
    State(app): State<App>,
    targets: Targets,
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
    Ok((status, frame.page(IMPORTS, "撤销", &crumbs, body)).into_response())
}

#[derive(Deserialize)]
struct UndoForm {
    #[serde(default)]
    reason: String,
}

async fn undo(
    State(app): State<App>,
    targets: Targets,
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
