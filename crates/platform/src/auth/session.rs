//! Server-side sessions: the cookie holds a random token, the database only its SM3.
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use lvzhi_schema::access::{account, session};

use super::Actor;
use crate::audit::sm3_hex;
use crate::clock::Millis;
use crate::{Database, Error, Result, Unaudited, WriteTx};

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
pub async fn open_session(
    tx: &WriteTx,
    account: Uuid,
    totp_passed: bool,
    user_agent: &str,
) -> Result<Started> {
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
    let Some(session) = session::Entity::find_by_id(digest).one(db.read()).await? else { return Ok(None) };
    let Some(account) = account::Entity::find_by_id(session.account_id).one(db.read()).await? else {
        return Ok(None);
    };
    if session.expires_at < now || session.seen_at + IDLE_MS < now || account.disabled_at.is_some() {
        return Ok(None);
    }
    if session.seen_at + TOUCH_EVERY_MS < now {
        touch(db, &session, account.committee_id, now).await?;
    }
    Ok(Some(Actor {
        account: account.id,
        committee: account.committee_id,
        login: account.login,
        name: account.name,
        role: account.role,
        member: account.member_id,
        staff: account.staff_id,
        must_change_password: account.must_change_password,
        totp_enrolled: account.totp_secret.is_some(),
        totp_passed: session.totp_passed,
        must_enrol: false,
        session: session.token_digest,
    }))
}

async fn touch(db: &Database, session: &session::Model, committee: Uuid, now: Millis) -> Result<()> {
    let tx = WriteTx::begin(db, committee, crate::tx::By::program(), now).await?;
    let row = session::ActiveModel {
        token_digest: Set(session.token_digest.clone()),
        seen_at: Set(now),
        ..Default::default()
    };
    row.update(&*tx).await?;
    tx.commit_unaudited(Unaudited::Session).await
}

/// Ends one session.
///
/// # Errors
/// When the database refuses.
pub async fn close_session(tx: &WriteTx, token_digest: &str) -> Result<()> {
    session::Entity::delete_by_id(token_digest).exec(&**tx).await?;
    Ok(())
}

/// Ends all sessions of an account, but `except`.
///
/// # Errors
/// When the database refuses.
pub async fn close_all(tx: &WriteTx, account: Uuid, except: Option<&str>) -> Result<()> {
    let mut query = session::Entity::delete_many().filter(session::Column::AccountId.eq(account));
    if let Some(digest) = except {
        query = query.filter(session::Column::TokenDigest.ne(digest));
    }
    query.exec(&**tx).await?;
    Ok(())
}
