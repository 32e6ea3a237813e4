//! One import target for each kind of fact.
use lvzhi_platform::workbook::{ColumnSpec, Table};
use lvzhi_platform::{Act, Error, Result};
use lvzhi_schema::imports::import_batch;
use lvzhi_scoring::Kind;
use serde_json::json;

use super::intake::{self, Settings};
use super::{catalogue, facts};
use crate::KEEP_FACTS;
use crate::record::{FactDraft, Seen, columns, store};
use lvzhi_imports::{
    Examination, Examined, ImportTarget, OptionKind, OptionSpec, Options, StagedRow, Written,
};
use lvzhi_people as people;
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::Permission;

/// Option: year of dates without one.
pub const YEAR: &str = "year";
/// Option: unit that recorded.
pub const RECORDER: &str = "recorder";
/// Option: confirmed already.
pub const CONFIRMED: &str = "confirmed";

/// All targets, in the order of the catalogue.
#[must_use]
pub fn import_targets() -> Vec<Box<dyn ImportTarget>> {
    catalogue().kinds.iter().map(|kind| Box::new(FactTarget::new(kind)) as Box<dyn ImportTarget>).collect()
}

struct FactTarget {
    kind: &'static Kind,
    hint: String,
}

impl FactTarget {
    fn new(kind: &'static Kind) -> Self {
        let mut names: Vec<&str> = kind.attributes.iter().map(|attribute| attribute.label.as_str()).collect();
        names.extend(kind.roles.iter().map(|role| role.label.as_str()));
        names.extend(kind.quantity.iter().map(|quantity| quantity.label.as_str()));
        let matrix = if kind.attribute("presence").is_some() {
            "；也可以一人一行、一会一列，格里写 √ 请假 缺席"
        } else {
            ""
        };
        Self { kind, hint: format!("姓名、日期、{}{matrix}", names.join("、")) }
    }
}

fn settings(question: &Examination<'_>) -> Settings {
    let text = |id: &str| question.options.get(id).map(String::as_str).unwrap_or_default();
    Settings {
        year: text(YEAR).parse().ok(),
        recorder: text(RECORDER).to_owned(),
        confirmed: text(CONFIRMED) == "1",
        today: question.app.clock.today(),
    }
}

impl ImportTarget for FactTarget {
    fn id(&self) -> &str {
        &self.kind.id
    }

    fn label(&self) -> &str {
        &self.kind.label
    }

    fn group(&self) -> &str {
        "履职记录"
    }

    fn hint(&self) -> &str {
        &self.hint
    }

    fn permission(&self) -> Permission {
        KEEP_FACTS
    }

    fn columns(&self) -> Vec<ColumnSpec> {
        columns::columns(self.kind)
    }

    fn options(&self) -> Vec<OptionSpec> {
        vec![
            OptionSpec {
                id: YEAR, label: "年份", hint: "表里的日期没有写年份时用", kind: OptionKind::Year
            },
            OptionSpec {
                id: RECORDER,
                label: "记录单位",
                hint: "表里没有“记录单位”时用",
                kind: OptionKind::Text,
            },
            OptionSpec {
                id: CONFIRMED,
                label: "已经组织单位确认",
                hint: "表里没有“确认人”“是否确认”时用；不勾选的，导入后再确认才计分",
                kind: OptionKind::Flag,
            },
        ]
    }

    fn missing(&self, table: &Table) -> Vec<String> {
        // Our own export has a sheet for each kind; a sheet that names another kind is not ours.
        if let Some(other) =
            catalogue().kind_by_name(table.sheet.trim()).filter(|other| other.id != self.kind.id)
        {
            return vec![format!("{}的列（这张表是“{}”，请按那一类导入）", self.kind.label, other.label)];
        }
        intake::missing(self.kind, table, Some(2000))
    }

    fn list_path(&self) -> &str {
        "/facts"
    }

