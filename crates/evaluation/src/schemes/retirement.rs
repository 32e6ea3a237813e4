//! Taking a version out of use, and back: cycles that run by it keep it, new ones cannot be bound to it.
use lvzhi_platform::{Act, Error, Result, Unaudited};
use lvzhi_schema::evaluation::scheme;
use serde_json::json;

use super::store;
use crate::noun;

/// Retires a version. True when it was in use until now; a second click finds it done.
///
/// # Errors
/// When no reason is given.
pub async fn retire(tx: &mut Act, scheme: &scheme::Model, reason: &str) -> Result<bool> {
    change(tx, scheme, true, reason).await
}

/// Takes a retired version back into use. True when it was retired until now.
///
/// # Errors
/// When no reason is given.
pub async fn restore(tx: &mut Act, scheme: &scheme::Model, reason: &str) -> Result<bool> {
    change(tx, scheme, false, reason).await
}

async fn change(tx: &mut Act, scheme: &scheme::Model, retired: bool, reason: &str) -> Result<bool> {
    if store::is_retired(tx, scheme.id).await? == retired {
        tx.unaudited(Unaudited::Nothing);
        return Ok(false);
    }
    if reason.trim().is_empty() {
        return Err(Error::Invalid("请写明理由，理由会留在记录里。".into()));
    }
    let detail = json!({ "title": scheme.title, "version": scheme.version, "reason": reason.trim() });
    let action = if retired { noun::RETIRE } else { noun::RESTORE };
    tx.note(action, noun::SCHEME.subject(scheme.id), detail);
    store::add_retirement(tx, scheme.id, retired, reason.trim()).await
}
