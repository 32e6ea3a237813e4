//! Members (委员): the list, one member's file, editing, posts, exemptions, import and export.
use std::collections::HashMap;

use chrono::NaiveDate;
use lvzhi_platform::audit::sm3_hex;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::{Database, Error, Result, Unaudited};
use lvzhi_schema::people::{exemption, member, member_post};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::office::{self, UnitKind};
use super::roster::{Roster, RosterMember, days_of_term};
use crate::noun;
use lvzhi_shell::app::App;
use lvzhi_shell::policy::VisibleMember;

mod edit_web;
mod file_page;
mod forms;
mod holder;
mod import;
mod import_cells;
mod import_posts;
mod import_rows;
mod import_write;
mod list_page;
mod posts;
mod schedule;
mod search;
mod store;
mod web;

pub use file_page::member_page;
pub(crate) use holder::HOLDER;
pub use import::MembersTarget;
pub(crate) use schedule::SCHEDULE;
pub(crate) use search::SOURCE;
pub(crate) use store::count;
pub use web::routes;

/// What is kept of a member himself; the form, the import and the audit trail share it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberFields {
    /// 委员编号.
    pub number: String,
    /// 姓名.
    pub name: String,
    /// Full pinyin.
    pub pinyin: String,
    /// Initials.
    pub initials: String,
    /// 男, 女 or empty.
    pub sex: String,
    /// 民族.
    pub ethnicity: String,
    /// yyyy-mm or empty.
    pub born: String,
    /// Sector.
    pub sector_id: Uuid,
    /// Special committee.
    pub special_committee_id: Option<Uuid>,
    /// 工作单位及职务.
    pub employer: String,
    /// 手机.
    pub phone: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
    /// 备注.
    pub note: String,
}

impl MemberFields {
    /// A mark of all fields: another one when any differs.
    ///
    /// # Errors
    /// When they cannot be written as JSON.
    pub fn mark(&self) -> Result<String> {
        Ok(sm3_hex(&serde_json::to_vec(self)?))
    }

    /// The fields of a row.
    #[must_use]
    pub fn of(row: &member::Model) -> Self {
        Self {
            number: row.number.clone(),
            name: row.name.clone(),
            pinyin: row.pinyin.clone(),
            initials: row.initials.clone(),
            sex: row.sex.clone(),
            ethnicity: row.ethnicity.clone(),
            born: row.born.clone(),
            sector_id: row.sector_id,
            special_committee_id: row.special_committee_id,
            employer: row.employer.clone(),
            phone: row.phone.clone(),
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            note: row.note.clone(),
        }
    }

    fn model(self, committee: Uuid, id: Uuid, term: Uuid, created_at: i64, at: i64) -> member::Model {
        member::Model {
            committee_id: committee,
            id,
            term_id: term,
            number: self.number,
            name: self.name,
            pinyin: self.pinyin,
            initials: self.initials,
            sex: self.sex,
            ethnicity: self.ethnicity,
            born: self.born,
            sector_id: self.sector_id,
            special_committee_id: self.special_committee_id,
            employer: self.employer,
            phone: self.phone,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            note: self.note,
            created_at,
            updated_at: at,
        }
    }
}

/// Everything the member's page shows of himself.
#[derive(Clone, Debug)]
pub struct MemberFile {
    /// He, his posts, his exemptions.
    pub person: RosterMember,
    /// Name of his term.
    pub term: String,
}

/// The roster of a committee: six queries, whatever its size.
///
/// # Errors
/// When the database cannot be read.
pub async fn roster(db: &Database, committee: Uuid) -> Result<Roster> {
    let db = db.read();
    Ok(Roster::new(
        store::members(db, committee).await?,
        store::posts(db, committee, None).await?,
        store::exemptions(db, committee, None).await?,
        &office::store::terms(db, committee).await?,
        office::store::units(db, committee, UnitKind::Sector).await?,
        office::store::units(db, committee, UnitKind::SpecialCommittee).await?,
    ))
}

