//! The door. Failures are counted in the database, per account and per address, and an unknown login name
//! costs the same work and meets the same sentences as a known one.
pub mod kept;
pub(super) mod pages;
pub(super) mod web;

use lvzhi_platform::act::By;
use lvzhi_platform::auth::{
    Actor, SESSION_HOURS, check_code, close_session, hash_password, open_session, verify_password,
};
use lvzhi_platform::clock::{Millis, format_moment};
use lvzhi_platform::{Act, Action, Result, Unaudited};
use serde_json::json;
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::store::{self, Account};
use super::visitor::Visitor;
use crate::noun;
use lvzhi_shell::app::App;

/// So many failures in a row lock an account.
const FAILURES_TO_LOCK: i32 = 5;
/// For so long; also how long failures from one address are remembered.
const LOCK_MS: i64 = 15 * 60_000;
/// So many failures from one address are heard out.
const FAILURES_PER_ADDRESS: u64 = 20;
/// Longer ones are no passwords, only work for the hash.
const LONGEST_PASSWORD: usize = 200;

/// Why somebody is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Login name or password is wrong.
    Wrong,
    /// The code is wrong or was used before.
    WrongCode,
    /// Locked until then.
    Locked(Millis),
    /// Taken out of use.
    Disabled,
    /// Too many failures from this address.
    Address,
}

impl Refusal {
    /// The sentence for the form.
    pub(super) fn sentence(self, now: Millis) -> String {
        let today = lvzhi_platform::clock::day_of(now);
        match self {
            Self::Wrong => "登录名或密码不对。请检查大小写和输入法，再试一次。".into(),
            Self::WrongCode => "验证码不对，或者已经用过。请等手机上换了新码再填。".into(),
            Self::Locked(until) => format!(
                "输错次数太多，这个账号锁到 {}。到时再试，或者请系统管理员解锁。",
                format_moment(until, today)
            ),
            Self::Disabled => "这个账号已经停用。需要的话请联系系统管理员。".into(),
            Self::Address => "从这个网络地址输错的次数太多，请过 15 分钟再试。".into(),
        }
    }

    /// Whether waiting is the only cure.
    pub(super) fn is_throttled(self) -> bool {
        matches!(self, Self::Locked(_) | Self::Address)
    }
}

/// What a login comes to.
pub(super) enum Entry {
    /// He is in; the token goes into the cookie.
    Opened {
        /// Cookie value.
        token: String,
        /// Whose it is.
        account: Uuid,
        /// The second factor is still due.
        code_due: bool,
    },
    /// He is not.
    Refused(Refusal),
}

/// Compared with the password of an unknown login, so that it takes the same time.
static NOBODY: OnceCell<String> = OnceCell::const_new();

async fn nobody() -> Result<String> {
    Ok(NOBODY.get_or_try_init(|| hash_password("nobody has this password".into())).await?.clone())
}

/// Checks login name and password; opens a session and ends the one that `before` held.
pub(super) async fn enter(
    app: &App,
    login: &str,
    password: String,
    visitor: &Visitor,
    before: Option<&Actor>,
) -> Result<Entry> {
    if address_is_spent(app, visitor).await? {
        return Ok(Entry::Refused(Refusal::Address));
    }
    let found = store::find_by_login(&app.db, login).await?;
    let stored = match &found {
        Some(account) => account.password_hash.clone(),
        None => nobody().await?,
    };
    let sane = password.chars().count() <= LONGEST_PASSWORD;
    let password = if sane { password } else { String::new() };
    let right = verify_password(password, stored).await? && sane;
    let Some(found) = found else {
        return Ok(Entry::Refused(fail_unknown(app, login, visitor).await?));
    };
    if !right {
        return Ok(Entry::Refused(fail(app, found.committee_id, found.id, visitor, Refusal::Wrong).await?));
    }
    let by = By { account: Some(found.id), name: found.name.clone() };
    app.act_by(found.committee_id, by, async |tx| open(tx, found.id, visitor, before).await).await
}

/// Opens the session of somebody whose password was right.
async fn open(tx: &mut Act, id: Uuid, visitor: &Visitor, before: Option<&Actor>) -> Result<Entry> {
    let account = store::take(tx, id).await?;
    if account.disabled_at.is_some() {
        tx.unaudited(Unaudited::Nothing);
        return Ok(Entry::Refused(Refusal::Disabled));
    }
    if let Some(until) = account.locked_until.filter(|until| *until > tx.at()) {
        // Counted for the address like a wrong one: else the limit would tell which guess was right.
        store::record_attempt(tx, &visitor.address, &account.login).await?;
        tx.unaudited(Unaudited::LoginAttempt);
        return Ok(Entry::Refused(Refusal::Locked(until)));
    }
    if let Some(before) = before {
        close_session(tx, &before.session).await?;
    }
    let started = open_session(tx, account.id, false, &visitor.agent).await?;
    let code_due = account.totp_secret.is_some();
    if code_due {
        // Failures stay counted until the code is given: else who knows the password could guess codes for ever.
        note(tx, noun::PASSWORD_ACCEPTED, &account, visitor);
    } else {
        store::clear_failures(tx, account.id).await?;
        note(tx, noun::LOGIN, &account, visitor);
    }
    Ok(Entry::Opened { token: started.token, account: account.id, code_due })
}

