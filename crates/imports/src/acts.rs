//! The acts: preview, correct the columns, confirm, discard, undo.
use std::collections::BTreeMap;

use lvzhi_platform::act::By;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::workbook::Table;
use lvzhi_platform::{Act, Action, Error, Result, Unaudited, files, jobs};
use lvzhi_schema::imports::import_batch;
use lvzhi_schema::work::job;
use serde_json::{Value, json};
use uuid::Uuid;

use super::layout::{Layout, Mapping, read_tables};
use super::target::{Examination, Examined, ImportTarget, Options, Targets};
use super::{BatchState, Counts, RowState, store};
use crate::noun;
use lvzhi_shell::app::App;

/// Kind of the job that confirms a large batch.
pub const CONFIRM_JOB: &str = "import.confirm";
/// A batch that writes more rows is confirmed in the background.
pub const BACKGROUND_ROWS: u64 = 2_000;

/// An uploaded file.
pub struct Upload {
    /// Its name on the clerk's machine.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A page of batches of the given targets, newest first, and how many there are.
///
/// # Errors
/// When the database cannot be read.
pub async fn batches(
    app: &App,
    committee: Uuid,
    targets: &[String],
    page: u64,
    size: u64,
) -> Result<(Vec<import_batch::Model>, u64)> {
    store::list(&app.db, committee, targets, page, size).await
}

/// The latest batches of the given targets, in whatever state, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn latest(
    app: &App,
    committee: Uuid,
    targets: &[String],
    most: u64,
) -> Result<Vec<import_batch::Model>> {
    store::latest(&app.db, committee, targets, most).await
}

/// Batches of the given targets that nobody confirmed or discarded yet, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn open_batches(
    app: &App,
    committee: Uuid,
    targets: &[String],
) -> Result<Vec<import_batch::Model>> {
    store::previewed(&app.db, committee, targets).await
}

/// Reads a file, stores it with its preview, gives the batch. A file that cannot be read is refused with
/// the sentence that says why, and nothing is stored.
///
/// # Errors
/// [`Error::Invalid`] for a wrong file.
pub async fn preview(
    app: &App,
    actor: &Actor,
    target: &dyn ImportTarget,
    upload: Upload,
    options: Options,
) -> Result<Uuid> {
    let Upload { name, bytes } = upload;
    let (mut tables, left_out) = read_tables(target, &name, bytes.clone(), app.config.upload_limit).await?;
    for table in &mut tables {
        apply_remembered(app, actor.committee, target, table).await?;
    }
    let (layout, found) = examine(app, actor.committee, target, tables, left_out, &options).await?;
    app.act(actor, async |tx| {
        tx.unaudited(Unaudited::Preview);
        let file_id = files::store(tx, &name, media_type(&name), bytes).await?;
        let batch = import_batch::Model {
            committee_id: actor.committee,
            id: Uuid::now_v7(),
            target: target.id().into(),
            file_id,
            file_name: name,
            state: BatchState::Previewed.id().into(),
            mapping: serde_json::to_string(&layout)?,
            options: serde_json::to_string(&options)?,
            counts: serde_json::to_string(&Counts::of(&found))?,
            created_by: actor.account,
            created_by_name: actor.name.clone(),
            created_at: tx.at(),
            confirmed_at: None,
            undone_at: None,
        };
        let id = batch.id;
        store::insert_batch(tx, batch).await?;
        store::insert_rows(tx, id, &found.rows).await?;
        Ok(id)
    })
    .await
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xls" => "application/vnd.ms-excel",
        _ => "text/csv",
    }
}

async fn apply_remembered(
    app: &App,
    committee: Uuid,
    target: &dyn ImportTarget,
    table: &mut Table,
) -> Result<()> {
    let found = store::remembered(&app.db, committee, target.id(), &table.header_signature()).await?;
    if let Some(text) = found {
        let mapping: BTreeMap<usize, String> = serde_json::from_str(&text)?;
        let known = target.columns();
        // A column that the program no longer knows would silently take the place of a guess.
        if mapping.values().all(|id| known.iter().any(|spec| spec.id == *id)) {
            table.apply_mapping(&mapping);
        }
    }
    Ok(())
}

async fn examine(
    app: &App,
    committee: Uuid,
    target: &dyn ImportTarget,
    mut tables: Vec<Table>,
    left_out: Vec<String>,
    options: &Options,
) -> Result<(Layout, Examined)> {
    let layout = Layout::of(target, &tables, left_out);
    tables.retain(|table| target.missing(table).is_empty());
    let found = if tables.is_empty() {
        Examined::default()
    } else {
        target.examine(Examination { app, committee, options, tables: &tables }).await?
    };
    Ok((layout, found))
}

