//! Accounts as an administrator keeps them. He never learns a password that somebody uses: he hands out random
//! ones that are shown once and must be changed at the first login.
mod bulk;
mod list;
mod pages;
mod store;
pub(super) mod web;

use lvzhi_platform::auth::{Actor, close_all, hash_password, one_time_password};
use lvzhi_platform::{Act, Action, Database, Error, Result, Unaudited};
use pinyin::ToPinyin;
use serde_json::json;
use uuid::Uuid;

use super::store as rows;
use super::{Account, NewAccount, create_account};
use crate::noun;
use lvzhi_shell::app::App;
use lvzhi_shell::form::{Errors, Reading, Sent};
use lvzhi_shell::policy::Role;
use lvzhi_shell::words::Words;

/// Where a person stands in the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Member,
    Staff,
}

impl Kind {
    /// As in addresses and as printed.
    const WORDS: Words<Self> = Words(&[(Self::Member, "member", "委员"), (Self::Staff, "staff", "机关干部")]);
}

/// Somebody who may get an account.
#[derive(Clone, Debug)]
struct Person {
    kind: Kind,
    id: Uuid,
    name: String,
    number: String,
    place: String,
    pinyin: String,
}

/// What an administrator does to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AccountAct {
    ResetPassword,
    ResetSecondFactor,
    Unlock,
    Disable,
    Enable,
    ChangeRole,
}

impl AccountAct {
    /// As in addresses and as printed, in the order of the buttons.
    const WORDS: Words<Self> = Words(&[
        (Self::ResetPassword, "password", "重置密码"),
        (Self::ResetSecondFactor, "second-factor", "重置第二步验证"),
        (Self::Unlock, "unlock", "解除锁定"),
        (Self::Disable, "disable", "停用"),
        (Self::Enable, "enable", "恢复使用"),
        (Self::ChangeRole, "role", "改身份"),
    ]);

    fn slug(self) -> &'static str {
        Self::WORDS.id(self)
    }

    fn label(self) -> &'static str {
        Self::WORDS.label(self)
    }

    fn parse(slug: &str) -> Result<Self> {
        Self::WORDS.parse(slug).ok_or_else(|| Error::NotFound("地址可能写错了。".into()))
    }

    fn action(self) -> Action {
        match self {
            Self::ResetPassword => noun::RESET_PASSWORD,
            Self::ResetSecondFactor => noun::RESET_SECOND_FACTOR,
            Self::Unlock => noun::UNLOCK,
            Self::Disable => noun::DISABLE,
            Self::Enable => noun::ENABLE,
            Self::ChangeRole => noun::CHANGE_ROLE,
        }
    }

    /// Whether it would change anything: a repeated confirmation does not.
    fn is_due(self, account: &Account, role: Option<Role>) -> bool {
        match self {
            Self::ResetPassword => true,
            Self::ResetSecondFactor => account.totp_secret.is_some(),
            Self::Unlock => account.locked_until.is_some() || account.failed_logins > 0,
            Self::Disable => account.disabled_at.is_none(),
            Self::Enable => account.disabled_at.is_some(),
            Self::ChangeRole => role.is_some_and(|role| role.id() != account.role),
        }
    }
}

/// Roles an account can be changed to: a member's account stays his.
fn roles_for(account: &Account) -> Vec<Role> {
    let member = account.role == Role::Member.id();
    Role::WORDS.all().filter(|role| (*role == Role::Member) == member).collect()
}

/// Does it; gives the one-time password when there is a new one.
async fn perform(
    app: &App,
    actor: &Actor,
    id: Uuid,
    act: AccountAct,
    role: Option<Role>,
) -> Result<Option<String>> {
    let account = rows::find(&app.db, actor.committee, id).await?;
    if account.id == actor.account {
        return Err(Error::Conflict(format!(
            "这是您自己的账号，不能在这里{}。密码和第二步验证请到“我的账号”去改，其他的请另一位管理员办。",
            act.label()
        )));
    }
    if act == AccountAct::ChangeRole && !role.is_some_and(|role| roles_for(&account).contains(&role)) {
        return Err(Error::Invalid("请选一个身份。委员的账号只能是委员，另有职务的另建账号。".into()));
    }
    let issued = if act == AccountAct::ResetPassword {
        let password = one_time_password()?;
        Some((hash_password(password.clone()).await?, password)) // hashed before the transaction holds up others
    } else {
        None
    };
    app.act(actor, async |tx| {
        let account = rows::take(tx, id).await?;
        if !act.is_due(&account, role) {
            tx.unaudited(Unaudited::Nothing);
            return Ok(None);
        }
        change(tx, &account, act, role, issued).await
    })
    .await
}