/// Checks the code of the second factor; `None`: he is in.
pub(super) async fn pass_code(
    app: &App,
    actor: &Actor,
    code: &str,
    visitor: &Visitor,
) -> Result<Option<Refusal>> {
    if address_is_spent(app, visitor).await? {
        return Ok(Some(Refusal::Address));
    }
    let passed = app.act(actor, async |tx| {
        let account = store::take(tx, actor.account).await?;
        if let Some(until) = account.locked_until.filter(|until| *until > tx.at()) {
            tx.unaudited(Unaudited::Nothing);
            return Ok(Some(Refusal::Locked(until)));
        }
        let Some(step) = fresh_step(app, &account, code)? else {
            tx.unaudited(Unaudited::Nothing);
            return Ok(Some(Refusal::WrongCode));
        };
        store::accept_step(tx, account.id, step).await?;
        store::clear_failures(tx, account.id).await?;
        store::pass_session(tx, &actor.session).await?;
        note(tx, noun::LOGIN, &account, visitor);
        Ok(None)
    });
    let refused = passed.await?;
    if refused != Some(Refusal::WrongCode) {
        return Ok(refused);
    }
    let refusal = fail(app, actor.committee, actor.account, visitor, Refusal::WrongCode).await?;
    if refusal.is_throttled() {
        // Half a login is not kept waiting for the end of the lock.
        app.act(actor, async |tx| {
            tx.unaudited(Unaudited::Session);
            close_session(tx, &actor.session).await
        })
        .await?;
    }
    Ok(Some(refusal))
}

/// The time step of a code that is right and was not used before.
pub(super) fn fresh_step(app: &App, account: &Account, code: &str) -> Result<Option<i64>> {
    let Some(sealed) = &account.totp_secret else { return Ok(None) };
    let secret = app.key.open(sealed)?;
    let step = check_code(&secret, &super::fold_login(code), app.clock.now());
    Ok(step.filter(|step| account.totp_last_step.is_none_or(|last| *step > last)))
}

/// Ends the session of the request.
pub(super) async fn leave(app: &App, actor: &Actor) -> Result<()> {
    app.act(actor, async |tx| {
        close_session(tx, &actor.session).await?;
        tx.note(noun::LOGOUT, noun::ACCOUNT.subject(actor.account), json!({ "login": actor.login }));
        Ok(())
    })
    .await
}

async fn address_is_spent(app: &App, visitor: &Visitor) -> Result<bool> {
    let since = app.clock.now() - LOCK_MS;
    Ok(store::attempts_from(&app.db, &visitor.address, since).await? >= FAILURES_PER_ADDRESS)
}

/// Counts a failure, and locks the account at the fifth; says what to tell.
pub(super) async fn fail(
    app: &App,
    committee: Uuid,
    account: Uuid,
    visitor: &Visitor,
    why: Refusal,
) -> Result<Refusal> {
    app.act_by(committee, By::program(), async |tx| {
        let account = store::take(tx, account).await?;
        store::record_attempt(tx, &visitor.address, &account.login).await?;
        if let Some(until) = account.locked_until.filter(|until| *until > tx.at()) {
            tx.unaudited(Unaudited::LoginAttempt);
            return Ok(Refusal::Locked(until));
        }
        let failures = account.failed_logins.saturating_add(1);
        if failures < FAILURES_TO_LOCK {
            store::count_failure(tx, account.id, failures).await?;
            tx.unaudited(Unaudited::LoginAttempt);
            return Ok(why);
        }
        let until = tx.at() + LOCK_MS;
        store::lock(tx, account.id, until).await?;
        note(tx, noun::LOCK, &account, visitor);
        Ok(Refusal::Locked(until))
    })
    .await
}

/// An unknown login name meets the same sentences, so that nobody learns which names exist.
async fn fail_unknown(app: &App, login: &str, visitor: &Visitor) -> Result<Refusal> {
    let now = app.clock.now();
    app.act_by(Uuid::nil(), By::program(), async |tx| {
        tx.unaudited(Unaudited::LoginAttempt);
        store::record_attempt(tx, &visitor.address, login).await
    })
    .await?;
    let failures = store::attempts_on(&app.db, login, now - LOCK_MS).await?;
    let fifth = usize::try_from(FAILURES_TO_LOCK - 1).ok().and_then(|at| failures.get(at));
    Ok(fifth.map_or(Refusal::Wrong, |at| Refusal::Locked(at + LOCK_MS)))
}

fn note(tx: &mut Act, action: Action, account: &Account, visitor: &Visitor) {
    let detail = json!({ "login": account.login, "name": account.name, "address": visitor.address });
    tx.note(action, noun::ACCOUNT.subject(account.id), detail);
}

/// The address to go to after login, if it is a plain path of this site; else `/`.
#[must_use]
pub(super) fn safe_next(next: &str) -> &str {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/_-.~?=&%".contains(c);
    let local = next.starts_with('/') && !next.starts_with("//") && next.chars().all(plain);
    let outside = !next.starts_with("/login") && !next.starts_with("/logout");
    if local && outside && next.len() <= 500 { next } else { "/" }
}

/// The cookie that holds the token, or takes it away when `token` is empty.
#[must_use]
pub(super) fn session_cookie(app: &App, token: &str) -> String {
    let age = if token.is_empty() { 0 } else { SESSION_HOURS * 3600 };
    let secure = if app.config.secure_cookies { "; Secure" } else { "" };
    let name = lvzhi_platform::auth::COOKIE;
    format!("{name}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_paths_of_this_site_are_followed() {
        assert_eq!(safe_next("/members?page=2"), "/members?page=2");
        for evil in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "/a\r\nX: y",
            "/login",
            "javascript:x",
        ] {
            assert_eq!(safe_next(evil), "/", "{evil}");
        }
    }
}
