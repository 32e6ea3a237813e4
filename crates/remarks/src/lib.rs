//! Remarks: internal notes of the office on an object. They are written and withdrawn, never changed or deleted.
mod noun;
mod pages;
mod store;
mod web;

use lvzhi_platform::auth::Actor;
use lvzhi_platform::{Act, Error, Result, Unaudited};
use lvzhi_schema::remarks::remark;
use lvzhi_shell::holder::Seen;
use serde_json::{Value, json};
use uuid::Uuid;

pub use noun::{SEE_REMARKS, WRITE_REMARKS, register};

/// A remark, and the row that withdraws it if one does.
struct Noted {
    row: remark::Model,
    withdrawal: Option<remark::Model>,
}

/// Puts withdrawals beside what they withdraw; the order stays.
fn paired(rows: Vec<remark::Model>) -> Vec<Noted> {
    let (withdrawals, remarks): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.withdraws.is_some());
    let of = |id: Uuid| withdrawals.iter().find(|row| row.withdraws == Some(id)).cloned();
    remarks.into_iter().map(|row| Noted { withdrawal: of(row.id), row }).collect()
}

/// Writes a remark on an object. The same words of the same person within a minute are a second click: nothing happens.
///
/// # Errors
/// When the database refuses.
pub async fn write(act: &mut Act, actor: &Actor, seen: &Seen, text: &str) -> Result<()> {
    let there = paired(store::list(&**act, seen).await?);
    let is_twin = |noted: &Noted| {
        noted.row.text == text && act.is_second_click(noted.row.written_by, noted.row.written_at)
    };
    if there.iter().any(|noted| noted.withdrawal.is_none() && is_twin(noted)) {
        act.unaudited(Unaudited::Nothing);
        return Ok(());
    }
    let id = insert(act, actor, seen, text, None).await?;
    act.note(noun::WRITE, noun::REMARK.subject(id), detail(seen));
    Ok(())
}

/// Withdraws one of the actor's own. A second time nothing happens.
async fn withdraw(act: &mut Act, actor: &Actor, seen: &Seen, id: Uuid, why: &str) -> Result<()> {
    let there = paired(store::list(&**act, seen).await?);
    let noted = there.iter().find(|noted| noted.row.id == id).ok_or_else(missing)?;
    demand_own(actor, &noted.row)?;
    if noted.withdrawal.is_some() {
        act.unaudited(Unaudited::Nothing);
        return Ok(());
    }
    insert(act, actor, seen, why, Some(id)).await?;
    act.note(noun::WITHDRAW, noun::REMARK.subject(id), detail(seen));
    Ok(())
}

async fn insert(act: &Act, actor: &Actor, seen: &Seen, text: &str, withdraws: Option<Uuid>) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let row = remark::Model {
        committee_id: act.committee(),
        id,
        holder_kind: seen.kind().id.into(),
        holder_id: seen.anchor(),
        text: text.into(),
        written_by: actor.account,
        written_by_name: actor.name.clone(),
        written_at: act.at(),
        withdraws,
    };
    store::insert(act, row).await?;
    Ok(id)
}

/// What the audit trail says: where, and not what. Who reads the trail need not be one who sees remarks.
fn detail(seen: &Seen) -> Value {
    json!({ "holder": format!("{} {}", seen.kind().label, seen.title()) })
}

fn missing() -> Error {
    Error::NotFound("没有这条备注，或者您不能看。".into())
}

fn demand_own(actor: &Actor, row: &remark::Model) -> Result<()> {
    if row.written_by == actor.account {
        return Ok(());
    }
    Err(Error::Forbidden(format!("这条备注是{}写的，只有本人能撤回。", row.written_by_name)))
}