/// Examines the file of a batch again, with the clerk's mapping (remembered for files with the same
/// headings) or, without one, against what stands in the database now.
///
/// # Errors
/// [`Error::Conflict`] when the batch is no preview any more.
pub async fn remap(
    app: &App,
    actor: &Actor,
    target: &dyn ImportTarget,
    batch: &import_batch::Model,
    mapping: Option<&Mapping>,
) -> Result<()> {
    let file = files::load(&app.db, batch.committee_id, batch.file_id).await?;
    let limit = app.config.upload_limit.max(file.bytes.len());
    let (mut tables, left_out) = read_tables(target, &file.name, file.bytes, limit).await?;
    let before: Layout = serde_json::from_str(&batch.mapping)?;
    for table in &mut tables {
        let kept = || {
            let sheet = before.sheets.iter().find(|sheet| sheet.sheet == table.sheet)?;
            let pairs =
                sheet.columns.iter().filter_map(|heading| Some((heading.index, heading.column.clone()?)));
            Some(pairs.collect::<BTreeMap<_, _>>())
        };
        let chosen = mapping.and_then(|mapping| mapping.get(&table.sheet).cloned());
        if let Some(chosen) = chosen.or_else(kept) {
            table.apply_mapping(&chosen);
        }
    }
    let options: Options = serde_json::from_str(&batch.options)?;
    let remembered: Vec<_> = tables.iter().map(|table| (table.header_signature(), table.mapping())).collect();
    let (layout, found) = examine(app, batch.committee_id, target, tables, left_out, &options).await?;
    let (layout, counts) = (serde_json::to_string(&layout)?, serde_json::to_string(&Counts::of(&found))?);
    app.act(actor, async |tx| {
        tx.unaudited(Unaudited::Preview);
        if !store::replace_preview(tx, batch.id, layout, counts, &found.rows).await? {
            return Err(Error::Conflict("这次导入已经确认或放弃，不能再改列。".into()));
        }
        if mapping.is_some() {
            for (signature, mapping) in remembered {
                store::remember(tx, target.id(), &signature, serde_json::to_string(&mapping)?).await?;
            }
        }
        Ok(())
    })
    .await
}

/// What a confirmation led to.
pub enum Confirmed {
    /// It is written (now or by an earlier click).
    Done,
    /// It is written in the background by this job.
    Queued(Uuid),
}

/// Confirms a preview: at once, or by a job when it is large.
///
/// # Errors
/// [`Error::Conflict`] when the data has moved on since the preview.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    target: &dyn ImportTarget,
    batch: &import_batch::Model,
) -> Result<Confirmed> {
    let counts: Counts = serde_json::from_str(&batch.counts)?;
    if counts.effective() <= BACKGROUND_ROWS || batch.state != BatchState::Previewed.id() {
        write(app, actor.by(), target, batch).await?;
        return Ok(Confirmed::Done);
    }
    let payload = json!({ "batch": batch.id, "account": actor.account, "name": actor.name });
    if let Some(id) =
        store::running_job(&app.db, batch.committee_id, CONFIRM_JOB, &payload.to_string()).await?
    {
        return Ok(Confirmed::Queued(id));
    }
    let title = format!("导入《{}》", batch.file_name);
    let enqueued = app.act(actor, async |tx| {
        tx.unaudited(Unaudited::Job);
        jobs::enqueue(tx, CONFIRM_JOB, &title, &payload).await
    });
    Ok(Confirmed::Queued(enqueued.await?))
}

/// The job of [`CONFIRM_JOB`].
///
/// # Errors
/// As [`confirm`].
pub(super) async fn run_confirm(app: &App, job: &job::Model) -> Result<String> {
    let targets = Targets::of(&app.register);
    let payload: Value = serde_json::from_str(&job.payload)?;
    let text = |key: &str| payload[key].as_str().unwrap_or_default();
    let id: Uuid = text("batch").parse().map_err(Error::internal)?;
    let by = By { account: text("account").parse().ok(), name: text("name").into() };
    let batch = store::find(&app.db, job.committee_id, id).await?;
    let target = targets.find(&batch.target).ok_or_else(|| Error::Invalid("这类导入已经停用。".into()))?;
    let counts: Counts = serde_json::from_str(&batch.counts)?;
    let total = i64::try_from(counts.effective()).unwrap_or(i64::MAX);
    let message = format!("正在写入 {total} 行，约 {} 秒", total / 1_000 + 1);
    jobs::progress(&app.db, app.clock, job, 0, total, &message).await?;
    write(app, by, target, &batch).await?;
    jobs::progress(&app.db, app.clock, job, total, total, "写好了").await?;
    Ok(format!("/imports/{id}"))
}

