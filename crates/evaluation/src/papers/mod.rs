//! Results on paper: the circular as an official document, ranking and score sheets as workbooks.
//! Every number comes from the rows that fill the pages.
mod circular;
mod issued;
mod sheets;
pub mod web;
mod workbooks;

use std::sync::Arc;

use lvzhi_platform::{Database, Result};
use lvzhi_schema::evaluation::cycle;
use uuid::Uuid;

use super::results::{self, Filter, Row};
use super::runs::{self, RunHead};
use super::schemes::{self, Rulebook};

pub use circular::circular;
pub(crate) use issued::PAPER_KINDS;
pub use sheets::{sheets_document, unit_sheets};
pub use web::record_export;
pub use workbooks::{ranking_workbook, score_workbook, scores_workbook};

/// Everything the papers of a run are made from.
pub struct Material {
    /// The cycle.
    pub cycle: cycle::Model,
    /// The run.
    pub head: Arc<RunHead>,
    /// The rules.
    pub rulebook: Arc<Rulebook>,
    /// All ranked people, by place.
    pub rows: Vec<Row>,
    /// Those not ranked.
    pub exempt: Vec<Row>,
}

impl Material {
    /// Reads it.
    ///
    /// # Errors
    /// When the run is not there.
    pub async fn load(db: &Database, cycle: cycle::Model, run: Uuid) -> Result<Self> {
        let committee = cycle.committee_id;
        let everybody = i64::MAX.unsigned_abs();
        let exempt = Filter { exempt: true, ..Filter::default() };
        Ok(Self {
            head: runs::head(db, committee, run).await?,
            rulebook: schemes::rulebook(db, committee, cycle.scheme_id).await?,
            rows: results::rows(db, committee, run, &Filter::default(), 0, everybody).await?.0,
            exempt: results::rows(db, committee, run, &exempt, 0, everybody).await?.0,
            cycle,
        })
    }
}
