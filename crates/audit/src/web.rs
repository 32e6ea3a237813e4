//! Routes of the audit trail.
use axum::extract::State;
use axum::response::{Redirect, Response};
use lvzhi_platform::Result;
use lvzhi_platform::routes::{Access, SignedIn};
use maud::Markup;

use super::list::{self, Filter, TAKEN};
use super::{pages, store, verify_chain};
use crate::SEE_AUDIT;
use crate::noun::VERIFY;
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::listing::{Listing, MOST_EXPORTED, export};
use lvzhi_shell::path::Path;
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
    mut listing: Listing,
) -> Result<Markup> {
    let actions = store::actions(&app.db, actor.committee).await?;
    let filter = Filter::of(&mut listing, &actions);
    let total = store::count(&app.db, actor.committee, &filter).await?;
    let span = listing.span(total);
    let events = store::list(&app.db, actor.committee, &filter, span.offset, span.limit).await?;
    let head = store::head(&app.db, actor.committee).await?;
    Ok(list::page(&frame, &listing, &events, total, &actions, head))
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
    frame: Frame,
    SignedIn(actor): SignedIn,
    mut listing: Listing,
) -> Result<Response> {
    let actions = store::actions(&app.db, actor.committee).await?;
    let filter = Filter::of(&mut listing, &actions);
    listing.exact()?;
    let total = store::count(&app.db, actor.committee, &filter).await?;
    TAKEN.check(total)?;
    let events = store::list(&app.db, actor.committee, &filter, 0, MOST_EXPORTED).await?;
    let sheet = Listing::sheet("审计记录", &list::columns(), &events, &frame);
    let sheet = sheet.title("审计记录").title(&format!("共 {total} 条，新的在前"));
    export(&app, &actor, &listing, &TAKEN, vec![sheet]).await
}
