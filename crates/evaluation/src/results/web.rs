//! Routes of results.
use axum::extract::{Query, State};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use lvzhi_schema::evaluation::cycle;
use maud::Markup;
use serde::Deserialize;
use uuid::Uuid;

use super::{Filter, Sheet, SheetOf, ranking_page, ranking_paper, score_page, sheet_page, store};
use crate::SEE_EVALUATION;
use crate::{cycles, publication, runs, schemes};
use lvzhi_people::SEE_MEMBER;
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::path::Path;
use lvzhi_shell::policy::{VisibleMember, allows_all};

/// Registers the pages of results.
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    use Access::May;
    routes
        .get("/evaluation/cycles/{cycle}/ranking", May(SEE_EVALUATION), ranking)
        .get("/evaluation/cycles/{cycle}/members/{member}", May(SEE_MEMBER), score)
        .get("/evaluation/cycles/{cycle}/members/{member}/sheet", May(SEE_MEMBER), sheet)
        .get("/my/scores", May(SEE_MEMBER), my_scores)
}

/// What the address of a ranking may say.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct View {
    /// A run other than the current one.
    pub run: Option<Uuid>,
    /// Only this sector.
    pub sector: String,
    /// Only this special committee.
    pub special_committee: String,
    /// Only this grade.
    pub grade: String,
    /// Only names that hold this.
    pub name: String,
    /// all, standing or exempt.
    pub who: String,
    /// Every row instead of both sides of the cut lines.
    pub all: Option<u8>,
    /// Page, from 1.
    pub page: Option<u64>,
    /// chart or figures.
    pub show: String,
}

impl View {
    pub(super) fn filter(&self) -> Filter {
        Filter {
            sector: self.sector.clone(),
            special_committee: self.special_committee.clone(),
            grade: self.grade.clone(),
            name: self.name.trim().to_owned(),
            standing: self.who == "standing",
            exempt: self.who == "exempt",
        }
    }
}

async fn ranking(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(cycle): Path<Uuid>,
    Query(view): Query<View>,
) -> Result<Markup> {
    let cycle = cycles::find(&app.db, actor.committee, cycle).await?;
    let Some(run) = view.run.or_else(|| cycles::shown_run(&cycle)) else {
        return Ok(ranking_page::nothing_yet(&frame, &cycle));
    };
    let head = runs::head(&app.db, actor.committee, run).await?;
    if head.cycle != cycle.id {
        return Err(Error::NotFound("这次核算不属于这个周期。".into()));
    }
    let rulebook = schemes::rulebook(&app.db, actor.committee, cycle.scheme_id).await?;
    let history = cycles::history(&app.db, actor.committee, cycle.id).await?;
    let filter = view.filter();
    let shown = ranking_page::Shown { cycle: &cycle, head: &head, rulebook: &rulebook, view: &view };
    if frame.print {
        return ranking_on_paper(&app, &actor, &frame, &shown).await;
    }
    let listing = if filter == Filter::default() && view.all.is_none() {
        let spans = ranking_page::spans(&head);
        ranking_page::Listing::Folded(store::around(&app.db, actor.committee, run, &spans).await?)
    } else {
        let size = ranking_page::PER_PAGE;
        let all = store::count(&app.db, actor.committee, run, &filter).await?;
        // A page behind the last one is the last one: an old link or a narrower filter must not look empty.
        let page = view.page.unwrap_or(1).clamp(1, all.div_ceil(size).max(1));
        let (rows, all) =
            store::rows(&app.db, actor.committee, run, &filter, (page - 1) * size, size).await?;
        ranking_page::Listing::Page { rows, all, page }
    };
    let outcomes = match cycle.published_run_id {
        Some(published) => publication::counts(&app.db, actor.committee, published).await?,
        None => Default::default(),
    };
    Ok(ranking_page::page(&frame, &shown, &history, &listing, &outcomes, &app.calendar))
}

