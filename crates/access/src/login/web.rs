//! Routes of the door.
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use serde::Deserialize;

use super::kept::Kept;
use super::{Entry, Refusal, enter, leave, pages, pass_code, safe_next, session_cookie};
use crate::fold_login;
use crate::store;
use crate::visitor::Visitor;
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::frame::Frame;

pub(crate) fn routes(routes: AppRoutes) -> AppRoutes {
    routes
        .get("/login", Access::Public, login_page)
        .post("/login", Access::Public, log_in)
        .get("/login/code", Access::Arriving, code_page)
        .post("/login/code", Access::Arriving, give_code)
        .post("/logout", Access::Arriving, log_out)
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Next {
    next: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct LoginForm {
    login: String,
    password: String,
    next: String,
    kept: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct CodeForm {
    code: String,
    next: String,
    kept: String,
}

async fn login_page(State(app): State<App>, frame: Frame, Query(query): Query<Next>) -> Result<Response> {
    let next = safe_next(&query.next);
    match frame.actor.as_deref() {
        Some(actor) if !actor.totp_enrolled || actor.totp_passed => Ok(Redirect::to(next).into_response()),
        _ => {
            let frame = frame.of_committee(store::only_committee(&app.db).await);
            Ok(pages::login(&frame, "", next, "", None).into_response())
        }
    }
}

async fn log_in(
    State(app): State<App>,
    frame: Frame,
    visitor: Visitor,
    Form(form): Form<LoginForm>,
) -> Result<Response> {
    let next = safe_next(&form.next);
    let login = fold_login(&form.login);
    let door = frame.clone().of_committee(store::only_committee(&app.db).await);
    if login.is_empty() || form.password.is_empty() {
        let page = pages::login(&door, &form.login, next, &form.kept, Some("请填登录名和密码。"));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    match enter(&app, &login, form.password, &visitor, frame.actor.as_deref()).await? {
        Entry::Opened { token, account, code_due } => {
            if let Some(kept) = Kept::open(&app, &form.kept, account) {
                let page = if code_due {
                    pages::code(&frame, next, &form.kept, None)
                } else {
                    pages::send_again(&frame, &kept)
                };
                return Ok((set_cookie(&session_cookie(&app, &token))?, page).into_response());
            }
            let target = if code_due { code_address(next) } else { next.to_owned() };
            with_cookie(&target, &session_cookie(&app, &token))
        }
        Entry::Refused(refusal) => {
            let sentence = refusal.sentence(app.clock.now());
            Ok((status(refusal), pages::login(&door, &login, next, &form.kept, Some(&sentence)))
                .into_response())
        }
    }
}

async fn code_page(frame: Frame, SignedIn(actor): SignedIn, Query(query): Query<Next>) -> Response {
    if !actor.totp_enrolled || actor.totp_passed {
        return Redirect::to(safe_next(&query.next)).into_response();
    }
    pages::code(&frame, safe_next(&query.next), "", None).into_response()
}

async fn give_code(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    visitor: Visitor,
    Form(form): Form<CodeForm>,
) -> Result<Response> {
    let next = safe_next(&form.next);
    if !actor.totp_enrolled || actor.totp_passed {
        return Ok(Redirect::to(next).into_response());
    }
    match pass_code(&app, &actor, &form.code, &visitor).await? {
        None => Ok(match Kept::open(&app, &form.kept, actor.account) {
            Some(kept) => pages::send_again(&frame, &kept).into_response(),
            None => Redirect::to(next).into_response(),
        }),
        Some(refusal) => {
            let sentence = refusal.sentence(app.clock.now());
            Ok((status(refusal), pages::code(&frame, next, &form.kept, Some(&sentence))).into_response())
        }
    }
}

async fn log_out(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Response> {
    leave(&app, &actor).await?;
    with_cookie("/login", &session_cookie(&app, ""))
}

pub(crate) fn status(refusal: Refusal) -> StatusCode {
    if refusal.is_throttled() { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY }
}

fn code_address(next: &str) -> String {
    if next == "/" {
        return "/login/code".into();
    }
    // Of the characters that `safe_next` lets through, these three would end the parameter early.
    let encoded = next.replace('%', "%25").replace('&', "%26").replace('?', "%3F");
    format!("/login/code?next={encoded}")
}

fn with_cookie(target: &str, cookie: &str) -> Result<Response> {
    Ok((set_cookie(cookie)?, Redirect::to(target)).into_response())
}

fn set_cookie(cookie: &str) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert(header::SET_COOKIE, HeaderValue::from_str(cookie).map_err(Error::internal)?);
    Ok(headers)
}
