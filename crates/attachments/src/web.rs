//! Routes of attachments. The door is open to all who are logged in because the right is that to the object.
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::download;
use lvzhi_shell::form::{Errors, Filled, Reading, Sent};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::holder::{self, Seen};
use lvzhi_shell::path::Path;
use uuid::Uuid;

use crate::{NewFile, Open, add, kinds, open, pages, remove, take, upload};

/// The most characters of what a file is.
const LONGEST_ABOUT: usize = 100;
/// The most characters of a reason.
const LONGEST_REASON: usize = 200;

pub(crate) fn routes(routes: AppRoutes) -> AppRoutes {
    let signed_in = Access::SignedIn;
    routes
        .post("/attachments/{kind}/{id}", signed_in, attach)
        .post("/attachments/{attachment}/file", signed_in, file)
        .get("/attachments/{attachment}/remove", signed_in, ask_remove)
        .post("/attachments/{attachment}/remove", signed_in, take_off)
}

async fn attach(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path((kind, id)): Path<(String, Uuid)>,
    request: Request,
) -> Result<Response> {
    let seen = holder::see(&app, &actor, &kind, id).await?;
    seen.demand_change()?;
    let limit = app.config.upload_limit;
    let (sent, new) = match upload::read(request, limit).await {
        Ok(upload) => (upload.sent.clone(), read(upload)),
        Err(Error::Invalid(sentence)) => (Sent::default(), Err(Errors::one("file", sentence))),
        Err(error) => return Err(error),
    };
    let again = |status: StatusCode, errors: &Errors| {
        let body = pages::again(&seen, Filled { sent: &sent, errors }, limit);
        Ok((status, holder::page(&frame, &seen, "加附件", body)).into_response())
    };
    let new = match new {
        Ok(new) => new,
        Err(errors) => return again(StatusCode::UNPROCESSABLE_ENTITY, &errors),
    };
    match app.act(&actor, async |act| add(act, &actor, &seen, new).await).await {
        Ok(_) => Ok(back(&seen)),
        Err(error @ (Error::Invalid(_) | Error::Conflict(_))) => {
            again(error.status(), &Errors::one("file", error.to_string()))
        }
        Err(error) => Err(error),
    }
}

/// The page of the object, at its attachments.
fn back(seen: &Seen) -> Response {
    Redirect::to(&format!("{}#attachments", seen.href())).into_response()
}

fn read(upload: upload::Upload) -> std::result::Result<NewFile, Errors> {
    let mut form = Reading::of(&upload.sent);
    let file = match upload.file {
        Some((name, Ok(bytes))) => Some((name, bytes)),
        Some((_, Err(error))) => {
            form.fail("file", error.to_string());
            None
        }
        None => {
            form.fail("file", format!("没有选文件。请选一个 {} 文件。", kinds::IN_WORDS));
            None
        }
    };
    let about = form.text("about", "说明", LONGEST_ABOUT);
    match file {
        Some((name, bytes)) if form.is_sound() => Ok(NewFile { name, bytes, about }),
        _ => Err(form.errors()),
    }
}

/// Taking a file out may be noted, so it is an act: see the invariant that GET changes nothing.
async fn file(State(app): State<App>, SignedIn(actor): SignedIn, Path(id): Path<Uuid>) -> Result<Response> {
    let open = open(&app, &actor, id).await?;
    let stored = take(&app, &actor, &open).await?;
    Ok(download::attachment(&open.row.name, kinds::sent_as(&open.row.media_type), stored.bytes))
}

async fn ask_remove(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let open = open(&app, &actor, id).await?;
    open.seen.demand_change()?;
    if open.removal.is_some() {
        return Ok(back(&open.seen));
    }
    Ok(question(&frame, &open, &Sent::default(), &Errors::default()).into_response())
}

fn question(frame: &Frame, open: &Open, sent: &Sent, errors: &Errors) -> maud::Markup {
    let body = pages::ask_remove(open, Filled { sent, errors });
    holder::page(frame, &open.seen, "移除附件", body)
}

async fn take_off(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    sent: Sent,
) -> Result<Response> {
    let open = open(&app, &actor, id).await?;
    open.seen.demand_change()?;
    let mut form = Reading::of(&sent);
    let ask = "没有写为什么移除；请写明，这里和审计记录里都要留下。什么也没有移除。";
    let reason = form.wanted("reason", "原因", LONGEST_REASON, ask);
    let errors = form.errors();
    if !errors.is_empty() {
        return Ok(
            (StatusCode::UNPROCESSABLE_ENTITY, question(&frame, &open, &sent, &errors)).into_response()
        );
    }
    app.act(&actor, async |act| remove(act, &actor, &open, &reason).await).await?;
    Ok(back(&open.seen))
}