async fn ranking_on_paper(
    app: &App,
    actor: &Actor,
    frame: &Frame,
    shown: &ranking_page::Shown<'_>,
) -> Result<Markup> {
    let (filter, everybody) = (shown.view.filter(), i64::MAX.unsigned_abs());
    let read = async |filter: &Filter| {
        store::rows(&app.db, actor.committee, shown.head.id, filter, 0, everybody).await
    };
    if filter.exempt {
        return Ok(ranking_paper::page(frame, shown, &[], &read(&filter).await?.0));
    }
    let rows = read(&filter).await?.0;
    let exempt = match filter == Filter::default() {
        true => read(&Filter { exempt: true, ..Filter::default() }).await?.0,
        false => Vec::new(),
    };
    Ok(ranking_paper::page(frame, shown, &rows, &exempt))
}

/// The run an actor may see of a cycle.
pub(crate) fn visible_run(actor: &Actor, cycle: &cycle::Model) -> Result<Uuid> {
    let office = allows_all(actor, SEE_MEMBER);
    let run = if office { cycles::shown_run(cycle) } else { cycles::shown_to_members(cycle) };
    run.ok_or_else(|| Error::NotFound("这次考评还没有结果。公示后可以看到自己的成绩。".into()))
}

async fn score(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path((cycle, member)): Path<(Uuid, Uuid)>,
) -> Result<Markup> {
    let score = load_score(&app, &actor, cycle, member).await?;
    Ok(score_page::page(&frame, &score))
}

/// The result sheet, always for paper; the way back leads to the score.
async fn sheet(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    mut frame: Frame,
    Path((cycle, member)): Path<(Uuid, Uuid)>,
) -> Result<Markup> {
    let score = load_score(&app, &actor, cycle, member).await?;
    let made = score_sheet(&app, &actor, &score).await?;
    let here = format!("/evaluation/cycles/{cycle}/members/{member}");
    (frame.print, frame.here) = (true, here);
    Ok(sheet_page::page(&frame, &made))
}

/// A member's result sheet of a score that was read for somebody who may see it.
pub(crate) async fn score_sheet(app: &App, actor: &Actor, score: &score_page::Score) -> Result<Sheet> {
    let office = lvzhi_access::office(&app.db, actor.committee).await?;
    let of = SheetOf {
        cycle: &score.cycle,
        head: &score.head,
        rulebook: &score.rulebook,
        issuer: &format!("{}{}", office.committee, office.word),
        day: app.clock.today(),
    };
    Ok(of.member(&score.row, &score.detail.assessment))
}

/// A member's score, read for somebody who may see it.
pub(crate) async fn load_score(
    app: &App,
    actor: &Actor,
    cycle: Uuid,
    member: Uuid,
) -> Result<score_page::Score> {
    let member = VisibleMember::to(actor, SEE_MEMBER, member)?;
    let cycle = cycles::find(&app.db, actor.committee, cycle).await?;
    let run = visible_run(actor, &cycle)?;
    let head = runs::head(&app.db, actor.committee, run).await?;
    let rulebook = schemes::rulebook(&app.db, actor.committee, cycle.scheme_id).await?;
    let (row, detail) = store::assessment(&app.db, run, member).await?;
    let history = store::of_member(&app.db, member).await?;
    let size = |attribute: &str, name: &str| u64::from(head.summary.ranked_in(attribute, name));
    let class_sizes = (size("sector", &row.sector), size("special_committee", &row.special_committee));
    Ok(score_page::Score { cycle, head, rulebook, row, detail, history, class_sizes })
}

async fn my_scores(State(app): State<App>, SignedIn(actor): SignedIn, frame: Frame) -> Result<Markup> {
    let member = VisibleMember::own(&actor)?;
    let placed = store::of_member(&app.db, member).await?;
    Ok(score_page::own_list(&frame, member.id(), &placed))
}
