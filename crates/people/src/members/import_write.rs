//! Writes an examined roster, and takes it back.
use std::collections::BTreeMap;

use lvzhi_platform::{Act, Error, Result};
use lvzhi_schema::people::{exemption, member, member_post, term};
use serde_json::json;
use uuid::Uuid;

use super::import::{ExemptionRecord, MemberRecord};
use super::{MemberFields, store};
use crate::MOVED_ON;
use crate::office::{self, UnitKind, UnitRef};
use lvzhi_imports::{Effect, StagedRow, Written};

fn records(rows: &[StagedRow]) -> Result<Vec<MemberRecord>> {
    let effective = rows.iter().filter(|row| row.effect != Effect::Same);
    effective.map(|row| Ok(serde_json::from_value(row.record.clone())?)).collect()
}

pub(super) async fn write(tx: &Act, rows: &[StagedRow]) -> Result<Written> {
    let records = records(rows)?;
    let committee = tx.committee();
    let mut notes = Vec::new();
    let current: BTreeMap<Uuid, member::Model> =
        store::members(&**tx, committee).await?.into_iter().map(|row| (row.id, row)).collect();
    make_term(tx, &records, &mut notes).await?;
    let sectors = records.iter().map(|record| &record.sector);
    let sectors = office::make_units(tx, UnitKind::Sector, sectors, &mut notes).await?;
    let specials = records.iter().filter_map(|record| record.special_committee.as_ref());
    let specials = office::make_units(tx, UnitKind::SpecialCommittee, specials, &mut notes).await?;
    let real = |ids: &BTreeMap<String, Uuid>, unit: &UnitRef| {
        if unit.is_new { ids.get(&unit.name).copied().unwrap_or(unit.id) } else { unit.id }
    };
    let (mut members, mut posts, mut ended, mut exemptions) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut changed_exemptions = Vec::new();
    let mut until = None;
    for record in records {
        let row = current.get(&record.id);
        if row.map(MemberFields::of) != record.before {
            return Err(Error::Conflict(MOVED_ON.into()));
        }
        let mut fields = record.after;
        fields.sector_id = real(&sectors, &record.sector);
        if let Some(special) = &record.special_committee {
            fields.special_committee_id = Some(real(&specials, special));
        }
        let fields_from = fields.starts_on;
        let created_at = row.map_or(tx.at(), |row| row.created_at);
        members.push(fields.model(committee, record.id, record.term.id, created_at, tx.at()));
        for (id, post, title) in record.posts_add {
            posts.push(member_post::Model {
                committee_id: committee,
                id,
                member_id: record.id,
                post,
                title,
                starts_on: Some(record.posts_from),
                ends_on: None,
            });
        }
        store::start_posts(tx, &record.posts_move, fields_from).await?;
        ended.extend(record.posts_end);
        until = Some(record.posts_until);
        if let Some(new) = record.exemption {
            let is_new = new.before.is_none();
            let row = exemption_row(tx, record.id, new);
            if is_new { exemptions.push(row) } else { changed_exemptions.push(row) }
        }
    }
    let count = members.len();
    store::upsert(tx, members).await?;
    store::insert_posts(tx, posts).await?;
    store::end_posts(tx, &ended, until).await?;
    store::insert_exemptions(tx, exemptions).await?;
    for row in changed_exemptions {
        store::update_exemption(tx, row).await?;
    }
    Ok(Written { detail: json!({ "members": count, "notes": notes }), notes })
}

fn exemption_row(tx: &Act, member: Uuid, record: ExemptionRecord) -> exemption::Model {
    exemption::Model {
        committee_id: tx.committee(),
        id: record.id,
        member_id: member,
        starts_on: record.starts_on,
        ends_on: record.ends_on,
        reason: record.reason,
        recorded_at: tx.at(),
    }
}

async fn make_term(tx: &Act, records: &[MemberRecord], notes: &mut Vec<String>) -> Result<()> {
    let Some((id, number, starts_on)) =
        records.iter().find_map(|r| r.term.new.map(|(n, day)| (r.term.id, n, day)))
    else {
        return Ok(());
    };
    if office::store::terms(&**tx, tx.committee()).await?.iter().any(|term| term.number == number) {
        return Err(Error::Conflict(MOVED_ON.into()));
    }
    let name = office::term_name(number);
    notes.push(format!("新建{name}。"));
    let row = term::Model { committee_id: tx.committee(), id, number, name, starts_on, ends_on: None };
    office::store::insert_term(tx, row).await
}

pub(super) async fn undo(tx: &Act, rows: &[StagedRow]) -> Result<Written> {
    let records = records(rows)?;
    let committee = tx.committee();
    let current: BTreeMap<Uuid, member::Model> =
        store::members(&**tx, committee).await?.into_iter().map(|row| (row.id, row)).collect();
    let (mut made, mut restored, mut posts, mut ended, mut exemptions) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut changed_exemptions = Vec::new();
    for record in records {
        let row = current.get(&record.id);
        let unchanged = row.is_some_and(|row| {
            let mut now = MemberFields::of(row);
            // A unit made by the import may have got another id than the preview gave it.
            if record.sector.is_new {
                now.sector_id = record.after.sector_id;
            }
            if record.special_committee.as_ref().is_some_and(|unit| unit.is_new) {
                now.special_committee_id = record.after.special_committee_id;
            }
            now == record.after
        });
        let (Some(row), true) = (row, unchanged) else {
            return Err(Error::Conflict(format!(
                "“{}”导入以后又改过，不能整批撤销；一行也没有动。请在他的档案里更正。",
                record.after.name
            )));
        };
        posts.extend(record.posts_add.iter().map(|(id, ..)| *id));
        ended.extend(record.posts_end);
        if let Some(exemption) = record.exemption {
            match exemption.before.clone() {
                None => exemptions.push(exemption.id),
                Some((ends_on, reason)) => {
                    changed_exemptions.push(exemption_row(
                        tx,
                        record.id,
                        ExemptionRecord { ends_on, reason, ..exemption },
                    ));
                }
            }
        }
        match record.before {
            None => made.push(record.id),
            Some(before) => {
                store::start_posts(tx, &record.posts_move, before.starts_on).await?;
                restored.push(before.model(committee, record.id, row.term_id, row.created_at, tx.at()))
            }
        }
    }
    store::delete_posts(tx, &posts).await?;
    store::end_posts(tx, &ended, None).await?;
    store::delete_exemptions(tx, &exemptions).await?;
    for row in changed_exemptions {
        store::update_exemption(tx, row).await?;
    }
    let detail = json!({ "removed": made.len(), "restored": restored.len() });
    store::upsert(tx, restored).await?;
    store::delete(tx, &made).await?;
    Ok(Written { notes: Vec::new(), detail })
}
