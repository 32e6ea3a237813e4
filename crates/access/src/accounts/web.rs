//! Routes of the administrator.
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result};
use maud::Markup;
use serde::Deserialize;
use uuid::Uuid;

use super::bulk::{self, Scope};
use super::list::{self, Filter, Seen, TAKEN};
use super::{AccountAct, Kind, Made, Person, create, pages, perform, propose_login, rows, store};
use crate::KEEP_ACCOUNTS;
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::download::{CSV, XLSX, attachment};
use lvzhi_shell::form::{Errors, Filled, Sent};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::listing::{Listing, MOST_EXPORTED, export};
use lvzhi_shell::path::Path;
use lvzhi_shell::policy::{Permission, Role};

const KEEP: Access<Permission> = Access::May(KEEP_ACCOUNTS);

pub(crate) fn routes(routes: AppRoutes) -> AppRoutes {
    routes
        .get("/accounts", KEEP, list_page)
        .post("/accounts", KEEP, make)
        .post("/accounts/export", KEEP, take_out)
        .get("/accounts/new", KEEP, new)
        .get("/accounts/members", KEEP, members)
        .post("/accounts/members", KEEP, make_for_members)
        .get("/accounts/{id}", KEEP, show)
        .get("/accounts/{id}/{act}", KEEP, ask)
        .post("/accounts/{id}/{act}", KEEP, act)
}

async fn list_page(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    mut listing: Listing,
) -> Result<Markup> {
    let filter = Filter::of(&mut listing);
    let seen = Seen { now: app.clock.now(), today: frame.today };
    let total = store::count(&app.db, actor.committee, &filter, seen.now).await?;
    let span = listing.span(total);
    let accounts = store::list(&app.db, actor.committee, &filter, seen.now, span.offset, span.limit).await?;
    Ok(list::page(&frame, &listing, &accounts, total, &seen))
}

async fn take_out(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    mut listing: Listing,
) -> Result<Response> {
    let filter = Filter::of(&mut listing);
    let seen = Seen { now: app.clock.now(), today: frame.today };
    listing.exact()?;
    TAKEN.check(store::count(&app.db, actor.committee, &filter, seen.now).await?)?;
    let accounts = store::list(&app.db, actor.committee, &filter, seen.now, 0, MOST_EXPORTED).await?;
    let sheet = Listing::sheet("账号", &list::columns(), &accounts, &seen);
    export(&app, &actor, &listing, &TAKEN, vec![sheet]).await
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wanted {
    q: String,
    member: String,
    staff: String,
    other: String,
}

/// The person that a form or an address names; none when it names nobody.
async fn named(app: &App, actor: &Actor, member: &str, staff: &str) -> Result<Option<Person>> {
    let (kind, id) = match (member, staff) {
        ("", "") => return Ok(None),
        (id, "") => (Kind::Member, id),
        (_, id) => (Kind::Staff, id),
    };
    let id = id.parse::<Uuid>().map_err(|_| Error::NotFound("没有这个人。".into()))?;
    store::person(&app.db, actor.committee, kind, id).await.map(Some)
}

async fn new(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Query(query): Query<Wanted>,
) -> Result<Markup> {
    if let Some(person) = named(&app, &actor, &query.member, &query.staff).await? {
        let sent = Sent::default().with("login", propose_login(&app.db, &person).await?);
        let filled = Filled { sent: &sent, errors: &Errors::default() };
        return Ok(pages::new_form(&frame, Some(&person), filled));
    }
    if !query.other.is_empty() {
        let filled = Filled { sent: &Sent::default(), errors: &Errors::default() };
        return Ok(pages::new_form(&frame, None, filled));
    }
    if query.q.trim().is_empty() {
        return Ok(pages::find_person(&frame, "", &[]));
    }
    let mut found = Vec::new();
    for person in store::people(&app.db, actor.committee, &query.q, app.clock.today()).await? {
        let accounts = store::accounts_of(app.db.read(), actor.committee, person.kind, person.id).await?;
        found.push((person, accounts));
    }
    Ok(pages::find_person(&frame, query.q.trim(), &found))
}

async fn make(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    sent: Sent,
) -> Result<Response> {
    let person = named(&app, &actor, sent.get("member"), sent.get("staff")).await?;
    Ok(match create(&app, &actor, &sent, person.as_ref()).await? {
        // The one answer to a POST that is a page: the password is nowhere kept that a redirect could fetch it from.
        Made::Issued { login, name, password } => {
            pages::issued(&frame, "账号建好了", &name, &login, &password).into_response()
        }
        Made::Before(id) => Redirect::to(&format!("/accounts/{id}?done=before")).into_response(),
        Made::Defects(errors) => {
            let filled = Filled { sent: &sent, errors: &errors };
            let page = pages::new_form(&frame, person.as_ref(), filled);
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
    })
}

async fn members(State(app): State<App>, frame: Frame, SignedIn(actor): SignedIn) -> Result<Markup> {
    let missing = bulk::missing(&app, &actor).await?.len();
    let unused = store::members_waiting(app.db.read(), actor.committee).await?.len();
    Ok(pages::members(&frame, missing, unused))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct BulkForm {
    scope: String,
    format: String,
}

async fn make_for_members(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Form(form): Form<BulkForm>,
) -> Result<Response> {
    let scope = match form.scope.as_str() {
        "missing" => Scope::Missing,
        "unused" => Scope::Unused,
        _ => return Err(Error::Invalid("请选给谁建。什么都没有改。".into())),
    };
    let issued = bulk::issue(&app, &actor, scope).await?;
    if issued.is_empty() {
        return Ok(Redirect::to("/accounts/members").into_response());
    }
    Ok(if form.format == "csv" {
        attachment("委员账号.csv", CSV, bulk::csv(&issued))
    } else {
        attachment("委员账号.xlsx", XLSX, bulk::workbook(&issued)?)
    })
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Done {
    done: String,
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    Query(query): Query<Done>,
) -> Result<Markup> {
    let account = rows::find(&app.db, actor.committee, id).await?;
    let logins = rows::last_logins(&app.db, actor.committee, id).await?;
    let own = id == actor.account;
    Ok(pages::show(&frame, &account, logins.first().copied(), own, &query.done, app.clock.now()))
}

async fn ask(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path((id, act)): Path<(Uuid, String)>,
) -> Result<Response> {
    let act = AccountAct::parse(&act)?;
    let account = rows::find(&app.db, actor.committee, id).await?;
    if act != AccountAct::ChangeRole && !act.is_due(&account, None) {
        return Ok(Redirect::to(&format!("/accounts/{id}")).into_response());
    }
    Ok(pages::ask(&frame, &account, act).into_response())
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ActForm {
    role: String,
}

async fn act(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path((id, act)): Path<(Uuid, String)>,
    Form(form): Form<ActForm>,
) -> Result<Response> {
    let act = AccountAct::parse(&act)?;
    let password = perform(&app, &actor, id, act, Role::parse(&form.role)).await?;
    let Some(password) = password else {
        return Ok(Redirect::to(&format!("/accounts/{id}?done={}", act.slug())).into_response());
    };
    let account = rows::find(&app.db, actor.committee, id).await?;
    Ok(pages::issued(&frame, "密码重置了", &account.name, &account.login, &password).into_response())
}
