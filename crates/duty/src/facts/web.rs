//! Routes of facts.
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use lvzhi_scoring::Kind;
use maud::html;
use uuid::Uuid;

use super::form::{self, REASON};
use super::form_page::{self, Purpose};
use super::list::{self, ListPage, TAKEN};
use super::{Filter, FullFact, acts, pages, store};
use crate::FACTS;
use crate::catalogue;
use crate::noun::FACT;
use crate::record::columns as col;
use crate::{KEEP_FACTS, SEE_FACTS};
use lvzhi_people as people;
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::form::{Errors, Filled, Reading, Sent};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::holder;
use lvzhi_shell::listing::{Listing, MOST_EXPORTED, export};
use lvzhi_shell::path::Path;
use lvzhi_shell::policy::EXPORT;

const CRUMB: (&str, &str) = ("履职记录", "/facts");

/// Pages and acts of facts.
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    let (see, keep) = (Access::May(SEE_FACTS), Access::May(KEEP_FACTS));
    routes
        .get("/facts", see, list_page)
        .post("/facts/export", Access::May(EXPORT), export_facts)
        .get("/facts/confirm", keep, ask_confirm_all)
        .post("/facts/confirm", keep, confirm_all)
        .get("/facts/new", keep, new)
        .post("/facts", keep, record)
        .get("/facts/{id}", see, show)
        .post("/facts/{id}/confirm", keep, confirm)
        .get("/facts/{id}/correct", keep, ask_correct)
        .post("/facts/{id}/correct", keep, correct)
        .get("/facts/{id}/withdraw", keep, ask_withdraw)
        .post("/facts/{id}/withdraw", keep, withdraw)
}

async fn list_page(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    mut listing: Listing,
) -> Result<Response> {
    let filter = Filter::of(&mut listing);
    let (total, waiting) = store::counts(&app.db, actor.committee, &filter).await?;
    let span = listing.span(total);
    let facts = store::page(&app.db, actor.committee, &filter, span.offset, span.limit).await?;
    let body = list::page(&ListPage {
        listing: &listing,
        filter: &filter,
        facts: &facts,
        total,
        waiting,
        today: frame.today,
        keeps: frame.may_all(KEEP_FACTS),
        exports: frame.may_all(EXPORT) && frame.may_all(SEE_FACTS),
    });
    Ok(frame.page(FACTS, "履职记录", &[], body).into_response())
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let full = acts::open(&app, &actor, id).await?;
    let chain = store::chain(&app.db, actor.committee, id).await?;
    let seen = holder::see(&app, &actor, FACT.id, id).await?;
    let body = html! {
        (pages::show(&full, &chain, frame.today, frame.may_all(KEEP_FACTS)))
        (holder::panels(&app, &frame, &seen).await?)
    };
    Ok(frame.page(FACTS, catalogue().label(&full.fact.kind), &[CRUMB], body).into_response())
}

async fn export_facts(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    mut listing: Listing,
) -> Result<Response> {
    // Leaders take results out, not facts: both permissions are needed.
    if !frame.may_all(SEE_FACTS) {
        return Err(Error::Forbidden("您的身份不能导出履职记录。需要的话请联系系统管理员。".into()));
    }
    let filter = Filter::of(&mut listing);
    listing.exact()?;
    TAKEN.check(store::counts(&app.db, actor.committee, &filter).await?.0)?;
    let facts = store::page(&app.db, actor.committee, &filter, 0, MOST_EXPORTED).await?;
    export(&app, &actor, &listing, &TAKEN, list::sheets(&facts, frame.today)).await
}

async fn ask_confirm_all(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    mut listing: Listing,
) -> Result<Response> {
    let filter = Filter::of(&mut listing);
    listing.exact()?;
    let (_, waiting) = store::counts(&app.db, actor.committee, &filter).await?;
    if waiting == 0 {
        return Ok(Redirect::to(&listing.href("/facts")).into_response());
    }
    let body = form_page::confirm_all(&listing, &filter, waiting, &actor.name);
    Ok(frame.page(FACTS, "确认履职记录", &[CRUMB], body).into_response())
}

async fn confirm_all(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    mut listing: Listing,
) -> Result<Redirect> {
    let name = listing.beside(col::CONFIRMED_BY);
    let filter = Filter::of(&mut listing);
    listing.exact()?;
    acts::confirm_all(&app, &actor, &filter, listing.detail(), &name).await?;
    Ok(Redirect::to(&listing.href_without("/facts", "confirmed")))
}

async fn confirm(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    sent: Sent,
) -> Result<Redirect> {
    acts::confirm(&app, &actor, id, sent.get(col::CONFIRMED_BY)).await?;
    Ok(Redirect::to(&format!("/facts/{id}")))
}

fn kind_of(id: &str) -> Result<&'static Kind> {
    catalogue().kind(id).ok_or_else(|| Error::NotFound("没有这类履职记录。".into()))
}

