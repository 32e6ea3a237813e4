//! Routes of drafts: start, write with the live check, submit; adopt, return, withdraw.
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result, WriteTx};
use lvzhi_schema::evaluation::scheme_draft;
use serde::Deserialize;
use uuid::Uuid;

use super::editor_page::{self, Edited};
use super::{
    NewDraft, Origin, State as Stage, Typed, Written, adopt, adoption_event, event, find, new_page,
    review_page, save, send_back, start, state_of, submit, withdraw,
};
use crate::app::{App, AppRoutes};
use crate::evaluation::schemes::{self, Checked, LIMIT, check};
use crate::frame::{Frame, is_fragment};
use crate::policy::{Permission, allows_all};
use crate::ui::Tone;

/// Registers the pages and acts of drafts.
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    let (see, write, decide) = (
        Access::May(Permission::SeeEvaluation),
        Access::May(Permission::DraftScheme),
        Access::May(Permission::AdoptScheme),
    );
    routes
        .get("/evaluation/schemes/new", write, new_form)
        .post("/evaluation/schemes/drafts", write, begin)
        .get("/evaluation/schemes/drafts/{draft}", see, show)
        .post("/evaluation/schemes/drafts/{draft}", write, keep)
        .post("/evaluation/schemes/drafts/{draft}/check", write, look)
        .post("/evaluation/schemes/drafts/{draft}/submit", write, hand_in)
        .post("/evaluation/schemes/drafts/{draft}/withdraw", see, give_up)
        .post("/evaluation/schemes/drafts/{draft}/return", decide, hand_back)
        .get("/evaluation/schemes/drafts/{draft}/adopt", decide, ask_adopt)
        .post("/evaluation/schemes/drafts/{draft}/adopt", decide, take)
}

fn page_of(draft: Uuid, query: &str) -> Response {
    Redirect::to(&format!("/evaluation/schemes/drafts/{draft}{query}")).into_response()
}

