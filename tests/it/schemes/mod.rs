//! Schemes through HTTP: drafts, the live check, adoption by two persons, retiring.
mod adoption;
mod drafting;
mod retiring;

use uuid::Uuid;

use crate::support::{Browser, Reply};

fn path(draft: Uuid, rest: &str) -> String {
    format!("/evaluation/schemes/drafts/{draft}{rest}")
}

/// Sends a text to an act of a draft: `""` saves, `/check`, `/submit`.
async fn send(browser: &mut Browser, draft: Uuid, act: &str, revision: i32, body: &str) -> Reply {
    let revision = revision.to_string();
    let form = [("revision", revision.as_str()), ("body", body), ("note", "改了提案上限")];
    browser.post(&path(draft, act), &form).await
}

/// Adopts, returns or withdraws.
async fn decide(browser: &mut Browser, draft: Uuid, act: &str, revision: i32, reason: &str) -> Reply {
    let revision = revision.to_string();
    let form = [("revision", revision.as_str()), ("reason", reason)];
    browser.post(&path(draft, act), &form).await
}
