//! Imports without a browser: the same preview and the same confirmation, in one go.
use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use uuid::Uuid;

use super::target::ImportTarget;
use super::{Counts, RowState, StagedRow, acts, store};
use crate::app::App;

/// What a preview found.
pub struct Outcome {
    /// Rows by state.
    pub counts: Counts,
    /// The rows with an error or a warning, in the order of the file.
    pub rows: Vec<StagedRow>,
}

/// What the preview of a batch found.
///
/// # Errors
/// When there is no such batch.
pub async fn outcome(app: &App, committee: Uuid, batch: Uuid) -> Result<Outcome> {
    let batch = store::find(&app.db, committee, batch).await?;
    let rows = store::rows(app.db.read(), committee, batch.id, &[RowState::Error, RowState::Warning]).await?;
    Ok(Outcome { counts: serde_json::from_str(&batch.counts)?, rows })
}

/// Confirms a batch at once, whatever its size, and gives its counts with the notes of the target.
///
/// # Errors
/// [`lvzhi_platform::Error::Conflict`] when the data has moved on since the preview.
pub async fn confirm_now(app: &App, actor: &Actor, target: &dyn ImportTarget, batch: Uuid) -> Result<Counts> {
    let row = store::find(&app.db, actor.committee, batch).await?;
    acts::write(app, actor.by(), target, &row).await?;
    let row = store::find(&app.db, actor.committee, batch).await?;
    Ok(serde_json::from_str(&row.counts)?)
}
