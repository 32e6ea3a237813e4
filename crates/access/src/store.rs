//! Rows of accounts, sessions and failed logins.
use lvzhi_platform::clock::Millis;
use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::access::{account, login_attempt, session};
use lvzhi_schema::audit::audit_event;
use lvzhi_schema::people::committee;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Set,
};
use uuid::Uuid;

use super::NewAccount;

/// One account, as stored.
pub type Account = account::Model;
/// One login that still lives.
pub(super) type Session = session::Model;

/// Failed logins are kept this long; nothing reads older ones.
const ATTEMPTS_KEPT_MS: i64 = 24 * 3_600_000;

pub(super) async fn find_by_login(db: &Database, login: &str) -> Result<Option<Account>> {
    Ok(account::Entity::find().filter(account::Column::Login.eq(login)).one(db.read()).await?)
}

pub(super) async fn find(db: &Database, committee: Uuid, id: Uuid) -> Result<Account> {
    let query = account::Entity::find_by_id(id).filter(account::Column::CommitteeId.eq(committee));
    query.one(db.read()).await?.ok_or_else(no_such)
}

fn no_such() -> Error {
    Error::NotFound("没有这个账号。".into())
}

/// The account as of now, held until the act ends: two guesses at once are counted as two.
pub(super) async fn take(tx: &Act, id: Uuid) -> Result<Account> {
    let mut query = account::Entity::find_by_id(id).filter(account::Column::CommitteeId.eq(tx.committee()));
    if tx.get_database_backend() == DbBackend::Postgres {
        query = query.lock_exclusive();
    }
    query.one(&**tx).await?.ok_or_else(no_such)
}

pub(super) async fn is_login_taken<C: ConnectionTrait>(db: &C, login: &str) -> Result<bool> {
    Ok(account::Entity::find().filter(account::Column::Login.eq(login)).count(db).await? > 0)
}

pub(super) async fn insert(tx: &Act, new: NewAccount) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let row = Account {
        id,
        committee_id: tx.committee(),
        login: new.login,
        name: new.name,
        role: new.role.id().into(),
        member_id: new.member,
        staff_id: new.staff,
        password_hash: new.password_hash,
        must_change_password: new.must_change,
        totp_secret: None,
        totp_last_step: None,
        failed_logins: 0,
        locked_until: None,
        disabled_at: None,
        created_at: tx.at(),
    };
    account::ActiveModel::from(row).insert(&**tx).await?;
    Ok(id)
}

async fn change(tx: &Act, id: Uuid, row: account::ActiveModel) -> Result<()> {
    account::ActiveModel { id: Set(id), ..row }.update(&**tx).await?;
    Ok(())
}

/// Enters one more failure.
pub(super) async fn count_failure(tx: &Act, id: Uuid, failures: i32) -> Result<()> {
    change(tx, id, account::ActiveModel { failed_logins: Set(failures), ..Default::default() }).await
}

/// Closes the account for a while; counting begins anew afterwards.
pub(super) async fn lock(tx: &Act, id: Uuid, until: Millis) -> Result<()> {
    let row =
        account::ActiveModel { failed_logins: Set(0), locked_until: Set(Some(until)), ..Default::default() };
    change(tx, id, row).await
}

/// Forgets failures and lock.
pub(super) async fn clear_failures(tx: &Act, id: Uuid) -> Result<()> {
    let row = account::ActiveModel { failed_logins: Set(0), locked_until: Set(None), ..Default::default() };
    change(tx, id, row).await
}

pub(super) async fn set_password(tx: &Act, id: Uuid, hash: String, must_change: bool) -> Result<()> {
    let row = account::ActiveModel {
        password_hash: Set(hash),
        must_change_password: Set(must_change),
        failed_logins: Set(0),
        locked_until: Set(None),
        ..Default::default()
    };
    change(tx, id, row).await
}

pub(super) async fn set_second_factor(
    tx: &Act,
    id: Uuid,
    sealed: Option<Vec<u8>>,
    step: Option<i64>,
) -> Result<()> {
    let row =
        account::ActiveModel { totp_secret: Set(sealed), totp_last_step: Set(step), ..Default::default() };
    change(tx, id, row).await
}

/// Remembers the step of an accepted code, so that it is not accepted again.
pub(super) async fn accept_step(tx: &Act, id: Uuid, step: i64) -> Result<()> {
    change(tx, id, account::ActiveModel { totp_last_step: Set(Some(step)), ..Default::default() }).await
}

pub(super) async fn set_disabled(tx: &Act, id: Uuid, at: Option<Millis>) -> Result<()> {
    change(tx, id, account::ActiveModel { disabled_at: Set(at), ..Default::default() }).await
}

pub(super) async fn set_role(tx: &Act, id: Uuid, role: &str) -> Result<()> {
    change(tx, id, account::ActiveModel { role: Set(role.into()), ..Default::default() }).await
}

