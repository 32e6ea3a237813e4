//! The audit trail: per committee a chain in which event n holds SM3(hash of n-1 ‖ canonical bytes of n).
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::json;
use sm3::{Digest, Sm3};
use uuid::Uuid;

use lvzhi_schema::audit::{audit_event, audit_head};

use crate::act::{AuditEvent, By};
use crate::clock::Millis;
use crate::{Database, Result};

/// Hash before the first event.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// SM3 of bytes, hex.
#[must_use]
pub fn sm3_hex(bytes: &[u8]) -> String {
    hex::encode(Sm3::digest(bytes))
}

/// Adds events to the end of a committee's chain. The caller holds the chain: see [`Database::act`].
pub(crate) async fn append<C: ConnectionTrait>(
    db: &C,
    committee: Uuid,
    by: &By,
    at: Millis,
    events: Vec<AuditEvent>,
) -> Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    let head = audit_head::Entity::find_by_id(committee).one(db).await?;
    let is_new = head.is_none();
    let (mut seq, mut hash) = head.map_or((0, GENESIS.to_owned()), |head| (head.seq, head.hash));
    for event in events {
        seq += 1;
        let mut row = audit_event::Model {
            committee_id: committee,
            seq,
            occurred_at: at,
            actor_id: by.account,
            actor_name: by.name.clone(),
            action: event.action.to_owned(),
            subject: event.subject,
            detail: event.detail.to_string(),
            previous_hash: hash,
            hash: String::new(),
        };
        row.hash = hash_of(&row);
        hash = row.hash.clone();
        audit_event::ActiveModel::from(row).insert(db).await?;
    }
    let next = audit_head::ActiveModel { committee_id: Set(committee), seq: Set(seq), hash: Set(hash) };
    if is_new {
        next.insert(db).await?
    } else {
        next.update(db).await?
    };
    Ok(())
}

/// SM3 over the previous hash and the canonical bytes: a JSON array of the columns in table order.
#[must_use]
pub fn hash_of(event: &audit_event::Model) -> String {
    let canonical = json!([
        event.committee_id,
        event.seq,
        event.occurred_at,
        event.actor_id,
        event.actor_name,
        event.action,
        event.subject,
        event.detail
    ])
    .to_string();
    let mut hasher = Sm3::new();
    hasher.update(event.previous_hash.as_bytes());
    hasher.update(canonical.as_bytes());
    hex::encode(hasher.finalize())
}

/// What walking a chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChainState {
    /// All links hold; the last one is this.
    Whole {
        /// Number of events.
        events: i64,
        /// Hash of the last one.
        head: String,
    },
    /// The first link that does not hold.
    Broken {
        /// Its number.
        seq: i64,
        /// What is wrong, in Chinese.
        why: String,
    },
}

const CHUNK: u64 = 5_000;

/// Walks a committee's chain from the first event to the head.
///
/// # Errors
/// When the database cannot be read.
pub async fn verify(db: &Database, committee: Uuid) -> Result<ChainState> {
    let (mut seq, mut hash) = (0_i64, GENESIS.to_owned());
    loop {
        let events = audit_event::Entity::find()
            .filter(audit_event::Column::CommitteeId.eq(committee))
            .filter(audit_event::Column::Seq.gt(seq))
            .order_by_asc(audit_event::Column::Seq)
            .limit(CHUNK)
            .all(db.read())
            .await?;
        if events.is_empty() {
            break;
        }
        for event in events {
            if let Some(why) = defect(&event, seq + 1, &hash) {
                return Ok(ChainState::Broken { seq: event.seq.min(seq + 1), why });
            }
            (seq, hash) = (event.seq, event.hash);
        }
    }
    let head = audit_head::Entity::find_by_id(committee).one(db.read()).await?;
    let (head_seq, head_hash) = head.map_or((0, GENESIS.to_owned()), |head| (head.seq, head.hash));
    if (head_seq, head_hash.as_str()) != (seq, hash.as_str()) {
        let why = format!("链尾记着第 {head_seq} 条，实际只到第 {seq} 条：最后的记录被删去或改动过");
        return Ok(ChainState::Broken { seq: seq + 1, why });
    }
    Ok(ChainState::Whole { events: seq, head: hash })
}

fn defect(event: &audit_event::Model, seq: i64, previous: &str) -> Option<String> {
    if event.seq != seq {
        return Some(format!("第 {seq} 条不见了，下一条是第 {} 条", event.seq));
    }
    if event.previous_hash != previous {
        return Some(format!("第 {seq} 条与前一条接不上"));
    }
    (hash_of(event) != event.hash).then(|| format!("第 {seq} 条的内容与它的摘要对不上，被改动过"))
}
