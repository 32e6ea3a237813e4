//! Routes of papers.
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Datelike;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result, files};
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::download;
use lvzhi_shell::form::{Errors, Filled, Reading, Sent};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::holder::{self, Seen};
use lvzhi_shell::listing::{Listing, MOST_EXPORTED, export};
use lvzhi_shell::path::Path;
use lvzhi_shell::policy::EXPORT;
use maud::Markup;
use uuid::Uuid;

use crate::form::{self, IssuePage};
use crate::kind::{PaperKind, find};
use crate::list::{self, Around, Filter, TAKEN};
use crate::noun::{ISSUE_PAPERS, PAPERS, SEE_PAPERS};
use crate::store::{self, Filed};
use crate::{acts, pages};

/// Most characters of the reason for which a paper is void.
const LONGEST_REASON: usize = 200;

pub(crate) fn routes(routes: AppRoutes) -> AppRoutes {
    use Access::May;
    routes
        .get("/papers", May(SEE_PAPERS), index)
        .post("/papers/export", May(EXPORT), take_list)
        .get("/papers/issue/{paper_kind}/{holder}", May(ISSUE_PAPERS), ask_issue)
        .post("/papers/issue/{paper_kind}/{holder}", May(ISSUE_PAPERS), issue)
        // A scheme binds everybody, so everybody may read the paper that brought it: see `PaperKind::readers`.
        .get("/papers/{paper}", Access::SignedIn, show)
        .post("/papers/{paper}/file", Access::SignedIn, take)
        .get("/papers/{paper}/void", May(ISSUE_PAPERS), ask_void)
        .post("/papers/{paper}/void", May(ISSUE_PAPERS), void)
}

async fn index(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    mut listing: Listing,
) -> Result<Markup> {
    let years = store::years(&app.db, actor.committee).await?;
    let filter = Filter::of(&mut listing, &app.register, &actor, &years);
    let total = store::count(&app.db, actor.committee, &filter).await?;
    let span = listing.span(total);
    let rows = store::list(&app.db, actor.committee, &filter, (span.offset, span.limit)).await?;
    let mut gaps = Vec::new();
    for series in store::series(app.db.read(), actor.committee).await? {
        let year = frame.today.year();
        let given = store::given(app.db.read(), actor.committee, series.id, year).await?;
        gaps.extend(form::gaps(&series.code, year, &given));
    }
    let around = Around { actor: &actor, years: &years, gaps: &gaps, exports: frame.may_all(EXPORT) };
    Ok(list::page(&frame, &listing, &rows, total, &around))
}

async fn take_list(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    mut listing: Listing,
) -> Result<Response> {
    if !frame.may_all(SEE_PAPERS) {
        return Err(Error::Forbidden("您的身份不能导出公文目录。需要的话请联系系统管理员。".into()));
    }
    let years = store::years(&app.db, actor.committee).await?;
    let filter = Filter::of(&mut listing, &app.register, &actor, &years);
    listing.exact()?;
    TAKEN.check(store::count(&app.db, actor.committee, &filter).await?)?;
    let rows = store::list(&app.db, actor.committee, &filter, (0, MOST_EXPORTED)).await?;
    let sheet = Listing::sheet("公文目录", &list::columns(), &rows, &frame);
    export(&app, &actor, &listing, &TAKEN, vec![sheet]).await
}

async fn ask_issue(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path((kind, id)): Path<(String, Uuid)>,
) -> Result<Response> {
    let (kind, seen) = acts::issuable(&app, &actor, &kind, id).await?;
    // Whoever could not issue it yet learns so before he types.
    (kind.compose)(app.clone(), actor.clone(), seen.anchor(), frame.today).await?;
    let mut sent = Sent::default().with("issued_on", frame.today.to_string());
    let code = store::series(app.db.read(), actor.committee).await?.into_iter().next();
    let code = code.map(|series| series.code).unwrap_or_default();
    let next = acts::next(&app, actor.committee, &code, frame.today).await?;
    sent.set("code", code);
    sent.set("sequence", next.to_string());
    form_page(&app, &frame, &actor, (&kind, &seen), (&sent, &Errors::default())).await
}

