//! Routes of schemes: the list, one version, retiring it and taking it back.
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use maud::Markup;
use serde::Deserialize;
use uuid::Uuid;

use super::list_page::{self, Listed};
use super::{drafts, find, list, restore, retire, retirements, rulebook, version_page};
use crate::noun::SCHEME;
use crate::{ADOPT_SCHEME, SEE_EVALUATION};
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::download;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::holder;
use lvzhi_shell::path::Path;

/// Registers the pages and acts of schemes.
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    use Access::May;
    routes
        .get("/evaluation/schemes", May(SEE_EVALUATION), index)
        // Everybody who is judged may read by what he is judged.
        .get("/evaluation/schemes/{scheme}", Access::SignedIn, show)
        .get("/evaluation/schemes/{scheme}/document.docx", Access::SignedIn, document)
        .get("/evaluation/schemes/{scheme}/retire", May(ADOPT_SCHEME), ask_retire)
        .post("/evaluation/schemes/{scheme}/retire", May(ADOPT_SCHEME), retire_it)
        .post("/evaluation/schemes/{scheme}/restore", May(ADOPT_SCHEME), restore_it)
        .with(drafts::routes)
}

async fn index(State(app): State<App>, SignedIn(actor): SignedIn, frame: Frame) -> Result<Markup> {
    let listed = Listed {
        schemes: list(&app.db, actor.committee).await?,
        retirements: retirements(&app.db, actor.committee).await?,
        drafts: drafts::list(&app.db, actor.committee).await?,
    };
    Ok(list_page::index(&frame, &listed))
}

async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
) -> Result<Markup> {
    let row = find(&app.db, actor.committee, id).await?;
    let rulebook = rulebook(&app.db, actor.committee, id).await?;
    let retired = retirements(&app.db, actor.committee).await?.remove(&id);
    let seen = holder::see(&app, &actor, SCHEME.id, id).await?;
    let hanging = holder::panels(&app, &frame, &seen).await?;
    Ok(version_page::show(&frame, &row, &rulebook, retired.as_ref(), &hanging))
}

/// The 办法 as a document. It holds no personal data, so that reading it is enough and leaves no audit event.
async fn document(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let row = find(&app.db, actor.committee, id).await?;
    let rulebook = rulebook(&app.db, actor.committee, id).await?;
    let bytes = super::docx(&lvzhi_scoring::print(&rulebook.scheme, &rulebook.catalogue))?;
    Ok(download::attachment(&format!("{}（{}）.docx", row.title, row.version), download::DOCX, bytes))
}

async fn ask_retire(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
) -> Result<Markup> {
    let row = find(&app.db, actor.committee, id).await?;
    let retired = retirements(&app.db, actor.committee).await?.contains_key(&id);
    Ok(version_page::ask_retire(&frame, &row, retired, "", None))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Reason {
    reason: String,
}

async fn retire_it(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
    Form(form): Form<Reason>,
) -> Result<Response> {
    change(&app, &actor, &frame, id, false, &form.reason).await
}

async fn restore_it(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
    Form(form): Form<Reason>,
) -> Result<Response> {
    change(&app, &actor, &frame, id, true, &form.reason).await
}

/// Retires a version, or restores one that is `retired`.
async fn change(
    app: &App,
    actor: &Actor,
    frame: &Frame,
    id: Uuid,
    retired: bool,
    reason: &str,
) -> Result<Response> {
    let row = find(&app.db, actor.committee, id).await?;
    let done = app.act(actor, async |act| {
        if retired { restore(act, &row, reason).await } else { retire(act, &row, reason).await }
    });
    match done.await {
        Ok(_) => {} // false: a second click
        Err(Error::Invalid(sentence)) => {
            let page = version_page::ask_retire(frame, &row, retired, reason, Some(&sentence));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        Err(error) => return Err(error),
    }
    Ok(Redirect::to(&format!("/evaluation/schemes/{id}")).into_response())
}
