//! Routes that change a member.
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::workbook::clean_text;
use lvzhi_platform::{Error, Result};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::forms::{self, SEEN};
use super::{Edited, MemberFields, member_file, member_page, posts, roster};
use crate::KEEP_PEOPLE;
use crate::MEMBERS;
use crate::optional_date;
use crate::roster::Roster;
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::form::{Errors, Filled, Sent};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::policy::Permission;
use lvzhi_shell::policy::VisibleMember;
use lvzhi_ui::{self as ui, Tone};

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
        Ok(id) => Ok(Redirect::to(&format!("/members/{id}")).into_response()),
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
        Ok(Edited::Done) => Ok(Redirect::to(&format!("/members/{id}")).into_response()),
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

/// Back to the file, or the file with the sentence that says why not.
async fn back(app: &App, frame: &Frame, actor: &Actor, id: Uuid, outcome: Result<()>) -> Result<Response> {
    let (status, sentence) = match outcome {
        Ok(()) => return Ok(Redirect::to(&format!("/members/{id}")).into_response()),
        Err(Error::Invalid(sentence)) => (StatusCode::UNPROCESSABLE_ENTITY, sentence),
        Err(Error::Conflict(sentence)) => (StatusCode::CONFLICT, sentence),
        Err(error) => return Err(error),
    };
    let file = member_file(app, VisibleMember::to(actor, KEEP_PEOPLE, id)?).await?;
    let body = html! {
        (ui::message(Tone::Bad, html! { (sentence) }, html! {}))
        (member_page(frame, &file, Vec::new()))
    };
    let name = file.person.member.name.clone();
    Ok((status, frame.page(MEMBERS, &name, &[("委员", "/members")], body)).into_response())
}

fn wanted_day(text: &str, what: &str) -> Result<NaiveDate> {
    match optional_date(text) {
        Ok(Some(day)) => Ok(day),
        Ok(None) => Err(Error::Invalid(format!("请填{what}。没有改动。"))),
        Err(sentence) => Err(Error::Invalid(format!("{what}：{sentence}。没有改动。"))),
    }
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct PostForm {
    title: String,
    from: String,
}

async fn add_post(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<PostForm>,
) -> Result<Response> {
    member_file(&app, VisibleMember::to(&actor, KEEP_PEOPLE, id)?).await?;
    let outcome = async {
        if !posts::TITLES.contains(&form.title.as_str()) {
            return Err(Error::Invalid("请从列表里选职务。没有改动。".into()));
        }
        super::add_post(&app, &actor, id, &form.title, wanted_day(&form.from, "第一天")?).await
    };
    back(&app, &frame, &actor, id, outcome.await).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct EndForm {
    last_day: String,
}

async fn end_post(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path((id, post)): Path<(Uuid, Uuid)>,
    Form(form): Form<EndForm>,
) -> Result<Response> {
    member_file(&app, VisibleMember::to(&actor, KEEP_PEOPLE, id)?).await?;
    let outcome =
        async { super::end_post(&app, &actor, id, post, wanted_day(&form.last_day, "最后一天")?).await };
    back(&app, &frame, &actor, id, outcome.await).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ExemptionForm {
    reason: String,
    from: String,
    to: String,
}

async fn add_exemption(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Form(form): Form<ExemptionForm>,
) -> Result<Response> {
    member_file(&app, VisibleMember::to(&actor, KEEP_PEOPLE, id)?).await?;
    let outcome = async {
        let reason: String = clean_text(&form.reason).chars().take(100).collect();
        if reason.is_empty() {
            return Err(Error::Invalid("请填免评原因。没有改动。".into()));
        }
        let from = wanted_day(&form.from, "第一天")?;
        let to = if form.to.trim().is_empty() { None } else { Some(wanted_day(&form.to, "最后一天")?) };
        if to.is_some_and(|to| to < from) {
            return Err(Error::Invalid("免评的最后一天不能早于第一天。没有改动。".into()));
        }
        super::add_exemption(&app, &actor, id, &reason, from, to).await
    };
    back(&app, &frame, &actor, id, outcome.await).await
}

async fn end_exemption(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path((id, exemption)): Path<(Uuid, Uuid)>,
    Form(form): Form<EndForm>,
) -> Result<Response> {
    member_file(&app, VisibleMember::to(&actor, KEEP_PEOPLE, id)?).await?;
    let outcome = async {
        super::end_exemption(&app, &actor, id, exemption, wanted_day(&form.last_day, "最后一天")?).await
    };
    back(&app, &frame, &actor, id, outcome.await).await
}