/// Writes a preview in one transaction; nothing when that was done before.
pub(super) async fn write(
    app: &App,
    by: By,
    target: &dyn ImportTarget,
    batch: &import_batch::Model,
) -> Result<()> {
    app.act_by(batch.committee_id, by, async |tx| {
        let moved = (BatchState::Previewed, BatchState::Confirmed);
        if !advance(tx, batch, moved, "这次导入已经放弃或撤销，没有写入。请重新上传文件。").await?
        {
            return Ok(());
        }
        let rows = store::rows(&**tx, batch.committee_id, batch.id, &WRITTEN).await?;
        let mut counts: Counts = serde_json::from_str(&batch.counts)?;
        let written = target.write(tx, batch, &rows).await?;
        counts.notes.extend(written.notes);
        store::note_counts(tx, batch, &counts).await?;
        note(tx, noun::CONFIRM, batch, &counts, written.detail);
        Ok(())
    })
    .await
}

/// The rows of a preview that are written.
const WRITTEN: [RowState; 3] = [RowState::New, RowState::Changed, RowState::Warning];

/// Moves a batch on. False: a second click, it had been moved before; else the refusal.
async fn advance(
    tx: &mut Act,
    batch: &import_batch::Model,
    (from, to): (BatchState, BatchState),
    refusal: &str,
) -> Result<bool> {
    if store::advance(tx, batch, from, to).await? {
        return Ok(true);
    }
    if BatchState::parse(&store::state(tx, batch.id).await?) == Some(to) {
        tx.unaudited(Unaudited::Nothing);
        return Ok(false);
    }
    Err(Error::Conflict(refusal.into()))
}

fn note(tx: &mut Act, action: Action, batch: &import_batch::Model, counts: &Counts, detail: Value) {
    let detail = json!({
        "target": batch.target,
        "file": batch.file_name,
        "added": counts.will_add,
        "changed": counts.will_change,
        "same": counts.same,
        "left_out": counts.error,
        "detail": detail,
    });
    tx.note(action, noun::IMPORT.subject(batch.id), detail);
}

/// Gives a preview up; a second click does nothing.
///
/// # Errors
/// [`Error::Conflict`] when it is written already.
pub async fn discard(app: &App, actor: &Actor, batch: &import_batch::Model) -> Result<()> {
    app.act(actor, async |tx| {
        let moved = (BatchState::Previewed, BatchState::Discarded);
        if advance(tx, batch, moved, "这次导入已经写入，不能放弃；可以撤销。").await? {
            let counts: Counts = serde_json::from_str(&batch.counts)?;
            note(tx, noun::DISCARD, batch, &counts, Value::Null);
        }
        Ok(())
    })
    .await
}

/// Takes a written batch back by a compensating act; a second click does nothing.
///
/// # Errors
/// [`Error::Conflict`] when later data depends on it; nothing is changed then.
pub async fn undo(
    app: &App,
    actor: &Actor,
    target: &dyn ImportTarget,
    batch: &import_batch::Model,
    reason: &str,
) -> Result<()> {
    app.act(actor, async |tx| {
        let moved = (BatchState::Confirmed, BatchState::Undone);
        if !advance(tx, batch, moved, "这次导入还没有写入，用不着撤销。").await? {
            return Ok(());
        }
        let rows = store::rows(&**tx, batch.committee_id, batch.id, &WRITTEN).await?;
        let mut counts: Counts = serde_json::from_str(&batch.counts)?;
        let written = target.undo(tx, batch, &rows).await?;
        counts.notes = written.notes;
        store::note_counts(tx, batch, &counts).await?;
        store::insert_reversal(tx, batch.id, actor.account, reason).await?;
        let detail = json!({ "reason": reason, "undone": written.detail });
        note(tx, noun::UNDO, batch, &counts, detail);
        Ok(())
    })
    .await
}

/// Enters in the audit trail that somebody took personal data out.
pub(super) async fn note_download(
    app: &App,
    actor: &Actor,
    batch: &import_batch::Model,
    action: Action,
) -> Result<()> {
    app.act(actor, async |tx| {
        let detail = json!({ "target": batch.target, "file": batch.file_name });
        tx.note(action, noun::IMPORT.subject(batch.id), detail);
        Ok(())
    })
    .await
}
