//! Routes that change a member.
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::workbook::clean_text;
use lvzhi_platform::{Error, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::forms::{self, SEEN};
use super::{Edited, MemberFields, file_page, member_file, posts, roster};
use crate::MEMBERS;
use crate::optional_date;
use crate::roster::Roster;
use crate::{KEEP_PEOPLE, SEE_MEMBER};
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::form::{Errors, Filled, Reading, Sent};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::path::Path;
use lvzhi_shell::policy::{Permission, VisibleMember, allows};
use lvzhi_ui as ui;

const KEEP: Access<Permission> = Access::May(KEEP_PEOPLE);

pub(super) fn routes(routes: AppRoutes) -> AppRoutes {
    routes
        .get("/members/new", KEEP, new)
        .post("/members", KEEP, add)
        .get("/members/{id}/edit", KEEP, edit)
        .post("/members/{id}", KEEP, save)
        .post("/members/{id}/posts", KEEP, add_post)
        .post("/members/{id}/posts/{post}/end", KEEP, end_post)
        .post("/members/{id}/exemptions", KEEP, add_exemption)
        .post("/members/{id}/exemptions/{exemption}/end", KEEP, end_exemption)
}

async fn form_page(
    app: &App,
    frame: &Frame,
    actor: &Actor,
    id: Option<Uuid>,
    filled: Filled<'_>,
    status: StatusCode,
    above: Markup,
) -> Result<Response> {
    let roster = roster(&app.db, actor.committee).await?;
    let (title, action, button, back) = match id {
        Some(id) => ("修改委员", format!("/members/{id}"), "保存", format!("/members/{id}")),
        None => ("添一位委员", "/members".into(), "添上", "/members".into()),
    };
    let sub = if id.is_some() {
        "改动前后的内容都记入审计。"
    } else {
        "加到现在这一届；成批的请用导入。"
    };
    let body = html! {
        (ui::head(title, html! { (sub) }, html! {}))
        (above)
        (forms::markup(filled, &roster, (&action, button, &back)))
    };
    Ok((status, frame.page(MEMBERS, title, &[("委员", "/members")], body)).into_response())
}

async fn fresh(app: &App, frame: &Frame, actor: &Actor, id: Option<Uuid>, sent: &Sent) -> Result<Response> {
    let filled = Filled { sent, errors: &Errors::default() };
    form_page(app, frame, actor, id, filled, StatusCode::OK, html! {}).await
}

async fn refuse(
    app: &App,
    frame: &Frame,
    actor: &Actor,
    id: Option<Uuid>,
    sent: &Sent,
    errors: &Errors,
) -> Result<Response> {
    form_page(app, frame, actor, id, Filled { sent, errors }, StatusCode::UNPROCESSABLE_ENTITY, html! {})
        .await
}

async fn new(State(app): State<App>, frame: Frame, SignedIn(actor): SignedIn) -> Result<Response> {
    let sent = Sent::default().with("starts_on", frame.today.to_string());
    fresh(&app, &frame, &actor, None, &sent).await
}

async fn add(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    sent: Sent,
) -> Result<Response> {
    let known = roster(&app.db, actor.committee).await?;
    let outcome = match forms::read(&sent, &known) {
        Ok(fields) => super::add(&app, &actor, fields).await,
        Err(errors) => return refuse(&app, &frame, &actor, None, &sent, &errors).await,
    };
    match outcome {
        Ok(id) => Ok(Redirect::to(&page_for(&actor, id)).into_response()),
        Err(Error::Conflict(sentence) | Error::Invalid(sentence)) => {
            refuse(&app, &frame, &actor, None, &sent, &Errors::one("number", sentence)).await
        }
        Err(error) => Err(error),
    }
}

async fn edit(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let file = member_file(&app, VisibleMember::to(&actor, KEEP_PEOPLE, id)?).await?;
    let fields = MemberFields::of(&file.person.member);
    let sent = forms::filled(&fields).with(SEEN, fields.mark()?);
    fresh(&app, &frame, &actor, Some(id), &sent).await
}

async fn save(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    mut sent: Sent,
) -> Result<Response> {
    let before = member_file(&app, VisibleMember::to(&actor, KEEP_PEOPLE, id)?).await?;
    let known = roster(&app.db, actor.committee).await?;
    let old = &before.person.member;
    // A new name is read anew, unless the clerk wrote the reading himself.
    if sent.get("name") != old.name
        && sent.get("pinyin") == old.pinyin
        && sent.get("initials") == old.initials
    {
        sent.set("pinyin", "");
        sent.set("initials", "");
    }
    let outcome = match forms::read(&sent, &known) {
        Ok(fields) => super::edit(&app, &actor, id, fields, sent.get(SEEN)).await,
        Err(errors) => return refuse(&app, &frame, &actor, Some(id), &sent, &errors).await,
    };
    match outcome {
        Ok(Edited::Done) => Ok(Redirect::to(&page_for(&actor, id)).into_response()),
        Ok(Edited::Overtaken(now)) => {
            let above = both(&known, &sent, &forms::filled(&now));
            sent.set(SEEN, now.mark()?);
            let filled = Filled { sent: &sent, errors: &Errors::default() };
            form_page(&app, &frame, &actor, Some(id), filled, StatusCode::CONFLICT, above).await
        }
        Err(Error::Conflict(sentence)) => {
            refuse(&app, &frame, &actor, Some(id), &sent, &Errors::one("number", sentence)).await
        }
        Err(error) => Err(error),
    }
}

/// What was typed beside what somebody else wrote meanwhile, where they differ.
fn both(roster: &Roster, typed: &Sent, now: &Sent) -> Markup {
    let words = |sent: &Sent, field: &str| {
        let units = roster.sectors.iter().chain(&roster.special_committees);
        let value = sent.get(field);
        units
            .into_iter()
            .find(|unit| unit.id.to_string() == value)
            .map_or(value.to_owned(), |unit| unit.name.clone())
    };
    let rows: Vec<_> = forms::LABELS
        .iter()
        .map(|(field, label)| (*label, words(typed, field), words(now, field)))
        .filter(|(_, typed, now)| typed != now)
        .collect();
    ui::overtaken(&rows)
}

/// What was tried on a member's file and did not come through: which of its forms, and what was typed.
pub(super) struct Tried<'a> {
    form: &'a str,
    filled: Filled<'a>,
}

