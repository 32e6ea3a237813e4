//! Importing a file without a browser: the command line, the demo. The same acts as the pages.
use lvzhi_platform::auth::Actor;
use lvzhi_platform::workbook::{Limits, read_workbook};
use lvzhi_platform::{Error, Result};

use super::{catalogue, import_target, intake};
use crate::app::App;
use crate::imports::{self, Counts, ImportTarget, Upload};

/// What is said beside the file.
#[derive(Clone, Debug, Default)]
pub struct FileOptions {
    /// Kind of the catalogue; none: guessed.
    pub kind: Option<String>,
    /// Year of dates without one.
    pub year: Option<i32>,
    /// Unit that recorded, where the file names none.
    pub recorder: String,
    /// Rows that do not say so count as confirmed.
    pub confirmed: bool,
    /// Only look; write nothing.
    pub preview_only: bool,
}

/// A row that was left out or should be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetProblem {
    /// Sheet.
    pub sheet: String,
    /// Row, from 1.
    pub row: i32,
    /// It was left out.
    pub left_out: bool,
    /// The sentences.
    pub sentences: Vec<String>,
}

/// What an import did.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// Id of the batch.
    pub batch: uuid::Uuid,
    /// Kind of the catalogue.
    pub kind: String,
    /// Rows by state, with the sentences about what was written.
    pub counts: Counts,
    /// Rows with problems, in order.
    pub problems: Vec<SheetProblem>,
}

/// Imports a workbook of facts: guess the kind, preview, confirm. `progress` is told what is being done.
///
/// # Errors
/// [`Error::Invalid`] with the sentence for the clerk when the file cannot be read or no kind fits.
pub async fn import_facts_file(
    app: &App,
    by: &Actor,
    name: &str,
    bytes: Vec<u8>,
    options: &FileOptions,
    progress: &mut (dyn FnMut(&str) + Send),
) -> Result<ImportReport> {
    let kind = match &options.kind {
        Some(kind) => catalogue().kind_by_name(kind).map(|kind| kind.id.clone()),
        None => guess(name, bytes.clone()).await?,
    };
    let kind =
        kind.ok_or_else(|| Error::Invalid(format!("看不出《{name}》是哪一类事实。请指明种类后再导入。")))?;
    let targets = import_target::import_targets();
    let target = targets.iter().find(|target| target.id() == kind);
    let target: &dyn ImportTarget =
        target.map(Box::as_ref).ok_or_else(|| Error::Invalid(format!("没有“{kind}”这类事实。")))?;
    progress(&format!("{name}：按“{}”读取", target.label()));
    let answers = import_target::options(options.year, &options.recorder, options.confirmed);
    let upload = Upload { name: name.to_owned(), bytes };
    let batch = imports::preview(app, by, target, upload, answers).await?;
    let outcome = imports::outcome(app, by.committee, batch).await?;
    let (mut counts, rows) = (outcome.counts, outcome.rows);
    if !options.preview_only && counts.effective() > 0 {
        progress(&format!("{name}：写入 {} 行", counts.effective()));
        counts = imports::confirm_now(app, by, target, batch).await?;
    }
    let problems = rows.into_iter().map(|row| SheetProblem {
        sheet: row.sheet,
        row: row.row_number,
        left_out: row.state == imports::RowState::Error,
        sentences: row
            .problems
            .into_iter()
            .map(|problem| format!("{}{}", problem.place, problem.message))
            .collect(),
    });
    Ok(ImportReport { batch, kind, problems: problems.collect(), counts })
}

async fn guess(name: &str, bytes: Vec<u8>) -> Result<Option<String>> {
    let name = name.to_owned();
    let guess = move || {
        let book = read_workbook(&name, &bytes, &Limits::default())
            .map_err(|error| Error::Invalid(error.to_string()))?;
        Ok(intake::guess_kind(catalogue(), &name, &book).into_iter().next().map(|guess| guess.kind))
    };
    tokio::task::spawn_blocking(guess).await.map_err(Error::internal)?
}
