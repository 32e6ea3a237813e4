//! The audit trail as people read it: who did what to what, when; and the proof that nothing was changed since.
mod list;
mod noun;
mod pages;
mod store;
mod web;

use lvzhi_platform::Result;
use lvzhi_platform::audit::{ChainState, verify};
use lvzhi_platform::auth::Actor;
use serde_json::{Value, json};

use lvzhi_shell::app::App;
use lvzhi_shell::register::Register;

pub use noun::{AUDIT, SEE_AUDIT, register};
pub use store::Event;

/// The detail of an event; damaged text is no object.
fn detail(event: &Event) -> Value {
    serde_json::from_str(&event.detail).unwrap_or(Value::Null)
}

/// What it was done to, in words: the name that the act noted, else the kind and the end of the identifier.
fn object(register: &Register, event: &Event) -> String {
    let (kind, id) = event.subject.split_once(':').unwrap_or((&event.subject, ""));
    let kind = register.object(kind).map_or(kind, |known| known.label);
    let detail = detail(event);
    let named = ["name", "title", "file", "login"].iter().find_map(|key| detail.get(key)?.as_str());
    match (named, id.rsplit('-').next()) {
        (Some(name), _) => format!("{kind} {name}"),
        (None, Some(end)) if !end.is_empty() => format!("{kind} …{end}"),
        _ => kind.to_owned(),
    }
}

/// Walks the chain of the actor's committee and enters what was found; gives the number of that event.
async fn verify_chain(app: &App, actor: &Actor) -> Result<i64> {
    let detail = match verify(&app.db, actor.committee).await? {
        ChainState::Whole { events, head } => json!({ "state": "whole", "events": events, "head": head }),
        ChainState::Broken { seq, why } => json!({ "state": "broken", "seq": seq, "why": why }),
    };
    app.act(actor, async |tx| {
        let seq = store::next_seq(tx).await?;
        tx.note(noun::VERIFY, noun::TRAIL.id, detail);
        Ok(seq)
    })
    .await
}

/// The words for an act; one that no slice declares stays as it is.
fn action_label<'a>(register: &Register, id: &'a str) -> &'a str {
    register.action(id).map_or(id, |action| action.label)
}