/// One member's file.
///
/// # Errors
/// [`Error::NotFound`] when the committee has no such member.
pub async fn member_file(app: &App, member: VisibleMember) -> Result<MemberFile> {
    let (committee, id) = (member.committee(), member.id());
    let row = store::member(app.db.read(), committee, id).await?.ok_or_else(no_member)?;
    let (posts, exemptions) = (
        store::posts(app.db.read(), committee, Some(id)).await?,
        store::exemptions(app.db.read(), committee, Some(id)).await?,
    );
    let mut names = HashMap::new();
    for kind in [UnitKind::Sector, UnitKind::SpecialCommittee] {
        let units = office::store::units(app.db.read(), committee, kind).await?;
        names.extend(units.into_iter().map(|unit| (unit.id, unit.name)));
    }
    let terms = office::store::terms(app.db.read(), committee).await?;
    let days = days_of_term(&row, &terms);
    let term =
        terms.into_iter().find(|term| term.id == row.term_id).map_or_else(String::new, |term| term.name);
    let name_of = |id: Option<Uuid>| id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    let person = RosterMember {
        term: days,
        sector: name_of(Some(row.sector_id)),
        special_committee: name_of(row.special_committee_id),
        posts,
        exemptions,
        member: row,
    };
    Ok(MemberFile { person, term })
}

fn no_member() -> Error {
    Error::NotFound("没有这位委员。".into())
}

const TAKEN: &str = "这个委员编号已经有人用了。请换一个编号，填的内容都还在。";

/// Adds a member to the current term; gives his id.
///
/// # Errors
/// [`Error::Conflict`] when the number is taken, [`Error::Invalid`] when there is no term yet.
pub async fn add(app: &App, actor: &Actor, fields: MemberFields) -> Result<Uuid> {
    let terms = office::store::terms(app.db.read(), actor.committee).await?;
    let term = office::current_term(&terms, app.clock.today())
        .ok_or_else(|| Error::Invalid("还没有届次。请先导入委员名册，届次会一起建好。".into()))?;
    app.act(actor, async |tx| {
        let id = Uuid::now_v7();
        let detail = json!({ "after": serde_json::to_value(&fields)? });
        store::insert(tx, fields.model(actor.committee, id, term.id, tx.at(), tx.at()), TAKEN).await?;
        tx.note(noun::ADD, noun::MEMBER.subject(id), detail);
        Ok(id)
    })
    .await
}

/// What became of a change.
#[derive(Debug, PartialEq, Eq)]
pub enum Edited {
    /// It is written, or nothing differed.
    Done,
    /// Somebody else wrote something else meanwhile: this. Nothing was written.
    Overtaken(Box<MemberFields>),
}

/// Changes a member who is still as he was `seen` (see [`MemberFields::mark`]); nothing is written when nothing differs.
///
/// # Errors
/// [`Error::Conflict`] when the number is taken.
pub async fn edit(app: &App, actor: &Actor, id: Uuid, fields: MemberFields, seen: &str) -> Result<Edited> {
    app.act(actor, async |tx| {
        let row = store::take(tx, id).await?.ok_or_else(no_member)?;
        let before = MemberFields::of(&row);
        if before == fields {
            tx.unaudited(Unaudited::Nothing);
            return Ok(Edited::Done);
        }
        if before.mark()? != seen {
            tx.unaudited(Unaudited::Nothing);
            return Ok(Edited::Overtaken(Box::new(before)));
        }
        let detail = difference(&serde_json::to_value(&before)?, &serde_json::to_value(&fields)?);
        store::update(tx, fields.model(actor.committee, id, row.term_id, row.created_at, tx.at()), TAKEN)
            .await?;
        tx.note(noun::EDIT, noun::MEMBER.subject(id), detail);
        Ok(Edited::Done)
    })
    .await
}

/// `{"before": {…}, "after": {…}}` of the fields that differ.
fn difference(before: &Value, after: &Value) -> Value {
    let (mut old, mut new) = (serde_json::Map::new(), serde_json::Map::new());
    for (key, value) in before.as_object().into_iter().flatten() {
        if after.get(key) != Some(value) {
            old.insert(key.clone(), value.clone());
            new.insert(key.clone(), after.get(key).cloned().unwrap_or(Value::Null));
        }
    }
    json!({ "before": old, "after": new })
}

/// Gives a member a post from a day on. The same post twice at once is refused.
///
/// # Errors
/// [`Error::Conflict`] when he holds it already.
pub async fn add_post(app: &App, actor: &Actor, id: Uuid, title: &str, from: NaiveDate) -> Result<()> {
    app.act(actor, async |tx| {
        store::member(&**tx, actor.committee, id).await?.ok_or_else(no_member)?;
        let held = store::posts(&**tx, actor.committee, Some(id)).await?;
        if held.iter().any(|post| post.title == title && post.ends_on.is_none_or(|end| end >= from)) {
            return Err(Error::Conflict(format!("他已经担任{title}，没有重复登记。")));
        }
        for post in posts::posts_of_title(title) {
            let row = member_post::Model {
                committee_id: actor.committee,
                id: Uuid::now_v7(),
                member_id: id,
                post: (*post).to_owned(),
                title: title.to_owned(),
                starts_on: Some(from),
                ends_on: None,
            };
            store::insert_posts(tx, vec![row]).await?;
        }
        store::touch(tx, id).await?;
        tx.note(noun::ADD_POST, noun::MEMBER.subject(id), json!({ "title": title, "from": from }));
        Ok(())
    })
    .await
}