impl<'a> Tried<'a> {
    /// What was typed in this form, if it is the one.
    pub(super) fn of(&self, form: &str) -> Option<Filled<'a>> {
        (self.form == form).then_some(self.filled)
    }

    /// On top of the file.
    pub(super) fn summary(&self) -> Markup {
        self.filled.errors.summary()
    }
}

/// Where an act on a member ends: his file, or the list for who keeps people and does not see their files.
fn page_for(actor: &Actor, id: Uuid) -> String {
    if allows(actor, SEE_MEMBER) { format!("/members/{id}") } else { "/members".to_owned() }
}

/// What a form on a member's file comes to: nothing to read twice, an act, or errors at its fields.
type Outcome = std::result::Result<Result<()>, Errors>;

/// Back to the file, or the file with the form as it was typed and the sentences that say why not. What the act itself
/// refuses is said at `field`.
async fn back(
    app: &App,
    frame: &Frame,
    actor: &Actor,
    id: Uuid,
    (form, sent, field): (&str, &Sent, &str),
    outcome: Outcome,
) -> Result<Response> {
    let (status, errors) = match outcome {
        Ok(Ok(())) => return Ok(Redirect::to(&page_for(actor, id)).into_response()),
        Ok(Err(Error::Invalid(sentence))) => (StatusCode::UNPROCESSABLE_ENTITY, Errors::one(field, sentence)),
        Ok(Err(Error::Conflict(sentence))) => (StatusCode::CONFLICT, Errors::one(field, sentence)),
        Ok(Err(error)) => return Err(error),
        Err(errors) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
    };
    let file = member_file(app, VisibleMember::to(actor, KEEP_PEOPLE, id)?).await?;
    let tried = Tried { form, filled: Filled { sent, errors: &errors } };
    let body = file_page::after(frame, &file, &tried);
    let name = file.person.member.name.clone();
    Ok((status, frame.page(MEMBERS, &name, &[("委员", "/members")], body)).into_response())
}