async fn change(
    tx: &mut Act,
    account: &Account,
    act: AccountAct,
    role: Option<Role>,
    issued: Option<(String, String)>,
) -> Result<Option<String>> {
    let id = account.id;
    if matches!(act, AccountAct::Disable | AccountAct::ChangeRole) && store::administrators(tx).await? == [id]
    {
        return Err(Error::Conflict("这是最后一位系统管理员，没有改。请先另设一位。".into()));
    }
    let mut detail = json!({ "login": account.login, "name": account.name });
    let mut shown = None;
    match act {
        AccountAct::ResetPassword => {
            if let Some((hash, password)) = issued {
                rows::set_password(tx, id, hash, true).await?;
                shown = Some(password);
            }
        }
        AccountAct::ResetSecondFactor => rows::set_second_factor(tx, id, None, None).await?,
        AccountAct::Unlock => rows::clear_failures(tx, id).await?,
        AccountAct::Disable => rows::set_disabled(tx, id, Some(tx.at())).await?,
        AccountAct::Enable => rows::set_disabled(tx, id, None).await?,
        AccountAct::ChangeRole => {
            if let Some(role) = role {
                rows::set_role(tx, id, role.id()).await?;
                detail["from"] = json!(account.role);
                detail["to"] = json!(role.id());
            }
        }
    }
    if !matches!(act, AccountAct::Unlock | AccountAct::Enable) {
        close_all(tx, id, None).await?;
    }
    tx.note(act.action(), noun::ACCOUNT.subject(id), detail);
    Ok(shown)
}

/// Most characters of a login name that is typed.
const LONGEST_LOGIN: usize = 40;
/// Most characters of the name of somebody who stands in no book.
const LONGEST_NAME: usize = 40;

/// What the form for one new account means.
struct NewForm {
    name: String,
    login: String,
    role: Role,
}

/// Reads the form; all that is wrong with it at once.
fn read(sent: &Sent, person: Option<&Person>) -> std::result::Result<NewForm, Errors> {
    let mut form = Reading::of(sent);
    let name = match person {
        Some(person) => person.name.clone(),
        None => form.wanted("name", "姓名", LONGEST_NAME, "请填姓名。"),
    };
    let login = super::fold_login(&form.text("login", "登录名", LONGEST_LOGIN));
    if let Some(sentence) = super::login_defect(&login).filter(|_| login.chars().count() <= LONGEST_LOGIN) {
        form.fail("login", sentence);
    }
    let role = match person.map(|person| person.kind) {
        Some(Kind::Member) => Some(Role::Member),
        _ => form.word("role", "身份", &Role::WORDS),
    };
    let is_member = person.is_some_and(|person| person.kind == Kind::Member);
    if !is_member && (form.typed("role").is_empty() || role == Some(Role::Member)) {
        form.fail("role", "请选身份。委员的账号请从委员名册里选人来建。");
    }
    match role {
        Some(role) if form.is_sound() => Ok(NewForm { name, login, role }),
        _ => Err(form.errors()),
    }
}

/// What making an account comes to.
enum Made {
    /// It is there; this is its one-time password.
    Issued { login: String, name: String, password: String },
    /// It was there before: the form came twice.
    Before(Uuid),
    /// What is wrong with the form.
    Defects(Errors),
}

async fn create(app: &App, actor: &Actor, sent: &Sent, person: Option<&Person>) -> Result<Made> {
    let NewForm { name, login, role } = match read(sent, person) {
        Ok(form) => form,
        Err(errors) => return Ok(Made::Defects(errors)),
    };
    let password = one_time_password()?;
    let password_hash = hash_password(password.clone()).await?;
    let of = |kind| person.filter(|person| person.kind == kind).map(|person| person.id);
    let new = NewAccount {
        committee: actor.committee,
        login: login.clone(),
        name: name.clone(),
        role,
        member: of(Kind::Member),
        staff: of(Kind::Staff),
        password_hash,
        must_change: true,
    };
    let made = app.act(actor, async |tx| {
        if let Some(person) = person {
            let held = store::accounts_of(&**tx, actor.committee, person.kind, person.id).await?;
            let same = held.iter().find(|account| person.kind == Kind::Member || account.login == login);
            if let Some(account) = same {
                tx.unaudited(Unaudited::Nothing);
                return Ok(Made::Before(account.id));
            }
        }
        create_account(tx, new).await?;
        Ok(Made::Issued { login: login.clone(), name: name.clone(), password })
    });
    match made.await {
        Err(Error::Conflict(sentence)) => Ok(Made::Defects(Errors::one("login", sentence))),
        made => made,
    }
}

/// A login name for a person that nobody has yet: a member's number, or a name in pinyin.
async fn propose_login(db: &Database, person: &Person) -> Result<String> {
    let base = match person.kind {
        Kind::Member => person.number.clone(),
        Kind::Staff if !person.pinyin.trim().is_empty() => person.pinyin.replace(' ', ""),
        Kind::Staff => in_pinyin(&person.name),
    };
    let base = super::fold_login(&base);
    if !rows::is_login_taken(db.read(), &base).await? {
        return Ok(base);
    }
    for number in 2..100 {
        let login = format!("{base}{number}");
        if !rows::is_login_taken(db.read(), &login).await? {
            return Ok(login);
        }
    }
    Ok(String::new())
}

fn in_pinyin(name: &str) -> String {
    name.to_pinyin().flatten().map(pinyin::Pinyin::plain).collect()
}