async fn begin_tx(app: &App, actor: &Actor) -> Result<WriteTx> {
    WriteTx::begin(&app.db, actor.committee, actor.by(), app.clock.now()).await
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
        let body = origin.text(&app.db, actor.committee).await?;
        let new = NewDraft { id, origin, body };
        let tx = begin_tx(&app, &actor).await?;
        // A second click finds the draft made: nothing more to write.
        if start(&tx, &new).await? {
            tx.commit(event("scheme_draft.start", id, &new.origin.id(), "", "")).await?;
        }
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
        return Ok(review_page::show(&frame, &draft, &checked, None).into_response());
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
            .then(|| self.again(frame, StatusCode::PAYLOAD_TOO_LARGE, Tone::Bad, sentence))
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
    let tx = begin_tx(&app, &actor).await?;
    match save(&tx, &sent.draft, &sent.typed).await {
        Ok(Written::Done) => {
            tx.commit(event("scheme_draft.save", id, &sent.draft.title, &sent.draft.version, "")).await?;
            Ok(page_of(id, "?done=saved"))
        }
        Ok(Written::Already) => Ok(page_of(id, "?done=saved")),
        Ok(Written::Overtaken) => {
            drop(tx);
            sent.overtaken(&app, &frame).await
        }
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
    let tx = begin_tx(&app, &actor).await?;
    match submit(&tx, &sent.draft, &sent.typed, &sent.checked).await {
        Ok(Written::Done) => {
            tx.commit(event("scheme_draft.submit", id, &sent.draft.title, &sent.draft.version, "")).await?;
            Ok(page_of(id, ""))
        }
        Ok(Written::Already) => Ok(page_of(id, "")),
        Ok(Written::Overtaken) => {
            drop(tx);
            sent.overtaken(&app, &frame).await
        }
        Err(Error::Invalid(sentence)) => {
            // It cannot be submitted; what was typed is kept all the same.
            match save(&tx, &sent.draft, &sent.typed).await? {
                Written::Done => {
                    let save = event("scheme_draft.save", id, &sent.draft.title, &sent.draft.version, "");
                    tx.commit(save).await?;
                }
                Written::Already => drop(tx),
                Written::Overtaken => {
                    drop(tx);
                    return sent.overtaken(&app, &frame).await;
                }
            }
            sent.draft = find(&app.db, actor.committee, id).await?;
            sent.typed.revision = sent.draft.revision;
            let said = format!("{sentence}已替您存草稿。");
            Ok(sent.again(&frame, StatusCode::UNPROCESSABLE_ENTITY, Tone::Bad, said))
        }
        Err(error) => sent.refused(&frame, error),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct DecisionForm {
    revision: String,
    // Two of these forms can stand on one page, and a field's id is its name.
    #[serde(alias = "withdraw_reason")]
    reason: String,
}

impl DecisionForm {
    fn revision(&self) -> i32 {
        self.revision.parse().unwrap_or(0)
    }
}

/// The page as others read it, with the reason of a refusal.
async fn refused(app: &App, frame: &Frame, draft: &scheme_draft::Model, error: Error) -> Result<Response> {
    match error {
        Error::Invalid(_) | Error::Conflict(_) | Error::Forbidden(_) => {
            let draft = find(&app.db, draft.committee_id, draft.id).await?;
            let checked = check(&app.db, draft.committee_id, &draft.body).await?;
            let page = review_page::show(frame, &draft, &checked, Some(&error.to_string()));
            Ok((error.status(), page).into_response())
        }
        other => Err(other),
    }
}

fn overtaken() -> Error {
    Error::Conflict("刚才有人办过这份草稿，没有重复办。现在的情况如下。".into())
}

async fn give_up(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
    Form(form): Form<DecisionForm>,
) -> Result<Response> {
    let draft = find(&app.db, actor.committee, id).await?;
    let keeper = allows_all(&actor, Permission::AdoptScheme);
    let tx = begin_tx(&app, &actor).await?;
    let done = withdraw(&tx, &draft, keeper, &form.reason).await;
    close(&app, &frame, tx, &draft, ("scheme_draft.withdraw", &form.reason), done).await
}

async fn hand_back(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
    Form(form): Form<DecisionForm>,
) -> Result<Response> {
    let draft = find(&app.db, actor.committee, id).await?;
    let tx = begin_tx(&app, &actor).await?;
    let done = send_back(&tx, &draft, form.revision(), &form.reason).await;
    close(&app, &frame, tx, &draft, ("scheme_draft.return", &form.reason), done).await
}

/// Ends an act on a draft: commits and goes to the draft, or says why not.
async fn close(
    app: &App,
    frame: &Frame,
    tx: WriteTx,
    draft: &scheme_draft::Model,
    (action, reason): (&'static str, &str),
    done: Result<Written>,
) -> Result<Response> {
    match done {
        Ok(Written::Done) => {
            tx.commit(event(action, draft.id, &draft.title, &draft.version, reason)).await?;
            Ok(page_of(draft.id, ""))
        }
        Ok(Written::Already) => Ok(page_of(draft.id, "")),
        Ok(Written::Overtaken) => {
            drop(tx);
            refused(app, frame, draft, overtaken()).await
        }
        Err(error) => {
            drop(tx);
            refused(app, frame, draft, error).await
        }
    }
}

async fn ask_adopt(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let draft = find(&app.db, actor.committee, id).await?;
    let waits = state_of(&draft)? == Stage::Submitted && actor.account != draft.drafted_by;
    let checked = check(&app.db, actor.committee, &draft.body).await?;
    if !waits || checked.errors() > 0 {
        return Ok(page_of(id, "")); // nothing to ask; the page says why
    }
    Ok(review_page::ask_adopt(&frame, &draft, &checked).into_response())
}

async fn take(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Path(id): Path<Uuid>,
    Form(form): Form<DecisionForm>,
) -> Result<Response> {
    let draft = find(&app.db, actor.committee, id).await?;
    let tx = begin_tx(&app, &actor).await?;
    match adopt(&tx, &draft, form.revision()).await {
        Ok((written, version)) => {
            if written == Written::Done {
                tx.commit(adoption_event(&draft, version)).await?;
            }
            Ok(Redirect::to(&format!("/evaluation/schemes/{version}")).into_response())
        }
        Err(error) => {
            drop(tx);
            refused(&app, &frame, &draft, error).await
        }
    }
}
