//! Routes of remarks.
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use lvzhi_schema::remarks::remark;
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::form::{Errors, Filled, Reading, Sent};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::holder::{self, Seen};
use lvzhi_shell::path::Path;
use lvzhi_shell::policy::allows_all;
use uuid::Uuid;

use crate::{WRITE_REMARKS, demand_own, missing, pages, store, withdraw, write};

/// The most characters of a remark.
const LONGEST: usize = 1_000;
/// The most characters of why one is withdrawn.
const LONGEST_REASON: usize = 200;

pub(crate) fn routes(routes: AppRoutes) -> AppRoutes {
    // Nobody but its writer withdraws a remark: the page checks that.
    let signed_in = Access::SignedIn;
    routes
        .post("/remarks/{kind}/{id}", Access::May(WRITE_REMARKS), put_down)
        .get("/remarks/{remark}/withdraw", signed_in, ask_withdraw)
        .post("/remarks/{remark}/withdraw", signed_in, take_back)
}

/// The page of the object, at its remarks.
fn back(seen: &Seen) -> Response {
    Redirect::to(&format!("{}#remarks", seen.href())).into_response()
}

async fn put_down(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path((kind, id)): Path<(String, Uuid)>,
    sent: Sent,
) -> Result<Response> {
    let seen = holder::see(&app, &actor, &kind, id).await?;
    let mut form = Reading::of(&sent);
    let text = form.wanted("remark", "备注", LONGEST, "还没有写内容。请写下要记的话。");
    let errors = form.errors();
    if !errors.is_empty() {
        let body = pages::again(&seen, Filled { sent: &sent, errors: &errors });
        let page = holder::page(&frame, &seen, "写备注", body);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    app.act(&actor, async |act| write(act, &actor, &seen, &text).await).await?;
    Ok(back(&seen))
}

/// A remark of his own, with the object that it stands on.
async fn own(app: &App, actor: &Arc<Actor>, id: Uuid) -> Result<(Seen, remark::Model)> {
    if !allows_all(actor, WRITE_REMARKS) {
        return Err(Error::Forbidden("您的身份不能写备注，也不能撤回。".into()));
    }
    let row = store::find(&app.db, actor.committee, id).await?.ok_or_else(missing)?;
    let seen = holder::see(app, actor, &row.holder_kind, row.holder_id).await?;
    demand_own(actor, &row)?;
    Ok((seen, row))
}

async fn ask_withdraw(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let (seen, row) = own(&app, &actor, id).await?;
    let (sent, errors) = (Sent::default(), Errors::default());
    let body = pages::ask_withdraw(&seen, &row, Filled { sent: &sent, errors: &errors });
    Ok(holder::page(&frame, &seen, "撤回备注", body).into_response())
}

async fn take_back(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    sent: Sent,
) -> Result<Response> {
    let (seen, row) = own(&app, &actor, id).await?;
    let mut form = Reading::of(&sent);
    let why = form.text("reason", "原因", LONGEST_REASON);
    let errors = form.errors();
    if !errors.is_empty() {
        let body = pages::ask_withdraw(&seen, &row, Filled { sent: &sent, errors: &errors });
        let page = holder::page(&frame, &seen, "撤回备注", body);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    app.act(&actor, async |act| withdraw(act, &actor, &seen, id, &why).await).await?;
    Ok(back(&seen))
}