/// The second factor was given in this session.
pub(super) async fn pass_session(tx: &Act, digest: &str) -> Result<()> {
    let row = session::ActiveModel {
        token_digest: Set(digest.to_owned()),
        totp_passed: Set(true),
        ..Default::default()
    };
    row.update(&**tx).await?;
    Ok(())
}

pub(super) async fn sessions(db: &Database, account: Uuid, now: Millis) -> Result<Vec<Session>> {
    Ok(session::Entity::find()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::ExpiresAt.gt(now))
        .order_by_desc(session::Column::SeenAt)
        .limit(50)
        .all(db.read())
        .await?)
}

pub(super) async fn record_attempt(tx: &Act, address: &str, login: &str) -> Result<()> {
    let row = login_attempt::Model {
        id: Uuid::now_v7(),
        address: address.to_owned(),
        login: login.chars().take(100).collect(),
        attempted_at: tx.at(),
    };
    login_attempt::ActiveModel::from(row).insert(&**tx).await?;
    let old = login_attempt::Column::AttemptedAt.lt(tx.at() - ATTEMPTS_KEPT_MS);
    login_attempt::Entity::delete_many().filter(old).exec(&**tx).await?;
    Ok(())
}

pub(super) async fn attempts_from(db: &Database, address: &str, since: Millis) -> Result<u64> {
    Ok(login_attempt::Entity::find()
        .filter(login_attempt::Column::Address.eq(address))
        .filter(login_attempt::Column::AttemptedAt.gt(since))
        .count(db.read())
        .await?)
}

/// When a login name failed, oldest first.
pub(super) async fn attempts_on(db: &Database, login: &str, since: Millis) -> Result<Vec<Millis>> {
    Ok(login_attempt::Entity::find()
        .select_only()
        .column(login_attempt::Column::AttemptedAt)
        .filter(login_attempt::Column::Login.eq(login))
        .filter(login_attempt::Column::AttemptedAt.gt(since))
        .order_by_asc(login_attempt::Column::AttemptedAt)
        .limit(100)
        .into_tuple()
        .all(db.read())
        .await?)
}

/// The moments of an account's latest logins, newest first.
pub(super) async fn last_logins(db: &Database, committee: Uuid, account: Uuid) -> Result<Vec<Millis>> {
    Ok(audit_event::Entity::find()
        .select_only()
        .column(audit_event::Column::OccurredAt)
        .filter(audit_event::Column::CommitteeId.eq(committee))
        .filter(audit_event::Column::Action.eq("account.login"))
        .filter(audit_event::Column::ActorId.eq(account))
        .order_by_desc(audit_event::Column::Seq)
        .limit(2)
        .into_tuple()
        .all(db.read())
        .await?)
}

/// The committee's full name, as printed; empty when there is none.
///
/// # Errors
/// When the database cannot be read.
pub async fn committee_name(db: &Database, id: Uuid) -> Result<String> {
    Ok(committee::Entity::find_by_id(id).one(db.read()).await?.map_or_else(String::new, |row| row.name))
}

/// The name of the one committee whose people log in here; empty when there are several: strangers are not told which.
/// The door stands also while the database is away, and then has no name on it.
pub(super) async fn only_committee(db: &Database) -> String {
    sole_name(db).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "the committee's name for the login page");
        String::new()
    })
}

async fn sole_name(db: &Database) -> Result<String> {
    let with_accounts = account::Entity::find().select_only().column(account::Column::CommitteeId).distinct();
    let found = committee::Entity::find()
        .filter(committee::Column::Id.in_subquery(with_accounts.into_query()))
        .limit(2)
        .all(db.read())
        .await?;
    Ok(match <[_; 1]>::try_from(found) {
        Ok([only]) => only.name,
        Err(_) => String::new(),
    })
}

/// The office of a committee, as papers name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// The committee's full name.
    pub committee: String,
    /// 办公厅 in a province, 办公室 in a city or county.
    pub word: &'static str,
}

/// The office of a committee.
///
/// # Errors
/// When the database cannot be read, or there is no such committee.
pub async fn office(db: &Database, id: Uuid) -> Result<Office> {
    let found = committee::Entity::find_by_id(id).one(db.read()).await?;
    let row = found.ok_or_else(|| Error::NotFound("没有这个政协。".into()))?;
    let word = if row.level == "province" { "办公厅" } else { "办公室" };
    Ok(Office { committee: row.name, word })
}

/// The role of each account of the committee that is not disabled.
pub(super) async fn enabled_roles(db: &Database, committee: Uuid) -> Result<Vec<String>> {
    let query = account::Entity::find()
        .select_only()
        .column(account::Column::Role)
        .filter(account::Column::CommitteeId.eq(committee))
        .filter(account::Column::DisabledAt.is_null());
    Ok(query.into_tuple().all(db.read()).await?)
}