/// Ends a post; a second click does nothing.
///
/// # Errors
/// [`Error::NotFound`] when the member has no such post.
pub async fn end_post(app: &App, actor: &Actor, id: Uuid, post: Uuid, last_day: NaiveDate) -> Result<()> {
    app.act(actor, async |tx| {
        let held = store::posts(&**tx, actor.committee, Some(id)).await?;
        let found = held.iter().find(|held| held.id == post);
        let found = found.ok_or_else(|| Error::NotFound("没有这项职务。".into()))?;
        if found.ends_on == Some(last_day) {
            tx.unaudited(Unaudited::Nothing);
            return Ok(());
        }
        if found.starts_on.is_some_and(|from| last_day < from) {
            return Err(Error::Invalid("职务的最后一天不能早于第一天。没有改动。".into()));
        }
        store::end_posts(tx, &[post], Some(last_day)).await?;
        store::touch(tx, id).await?;
        let detail = json!({ "title": found.title, "before": found.ends_on, "after": last_day });
        tx.note(noun::END_POST, noun::MEMBER.subject(id), detail);
        Ok(())
    })
    .await
}

/// Excuses a member from duty for a time.
///
/// # Errors
/// [`Error::Conflict`] when it overlaps with another exemption of his.
pub async fn add_exemption(
    app: &App,
    actor: &Actor,
    id: Uuid,
    reason: &str,
    from: NaiveDate,
    to: Option<NaiveDate>,
) -> Result<()> {
    app.act(actor, async |tx| {
        store::member(&**tx, actor.committee, id).await?.ok_or_else(no_member)?;
        let others = store::exemptions(&**tx, actor.committee, Some(id)).await?;
        let overlaps = |e: &&exemption::Model| {
            e.ends_on.is_none_or(|end| from <= end) && to.is_none_or(|to| e.starts_on <= to)
        };
        if let Some(other) = others.iter().find(overlaps) {
            return Err(Error::Conflict(format!(
                "这段时间和已有的免评（{}起，{}）重叠，没有登记。请先改止日。",
                other.starts_on, other.reason
            )));
        }
        let row = exemption::Model {
            committee_id: actor.committee,
            id: Uuid::now_v7(),
            member_id: id,
            starts_on: from,
            ends_on: to,
            reason: reason.to_owned(),
            recorded_at: tx.at(),
        };
        store::insert_exemptions(tx, vec![row]).await?;
        store::touch(tx, id).await?;
        tx.note(
            noun::ADD_EXEMPTION,
            noun::MEMBER.subject(id),
            json!({ "reason": reason, "from": from, "to": to }),
        );
        Ok(())
    })
    .await
}

/// Ends an exemption; a second click does nothing.
///
/// # Errors
/// [`Error::NotFound`] when the member has no such exemption.
pub async fn end_exemption(
    app: &App,
    actor: &Actor,
    id: Uuid,
    exemption: Uuid,
    last_day: NaiveDate,
) -> Result<()> {
    app.act(actor, async |tx| {
        let known = store::exemptions(&**tx, actor.committee, Some(id)).await?;
        let mut found = known
            .into_iter()
            .find(|e| e.id == exemption)
            .ok_or_else(|| Error::NotFound("没有这项免评。".into()))?;
        if found.ends_on == Some(last_day) {
            tx.unaudited(Unaudited::Nothing);
            return Ok(());
        }
        if last_day < found.starts_on {
            return Err(Error::Invalid("免评的最后一天不能早于第一天。没有改动。".into()));
        }
        let detail = json!({ "reason": found.reason, "before": found.ends_on, "after": last_day });
        found.ends_on = Some(last_day);
        store::update_exemption(tx, found).await?;
        store::touch(tx, id).await?;
        tx.note(noun::END_EXEMPTION, noun::MEMBER.subject(id), detail);
        Ok(())
    })
    .await
}
