//! Routes of schemes: versions, the points table, adopting a version.
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{AuditEvent, Result, WriteTx};
use maud::Markup;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{CATALOGUE, MEMBER_SCHEME, Rulebook, adopt, find, list, pages, rulebook};
use crate::app::{App, AppRoutes};
use crate::frame::Frame;
use crate::policy::Permission;

/// Registers the pages and acts of schemes.
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    use Access::May;
    routes
        .get("/evaluation/schemes", May(Permission::SeeEvaluation), index)
        .get("/evaluation/schemes/new", May(Permission::PublishEvaluation), new_form)
        .post("/evaluation/schemes", May(Permission::PublishEvaluation), add)
        // Everybody who is judged may read by what he is judged.
        .get("/evaluation/schemes/{scheme}", Access::SignedIn, show)
}

async fn index(State(app): State<App>, SignedIn(actor): SignedIn, frame: Frame) -> Result<Markup> {
    Ok(pages::index(&frame, &list(&app.db, actor.committee).await?))
}

async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
) -> Result<Markup> {
    let row = find(&app.db, actor.committee, id).await?;
    let rulebook = rulebook(&app.db, actor.committee, id).await?;
    Ok(pages::show(&frame, &row, &rulebook))
}

async fn new_form(frame: Frame) -> Markup {
    pages::new_form(&frame, MEMBER_SCHEME, &[])
}

#[derive(Deserialize)]
struct NewScheme {
    body: String,
}

async fn add(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Form(form): Form<NewScheme>,
) -> Result<Response> {
    let scheme = match Rulebook::parse(&form.body, CATALOGUE) {
        Ok((rulebook, _)) => rulebook.scheme,
        Err(findings) => {
            let page = pages::new_form(&frame, &form.body, &findings);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let tx = WriteTx::begin(&app.db, actor.committee, actor.by(), app.clock.now()).await?;
    let id = adopt(&tx, &form.body, CATALOGUE).await?;
    let detail = json!({ "title": scheme.title, "version": scheme.version, "digest": scheme.digest() });
    tx.commit(AuditEvent { action: "scheme.adopt", subject: format!("scheme:{id}"), detail }).await?;
    Ok(Redirect::to(&format!("/evaluation/schemes/{id}")).into_response())
}
