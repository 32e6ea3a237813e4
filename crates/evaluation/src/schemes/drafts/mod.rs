//! Drafts of schemes: written by one person, adopted by another. What is typed is kept, right or wrong; only what
//! passes the check is submitted, and only what was submitted is adopted.
mod changes;
mod decision_web;
mod editor_page;
mod new_page;
mod origin;
mod review_page;
mod state;
mod store;
mod told;
mod web;

use lvzhi_platform::{Act, Action, Error, Result, Unaudited};
use lvzhi_schema::evaluation::scheme_draft;
use serde_json::json;
use uuid::Uuid;

pub use changes::{Change, changes};
pub use origin::{BLANK, Origin};
pub use state::State;
pub use store::{Waiting, find, list, waiting};
pub(crate) use told::{DECIDED, SUBMITTED};
pub use web::routes;

use super::{CATALOGUE, Checked};
use crate::noun;

/// What starts a draft.
#[derive(Clone, Debug)]
pub struct NewDraft {
    /// Minted with the form, so that a double click starts one draft.
    pub id: Uuid,
    /// Where the text comes from.
    pub origin: Origin,
    /// The text that it is compared with.
    pub original: String,
    /// The text to begin with.
    pub body: String,
}

/// What a drafter sends.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The revision on which it was typed.
    pub revision: i32,
    /// The text.
    pub body: String,
    /// What the drafter says to the adopter.
    pub note: String,
}

/// How a write ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It was done now.
    Done,
    /// It had been done before: a second click.
    Already,
    /// The draft has moved on since it was read; nothing was written.
    Overtaken,
}

/// Starts a draft. False when this form was sent before.
///
/// # Errors
/// When the database refuses.
pub async fn start(tx: &mut Act, new: &NewDraft) -> Result<bool> {
    let is_new = store::insert(tx, new).await?;
    let detail = json!({ "title": new.origin.id() });
    if is_new {
        tx.note(noun::START_DRAFT, noun::SCHEME_DRAFT.subject(new.id), detail);
    } else {
        tx.unaudited(Unaudited::Nothing);
    }
    Ok(is_new)
}

/// Keeps what was typed, with errors or without.
///
/// # Errors
/// When somebody else drafted it, or it is no longer being drafted.
pub async fn save(tx: &mut Act, draft: &scheme_draft::Model, typed: &Typed) -> Result<Written> {
    may_write(tx, draft)?;
    if draft.body == typed.body && draft.note == typed.note {
        return Ok(nothing(tx, Written::Already));
    }
    if draft.revision != typed.revision {
        return Ok(nothing(tx, Written::Overtaken));
    }
    let is_written = store::set_text(tx, draft, typed).await?;
    Ok(ended(tx, noun::SAVE_DRAFT, draft, "", is_written))
}

/// Keeps what was typed and asks for adoption.
///
/// # Errors
/// When the check found errors, somebody else drafted it, or it is no longer being drafted.
pub async fn submit(
    tx: &mut Act,
    draft: &scheme_draft::Model,
    typed: &Typed,
    checked: &Checked,
) -> Result<Written> {
    if state_of(draft)? == State::Submitted && is_drafter(tx, draft) && draft.body == typed.body {
        return Ok(nothing(tx, Written::Already));
    }
    may_write(tx, draft)?;
    if checked.errors() > 0 {
        let sentence = format!("还有 {} 处错误，改好才能送审。", checked.errors());
        return Err(Error::Invalid(sentence));
    }
    if draft.revision != typed.revision {
        return Ok(nothing(tx, Written::Overtaken));
    }
    let is_written = store::set_submitted(tx, draft, typed).await?;
    if is_written {
        told::submitted(tx, draft).await?;
    }
    Ok(ended(tx, noun::SUBMIT_DRAFT, draft, "", is_written))
}

/// Gives a submitted draft back to its drafter.
///
/// # Errors
/// When no reason is given, it is one's own, or it does not wait for adoption.
pub async fn send_back(
    tx: &mut Act,
    draft: &scheme_draft::Model,
    revision: i32,
    reason: &str,
) -> Result<Written> {
    if state_of(draft)? == State::Returned && draft.reviewed_by == tx.by().account {
        return Ok(nothing(tx, Written::Already));
    }
    if is_drafter(tx, draft) {
        return Err(Error::Forbidden("这是您自己送审的，要收回请用“撤回”。".into()));
    }
    awaits(draft, State::Returned)?;
    if reason.trim().is_empty() {
        return Err(Error::Invalid("请写明退回的理由，起草人要照着改。".into()));
    }
    if draft.revision != revision {
        return Ok(nothing(tx, Written::Overtaken));
    }
    let is_written = store::set_reviewed(tx, draft, State::Returned, reason.trim()).await?;
    if is_written {
        told::came_back(tx, draft, "退回了", reason).await?;
    }
    Ok(ended(tx, noun::RETURN_DRAFT, draft, reason, is_written))
}

