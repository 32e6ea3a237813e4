//! What can be imported, and what a target does with the rows of a file.
//!
//! Several modules above this one have targets, so they implement a trait. The generic pages find a target
//! by its id in [`Targets`], which `schedule` fills; its methods return boxed futures to be callable there.
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use lvzhi_platform::workbook::{ColumnSpec, Table};
use lvzhi_platform::{Act, Result};
use lvzhi_schema::imports::import_batch;
use serde_json::Value;
use uuid::Uuid;

use super::{RowDraft, StagedRow};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use lvzhi_shell::app::App;
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::Permission;
use lvzhi_shell::register::Register;

/// What was chosen on the upload form: option id to value. A ticked flag is "1", an unticked one is absent.
pub type Options = BTreeMap<String, String>;

/// One question on the upload form beside the file.
#[derive(Clone, Debug)]
pub struct OptionSpec {
    /// Name in the form and in [`Options`].
    pub id: &'static str,
    /// Its label.
    pub label: &'static str,
    /// A sentence below.
    pub hint: &'static str,
    /// What is asked.
    pub kind: OptionKind,
}

/// What kind of answer an option has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// A year; this year is offered.
    Year,
    /// A line of text.
    Text,
    /// A day.
    Day,
    /// Yes or no.
    Flag,
}

/// What a target looks at when it examines a file. Reads only.
#[derive(Clone, Copy)]
pub struct Examination<'a> {
    /// The application: database for reading, clock.
    pub app: &'a App,
    /// Whose data.
    pub committee: Uuid,
    /// The answers of the upload form.
    pub options: &'a Options,
    /// The tables that have all required columns, their columns mapped.
    pub tables: &'a [Table],
}

/// What a target found in a file.
#[derive(Clone, Debug, Default)]
pub struct Examined {
    /// Row by row.
    pub rows: Vec<RowDraft>,
    /// What holds for many rows at once and somebody must know before he confirms: “20 位委员没有写任职起，按 … 记”.
    pub notes: Vec<String>,
}

impl From<Vec<RowDraft>> for Examined {
    fn from(rows: Vec<RowDraft>) -> Self {
        Self { rows, notes: Vec::new() }
    }
}

/// What was written or taken back, for the audit trail and the result page.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Sentences for the result page: “新建界别 2 个”.
    pub notes: Vec<String>,
    /// For the audit trail.
    pub detail: Value,
}

/// Something that can be imported.
pub trait ImportTarget: Send + Sync {
    /// Identifier, as stored with the batch and used in addresses.
    fn id(&self) -> &str;
    /// As printed: “委员名册”.
    fn label(&self) -> &str;
    /// Heading under which the choice of targets lists it.
    fn group(&self) -> &str {
        "人员"
    }
    /// One sentence: which file belongs here.
    fn hint(&self) -> &str;
    /// Who may import it.
    fn permission(&self) -> Permission;
    /// The columns it knows.
    fn columns(&self) -> Vec<ColumnSpec>;
    /// What else the upload form asks.
    fn options(&self) -> Vec<OptionSpec> {
        Vec::new()
    }
    /// Labels of the columns without which this table cannot be read.
    fn missing(&self, table: &Table) -> Vec<String> {
        table.missing(&self.columns()).into_iter().map(|spec| spec.label.clone()).collect()
    }
    /// Where the imported things are seen.
    fn list_path(&self) -> &str;
    /// Looks at every row and says what would be done with it. Changes nothing.
    fn examine<'a>(&'a self, question: Examination<'a>) -> BoxFuture<'a, Result<Examined>>;
    /// Writes the given rows (new, changed, and warned of; never errors). Must refuse with
    /// [`lvzhi_platform::Error::Conflict`] when the data has moved on since the preview.
    fn write<'a>(
        &'a self,
        tx: &'a Act,
        batch: &'a import_batch::Model,
        rows: &'a [StagedRow],
    ) -> BoxFuture<'a, Result<Written>>;
    /// Takes back what [`ImportTarget::write`] wrote, or refuses with a sentence and changes nothing.
    fn undo<'a>(
        &'a self,
        tx: &'a Act,
        batch: &'a import_batch::Model,
        rows: &'a [StagedRow],
    ) -> BoxFuture<'a, Result<Written>>;
}

/// All targets that the slices have registered.
#[derive(Clone)]
pub struct Targets(Arc<Register>);

impl FromRequestParts<App> for Targets {
    type Rejection = Infallible;

    async fn from_request_parts(_parts: &mut Parts, app: &App) -> std::result::Result<Self, Infallible> {
        Ok(Self::of(&app.register))
    }
}

impl Targets {
    /// Those of a register, in the order in which they are offered.
    #[must_use]
    pub fn of(register: &Arc<Register>) -> Self {
        Self(register.clone())
    }

    /// The target with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&dyn ImportTarget> {
        self.iter().find(|target| target.id() == id)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &dyn ImportTarget> {
        self.0.all::<Box<dyn ImportTarget>>().iter().map(Box::as_ref)
    }
}