async fn new(frame: Frame, sent: Sent) -> Result<Response> {
    let id = sent.get("kind");
    if id.is_empty() {
        return Ok(frame.page(FACTS, "登记", &[CRUMB], form_page::choose_kind()).into_response());
    }
    form_response(&frame, kind_of(id)?, &Purpose::Record, &sent, &Errors::default(), StatusCode::OK)
}

fn form_response(
    frame: &Frame,
    kind: &Kind,
    purpose: &Purpose<'_>,
    sent: &Sent,
    errors: &Errors,
    status: StatusCode,
) -> Result<Response> {
    let title = if matches!(purpose, Purpose::Record) { "登记" } else { "更正" };
    let body = form_page::form(kind, purpose, Filled { sent, errors });
    Ok((status, frame.page(FACTS, title, &[CRUMB], body)).into_response())
}

async fn record(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    sent: Sent,
) -> Result<Response> {
    let kind = kind_of(sent.get("kind"))?;
    let outcome = match read_form(&app, &actor, kind, &sent).await? {
        Ok(draft) => acts::record(&app, &actor, kind, draft).await,
        Err(errors) => return refuse(&frame, kind, &Purpose::Record, &sent, errors),
    };
    match outcome {
        Ok(id) => Ok(Redirect::to(&format!("/facts/{id}")).into_response()),
        Err(Error::Invalid(sentence)) => refuse(&frame, kind, &Purpose::Record, &sent, whole(sentence)),
        Err(error) => Err(error),
    }
}

async fn read_form(
    app: &App,
    actor: &Actor,
    kind: &Kind,
    sent: &Sent,
) -> Result<std::result::Result<crate::record::FactDraft, Errors>> {
    let roster = people::roster(&app.db, actor.committee).await?;
    Ok(form::read(kind, sent, &roster))
}

/// A sentence about the whole form stands at its first field.
fn whole(sentence: String) -> Errors {
    Errors::one(col::NAME, sentence)
}

fn refuse(
    frame: &Frame,
    kind: &Kind,
    purpose: &Purpose<'_>,
    sent: &Sent,
    errors: Errors,
) -> Result<Response> {
    form_response(frame, kind, purpose, sent, &errors, StatusCode::UNPROCESSABLE_ENTITY)
}

/// A fact that can still be corrected, with its kind.
async fn open_to_change(app: &App, actor: &Actor, id: Uuid) -> Result<(FullFact, &'static Kind)> {
    let full = acts::open(app, actor, id).await?;
    if !full.is_current() {
        return Err(Error::Conflict(crate::record::MOVED_ON.into()));
    }
    let kind = kind_of(&full.fact.kind)?;
    Ok((full, kind))
}

/// The reason that was given, and what is wrong with it.
fn reason_of(sent: &Sent, ask: &str) -> (String, Option<String>) {
    let mut form = Reading::of(sent);
    let reason = form.wanted(REASON, "原因", form::LONGEST_REASON, ask);
    let errors = form.errors();
    (reason, errors.of(REASON).map(str::to_owned))
}

async fn ask_correct(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let (full, kind) = open_to_change(&app, &actor, id).await?;
    let sent = form::filled(&full);
    form_response(&frame, kind, &Purpose::Correct(&full), &sent, &Errors::default(), StatusCode::OK)
}

async fn correct(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    sent: Sent,
) -> Result<Response> {
    let (full, kind) = open_to_change(&app, &actor, id).await?;
    let purpose = Purpose::Correct(&full);
    let (reason, wrong) = reason_of(&sent, "没有写更正原因；请写明错在哪里、依据什么改");
    let draft = match (read_form(&app, &actor, kind, &sent).await?, wrong) {
        (Ok(draft), None) => draft,
        (read, wrong) => {
            let mut errors = read.err().unwrap_or_default();
            wrong.into_iter().for_each(|sentence| errors.add(REASON, sentence));
            return refuse(&frame, kind, &purpose, &sent, errors);
        }
    };
    match acts::correct(&app, &actor, id, draft, &reason).await {
        Ok(next) => Ok(Redirect::to(&format!("/facts/{next}")).into_response()),
        Err(Error::Invalid(sentence)) => refuse(&frame, kind, &purpose, &sent, whole(sentence)),
        Err(error) => Err(error),
    }
}

async fn ask_withdraw(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let full = acts::open(&app, &actor, id).await?;
    if !full.is_current() {
        return Ok(Redirect::to(&format!("/facts/{id}")).into_response());
    }
    Ok(frame.page(FACTS, "撤回", &[CRUMB], form_page::withdraw(&full, "", None)).into_response())
}

async fn withdraw(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    sent: Sent,
) -> Result<Response> {
    let (reason, wrong) = reason_of(&sent, "没有写撤回原因；请写明。什么也没有撤回。");
    if let Some(sentence) = wrong {
        let full = acts::open(&app, &actor, id).await?;
        let body = form_page::withdraw(&full, &reason, Some(&sentence));
        let page = frame.page(FACTS, "撤回", &[CRUMB], body);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    acts::withdraw(&app, &actor, id, &reason).await?;
    Ok(Redirect::to(&format!("/facts/{id}")).into_response())
}
