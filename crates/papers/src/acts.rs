//! Issuing a paper and declaring one void.
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use lvzhi_gongwen::wording::document_number;
use lvzhi_platform::audit::sm3_hex;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::{Act, Error, Result, Unaudited, files};
use lvzhi_schema::papers::{paper, paper_series, paper_void};
use lvzhi_shell::app::App;
use lvzhi_shell::download::DOCX;
use lvzhi_shell::holder::{self, Seen};
use serde_json::json;
use uuid::Uuid;

use crate::kind::find;
use crate::{PaperKind, noun, store};

/// The number that was chosen for a paper, and its day.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The letters of the office: 云岭政协办发.
    pub code: String,
    /// Place in the year, from 1.
    pub sequence: i32,
    /// Day of the paper; its year is that of the number.
    pub issued_on: NaiveDate,
}

impl Choice {
    /// The number as printed.
    #[must_use]
    pub fn number(&self) -> String {
        document_number(&self.code, self.issued_on.year(), self.sequence.unsigned_abs())
    }
}

/// A kind of paper that this person may issue, and the object it is made from.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] for whoever may not.
pub async fn issuable(app: &App, actor: &Arc<Actor>, kind: &str, id: Uuid) -> Result<(PaperKind, Seen)> {
    let kind = *find(&app.register, kind).ok_or_else(|| Error::NotFound("没有这种公文。".into()))?;
    let seen = holder::see(app, actor, kind.of.id, id).await?;
    if !kind.may_issue(actor) {
        return Err(Error::Forbidden(format!("您的身份不能印发{}。", kind.label)));
    }
    Ok((kind, seen))
}

/// Makes the paper of an object, gives it its number and files it; gives its id. A second click finds it issued.
///
/// # Errors
/// Those of [`PaperKind::compose`]; [`Error::Conflict`] when the number is given already.
pub async fn issue(
    app: &App,
    actor: &Arc<Actor>,
    kind: &PaperKind,
    seen: &Seen,
    choice: &Choice,
) -> Result<Uuid> {
    let mut document = (kind.compose)(app.clone(), actor.clone(), seen.anchor(), choice.issued_on).await?;
    if let Some(letterhead) = &mut document.letterhead {
        letterhead.number = choice.number();
    }
    let title: String = document.title.split('\n').collect();
    let write = move || document.to_docx();
    let bytes =
        tokio::task::spawn_blocking(write).await.map_err(Error::internal)?.map_err(Error::internal)?;
    app.act(actor, async |act| {
        let series = series(act, &choice.code).await?;
        if let Some(other) = store::numbered(act, series, choice).await? {
            let is_second_click = other.kind == kind.id
                && other.holder_id == seen.anchor()
                && other.issued_on == choice.issued_on
                && act.is_second_click(other.issued_by, other.issued_at)
                && store::void_in(act, other.id).await?.is_none();
            if !is_second_click {
                return Err(taken(act, series, choice, &other).await?);
            }
            act.unaudited(Unaudited::Nothing);
            return Ok(other.id);
        }
        let row = filed(act, kind, seen, choice, series, &title, bytes).await?;
        let (id, detail) =
            (row.id, json!({ "number": row.number, "title": row.title, "digest": row.digest }));
        store::insert(act, row).await?;
        act.note(noun::ISSUE, noun::PAPER.subject(id), detail);
        Ok(id)
    })
    .await
}

/// The next number of a series in the year of a day; 1 when it has none yet.
///
/// # Errors
/// When the database cannot be read.
pub async fn next(app: &App, committee: Uuid, code: &str, day: NaiveDate) -> Result<i32> {
    let series = store::series(app.db.read(), committee).await?;
    let Some(series) = series.into_iter().find(|series| series.code == code) else { return Ok(1) };
    Ok(store::last(app.db.read(), committee, series.id, day.year()).await? + 1)
}

async fn taken(act: &Act, series: Uuid, choice: &Choice, other: &paper::Model) -> Result<Error> {
    let next = store::last(&**act, act.committee(), series, choice.issued_on.year()).await? + 1;
    Ok(Error::Conflict(format!(
        "{}已经给了《{}》，没有印发。下一个没有用过的是 {next} 号。",
        other.number, other.title
    )))
}

/// The series of this code; begun when there is none.
async fn series(act: &mut Act, code: &str) -> Result<Uuid> {
    if let Some(series) = store::series(&**act, act.committee()).await?.into_iter().find(|s| s.code == code) {
        return Ok(series.id);
    }
    let id = Uuid::now_v7();
    let row = paper_series::Model {
        committee_id: act.committee(),
        id,
        code: code.to_owned(),
        begun_by: account(act)?,
        begun_at: act.at(),
    };
    store::insert_series(act, row).await?;
    act.note(noun::BEGIN_SERIES, "paper_series", json!({ "name": code }));
    Ok(id)
}

async fn filed(
    act: &Act,
    kind: &PaperKind,
    seen: &Seen,
    choice: &Choice,
    series: Uuid,
    title: &str,
    bytes: Vec<u8>,
) -> Result<paper::Model> {
    let digest = sm3_hex(&bytes);
    let name = format!("{} {title}.docx", choice.number());
    Ok(paper::Model {
        committee_id: act.committee(),
        id: Uuid::now_v7(),
        kind: kind.id.to_owned(),
        holder_kind: seen.kind().id.to_owned(),
        holder_id: seen.anchor(),
        holder_title: seen.title().to_owned(),
        title: title.to_owned(),
        series_id: series,
        year: choice.issued_on.year(),
        sequence: choice.sequence,
        number: choice.number(),
        issued_on: choice.issued_on,
        issued_by: account(act)?,
        issued_by_name: act.by().name.clone(),
        issued_at: act.at(),
        file_id: files::store(act, &name, DOCX, bytes).await?,
        digest,
    })
}

/// Declares a paper void; a second click does nothing. Its number is not given again.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn declare_void(app: &App, actor: &Actor, paper: &paper::Model, reason: &str) -> Result<()> {
    app.act(actor, async |act| {
        if store::void_in(act, paper.id).await?.is_some() {
            act.unaudited(Unaudited::Nothing);
            return Ok(());
        }
        let row = paper_void::Model {
            committee_id: act.committee(),
            paper_id: paper.id,
            reason: reason.to_owned(),
            voided_by: account(act)?,
            voided_by_name: act.by().name.clone(),
            voided_at: act.at(),
        };
        store::insert_void(act, row).await?;
        let detail = json!({ "number": paper.number, "title": paper.title, "reason": reason });
        act.note(noun::VOID, noun::PAPER.subject(paper.id), detail);
        Ok(())
    })
    .await
}

/// Enters that a file left: before it does.
///
/// # Errors
/// When the database refuses; then it may not leave.
pub(crate) async fn take_out(app: &App, actor: &Actor, paper: &paper::Model) -> Result<()> {
    app.act(actor, async |act| {
        let detail = json!({ "number": paper.number, "title": paper.title });
        act.note(noun::TAKE, noun::PAPER.subject(paper.id), detail);
        Ok(())
    })
    .await
}

fn account(act: &Act) -> Result<Uuid> {
    act.by().account.ok_or_else(|| Error::internal(anyhow::anyhow!("papers are issued by people")))
}