/// Ends a draft without adoption. The drafter may, and whoever adopts (`keeper`), lest it wait for ever.
///
/// # Errors
/// When it is neither's, or it has come to an end already.
pub async fn withdraw(
    tx: &mut Act,
    draft: &scheme_draft::Model,
    keeper: bool,
    reason: &str,
) -> Result<Written> {
    if state_of(draft)? == State::Withdrawn {
        return Ok(nothing(tx, Written::Already));
    }
    if !keeper && !is_drafter(tx, draft) {
        return Err(Error::Forbidden(format!("这份草稿由{}起草，您不能撤回。", draft.drafted_by_name)));
    }
    awaits(draft, State::Withdrawn)?;
    let is_written = store::set_withdrawn(tx, draft, reason.trim()).await?;
    if is_written {
        told::came_back(tx, draft, "撤回了", reason).await?;
    }
    Ok(ended(tx, noun::WITHDRAW_DRAFT, draft, reason, is_written))
}

/// Adopts a submitted draft, and gives the id of the version it became.
///
/// # Errors
/// When the adopter drafted it himself, it does not wait for adoption, it was submitted anew since it was read, or
/// its text no longer passes the check.
pub async fn adopt(tx: &mut Act, draft: &scheme_draft::Model, revision: i32) -> Result<(Written, Uuid)> {
    if let Some(version) = draft.scheme_id {
        return Ok((nothing(tx, Written::Already), version));
    }
    if is_drafter(tx, draft) {
        return Err(Error::Forbidden(TWO_PERSONS.into()));
    }
    awaits(draft, State::Adopted)?;
    if draft.revision != revision {
        return Err(Error::Conflict("您看过之后，起草人又送审了新的一稿。请看过这一稿再采用。".into()));
    }
    if !store::set_reviewed(tx, draft, State::Adopted, &draft.reason).await? {
        return Err(Error::Conflict("刚才有人办过这份草稿，请刷新后再看。".into()));
    }
    let version = super::insert(tx, &draft.body, CATALOGUE).await?;
    store::set_version(tx, draft.id, version).await?;
    told::adopted(tx, draft, version).await?;
    // Both persons are named, the adopter by the event itself.
    let detail = json!({
        "title": draft.title,
        "version": draft.version,
        "drafted_by": draft.drafted_by_name,
        "draft": draft.id,
    });
    tx.note(noun::ADOPT, noun::SCHEME.subject(version), detail);
    Ok((Written::Done, version))
}

/// Why nobody adopts what he drafted.
pub const TWO_PERSONS: &str = "这份办法是您起草的，不能由您采用。办法决定每一位委员怎么计分，要由另一个人看过再采用：\
                               一个人起草、一个人采用，错漏才有人看见，谁也不能独自改规则。";

/// Where a draft stands.
///
/// # Errors
/// When the database holds a state the program does not know.
pub fn state_of(draft: &scheme_draft::Model) -> Result<State> {
    State::parse(&draft.state)
        .ok_or_else(|| Error::internal(anyhow::anyhow!("unknown state {}", draft.state)))
}

/// Notes the act if it wrote something.
fn ended(
    tx: &mut Act,
    action: Action,
    draft: &scheme_draft::Model,
    reason: &str,
    is_written: bool,
) -> Written {
    if !is_written {
        return nothing(tx, Written::Overtaken);
    }
    let mut detail = json!({ "title": draft.title, "version": draft.version });
    if !reason.trim().is_empty() {
        detail["reason"] = json!(reason.trim());
    }
    tx.note(action, noun::SCHEME_DRAFT.subject(draft.id), detail);
    Written::Done
}

fn nothing(tx: &mut Act, why: Written) -> Written {
    tx.unaudited(Unaudited::Nothing);
    why
}

fn is_drafter(tx: &Act, draft: &scheme_draft::Model) -> bool {
    tx.by().account == Some(draft.drafted_by)
}

fn may_write(tx: &Act, draft: &scheme_draft::Model) -> Result<()> {
    if !is_drafter(tx, draft) {
        let sentence =
            format!("这份草稿由{}起草，只有起草人能改。可以以它为底另起一稿。", draft.drafted_by_name);
        return Err(Error::Forbidden(sentence));
    }
    let state = state_of(draft)?;
    if !state.is_editable() {
        return Err(Error::Conflict(format!("这份草稿{}，不能再改。可以以它为底另起一稿。", state.label())));
    }
    Ok(())
}

fn awaits(draft: &scheme_draft::Model, next: State) -> Result<()> {
    let state = state_of(draft)?;
    if state.may_become(next) {
        return Ok(());
    }
    Err(Error::Conflict(format!("这份草稿现在是“{}”，不能再{}。", state.label(), next.act())))
}