async fn form_page(
    app: &App,
    frame: &Frame,
    actor: &Actor,
    (kind, seen): (&PaperKind, &Seen),
    (sent, errors): (&Sent, &Errors),
) -> Result<Response> {
    let series = store::series(app.db.read(), actor.committee).await?;
    let issued = store::of_holder(&app.db, actor.committee, kind.of.id, seen.anchor()).await?;
    let issued: Vec<_> = issued.into_iter().filter(|(paper, _)| paper.kind == kind.id).collect();
    let filled = Filled { sent, errors };
    let body = form::page(&IssuePage { kind, seen, series: &series, issued: &issued, filled });
    let title = format!("印发{}", kind.label);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, frame.page(PAPERS, &title, pages::crumbs(frame), body)).into_response())
}

async fn issue(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path((kind, id)): Path<(String, Uuid)>,
    sent: Sent,
) -> Result<Response> {
    let (kind, seen) = acts::issuable(&app, &actor, &kind, id).await?;
    let choice = match form::read(&sent, frame.today) {
        Ok(choice) => choice,
        Err(errors) => return form_page(&app, &frame, &actor, (&kind, &seen), (&sent, &errors)).await,
    };
    match acts::issue(&app, &actor, &kind, &seen, &choice).await {
        Ok(paper) => Ok(Redirect::to(&format!("/papers/{paper}")).into_response()),
        Err(Error::Conflict(sentence)) => {
            let errors = Errors::one("sequence", sentence);
            form_page(&app, &frame, &actor, (&kind, &seen), (&sent, &errors)).await
        }
        Err(error) => Err(error),
    }
}

/// A paper that this person may read, with its kind.
async fn readable(app: &App, actor: &Actor, id: Uuid) -> Result<(PaperKind, Filed)> {
    let filed = store::find(&app.db, actor.committee, id).await?;
    match find(&app.register, &filed.0.kind).filter(|kind| kind.may_read(actor)) {
        Some(kind) => Ok((*kind, filed)),
        None => Err(Error::NotFound("没有这份公文，或者您不能看。".into())),
    }
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Markup> {
    let (kind, filed) = readable(&app, &actor, id).await?;
    let seen = holder::see(&app, &actor, kind.of.id, filed.0.holder_id).await;
    let holder = match &seen {
        Ok(seen) => Some(seen.href()),
        Err(Error::NotFound(_)) => None,
        Err(_) => return seen.map(|_| Markup::default()),
    };
    Ok(pages::show(&frame, &kind, &filed, holder, kind.may_issue(&actor)))
}

async fn take(State(app): State<App>, SignedIn(actor): SignedIn, Path(id): Path<Uuid>) -> Result<Response> {
    let (kind, (paper, _)) = readable(&app, &actor, id).await?;
    let file = files::load(&app.db, actor.committee, paper.file_id).await?;
    // What everybody may read holds no personal data: reading it leaves no event.
    if kind.readers.is_some() {
        acts::take_out(&app, &actor, &paper).await?;
    }
    Ok(download::attachment(&file.name, download::DOCX, file.bytes))
}

/// A paper that this person may declare void.
async fn voidable(app: &App, actor: &Actor, id: Uuid) -> Result<Filed> {
    let (kind, filed) = readable(app, actor, id).await?;
    if !kind.may_issue(actor) {
        return Err(Error::Forbidden(format!("您的身份不能作废{}。", kind.label)));
    }
    Ok(filed)
}

async fn ask_void(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let (paper, void) = voidable(&app, &actor, id).await?;
    if void.is_some() {
        return Ok(Redirect::to(&format!("/papers/{id}")).into_response());
    }
    let (sent, errors) = (Sent::default(), Errors::default());
    let filled = Filled { sent: &sent, errors: &errors };
    Ok(pages::ask_void(&frame, &paper, &filled).into_response())
}

async fn void(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    sent: Sent,
) -> Result<Response> {
    let (paper, _) = voidable(&app, &actor, id).await?;
    let mut reading = Reading::of(&sent);
    let reason = reading.wanted("reason", "作废的原因", LONGEST_REASON, "请写明为什么作废。");
    if !reading.is_sound() {
        let errors = reading.errors();
        let filled = Filled { sent: &sent, errors: &errors };
        let page = pages::ask_void(&frame, &paper, &filled);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    acts::declare_void(&app, &actor, &paper, &reason).await?;
    Ok(Redirect::to(&format!("/papers/{id}")).into_response())
}
