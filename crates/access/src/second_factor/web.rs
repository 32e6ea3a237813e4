//! Routes of the second factor.
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::auth::{Actor, Enrolment};
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use serde::Deserialize;

use super::{enrol, pages, remove, seal, unseal};
use crate::login;
use crate::own::web::require_code;
use crate::visitor::Visitor;
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::policy::Role;

pub(crate) fn routes(routes: AppRoutes) -> AppRoutes {
    routes
        .get("/account/second-factor", Access::Arriving, page)
        .post("/account/second-factor", Access::Arriving, confirm)
        .post("/account/second-factor/remove", Access::SignedIn, take_away)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct EnrolForm {
    code: String,
    pending: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RemoveForm {
    password: String,
    code: String,
}

/// Whether policy makes this person enrol before anything else.
#[must_use]
pub fn must_enrol(app: &App, actor: &Actor) -> bool {
    app.config.require_second_factor
        && !actor.totp_enrolled
        && Role::parse(&actor.role).is_some_and(Role::needs_second_factor)
}

fn arrived_so_far(actor: &Actor) -> Result<()> {
    require_code(actor)?;
    if actor.must_change_password {
        return Err(Error::LogIn("/account/password".into()));
    }
    Ok(())
}

async fn page(State(app): State<App>, frame: Frame, SignedIn(actor): SignedIn) -> Result<Response> {
    arrived_so_far(&actor)?;
    if actor.totp_enrolled {
        return Ok(pages::enrolled(&frame, None).into_response());
    }
    offer(&app, &frame, &actor, &Enrolment::fresh()?, None)
}

fn offer(
    app: &App,
    frame: &Frame,
    actor: &Actor,
    enrolment: &Enrolment,
    error: Option<&str>,
) -> Result<Response> {
    let pending = seal(app, actor, enrolment)?;
    let page = pages::offer(frame, actor, enrolment, &pending, error)?;
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, page).into_response())
}

async fn confirm(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Form(form): Form<EnrolForm>,
) -> Result<Response> {
    arrived_so_far(&actor)?;
    if actor.totp_enrolled {
        return Ok(Redirect::to("/account/second-factor").into_response());
    }
    let Some(enrolment) = unseal(&app, &actor, &form.pending) else {
        let sentence = "这张二维码过期了，没有开成。请扫新的这张。";
        return offer(&app, &frame, &actor, &Enrolment::fresh()?, Some(sentence));
    };
    if enrol(&app, &actor, &enrolment, &form.code).await? {
        let target = if actor.must_enrol { "/" } else { "/account?done=enrolled" };
        return Ok(Redirect::to(target).into_response());
    }
    let sentence = "验证码不对，没有开成。请看手机的时间准不准，等换了新码再填。二维码没有变，不用重扫。";
    offer(&app, &frame, &actor, &enrolment, Some(sentence))
}

async fn take_away(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    visitor: Visitor,
    Form(form): Form<RemoveForm>,
) -> Result<Response> {
    if !actor.totp_enrolled {
        return Ok(Redirect::to("/account").into_response());
    }
    Ok(match remove(&app, &actor, form.password, &form.code, &visitor).await? {
        None => Redirect::to("/account?done=removed").into_response(),
        Some(refusal) => {
            let sentence = match refusal {
                login::Refusal::Wrong => "密码不对，第二步验证没有关。请再填一次。".to_owned(),
                other => other.sentence(app.clock.now()),
            };
            (login::web::status(refusal), pages::enrolled(&frame, Some(&sentence))).into_response()
        }
    })
}
