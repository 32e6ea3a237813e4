//! One's own account: password and sessions.
pub(super) mod pages;
pub(super) mod web;

use lvzhi_platform::auth::{Actor, close_all, hash_password, verify_password, weakness};
use lvzhi_platform::{Act, Action, Result};
use serde_json::json;

use super::login::{Refusal, fail};
use super::store;
use super::visitor::Visitor;
use crate::noun;
use lvzhi_shell::app::App;

/// What changing the password comes to.
pub(super) enum Change {
    /// It is changed.
    Done,
    /// The field that is wrong, and why.
    Defect(&'static str, String),
    /// Too many failures.
    Refused(Refusal),
}

/// A form with the old and the new password.
pub(super) struct PasswordChange {
    /// The one in use.
    pub old: String,
    /// The new one.
    pub new: String,
    /// The new one again.
    pub again: String,
}

/// Changes one's own password; all other sessions end.
pub(super) async fn change_password(
    app: &App,
    actor: &Actor,
    form: PasswordChange,
    visitor: &Visitor,
) -> Result<Change> {
    let now = app.clock.now();
    let account = store::find(&app.db, actor.committee, actor.account).await?;
    if let Some(until) = account.locked_until.filter(|until| *until > now) {
        return Ok(Change::Refused(Refusal::Locked(until)));
    }
    if !verify_password(form.old.clone(), account.password_hash).await? {
        let refusal = fail(app, actor.committee, actor.account, visitor, Refusal::Wrong).await?;
        return Ok(match refusal {
            Refusal::Wrong => Change::Defect("old", "原密码不对，请再填一次。".into()),
            refusal => Change::Refused(refusal),
        });
    }
    if let Some(sentence) = weakness(&form.new, &actor.login, &actor.name) {
        return Ok(Change::Defect("new", sentence));
    }
    if form.new == form.old {
        return Ok(Change::Defect("new", "新密码和原密码一样，请换一个。".into()));
    }
    if form.new != form.again {
        return Ok(Change::Defect("again", "两次填的新密码不一样，请再填一次。".into()));
    }
    let hash = hash_password(form.new).await?;
    app.act(actor, async |tx| {
        store::set_password(tx, actor.account, hash, false).await?;
        close_all(tx, actor.account, Some(&actor.session)).await?;
        note_own(tx, noun::CHANGE_PASSWORD, actor);
        Ok(Change::Done)
    })
    .await
}

/// Ends all sessions but this one.
pub(super) async fn close_others(app: &App, actor: &Actor) -> Result<()> {
    app.act(actor, async |tx| {
        close_all(tx, actor.account, Some(&actor.session)).await?;
        note_own(tx, noun::CLOSE_SESSIONS, actor);
        Ok(())
    })
    .await
}

/// Notes an act on one's own account.
pub(super) fn note_own(tx: &mut Act, action: Action, actor: &Actor) {
    let detail = json!({ "login": actor.login, "name": actor.name });
    tx.note(action, noun::ACCOUNT.subject(actor.account), detail);
}
