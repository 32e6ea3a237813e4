//! Who comes in: logging in, second factor, password, and the accounts that an administrator keeps.
//!
//! | part | what |
//! |---|---|
//! | `login` | the door: login, its second step, logging out, throttling |
//! | `own` | one's own account: password, sessions |
//! | `second_factor` | enrolling and removing one's second factor |
//! | `accounts` | the administrator's list and acts |
mod accounts;
mod first_step;
mod login;
mod noun;
mod own;
mod second_factor;
mod store;
mod visitor;

use lvzhi_platform::auth::Actor;
use lvzhi_platform::clock::Millis;
use lvzhi_platform::{Act, Database, Error, Result};
use serde_json::json;
use uuid::Uuid;

use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::policy::Role;
use lvzhi_shell::words::Words;

pub use login::kept;
pub use noun::{ACCOUNTS, KEEP_ACCOUNTS, register};
pub use second_factor::web::must_enrol;
pub use store::{Account, Office, committee_name, office};

fn routes(routes: AppRoutes) -> AppRoutes {
    routes
        .with(login::web::routes)
        .with(own::web::routes)
        .with(second_factor::web::routes)
        .with(accounts::web::routes)
}

/// Whether an account can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// In use.
    Active,
    /// Nobody has logged in with the one-time password yet, or it was just reset.
    Waiting,
    /// Too many failures: closed for a while.
    Locked,
    /// Taken out of use by an administrator.
    Disabled,
}

impl AccountState {
    /// As in the filter of the list, and as printed.
    pub const WORDS: Words<Self> = Words(&[
        (Self::Active, "active", "在用"),
        (Self::Waiting, "waiting", "等首次登录"),
        (Self::Locked, "locked", "已锁定"),
        (Self::Disabled, "disabled", "已停用"),
    ]);

    /// The state at a moment.
    #[must_use]
    pub fn of(account: &Account, now: Millis) -> Self {
        match account.locked_until {
            _ if account.disabled_at.is_some() => Self::Disabled,
            Some(until) if until > now => Self::Locked,
            _ if account.must_change_password => Self::Waiting,
            _ => Self::Active,
        }
    }

    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::WORDS.label(self)
    }
}

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Whose it is: the committee of the transaction.
    pub committee: Uuid,
    /// Login name, folded by [`fold_login`].
    pub login: String,
    /// Name as shown.
    pub name: String,
    /// Role.
    pub role: Role,
    /// The member he is.
    pub member: Option<Uuid>,
    /// The staff person he is.
    pub staff: Option<Uuid>,
    /// Hash made by `lvzhi_platform::auth::hash_password`.
    pub password_hash: String,
    /// He must choose a password of his own at the first login.
    pub must_change: bool,
}

/// The person behind a login name, for acts on the command line; none when there is no such account in use.
///
/// # Errors
/// When the database cannot be read.
pub async fn actor(db: &Database, login: &str) -> Result<Option<Actor>> {
    let found = store::find_by_login(db, &fold_login(login)).await?;
    Ok(found.filter(|account| account.disabled_at.is_none()).map(|account| Actor {
        account: account.id,
        committee: account.committee_id,
        committee_name: String::new(),
        login: account.login,
        name: account.name,
        role: account.role,
        member: account.member_id,
        staff: account.staff_id,
        must_change_password: false,
        must_enrol: false,
        totp_enrolled: false,
        totp_passed: false,
        session: String::new(),
    }))
}

/// Makes an account; returns its id.
///
/// # Errors
/// When the login name is malformed or taken (the sentence says so), or the database refuses.
pub async fn create_account(tx: &mut Act, new: NewAccount) -> Result<Uuid> {
    let detail = json!({ "login": fold_login(&new.login), "name": new.name, "role": new.role.id() });
    let id = insert_account(tx, new).await?;
    tx.note(noun::CREATE, noun::ACCOUNT.subject(id), detail);
    Ok(id)
}

/// Makes an account as part of an act that has its own event; returns its id.
///
/// # Errors
/// When the login name is malformed or taken (the sentence says so), or the database refuses.
async fn insert_account(tx: &Act, new: NewAccount) -> Result<Uuid> {
    let login = fold_login(&new.login);
    if let Some(sentence) = login_defect(&login) {
        return Err(Error::Invalid(sentence));
    }
    if store::is_login_taken(&**tx, &login).await? {
        return Err(Error::Conflict(format!("登录名 {login} 已经有人用，请换一个。")));
    }
    store::insert(tx, NewAccount { login, ..new }).await
}

/// A login name as it is stored: trimmed, lower-case, full-width letters and digits made half-width.
#[must_use]
pub fn fold_login(typed: &str) -> String {
    const FULL_WIDTH: u32 = 0xFEE0;
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - FULL_WIDTH).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    typed.chars().map(narrow).collect::<String>().trim().to_lowercase()
}

/// Why a login name cannot be given out; none when it can.
#[must_use]
pub fn login_defect(login: &str) -> Option<String> {
    const LONGEST: usize = 40;
    if login.len() < 2 || login.len() > LONGEST {
        return Some(format!("登录名要 2 到 {LONGEST} 个字符。"));
    }
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    (!login.chars().all(allowed)).then(|| "登录名只能用小写字母、数字和 . _ -。".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_folded_and_checked() {
        assert_eq!(fold_login("　Ｈｅ１３００１ "), "he13001");
        assert_eq!(fold_login(" 13001\n"), "13001");
        assert!(login_defect("13001").is_none() && login_defect("committee_clerk").is_none());
        assert!(login_defect("何以宁").is_some() && login_defect("a").is_some());
    }
}
