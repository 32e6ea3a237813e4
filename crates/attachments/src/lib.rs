//! Attachments: files that hang on an object, for whoever sees the object. What is removed stays as evidence.
mod kinds;
mod noun;
mod pages;
mod store;
mod upload;
mod web;

use std::sync::Arc;

use lvzhi_platform::audit::sm3_hex;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::{Act, Error, Result, Unaudited, files};
use lvzhi_schema::attachments::{attachment, attachment_removal};
use lvzhi_schema::work::stored_file;
use lvzhi_shell::app::App;
use lvzhi_shell::holder::{self, Seen};
use serde_json::json;
use uuid::Uuid;

pub use noun::register;

/// The most that hang on one object, without the removed ones.
pub const MOST: usize = 50;
/// The most characters of a file's name.
const LONGEST_NAME: usize = 150;

/// A file on its way to an object.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// What it is, in a few words; may be empty.
    pub about: String,
}

/// Hangs a file on an object.
///
/// # Errors
/// [`Error::Forbidden`] when he may not change the object, [`Error::Invalid`] when the file is none that may be attached,
/// [`Error::Conflict`] when it is there already or the object is full.
pub async fn add(act: &mut Act, actor: &Actor, seen: &Seen, new: NewFile) -> Result<Uuid> {
    seen.demand_change()?;
    let NewFile { name, bytes, about } = new;
    if name.chars().count() > LONGEST_NAME {
        return Err(Error::Invalid(format!("文件名太长，最多 {LONGEST_NAME} 个字。请改短些再加。")));
    }
    let media_type = kinds::media_type(&name, &bytes).map_err(Error::Invalid)?;
    let there: Vec<_> =
        store::list(&**act, seen).await?.into_iter().filter(|(_, removal)| removal.is_none()).collect();
    let same = store::same_content(act, &sm3_hex(&bytes)).await?;
    if let Some((twin, _)) = there.iter().find(|(row, _)| same.contains(&row.file_id)) {
        return Err(Error::Conflict(format!("这个文件已经在这里了，名为“{}”。没有再存一份。", twin.name)));
    }
    if there.len() >= MOST {
        return Err(Error::Conflict(format!(
            "一项最多加 {MOST} 个附件，这里已经有 {} 个。先移除用不着的，再加这个。文件没有存。",
            there.len()
        )));
    }
    let size = i64::try_from(bytes.len()).map_err(Error::internal)?;
    let id = Uuid::now_v7();
    let row = attachment::Model {
        committee_id: act.committee(),
        id,
        holder_kind: seen.kind().id.into(),
        holder_id: seen.anchor(),
        file_id: files::store(act, &name, media_type, bytes).await?,
        name: name.clone(),
        media_type: media_type.into(),
        size,
        about,
        added_by: actor.account,
        added_by_name: actor.name.clone(),
        added_at: act.at(),
    };
    store::insert(act, row).await?;
    let detail = json!({ "file": name, "holder": place(seen) });
    act.note(noun::ADD, noun::ATTACHMENT.subject(id), detail);
    Ok(id)
}

/// Takes an attachment off its object. A second time nothing happens.
async fn remove(act: &mut Act, actor: &Actor, open: &Open, reason: &str) -> Result<()> {
    open.seen.demand_change()?;
    let row = &open.row;
    if store::is_removed(act, row.id).await? {
        act.unaudited(Unaudited::Nothing);
        return Ok(());
    }
    let removal = attachment_removal::Model {
        committee_id: act.committee(),
        attachment_id: row.id,
        removed_by: actor.account,
        removed_by_name: actor.name.clone(),
        removed_at: act.at(),
        reason: reason.into(),
    };
    store::insert_removal(act, removal).await?;
    let detail = json!({ "file": row.name, "holder": place(&open.seen), "reason": reason });
    act.note(noun::REMOVE, noun::ATTACHMENT.subject(row.id), detail);
    Ok(())
}

/// An attachment with the object that it hangs on, in the eyes of whoever sees that.
struct Open {
    seen: Seen,
    row: attachment::Model,
    removal: Option<attachment_removal::Model>,
}

/// Looks for an attachment of the actor's committee. A removed one is there for those who may change its object.
async fn open(app: &App, actor: &Arc<Actor>, id: Uuid) -> Result<Open> {
    let missing = || Error::NotFound("没有这个附件，或者您不能看。".into());
    let (row, removal) = store::find(&app.db, actor.committee, id).await?.ok_or_else(missing)?;
    let seen = holder::see(app, actor, &row.holder_kind, row.holder_id).await?;
    if removal.is_some() && !seen.may_change() {
        return Err(missing());
    }
    Ok(Open { seen, row, removal })
}

/// Its content. Whoever takes what another has added leaves an event.
async fn take(app: &App, actor: &Actor, open: &Open) -> Result<stored_file::Model> {
    let file = files::load(&app.db, actor.committee, open.row.file_id).await?;
    if open.row.added_by != actor.account {
        let row = &open.row;
        let detail = json!({ "file": row.name, "holder": place(&open.seen), "added_by": row.added_by_name });
        let noted = app.act(actor, async |act| {
            act.note(noun::OPEN, noun::ATTACHMENT.subject(row.id), detail);
            Ok(())
        });
        noted.await?;
    }
    Ok(file)
}

/// What it hangs on, in words: 委员 陆景和.
fn place(seen: &Seen) -> String {
    format!("{} {}", seen.kind().label, seen.title())
}
