//! Routes of papers: what leaves the program is entered in the audit trail first.
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use lvzhi_people::SEE_MEMBER;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Action, Error, Result};
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::download;
use lvzhi_shell::path::Path;
use lvzhi_shell::policy::EXPORT;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::results::score_page::Score;
use crate::results::{Row, load_score, score_sheet, visible_run};
use crate::{bundle, cycles, noun, runs};

/// Registers the papers of a cycle.
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    use Access::May;
    routes
        .post("/evaluation/cycles/{cycle}/ranking.xlsx", May(EXPORT), ranking_workbook)
        .post("/evaluation/cycles/{cycle}/scores.xlsx", May(EXPORT), scores_workbook)
        .post("/evaluation/cycles/{cycle}/circular.docx", May(EXPORT), circular)
        .post("/evaluation/cycles/{cycle}/bundle.zip", May(EXPORT), bundle_file)
        .post("/evaluation/cycles/{cycle}/sheets.docx", May(EXPORT), sheets)
        .post("/evaluation/cycles/{cycle}/members/{member}/score.xlsx", May(SEE_MEMBER), score_workbook)
        .post("/evaluation/cycles/{cycle}/members/{member}/sheet.docx", May(SEE_MEMBER), sheet)
}

/// Everything a paper is made from, read for somebody who may take it out.
async fn material(app: &App, actor: &Actor, cycle: Uuid) -> Result<super::Material> {
    let cycle = cycles::find(&app.db, actor.committee, cycle).await?;
    let run = visible_run(actor, &cycle)?;
    super::Material::load(&app.db, cycle, run).await
}

/// Enters the export in the audit trail: before the file leaves.
///
/// # Errors
/// When the database refuses; then no file may leave.
pub async fn record_export(app: &App, actor: &Actor, what: Action, material: &super::Material) -> Result<()> {
    let detail =
        json!({ "name": material.cycle.name, "run": material.head.id, "people": material.rows.len() });
    app.act(actor, async |act| {
        act.note(what, noun::CYCLE.subject(material.cycle.id), detail);
        Ok(())
    })
    .await
}

async fn ranking_workbook(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(cycle): Path<Uuid>,
) -> Result<Response> {
    let material = material(&app, &actor, cycle).await?;
    let bytes = super::ranking_workbook(&material)?;
    record_export(&app, &actor, noun::EXPORT_RANKING, &material).await?;
    Ok(download::workbook(&format!("{}名次表.xlsx", material.cycle.name), bytes))
}

async fn scores_workbook(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(cycle): Path<Uuid>,
) -> Result<Response> {
    let material = material(&app, &actor, cycle).await?;
    let evaluation = runs::stored_evaluation(&runs::find(&app.db, actor.committee, material.head.id).await?)?;
    let bytes = super::scores_workbook(&material, &evaluation)?;
    record_export(&app, &actor, noun::EXPORT_SCORES, &material).await?;
    Ok(download::workbook(&format!("{}得分明细.xlsx", material.cycle.name), bytes))
}

async fn circular(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(cycle): Path<Uuid>,
) -> Result<Response> {
    let material = material(&app, &actor, cycle).await?;
    let office = lvzhi_access::office(&app.db, actor.committee).await?;
    let evaluation = runs::stored_evaluation(&runs::find(&app.db, actor.committee, material.head.id).await?)?;
    let bytes = super::circular(&material, &evaluation, &office, app.clock.today())
        .to_docx()
        .map_err(Error::internal)?;
    record_export(&app, &actor, noun::EXPORT_CIRCULAR, &material).await?;
    Ok(download::attachment(&format!("{}履职情况通报.docx", material.cycle.name), download::DOCX, bytes))
}

async fn bundle_file(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(cycle): Path<Uuid>,
) -> Result<Response> {
    let material = material(&app, &actor, cycle).await?;
    let bytes = bundle::export(&app.db, actor.committee, material.head.id).await?;
    record_export(&app, &actor, noun::EXPORT_BUNDLE, &material).await?;
    Ok(download::attachment(&format!("{}复算包.zip", material.cycle.name), download::ZIP, bytes))
}

/// Whose sheets: everybody's, or those of one unit.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Unit {
    sector: String,
    special_committee: String,
}

impl Unit {
    fn has(&self, row: &Row) -> bool {
        let fits = |asked: &str, own: &str| asked.is_empty() || asked == own;
        fits(&self.sector, &row.sector) && fits(&self.special_committee, &row.special_committee)
    }
}

async fn sheets(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(cycle): Path<Uuid>,
    Form(unit): Form<Unit>,
) -> Result<Response> {
    let material = material(&app, &actor, cycle).await?;
    let evaluation = runs::stored_evaluation(&runs::find(&app.db, actor.committee, material.head.id).await?)?;
    let office = lvzhi_access::office(&app.db, actor.committee).await?;
    let made = super::unit_sheets(&material, &evaluation, &office, app.clock.today(), |row| unit.has(row));
    if made.is_empty() {
        return Err(Error::NotFound("这个单位在这次考评里没有委员，没有成绩单可导出。".into()));
    }
    // Some hundred pages are a second of work: not on the threads that answer.
    let document = tokio::task::spawn_blocking({
        let made = made.clone();
        move || super::sheets_document(&made).to_docx()
    });
    let bytes = document.await.map_err(Error::internal)?.map_err(Error::internal)?;
    let detail = json!({
        "name": material.cycle.name,
        "run": material.head.id,
        "people": made.len(),
        "sector": unit.sector,
        "special_committee": unit.special_committee,
    });
    app.act(&actor, async |act| {
        act.note(noun::EXPORT_SHEETS, noun::CYCLE.subject(material.cycle.id), detail);
        Ok(())
    })
    .await?;
    let name = format!("{}{}{}成绩单.docx", material.cycle.name, unit.sector, unit.special_committee);
    Ok(download::attachment(&name, download::DOCX, bytes))
}

async fn sheet(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((cycle, member)): Path<(Uuid, Uuid)>,
) -> Result<Response> {
    let score = load_score(&app, &actor, cycle, member).await?;
    let sheet = score_sheet(&app, &actor, &score).await?;
    let bytes = super::sheets_document(&[sheet]).to_docx().map_err(Error::internal)?;
    record_score_export(&app, &actor, &score).await?;
    let name = format!("{}{}成绩单.docx", score.row.name, score.cycle.name);
    Ok(download::attachment(&name, download::DOCX, bytes))
}

/// Enters that one member's score is taken out: before the file leaves.
async fn record_score_export(app: &App, actor: &Actor, score: &Score) -> Result<()> {
    let detail = json!({ "name": score.cycle.name, "member": score.row.name });
    app.act(actor, async |act| {
        act.note(noun::EXPORT_SCORE, format!("member:{}", score.row.member_id), detail);
        Ok(())
    })
    .await
}

async fn score_workbook(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path((cycle, member)): Path<(Uuid, Uuid)>,
) -> Result<Response> {
    let score = load_score(&app, &actor, cycle, member).await?;
    let bytes = super::score_workbook(&score)?;
    record_score_export(&app, &actor, &score).await?;
    Ok(download::workbook(&format!("{}{}得分明细.xlsx", score.row.name, score.cycle.name), bytes))
}
