//! Accounts for all members at once, and the sheet of logins that is handed out.
use std::collections::BTreeMap;

use chrono::NaiveDate;
use lvzhi_platform::auth::{Actor, close_all, hash_password, one_time_password};
use lvzhi_platform::sheet_export::{CellValue, Column, ColumnKind, SheetSpec, workbook_bytes};
use lvzhi_platform::{Act, Error, Result, Unaudited};
use pinyin::ToPinyin;
use serde_json::json;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{Person, rows, store};
use crate::{NewAccount, insert_account, noun};
use lvzhi_shell::app::App;
use lvzhi_shell::policy::Role;

/// So many at once: more would outlast the time a request may take. The form says so; it is sent again.
pub(super) const MOST: usize = 800;

/// For whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Members without an account.
    Missing,
    /// Members whose one-time password was never used, because its sheet was lost.
    Unused,
}

/// One line of the sheet.
#[derive(Clone, Debug)]
pub(super) struct Issued {
    /// Name.
    pub name: String,
    /// Login name.
    pub login: String,
    /// The one-time password.
    pub password: String,
}

/// Makes accounts, or passwords anew, for all in the scope; empty when there is nobody.
pub(super) async fn issue(app: &App, actor: &Actor, scope: Scope) -> Result<Vec<Issued>> {
    let wanted: Vec<Uuid> = match scope {
        Scope::Missing => missing(app, actor).await?.into_iter().map(|person| person.id).collect(),
        Scope::Unused => store::members_waiting(app.db.read(), actor.committee)
            .await?
            .into_iter()
            .map(|account| account.id)
            .collect(),
    };
    let mut passwords = hashed(wanted.into_iter().take(MOST)).await?;
    if passwords.is_empty() {
        return Ok(Vec::new());
    }
    let prefix = initials(&store::region(&app.db, actor.committee).await?);
    app.act(actor, async |tx| give_all(tx, scope, &prefix, app.clock.today(), &mut passwords).await).await
}

async fn give_all(
    tx: &mut Act,
    scope: Scope,
    prefix: &str,
    today: NaiveDate,
    passwords: &mut BTreeMap<Uuid, Fresh>,
) -> Result<Vec<Issued>> {
    let committee = tx.committee();
    let mut issued = Vec::new();
    match scope {
        Scope::Missing => {
            // Read again inside the act: who got an account meanwhile keeps it.
            for person in store::members_without_account(&**tx, committee, today).await? {
                if let Some(fresh) = passwords.remove(&person.id) {
                    issued.push(give(tx, prefix, person, fresh).await?);
                }
            }
        }
        Scope::Unused => {
            for account in store::members_waiting(&**tx, committee).await? {
                if let Some((password, hash)) = passwords.remove(&account.id) {
                    rows::set_password(tx, account.id, hash, true).await?;
                    close_all(tx, account.id, None).await?;
                    issued.push(Issued { name: account.name, login: account.login, password });
                }
            }
        }
    }
    if issued.is_empty() {
        tx.unaudited(Unaudited::Nothing);
        return Ok(issued);
    }
    let action = match scope {
        Scope::Missing => noun::CREATE_MEMBERS,
        Scope::Unused => noun::REISSUE_MEMBERS,
    };
    tx.note(action, noun::ACCOUNT.id, json!({ "count": issued.len() }));
    Ok(issued)
}

/// Members in office who have no account.
pub(super) async fn missing(app: &App, actor: &Actor) -> Result<Vec<Person>> {
    store::members_without_account(app.db.read(), actor.committee, app.clock.today()).await
}

type Fresh = (String, String);

/// A one-time password and its hash for each, before any transaction begins; a few at a time, so that people who
/// log in meanwhile get their turn.
async fn hashed(ids: impl Iterator<Item = Uuid>) -> Result<BTreeMap<Uuid, Fresh>> {
    const AT_ONCE: usize = 4;
    let mut ids = ids;
    let mut done = BTreeMap::new();
    let mut work = JoinSet::new();
    loop {
        if work.len() < AT_ONCE
            && let Some(id) = ids.next()
        {
            let password = one_time_password()?;
            work.spawn(
                async move { hash_password(password.clone()).await.map(|hash| (id, (password, hash))) },
            );
            continue;
        }
        let Some(ended) = work.join_next().await else { return Ok(done) };
        let (id, fresh) = ended.map_err(Error::internal)??;
        done.insert(id, fresh);
    }
}

async fn give(tx: &Act, prefix: &str, person: Person, (password, hash): Fresh) -> Result<Issued> {
    let number = crate::fold_login(&person.number);
    // Two committees may number their members alike; logins are unique in the whole installation.
    let taken = rows::is_login_taken(&**tx, &number).await?;
    let login = if taken { format!("{prefix}{number}") } else { number };
    let new = NewAccount {
        committee: tx.committee(),
        login: login.clone(),
        name: person.name.clone(),
        role: Role::Member,
        member: Some(person.id),
        staff: None,
        password_hash: hash,
        must_change: true,
    };
    insert_account(tx, new).await.map_err(|error| match error {
        Error::Conflict(sentence) | Error::Invalid(sentence) => Error::Conflict(format!(
            "{}（{}）建不了账号：{sentence}一个都没有建。请先单独给他建。",
            person.name, person.number
        )),
        other => other,
    })?;
    Ok(Issued { name: person.name, login, password })
}

fn initials(region: &str) -> String {
    region.to_pinyin().flatten().map(pinyin::Pinyin::first_letter).collect()
}

/// The sheet as a workbook.
pub(super) fn workbook(issued: &[Issued]) -> Result<Vec<u8>> {
    let columns = vec![
        Column::new("姓名", 14.0, ColumnKind::Text),
        Column::new("登录名", 18.0, ColumnKind::Text),
        Column::new("一次性密码", 22.0, ColumnKind::Text),
    ];
    let cells = |row: &Issued| {
        [&row.name, &row.login, &row.password].into_iter().map(|text| CellValue::Text(text.clone())).collect()
    };
    let sheet = SheetSpec::new("委员账号", columns, issued.iter().map(cells).collect())
        .title("委员登录名和一次性密码")
        .title("首次登录后须改密码；发完请删除本文件");
    workbook_bytes(&[sheet]).map_err(Error::internal)
}

/// The sheet as text that Excel opens: with byte order mark, every cell quoted.
pub(super) fn csv(issued: &[Issued]) -> Vec<u8> {
    let mut out = String::from("\u{feff}姓名,登录名,一次性密码\r\n");
    for row in issued {
        let cells = [&row.name, &row.login, &row.password].map(|text| quoted(text));
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

/// A leading `=`, `+`, `-` or `@` would be a formula.
fn quoted(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}
