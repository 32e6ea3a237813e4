//! Table `scheme_draft`. Every change names the revision it read and moves it on, so that no two can both count.
use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::evaluation::scheme_draft::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Set, TryInsertResult,
};
use uuid::Uuid;

use super::{NewDraft, State, Typed};

/// A committee's draft.
///
/// # Errors
/// When there is none.
pub async fn find(db: &Database, committee: Uuid, id: Uuid) -> Result<Model> {
    Entity::find_by_id((committee, id))
        .one(db.read())
        .await?
        .ok_or_else(|| Error::NotFound("没有这份草稿。".into()))
}

/// All drafts of a committee, last changed first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &Database, committee: Uuid) -> Result<Vec<Model>> {
    let query = Entity::find().filter(Column::CommitteeId.eq(committee)).order_by_desc(Column::ChangedAt);
    Ok(query.all(db.read()).await?)
}

/// A draft that waits, without its texts: every desk asks for it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Waiting {
    /// The draft.
    pub id: Uuid,
    /// Title as last read from the text.
    pub title: String,
    /// Version as last read from the text.
    pub version: String,
    /// As stored.
    pub state: String,
    /// Why it was returned.
    pub reason: String,
    /// Whose draft it is.
    pub drafted_by: Uuid,
    /// His name.
    pub drafted_by_name: String,
    /// Who returned it.
    pub reviewed_by_name: String,
    /// Last change of the text.
    pub changed_at: i64,
    /// When it was sent for adoption.
    pub submitted_at: Option<i64>,
}

/// The drafts that wait for an adopter, or for their drafter to mend them; the longest waiting first.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting(db: &Database, committee: Uuid) -> Result<Vec<Waiting>> {
    let columns =
        [Column::Id, Column::Title, Column::Version, Column::State, Column::Reason, Column::ReviewedByName];
    let query = Entity::find()
        .select_only()
        .columns(columns)
        .columns([Column::DraftedBy, Column::DraftedByName, Column::ChangedAt, Column::SubmittedAt])
        .filter(Column::CommitteeId.eq(committee))
        .filter(Column::State.is_in([State::Submitted.id(), State::Returned.id()]))
        .order_by_asc(Column::ChangedAt);
    Ok(query.into_model().all(db.read()).await?)
}

pub(super) async fn insert(tx: &Act, new: &NewDraft) -> Result<bool> {
    let head = Head::read(&new.body).unwrap_or_default();
    let row = Model {
        committee_id: tx.committee(),
        id: new.id,
        family: head.family,
        version: head.version,
        title: head.title,
        body: new.body.clone(),
        original: new.original.clone(),
        based_on: new.origin.id(),
        state: State::Drafting.id().to_owned(),
        revision: 1,
        note: String::new(),
        reason: String::new(),
        drafted_by: tx.by().account.unwrap_or_default(),
        drafted_by_name: tx.by().name.clone(),
        drafted_at: tx.at(),
        changed_at: tx.at(),
        submitted_at: None,
        reviewed_by: None,
        reviewed_by_name: String::new(),
        reviewed_at: None,
        scheme_id: None,
    };
    let added =
        Entity::insert(ActiveModel::from(row)).on_conflict_do_nothing().exec_without_returning(&**tx).await?;
    Ok(matches!(added, TryInsertResult::Inserted(rows) if rows > 0))
}

/// What a list shows of a text, read from its `[scheme]` table; the rest may be as wrong as it likes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Head {
    family: String,
    version: String,
    title: String,
}

impl Head {
    fn read(text: &str) -> Option<Self> {
        let table: toml::Table = text.parse().ok()?;
        let scheme = table.get("scheme")?.as_table()?;
        let word = |key: &str| scheme.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        Some(Self { family: word("id"), version: word("version"), title: word("title") })
    }
}

fn text_of(tx: &Act, typed: &Typed) -> ActiveModel {
    let mut row = ActiveModel {
        body: Set(typed.body.clone()),
        note: Set(typed.note.clone()),
        changed_at: Set(tx.at()),
        ..Default::default()
    };
    if let Some(head) = Head::read(&typed.body) {
        row.family = Set(head.family);
        row.version = Set(head.version);
        row.title = Set(head.title);
    }
    row
}

pub(super) async fn set_text(tx: &Act, draft: &Model, typed: &Typed) -> Result<bool> {
    update(tx, draft, text_of(tx, typed)).await
}

pub(super) async fn set_submitted(tx: &Act, draft: &Model, typed: &Typed) -> Result<bool> {
    let row = ActiveModel {
        state: Set(State::Submitted.id().to_owned()),
        submitted_at: Set(Some(tx.at())),
        ..text_of(tx, typed)
    };
    update(tx, draft, row).await
}

pub(super) async fn set_reviewed(tx: &Act, draft: &Model, state: State, reason: &str) -> Result<bool> {
    let row = ActiveModel {
        state: Set(state.id().to_owned()),
        reason: Set(reason.to_owned()),
        reviewed_by: Set(tx.by().account),
        reviewed_by_name: Set(tx.by().name.clone()),
        reviewed_at: Set(Some(tx.at())),
        ..Default::default()
    };
    update(tx, draft, row).await
}

pub(super) async fn set_withdrawn(tx: &Act, draft: &Model, reason: &str) -> Result<bool> {
    let row = ActiveModel {
        state: Set(State::Withdrawn.id().to_owned()),
        reason: Set(reason.to_owned()),
        ..Default::default()
    };
    update(tx, draft, row).await
}

pub(super) async fn set_version(tx: &Act, draft: Uuid, version: Uuid) -> Result<()> {
    Entity::update_many()
        .set(ActiveModel { scheme_id: Set(Some(version)), ..Default::default() })
        .filter(Column::CommitteeId.eq(tx.committee()))
        .filter(Column::Id.eq(draft))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Changes the row as it was read, and only that: false when it has moved on.
async fn update(tx: &Act, draft: &Model, mut row: ActiveModel) -> Result<bool> {
    row.revision = Set(draft.revision + 1);
    let changed = Entity::update_many()
        .set(row)
        .filter(Column::CommitteeId.eq(tx.committee()))
        .filter(Column::Id.eq(draft.id))
        .filter(Column::Revision.eq(draft.revision))
        .exec(&**tx)
        .await?;
    Ok(changed.rows_affected == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_read_even_where_the_rules_are_wrong() {
        let text = "[scheme]\nid = \"a\"\nversion = \"2\"\ntitle = \"办法\"\n[[rule]]\nmechanic = 7\n";
        let head = Head { family: "a".into(), version: "2".into(), title: "办法".into() };
        assert_eq!(Head::read(text), Some(head));
        assert_eq!(Head::read("[scheme\n"), None);
    }
}
