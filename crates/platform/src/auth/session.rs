//! Server-side sessions: the cookie holds a random token, the database only its SM3.
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Set, Statement,
};
use uuid::Uuid;

use lvzhi_schema::access::session;

use super::Actor;
use crate::audit::sm3_hex;
use crate::clock::Millis;
use crate::{Act, Database, Error, Result, Unaudited};

/// Name of the cookie.
pub const COOKIE: &str = "lvzhi_session";
/// A session ends after this long, and after a quarter of it without use.
pub const SESSION_HOURS: i64 = 12;
const IDLE_MS: i64 = SESSION_HOURS * 3_600_000 / 4;
const TOUCH_EVERY_MS: i64 = 60_000;

/// A session just opened: the token goes into the cookie and is not kept.
pub struct Started {
    /// 64 hex characters.
    pub token: String,
}

/// Opens a session as part of the login act.
///
/// # Errors
/// When the database refuses or the machine has no randomness.
pub async fn open_session(tx: &Act, account: Uuid, totp_passed: bool, user_agent: &str) -> Result<Started> {
    let mut random = [0_u8; 32];
    getrandom::fill(&mut random).map_err(|cause| Error::internal(anyhow::anyhow!("random: {cause}")))?;
    let token = hex::encode(random);
    let row = session::Model {
        token_digest: sm3_hex(token.as_bytes()),
        account_id: account,
        totp_passed,
        created_at: tx.at(),
        seen_at: tx.at(),
        expires_at: tx.at() + SESSION_HOURS * 3_600_000,
        user_agent: user_agent.chars().take(200).collect(),
    };
    session::ActiveModel::from(row).insert(&**tx).await?;
    session::Entity::delete_many().filter(session::Column::ExpiresAt.lt(tx.at())).exec(&**tx).await?;
    Ok(Started { token })
}

/// Who holds this token, if the session still lives.
///
/// # Errors
/// When the database cannot be read.
pub async fn resolve(db: &Database, token: &str, now: Millis) -> Result<Option<Actor>> {
    let digest = sm3_hex(token.as_bytes());
    let statement = Statement::from_sql_and_values(db.backend(), HOLDER, [digest.clone().into()]);
    let Some(row) = db.read().query_one_raw(statement).await? else { return Ok(None) };
    let holder = Holder::from_query_result(&row, "")?;
    if holder.expires_at < now || holder.seen_at + IDLE_MS < now || holder.disabled_at.is_some() {
        return Ok(None);
    }
    if holder.seen_at + TOUCH_EVERY_MS < now {
        touch(db, &digest, holder.committee_id, now).await?;
    }
    Ok(Some(Actor {
        account: holder.id,
        committee: holder.committee_id,
        login: holder.login,
        name: holder.name,
        role: holder.role,
        member: holder.member_id,
        staff: holder.staff_id,
        must_change_password: holder.must_change_password,
        totp_enrolled: holder.enrolled != 0,
        totp_passed: holder.totp_passed,
        must_enrol: false,
        session: digest,
    }))
}

/// Whose session this token opened, whether it still lives or not; none when nothing of it is left.
///
/// # Errors
/// When the database cannot be read.
pub async fn session_owner(db: &Database, token: &str) -> Result<Option<Uuid>> {
    let found = session::Entity::find_by_id(sm3_hex(token.as_bytes())).one(db.read()).await?;
    Ok(found.map(|row| row.account_id))
}

/// Session and account in one statement: every request makes it.
const HOLDER: &str =
    "select s.totp_passed, s.seen_at, s.expires_at, a.id, a.committee_id, a.login, a.name, a.role,
        a.member_id, a.staff_id, a.must_change_password, a.disabled_at,
        cast(case when a.totp_secret is null then 0 else 1 end as bigint) as enrolled
    from session s join account a on a.id = s.account_id where s.token_digest = $1";

#[derive(FromQueryResult)]
struct Holder {
    totp_passed: bool,
    seen_at: Millis,
    expires_at: Millis,
    id: Uuid,
    committee_id: Uuid,
    login: String,
    name: String,
    role: String,
    member_id: Option<Uuid>,
    staff_id: Option<Uuid>,
    must_change_password: bool,
    disabled_at: Option<Millis>,
    enrolled: i64,
}

async fn touch(db: &Database, token_digest: &str, committee: Uuid, now: Millis) -> Result<()> {
    let row = session::ActiveModel {
        token_digest: Set(token_digest.to_owned()),
        seen_at: Set(now),
        ..Default::default()
    };
    db.act_unaudited(committee, Unaudited::Session, now, async |act| {
        row.update(&**act).await?;
        Ok(())
    })
    .await
}

/// Ends one session.
///
/// # Errors
/// When the database refuses.
pub async fn close_session(tx: &Act, token_digest: &str) -> Result<()> {
    session::Entity::delete_by_id(token_digest).exec(&**tx).await?;
    Ok(())
}

/// Ends all sessions of an account, but `except`.
///
/// # Errors
/// When the database refuses.
pub async fn close_all(tx: &Act, account: Uuid, except: Option<&str>) -> Result<()> {
    let mut query = session::Entity::delete_many().filter(session::Column::AccountId.eq(account));
    if let Some(digest) = except {
        query = query.filter(session::Column::TokenDigest.ne(digest));
    }
    query.exec(&**tx).await?;
    Ok(())
}
