//! Routes of one's own account.
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use serde::Deserialize;

use super::{Change, PasswordChange, change_password, close_others, pages};
use crate::login;
use crate::store;
use crate::visitor::Visitor;
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::frame::Frame;

pub(crate) fn routes(routes: AppRoutes) -> AppRoutes {
    routes
        .get("/account", Access::SignedIn, account_page)
        .post("/account/sessions/close", Access::SignedIn, close_sessions)
        .get("/account/password", Access::Arriving, password_page)
        .post("/account/password", Access::Arriving, save_password)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Done {
    done: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PasswordForm {
    old: String,
    new: String,
    again: String,
}

async fn account_page(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Query(query): Query<Done>,
) -> Result<maud::Markup> {
    let view = pages::AccountView {
        account: store::find(&app.db, actor.committee, actor.account).await?,
        committee: store::committee_name(&app.db, actor.committee).await?,
        sessions: store::sessions(&app.db, actor.account, app.clock.now()).await?,
        logins: store::last_logins(&app.db, actor.committee, actor.account).await?,
    };
    Ok(pages::account(&frame, &actor, &view, &query.done))
}

async fn close_sessions(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Redirect> {
    close_others(&app, &actor).await?;
    Ok(Redirect::to("/account?done=sessions"))
}

/// Whoever still owes the code of his second factor has not shown that he is the person.
pub(crate) fn require_code(actor: &Actor) -> Result<()> {
    if actor.totp_enrolled && !actor.totp_passed {
        return Err(Error::LogIn("/login/code".into()));
    }
    Ok(())
}

async fn password_page(frame: Frame, SignedIn(actor): SignedIn) -> Result<maud::Markup> {
    require_code(&actor)?;
    Ok(pages::password(&frame, &actor, None))
}

async fn save_password(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    visitor: Visitor,
    Form(form): Form<PasswordForm>,
) -> Result<Response> {
    require_code(&actor)?;
    let form = PasswordChange { old: form.old, new: form.new, again: form.again };
    Ok(match change_password(&app, &actor, form, &visitor).await? {
        Change::Done if actor.must_change_password => Redirect::to("/").into_response(),
        Change::Done => Redirect::to("/account?done=password").into_response(),
        Change::Defect(field, sentence) => {
            let page = pages::password(&frame, &actor, Some((field, &sentence)));
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
        Change::Refused(refusal) => {
            let sentence = refusal.sentence(app.clock.now());
            let page = pages::password(&frame, &actor, Some(("", &sentence)));
            (login::web::status(refusal), page).into_response()
        }
    })
}
