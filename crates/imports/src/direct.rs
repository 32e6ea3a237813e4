//! Imports without a browser, for the command line and the demo: the same preview and the same confirmation.
use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use uuid::Uuid;

use super::target::{ImportTarget, Options};
use super::{Counts, Effect, RowState, StagedRow, Upload, acts, store};
use lvzhi_shell::app::App;

/// A row that was left out, or that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// Sheet.
    pub sheet: String,
    /// Row, from 1.
    pub row: i32,
    /// Nothing of it was written: it is wrong, or the same as another one.
    pub left_out: bool,
    /// The sentences, each with its place.
    pub sentences: Vec<String>,
}

/// What an import did.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// Id of the batch; its page is `/imports/{id}`.
    pub batch: Uuid,
    /// Id of the target.
    pub target: String,
    /// Rows by state, with the sentences about what was written.
    pub counts: Counts,
    /// Rows with problems, in the order of the file.
    pub problems: Vec<RowProblem>,
}

/// Imports a file in one go. Rows with errors are left out, those with warnings are written.
/// `look_only`: leaves the preview for somebody to confirm in the browser.
///
/// # Errors
/// [`lvzhi_platform::Error::Invalid`] with the sentence for the clerk when the file cannot be read.
pub async fn import_file(
    app: &App,
    by: &Actor,
    target: &dyn ImportTarget,
    upload: Upload,
    options: Options,
    look_only: bool,
) -> Result<ImportReport> {
    let id = acts::preview(app, by, target, upload, options).await?;
    let batch = store::find(&app.db, by.committee, id).await?;
    let mut counts: Counts = serde_json::from_str(&batch.counts)?;
    let rows = store::rows(app.db.read(), by.committee, id, &[RowState::Error, RowState::Warning]).await?;
    if !look_only && counts.effective() > 0 {
        acts::write(app, by.by(), target, &batch).await?;
        counts = serde_json::from_str(&store::find(&app.db, by.committee, id).await?.counts)?;
    }
    let problems = rows.into_iter().map(problem).collect();
    Ok(ImportReport { batch: id, target: target.id().to_owned(), counts, problems })
}

fn problem(row: StagedRow) -> RowProblem {
    let sentence = |problem: super::Problem| match problem.place.as_str() {
        "" => problem.message,
        place => format!("{place}：{}", problem.message),
    };
    RowProblem {
        left_out: row.state == RowState::Error || row.effect == Effect::Same,
        sheet: row.sheet,
        row: row.row_number,
        sentences: row.problems.into_iter().map(sentence).collect(),
    }
}
