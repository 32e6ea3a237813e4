//! Routes of the audit trail.
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{Redirect, Response};
use lvzhi_platform::Result;
use lvzhi_platform::routes::{Access, SignedIn};
use maud::Markup;

use super::{Filter, export, pages, store, verify_chain};
use crate::SEE_AUDIT;
use crate::noun::VERIFY;
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::download::{XLSX, attachment};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::policy::Permission;

const SEE: Access<Permission> = Access::May(SEE_AUDIT);

/// All routes of the audit trail.
pub(super) fn routes(routes: AppRoutes) -> AppRoutes {
    routes
        .get("/audit", SEE, list)
        .post("/audit/verify", SEE, verify)
        .get("/audit/verified/{seq}", SEE, verified)
        .post("/audit/export", SEE, download)
}

async fn list(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Query(filter): Query<Filter>,
) -> Result<Markup> {
    let (events, total) =
        store::list(&app.db, actor.committee, &filter, filter.page, pages::PER_PAGE).await?;
    let actions = store::actions(&app.db, actor.committee).await?;
    let head = store::head(&app.db, actor.committee).await?;
    Ok(pages::list(&frame, &events, total, &filter, &actions, head))
}

async fn verify(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Redirect> {
    let seq = verify_chain(&app, &actor).await?;
    Ok(Redirect::to(&format!("/audit/verified/{seq}")))
}

async fn verified(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(seq): Path<i64>,
) -> Result<Markup> {
    let event = store::find(&app.db, actor.committee, seq, VERIFY.id).await?;
    Ok(pages::verified(&frame, &event))
}

async fn download(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Form(filter): Form<Filter>,
) -> Result<Response> {
    let bytes = export(&app, &actor, &filter).await?;
    Ok(attachment(&format!("审计记录-{}.xlsx", app.clock.today()), XLSX, bytes))
}
