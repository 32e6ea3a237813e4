//! The acts on facts: record, confirm, correct, withdraw. Each one transaction with its audit event.
use lvzhi_platform::auth::Actor;
use lvzhi_platform::{Act, Error, Result, Unaudited};
use lvzhi_scoring::Kind;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Filter, FullFact, Standing, store};
use crate::catalogue;
use crate::noun;
use crate::record::{FactDraft, MOVED_ON, Seen, store as record_store};
use lvzhi_shell::app::App;

/// A fact of the actor's committee that is there and can be seen.
pub(super) async fn open(app: &App, actor: &Actor, id: Uuid) -> Result<FullFact> {
    let found = store::find(app.db.read(), actor.committee, id).await?;
    found.ok_or_else(|| Error::NotFound("没有这条记录。".into()))
}

/// Confirms one fact; nothing when that was done before. `name` is who confirmed it at the source.
///
/// # Errors
/// [`Error::Conflict`] when the fact no longer stands.
pub async fn confirm(app: &App, actor: &Actor, id: Uuid, name: &str) -> Result<()> {
    let fact = open(app, actor, id).await?;
    match fact.standing() {
        Standing::Counts => return Ok(()),
        Standing::Waiting => {}
        _ => return Err(Error::Conflict("这条记录已经更正或撤回，不用再确认。".into())),
    }
    app.act(actor, async |tx| {
        let name = confirmer(name, actor)?;
        if store::confirm(tx, &Filter::default(), Some(id), &name).await? == 0 {
            tx.unaudited(Unaudited::Nothing);
            return Ok(());
        }
        let detail = json!({ "member": fact.person.name, "kind": fact.fact.kind, "confirmed_by": name });
        tx.note(noun::CONFIRM, noun::FACT.subject(id), detail);
        Ok(())
    })
    .await
}

fn confirmer(name: &str, actor: &Actor) -> Result<String> {
    const LONGEST: usize = 40;
    let (name, length) = (name.trim(), name.trim().chars().count());
    if length > LONGEST {
        return Err(Error::Invalid(format!("确认人最多 {LONGEST} 个字，现在是 {length} 个。没有确认。")));
    }
    Ok(if name.is_empty() { actor.name.clone() } else { name.to_owned() })
}

/// Confirms every fact of a filter that nobody confirmed yet; gives how many. `asked` is the filter for the audit trail.
///
/// # Errors
/// When the database refuses.
pub async fn confirm_all(app: &App, actor: &Actor, filter: &Filter, asked: Value, name: &str) -> Result<u64> {
    app.act(actor, async |tx| {
        let name = confirmer(name, actor)?;
        let count = store::confirm(tx, filter, None, &name).await?;
        if count == 0 {
            tx.unaudited(Unaudited::Nothing);
            return Ok(0);
        }
        let detail = json!({ "facts": count, "filter": asked, "confirmed_by": name });
        tx.note(noun::CONFIRM_ALL, noun::FACT.id, detail);
        Ok(count)
    })
    .await
}

/// Records a fact by hand; gives its id.
///
/// # Errors
/// [`Error::Invalid`] when it is recorded already, with the sentence that says so.
pub async fn record(app: &App, actor: &Actor, kind: &Kind, draft: FactDraft) -> Result<Uuid> {
    app.act(actor, async |tx| {
        refuse_twin(tx, kind, &draft, None).await?;
        let row = record_store::row(tx, &kind.id, draft, record_store::Provenance::default())?;
        let id = row.id;
        let detail = json!({ "kind": kind.id, "member": row.member_id, "day": row.occurred_on });
        record_store::insert(tx, vec![row]).await?;
        tx.note(noun::RECORD, noun::FACT.subject(id), detail);
        Ok(id)
    })
    .await
}

async fn refuse_twin(tx: &Act, kind: &Kind, draft: &FactDraft, but: Option<Uuid>) -> Result<()> {
    let day = draft.occurred_on;
    let mut seen = Seen::default();
    for (id, fact) in record_store::known(&**tx, tx.committee(), kind, (day, day)).await? {
        if Some(id) != but {
            seen.stored(kind, &fact);
        }
    }
    seen.meet(kind, draft).refusal().map_or(Ok(()), |sentence| Err(Error::Invalid(sentence)))
}

async fn still_current(tx: &Act, id: Uuid) -> Result<FullFact> {
    let found = store::find(&**tx, tx.committee(), id).await?;
    let fact = found.ok_or_else(|| Error::NotFound("没有这条记录。".into()))?;
    if fact.is_current() { Ok(fact) } else { Err(Error::Conflict(MOVED_ON.into())) }
}

/// Puts another fact in the place of one; gives its id.
///
/// # Errors
/// [`Error::Conflict`] when the fact no longer stands, [`Error::Invalid`] when nothing changes.
pub async fn correct(app: &App, actor: &Actor, id: Uuid, draft: FactDraft, reason: &str) -> Result<Uuid> {
    app.act(actor, async |tx| {
        let before = still_current(tx, id).await?;
        let kind = catalogue().kind(&before.fact.kind);
        let kind = kind.ok_or_else(|| Error::Invalid("这类履职记录已经停用，只能撤回。".into()))?;
        if before.fact.draft(before.person.id) == draft {
            return Err(Error::Invalid("没有改动，用不着更正。".into()));
        }
        refuse_twin(tx, kind, &draft, Some(id)).await?;
        let from =
            record_store::Provenance { replaces: Some(id), reason: reason.into(), ..Default::default() };
        let row = record_store::row(tx, &kind.id, draft, from)?;
        let next = row.id;
        record_store::insert(tx, vec![row]).await?;
        let detail = json!({ "replaces": id, "member": before.person.name, "reason": reason });
        tx.note(noun::CORRECT, noun::FACT.subject(next), detail);
        Ok(next)
    })
    .await
}

/// Takes a fact back: nothing stands in its place. A second click does nothing.
///
/// # Errors
/// [`Error::Conflict`] when another fact stands in its place already.
pub async fn withdraw(app: &App, actor: &Actor, id: Uuid, reason: &str) -> Result<()> {
    app.act(actor, async |tx| {
        let found = store::find(&**tx, actor.committee, id).await?;
        let fact = found.ok_or_else(|| Error::NotFound("没有这条记录。".into()))?;
        if let Some(next) = fact.replaced_by {
            let next = store::find(&**tx, actor.committee, next).await?;
            if next.is_some_and(|next| next.void) {
                tx.unaudited(Unaudited::Nothing);
                return Ok(());
            }
            return Err(Error::Conflict(MOVED_ON.into()));
        }
        if !fact.is_current() {
            return Err(Error::Conflict("这条记录已经不计分，用不着撤回。".into()));
        }
        let draft = fact.fact.draft(fact.person.id);
        let from = record_store::Provenance {
            replaces: Some(id),
            void: true,
            reason: reason.into(),
            ..Default::default()
        };
        let row = record_store::row(tx, &fact.fact.kind, draft, from)?;
        record_store::insert(tx, vec![row]).await?;
        let detail = json!({ "member": fact.person.name, "kind": fact.fact.kind, "reason": reason });
        tx.note(noun::WITHDRAW, noun::FACT.subject(id), detail);
        Ok(())
    })
    .await
}
