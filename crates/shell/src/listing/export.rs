//! A list as a workbook: with the columns of the page, and an audit event that says who took what.
use axum::response::Response;
use lvzhi_platform::act::Action;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::sheet_export::{SheetSpec, workbook_bytes};
use lvzhi_platform::{Error, Result};
use serde_json::json;

use super::{Column, Listing, columns};
use crate::app::App;
use crate::download;

/// Most rows of one workbook: more are opened by nobody, and a workbook is made in memory.
pub const MOST_EXPORTED: u64 = 200_000;

/// What is taken out.
pub struct Export<'a> {
    /// The act as the audit trail names it.
    pub action: Action,
    /// What it is done to.
    pub subject: &'a str,
    /// What the rows are, as in a sentence, with the word they are counted by: 条事实.
    pub counted: &'a str,
    /// Name of the file before its date.
    pub file: &'a str,
    /// What the audit trail should know beside the number of rows and the filters.
    pub detail: &'a [(&'a str, bool)],
}

impl Export<'_> {
    /// Refuses what would be nothing or too much.
    ///
    /// # Errors
    /// With the number of rows and what to do.
    pub fn check(&self, total: u64) -> Result<()> {
        if total == 0 {
            return Err(Error::NotFound(format!("没有一{}符合条件，没有导出。", self.counted)));
        }
        if total > MOST_EXPORTED {
            return Err(Error::Invalid(format!(
                "符合条件的有 {total} {}，一次最多导出 {MOST_EXPORTED}。请加上条件分几次导出，这次没有导出。",
                self.counted
            )));
        }
        Ok(())
    }
}

impl Listing {
    /// The sheet of these rows, in the order in which they come.
    pub fn sheet<'r, T: 'r, C>(
        name: &str,
        columns: &[Column<'_, T, C>],
        rows: impl IntoIterator<Item = &'r T>,
        seen: &C,
    ) -> SheetSpec {
        columns::sheet(name, columns, rows, seen)
    }
}

/// Gives these sheets as a file, and notes it.
///
/// # Errors
/// When Excel could not hold them, or the note cannot be written.
pub async fn export(
    app: &App,
    actor: &Actor,
    listing: &Listing,
    export: &Export<'_>,
    sheets: Vec<SheetSpec>,
) -> Result<Response> {
    let count: usize = sheets.iter().map(|sheet| sheet.rows.len()).sum();
    let make = move || workbook_bytes(&sheets);
    let bytes = tokio::task::spawn_blocking(make).await.map_err(Error::internal)?.map_err(Error::internal)?;
    let mut detail = json!({ "count": count, "filter": listing.detail() });
    for (name, value) in export.detail {
        detail[*name] = (*value).into();
    }
    app.act(actor, async |tx| {
        tx.note(export.action, export.subject, detail);
        Ok(())
    })
    .await?;
    Ok(download::workbook(&format!("{}-{}.xlsx", export.file, app.clock.today()), bytes))
}
