//! Routes of one's own notices.
use axum::extract::State;
use axum::response::Redirect;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Result, Unaudited};
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::listing::Listing;
use lvzhi_shell::path::Path;
use maud::Markup;
use serde_json::json;
use uuid::Uuid;

use crate::list::{self, Filter};
use crate::noun::{NOTICE, READ_ALL};
use crate::store;

pub(crate) fn routes(routes: AppRoutes) -> AppRoutes {
    routes.get("/notices", Access::SignedIn, index).post("/notices/read", Access::SignedIn, read_all).post(
        "/notices/{notice}/open",
        Access::SignedIn,
        open,
    )
}

async fn index(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    mut listing: Listing,
) -> Result<Markup> {
    let filter = Filter::of(&mut listing);
    let total = store::count(&app.db, actor.committee, actor.account, &filter).await?;
    let span = listing.span(total);
    let own = (actor.committee, actor.account);
    let rows = store::list(&app.db, own, &filter, (span.offset, span.limit)).await?;
    let unread = Filter { is_read: Some(false) };
    let unread = store::count(&app.db, actor.committee, actor.account, &unread).await?;
    Ok(list::page(&frame, &listing, &rows, total, unread))
}

/// Marks a notice as looked at and goes where it is seen to.
async fn open(State(app): State<App>, SignedIn(actor): SignedIn, Path(id): Path<Uuid>) -> Result<Redirect> {
    let notice = store::find(&app.db, actor.committee, actor.account, id).await?;
    app.act(&actor, async |act| {
        store::set_read(act, actor.account, Some(id)).await?;
        act.unaudited(Unaudited::NoticeRead);
        Ok(())
    })
    .await?;
    Ok(Redirect::to(&notice.href))
}

async fn read_all(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Redirect> {
    app.act(&actor, async |act| {
        match store::set_read(act, actor.account, None).await? {
            0 => act.unaudited(Unaudited::Nothing),
            count => act.note(READ_ALL, NOTICE.id, json!({ "count": count })),
        }
        Ok(())
    })
    .await?;
    Ok(Redirect::to("/notices"))
}
