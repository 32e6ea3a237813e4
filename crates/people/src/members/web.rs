//! Routes of members that read, and the export.
use axum::extract::State;
use axum::response::Response;
use lvzhi_platform::Result;
use lvzhi_platform::routes::{Access, SignedIn};
use maud::Markup;

use super::list_page::{self, Filter, Rights, taken};
use super::{edit_web, roster};
use crate::MEMBERS;
use crate::{KEEP_PEOPLE, SEE_MEMBER, SEE_PEOPLE};
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::listing::{Listing, export};
use lvzhi_shell::policy::EXPORT;

/// Pages and acts of members. The page of one member is composed above, from [`super::member_page`].
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    routes
        .get("/members", Access::May(SEE_PEOPLE), list)
        .post("/members/export", Access::May(EXPORT), take_out)
        .with(edit_web::routes)
}

async fn list(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    mut listing: Listing,
) -> Result<Markup> {
    let roster = roster(&app.db, actor.committee).await?;
    let found = Filter::of(&mut listing).pick(&roster, frame.today);
    let body = list_page::page(&roster, &listing, &found, rights(&frame));
    Ok(frame.page(MEMBERS, "委员", &[], body))
}

fn rights(frame: &Frame) -> Rights {
    Rights {
        keeps: frame.may_all(KEEP_PEOPLE),
        exports: frame.may_all(EXPORT),
        opens: frame.may_all(SEE_MEMBER),
        today: frame.today,
    }
}

async fn take_out(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    mut listing: Listing,
) -> Result<Response> {
    let rights = rights(&frame);
    let roster = roster(&app.db, actor.committee).await?;
    let found = Filter::of(&mut listing).pick(&roster, frame.today);
    listing.exact()?;
    let phones = [("phones", rights.keeps)];
    let taken = taken(&phones);
    taken.check(found.len() as u64)?;
    let sheet = Listing::sheet("委员名册", &list_page::columns(), found.iter().copied(), &rights);
    export(&app, &actor, &listing, &taken, vec![sheet]).await
}
