//! Routes of drafts for those who write: start, save, the live check, submit.
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use lvzhi_schema::evaluation::scheme_draft;
use serde::Deserialize;
use uuid::Uuid;

use super::editor_page::{self, Edited};
use super::{
    NewDraft, Origin, Typed, Written, decision_web, find, history, new_page, review_page, save, start,
    state_of, submit,
};
use crate::schemes::{self, Checked, LIMIT, check};
use crate::{DRAFT_SCHEME, SEE_EVALUATION};
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::frame::{Frame, is_fragment};
use lvzhi_shell::path::Path;
use lvzhi_ui::Tone;

/// Registers the pages and acts of drafts.
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    let (see, write) = (Access::May(SEE_EVALUATION), Access::May(DRAFT_SCHEME));
    routes
        .get("/evaluation/schemes/new", write, new_form)
        .post("/evaluation/schemes/drafts", write, begin)
        .get("/evaluation/schemes/drafts/{draft}", see, show)
        .post("/evaluation/schemes/drafts/{draft}", write, keep)
        .post("/evaluation/schemes/drafts/{draft}/check", write, look)
        .post("/evaluation/schemes/drafts/{draft}/submit", write, hand_in)
        .with(decision_web::routes)
}

/// Back to the draft's page.
pub(super) fn page_of(draft: Uuid, query: &str) -> Response {
    Redirect::to(&format!("/evaluation/schemes/drafts/{draft}{query}")).into_response()
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct NewForm {
    draft: String,
    from: String,
}

async fn new_form(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Query(query): Query<NewForm>,
) -> Result<Response> {
    let versions = schemes::list(&app.db, actor.committee).await?;
    Ok(new_page::new_form(&frame, Uuid::now_v7(), &versions, &query.from, None).into_response())
}

async fn begin(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Form(form): Form<NewForm>,
) -> Result<Response> {
    let made = async {
        let wrong = |sentence: &str| Error::Invalid(sentence.into());
        let id = form.draft.parse().map_err(|_| wrong("表单不完整，请刷新这一页再试。"))?;
        let origin = Origin::parse(&form.from).ok_or_else(|| wrong("请选从哪一份改起。"))?;
        let original = origin.base(&app.db, actor.committee).await?;
        let body = origin.text(&app.db, actor.committee).await?;
        let new = NewDraft { id, origin, original, body };
        app.act(&actor, async |act| start(act, &new).await).await?;
        Ok(id)
    };
    match made.await {
        Ok(id) => Ok(page_of(id, "")),
        Err(Error::Invalid(sentence)) => {
            let versions = schemes::list(&app.db, actor.committee).await?;
            let page = new_page::new_form(&frame, Uuid::now_v7(), &versions, &form.from, Some(&sentence));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ShowQuery {
    read: String,
    done: String,
}

async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
    Query(query): Query<ShowQuery>,
) -> Result<Response> {
    let draft = find(&app.db, actor.committee, id).await?;
    let checked = check(&app.db, actor.committee, &draft.body).await?;
    let writes = actor.account == draft.drafted_by && state_of(&draft)?.is_editable();
    if !writes || query.read == "1" || frame.print {
        let steps = history(&app.db, actor.committee, id).await?;
        return Ok(review_page::show(&frame, &draft, &checked, &steps, None).into_response());
    }
    let typed = Typed { revision: draft.revision, body: draft.body.clone(), note: draft.note.clone() };
    let said = (query.done == "saved").then(|| (Tone::Good, "已存草稿。".to_owned()));
    let edited = Edited { draft: &draft, typed: &typed, found: &checked.findings, said };
    Ok(editor_page::editor(&frame, &edited).into_response())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TextForm {
    revision: String,
    body: String,
    note: String,
}

impl TextForm {
    fn typed(self) -> Typed {
        Typed {
            // A number that cannot be read is no revision of anything: the draft has "moved on".
            revision: self.revision.parse().unwrap_or(0),
            // Browsers end lines in their own way.
            body: self.body.replace("\r\n", "\n"),
            note: self.note.replace("\r\n", "\n").trim().to_owned(),
        }
    }
}

/// What a drafter sent, beside what is stored.
struct Sent {
    draft: scheme_draft::Model,
    typed: Typed,
    checked: Checked,
}

impl Sent {
    async fn read(app: &App, actor: &Actor, id: Uuid, form: TextForm) -> Result<Self> {
        let draft = find(&app.db, actor.committee, id).await?;
        let typed = form.typed();
        let checked = check(&app.db, actor.committee, &typed.body).await?;
        Ok(Self { draft, typed, checked })
    }

    /// The editor with what was typed, and a sentence.
    fn again(&self, frame: &Frame, status: StatusCode, tone: Tone, sentence: String) -> Response {
        let said = Some((tone, sentence));
        let edited = Edited { draft: &self.draft, typed: &self.typed, found: &self.checked.findings, said };
        (status, editor_page::editor(frame, &edited)).into_response()
    }

    /// Somebody (or another window) was faster. What was typed stays, and the next save counts.
    async fn overtaken(mut self, app: &App, frame: &Frame) -> Result<Response> {
        self.draft = find(&app.db, self.draft.committee_id, self.draft.id).await?;
        self.typed.revision = self.draft.revision;
        let sentence = "这份草稿在别的窗口又存过一次，刚才没有存。您打的字都在下面：先看“改了什么”里的那一稿，\
                        再存就以下面的为准。";
        Ok(self.again(frame, StatusCode::CONFLICT, Tone::Bad, sentence.into()))
    }

    fn too_long(&self, frame: &Frame) -> Option<Response> {
        let sentence = format!("办法最多 {} KB，没有存。您打的字都在下面，删短后再存。", LIMIT >> 10);
        (self.typed.body.len() > LIMIT)
            .then(|| self.again(frame, StatusCode::UNPROCESSABLE_ENTITY, Tone::Bad, sentence))
    }

    /// A refusal keeps what was typed on the page; everything else is an ordinary failure.
    fn refused(&self, frame: &Frame, error: Error) -> Result<Response> {
        match error {
            Error::Invalid(_) | Error::Conflict(_) | Error::Forbidden(_) => {
                Ok(self.again(frame, error.status(), Tone::Bad, error.to_string()))
            }
            other => Err(other),
        }
    }
}

async fn keep(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
    Form(form): Form<TextForm>,
) -> Result<Response> {
    let sent = Sent::read(&app, &actor, id, form).await?;
    if let Some(refusal) = sent.too_long(&frame) {
        return Ok(refusal);
    }
    match app.act(&actor, async |act| save(act, &sent.draft, &sent.typed).await).await {
        Ok(Written::Done | Written::Already) => Ok(page_of(id, "?done=saved")),
        Ok(Written::Overtaken) => sent.overtaken(&app, &frame).await,
        Err(error) => sent.refused(&frame, error),
    }
}

/// The check alone: a part of the page for the script, the whole page for the button. It writes nothing.
async fn look(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    Form(form): Form<TextForm>,
) -> Result<Response> {
    let sent = Sent::read(&app, &actor, id, form).await?;
    if is_fragment(&headers) {
        return Ok(editor_page::fragment(&sent.typed.body, &sent.checked.findings).into_response());
    }
    Ok(sent.again(&frame, StatusCode::OK, Tone::Plain, "检查过了，还没有存。".into()))
}

async fn hand_in(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
    Form(form): Form<TextForm>,
) -> Result<Response> {
    let mut sent = Sent::read(&app, &actor, id, form).await?;
    if let Some(refusal) = sent.too_long(&frame) {
        return Ok(refusal);
    }
    let submitted = app.act(&actor, async |act| submit(act, &sent.draft, &sent.typed, &sent.checked).await);
    match submitted.await {
        Ok(Written::Done | Written::Already) => Ok(page_of(id, "")),
        Ok(Written::Overtaken) => sent.overtaken(&app, &frame).await,
        Err(Error::Invalid(sentence)) => {
            // It cannot be submitted; what was typed is kept all the same.
            let saved = app.act(&actor, async |act| save(act, &sent.draft, &sent.typed).await);
            if saved.await? == Written::Overtaken {
                return sent.overtaken(&app, &frame).await;
            }
            sent.draft = find(&app.db, actor.committee, id).await?;
            sent.typed.revision = sent.draft.revision;
            let said = format!("{sentence}已替您存草稿。");
            Ok(sent.again(&frame, StatusCode::UNPROCESSABLE_ENTITY, Tone::Bad, said))
        }
        Err(error) => sent.refused(&frame, error),
    }
}
