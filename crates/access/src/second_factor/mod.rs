//! Enrolling and removing one's second factor.
//!
//! A secret that is not confirmed yet lives nowhere on the server: it travels in a hidden field, sealed with the
//! installation's key together with the account and the time, so that the form gives nothing away, fits no other
//! account and grows stale. Showing the page therefore changes nothing.
pub(super) mod pages;
pub(super) mod web;

use lvzhi_platform::auth::{Actor, Enrolment, check_code, close_all, verify_password};
use lvzhi_platform::clock::Millis;
use lvzhi_platform::{Error, Result, Unaudited};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::login::{Refusal, fail, fresh_step};
use super::own::note_own;
use super::visitor::Visitor;
use super::{fold_login, store};
use crate::noun;
use lvzhi_shell::app::App;

/// A pending secret is good for this long.
const PENDING_MS: i64 = 30 * 60_000;

#[derive(Serialize, Deserialize)]
struct Pending {
    account: Uuid,
    made_at: Millis,
    secret: Vec<u8>,
}

/// Seals a fresh secret for the hidden field.
pub(super) fn seal(app: &App, actor: &Actor, enrolment: &Enrolment) -> Result<String> {
    let pending =
        Pending { account: actor.account, made_at: app.clock.now(), secret: enrolment.secret.clone() };
    Ok(hex::encode(app.key.seal(&serde_json::to_vec(&pending)?)?))
}

/// The secret of a hidden field; none when it is damaged, stale or another account's.
pub(super) fn unseal(app: &App, actor: &Actor, field: &str) -> Option<Enrolment> {
    let bytes = app.key.open(&hex::decode(field).ok()?).ok()?;
    let pending: Pending = serde_json::from_slice(&bytes).ok()?;
    let fresh = pending.made_at + PENDING_MS >= app.clock.now();
    (fresh && pending.account == actor.account).then_some(Enrolment { secret: pending.secret })
}

/// Makes the secret count, if the code shows that the phone has it.
///
/// # Errors
/// When somebody enrolled meanwhile, or the database refuses.
pub(super) async fn enrol(app: &App, actor: &Actor, enrolment: &Enrolment, code: &str) -> Result<bool> {
    let now = app.clock.now();
    let Some(step) = check_code(&enrolment.secret, &fold_login(code), now) else { return Ok(false) };
    let sealed = app.key.seal(&enrolment.secret)?;
    app.act(actor, async |tx| {
        if store::take(tx, actor.account).await?.totp_secret.is_some() {
            return Err(Error::Conflict("第二步验证已经开了，没有再开一次。".into()));
        }
        store::set_second_factor(tx, actor.account, Some(sealed), Some(step)).await?;
        store::pass_session(tx, &actor.session).await?;
        close_all(tx, actor.account, Some(&actor.session)).await?;
        note_own(tx, noun::ENROL_SECOND_FACTOR, actor);
        Ok(true)
    })
    .await
}

/// Takes the second factor away; `None`: done.
pub(super) async fn remove(
    app: &App,
    actor: &Actor,
    password: String,
    code: &str,
    visitor: &Visitor,
) -> Result<Option<Refusal>> {
    let now = app.clock.now();
    let account = store::find(&app.db, actor.committee, actor.account).await?;
    if let Some(until) = account.locked_until.filter(|until| *until > now) {
        return Ok(Some(Refusal::Locked(until)));
    }
    let right = verify_password(password, account.password_hash.clone()).await?;
    let removed = app.act(actor, async |tx| {
        let account = store::take(tx, actor.account).await?;
        if !right || fresh_step(app, &account, code)?.is_none() {
            tx.unaudited(Unaudited::Nothing);
            return Ok(false);
        }
        store::set_second_factor(tx, actor.account, None, None).await?;
        store::clear_failures(tx, actor.account).await?;
        note_own(tx, noun::REMOVE_SECOND_FACTOR, actor);
        Ok(true)
    });
    if removed.await? {
        return Ok(None);
    }
    let why = if right { Refusal::WrongCode } else { Refusal::Wrong };
    fail(app, actor.committee, actor.account, visitor, why).await.map(Some)
}
