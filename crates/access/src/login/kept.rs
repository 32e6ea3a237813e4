//! A form that was sent after its session had ended: it is carried through the login, sealed, and sent again by the same
//! person with one press. Nothing is stored, nothing is sent again by itself, and nobody else's login opens it.
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use lvzhi_platform::auth::{COOKIE, SESSION_HOURS, session_owner};
use lvzhi_platform::clock::Millis;
use lvzhi_platform::{Error, Result};
use lvzhi_shell::app::App;
use lvzhi_shell::form::Sent;
use lvzhi_shell::frame::{Frame, cookie};
use maud::Markup;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::pages;
use crate::store;

/// Longest form that is kept: a long draft, not a workbook.
pub const MOST_BYTES: u64 = 256 << 10;

/// What is sealed. The word keeps it apart from other things sealed with the same key.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(super) struct Kept {
    word: String,
    account: Uuid,
    at: Millis,
    pub(super) path: String,
    pub(super) fields: Vec<(String, String)>,
}

const WORD: &str = "kept form";

impl Kept {
    fn seal(&self, app: &App) -> Result<String> {
        Ok(hex::encode(app.key.seal(&serde_json::to_vec(self)?)?))
    }

    /// Opens what a login form carried; none when it is not this person's, too old, or not ours.
    pub(super) fn open(app: &App, sealed: &str, account: Uuid) -> Option<Self> {
        let bytes = app.key.open(&hex::decode(sealed).ok()?).ok()?;
        let kept: Self = serde_json::from_slice(&bytes).ok()?;
        let is_fresh = app.clock.now() - kept.at < SESSION_HOURS * 3_600_000;
        (kept.word == WORD && kept.account == account && is_fresh).then_some(kept)
    }
}

/// Whether this is a form that can be kept: one without files.
#[must_use]
pub fn is_keepable(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"))
}

fn is_secret(name: &str) -> bool {
    name.contains("password") || name == "code" || name == "kept"
}

/// The login page that carries the form; none when nothing is to be kept: then whoever sent it just logs in.
///
/// # Errors
/// When the database cannot be read.
pub async fn login_with(app: &App, parts: &Parts, body: &[u8]) -> Result<Option<Markup>> {
    let Some(token) = cookie(&parts.headers, COOKIE) else { return Ok(None) };
    let Some(account) = session_owner(&app.db, &token).await? else { return Ok(None) };
    let sent = Sent::read(body);
    if sent.fields().any(|(name, _)| is_secret(name)) {
        return Ok(None);
    }
    let kept = Kept {
        word: WORD.into(),
        account,
        at: app.clock.now(),
        path: address(&parts.uri)?,
        fields: sent.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
    };
    let frame = Frame::of(parts, app).of_committee(store::only_committee(&app.db).await);
    Ok(Some(pages::login_again(&frame, &kept.seal(app)?)))
}

fn address(uri: &Uri) -> Result<String> {
    let address = uri.path_and_query().map(ToString::to_string);
    address.filter(|address| address.starts_with('/')).ok_or_else(|| Error::NotFound("没有这一页。".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_with_a_secret_is_not_kept() {
        for name in ["password", "new_password", "code", "kept"] {
            assert!(is_secret(name), "{name}");
        }
        assert!(!is_secret("note") && !is_secret("postcode"));
    }
}