/// A day; `what` it is, and at which field what is wrong is said.
fn read_day(form: &mut Reading<'_>, name: &str, field: &str, what: &str) -> Option<NaiveDate> {
    let read = optional_date(form.typed(name)).map_err(|sentence| format!("{what}：{sentence}。"));
    form.take(field, read).flatten()
}

fn wanted_day(form: &mut Reading<'_>, name: &str, field: &str, what: &str) -> Option<NaiveDate> {
    if form.typed(name).is_empty() {
        form.fail(field, format!("请填{what}。"));
    }
    read_day(form, name, field, what)
}

async fn add_post(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    sent: Sent,
) -> Result<Response> {
    member_file(&app, VisibleMember::to(&actor, KEEP_PEOPLE, id)?).await?;
    let mut form = Reading::of(&sent);
    let title = form.typed("title");
    if !posts::TITLES.contains(&title) {
        form.fail("title", "请从列表里选职务。");
    }
    let outcome = match wanted_day(&mut form, "post_from", "post_from", "第一天") {
        Some(from) if form.is_sound() => Ok(super::add_post(&app, &actor, id, title, from).await),
        _ => Err(form.errors()),
    };
    back(&app, &frame, &actor, id, ("posts", &sent, "post_from"), outcome).await
}

async fn end_post(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path((id, post)): Path<(Uuid, Uuid)>,
    sent: Sent,
) -> Result<Response> {
    member_file(&app, VisibleMember::to(&actor, KEEP_PEOPLE, id)?).await?;
    let (mut form, field) = (Reading::of(&sent), format!("end-{post}"));
    let outcome = match wanted_day(&mut form, "last_day", &field, "最后一天") {
        Some(day) => Ok(super::end_post(&app, &actor, id, post, day).await),
        None => Err(form.errors()),
    };
    back(&app, &frame, &actor, id, (&field, &sent, &field), outcome).await
}

/// Most characters of the reason of an exemption.
const LONGEST_REASON: usize = 100;

async fn add_exemption(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    sent: Sent,
) -> Result<Response> {
    member_file(&app, VisibleMember::to(&actor, KEEP_PEOPLE, id)?).await?;
    let mut form = Reading::of(&sent);
    let reason = clean_text(&form.wanted("reason", "原因", LONGEST_REASON, "请填免评原因。"));
    let from = wanted_day(&mut form, "exempt_from", "exempt_from", "第一天");
    let to = read_day(&mut form, "exempt_to", "exempt_to", "最后一天");
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        form.fail("exempt_to", format!("免评的最后一天不能早于第一天。最早填 {from}。"));
    }
    let outcome = match from {
        Some(from) if form.is_sound() => Ok(super::add_exemption(&app, &actor, id, &reason, from, to).await),
        _ => Err(form.errors()),
    };
    back(&app, &frame, &actor, id, ("exemptions", &sent, "exempt_from"), outcome).await
}

async fn end_exemption(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path((id, exemption)): Path<(Uuid, Uuid)>,
    sent: Sent,
) -> Result<Response> {
    member_file(&app, VisibleMember::to(&actor, KEEP_PEOPLE, id)?).await?;
    let (mut form, field) = (Reading::of(&sent), format!("end-{exemption}"));
    let outcome = match wanted_day(&mut form, "last_day", &field, "最后一天") {
        Some(day) => Ok(super::end_exemption(&app, &actor, id, exemption, day).await),
        None => Err(form.errors()),
    };
    back(&app, &frame, &actor, id, (&field, &sent, &field), outcome).await
}