    fn examine<'a>(&'a self, question: Examination<'a>) -> BoxFuture<'a, Result<Examined>> {
        Box::pin(async move {
            let settings = settings(&question);
            let db = question.app.db.read();
            let roster = people::roster(&question.app.db, question.committee).await?;
            let seen = match intake::span(self.kind, question.tables, settings.year) {
                Some(span) => store::seen(db, question.committee, self.kind, span).await?,
                None => Seen::default(),
            };
            let (kind, tables) = (self.kind, question.tables.to_vec());
            // A year's attendance is 50 000 cells: not on a thread that serves pages.
            let read = move || intake::read(kind, &tables, &roster, seen, &settings);
            Ok(tokio::task::spawn_blocking(read).await.map_err(Error::internal)?.into())
        })
    }

    fn write<'a>(
        &'a self,
        tx: &'a Act,
        batch: &'a import_batch::Model,
        rows: &'a [StagedRow],
    ) -> BoxFuture<'a, Result<Written>> {
        Box::pin(async move { write(self.kind, tx, batch, rows).await })
    }

    fn undo<'a>(
        &'a self,
        tx: &'a Act,
        batch: &'a import_batch::Model,
        _rows: &'a [StagedRow],
    ) -> BoxFuture<'a, Result<Written>> {
        Box::pin(async move {
            let corrected = facts::corrected_of_batch(tx, batch.id).await?;
            if corrected > 0 {
                return Err(Error::Conflict(format!(
                    "这次导入的履职记录里有 {corrected} 条后来更正过，更正后的还在计分。\
                     请先把这 {corrected} 条撤回，再撤销导入。什么也没有撤销。"
                )));
            }
            let count = facts::count_of_batch(tx, batch.id).await?;
            let notes = vec![format!("{count} 条履职记录不再计分，记录都还在")];
            Ok(Written { notes, detail: json!({ "facts": count }) })
        })
    }
}

async fn write(kind: &Kind, tx: &Act, batch: &import_batch::Model, rows: &[StagedRow]) -> Result<Written> {
    let mut drafts: Vec<(&StagedRow, FactDraft)> = Vec::new();
    for row in rows.iter().filter(|row| !row.record.is_null()) {
        let facts: Vec<FactDraft> = serde_json::from_value(row.record.clone())?;
        drafts.extend(facts.into_iter().map(|fact| (row, fact)));
    }
    let days = drafts.iter().map(|(_, fact)| fact.occurred_on);
    let Some(span) = days.clone().min().zip(days.max()) else { return Ok(Written::default()) };
    let seen = store::seen(&**tx, tx.committee(), kind, span).await?;
    let repeated = drafts.iter().filter(|(_, fact)| seen.contains(kind, fact)).count();
    if repeated > 0 {
        return Err(Error::Conflict(format!(
            "预览以后，表里的 {repeated} 条履职记录已由别的途径登记了。请点“重新核对”再确认；现在什么也没有写。"
        )));
    }
    let mut models = Vec::with_capacity(drafts.len());
    for (row, mut fact) in drafts {
        if fact.document.is_empty() {
            fact.document = format!("《{}》{} 第 {} 行", batch.file_name, row.sheet, row.row_number);
        }
        let from = store::Provenance { batch: Some((batch.id, row.ordinal)), ..Default::default() };
        models.push(store::row(tx, &kind.id, fact, from)?);
    }
    let count = models.len();
    let waiting = models.iter().filter(|row| row.confirmed_by.is_empty()).count();
    store::insert(tx, models).await?;
    let mut notes = vec![format!("登记{} {count} 条", kind.label)];
    if waiting > 0 {
        notes.push(format!("其中 {waiting} 条还没有确认，确认以后才计分"));
    }
    Ok(Written { notes, detail: json!({ "kind": kind.id, "facts": count, "unconfirmed": waiting }) })
}

/// The options of an import as the upload form gives them.
#[must_use]
pub fn options(year: Option<i32>, recorder: &str, confirmed: bool) -> Options {
    let mut options = Options::new();
    options.extend(year.map(|year| (YEAR.to_owned(), year.to_string())));
    if !recorder.is_empty() {
        options.insert(RECORDER.into(), recorder.into());
    }
    if confirmed {
        options.insert(CONFIRMED.into(), "1".into());
    }
    options
}
