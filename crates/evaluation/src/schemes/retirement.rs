//! Taking a version out of use, and back: cycles that run by it keep it, new ones cannot be bound to it.
use lvzhi_platform::{AuditEvent, Error, Result, WriteTx};
use lvzhi_schema::evaluation::scheme;
use serde_json::json;

use super::store;

/// Retires a version. True when it was in use until now; a second click finds it done.
///
/// # Errors
/// When no reason is given.
pub async fn retire(tx: &WriteTx, scheme: &scheme::Model, reason: &str) -> Result<bool> {
    change(tx, scheme, true, reason).await
}

/// Takes a retired version back into use. True when it was retired until now.
///
/// # Errors
/// When no reason is given.
pub async fn restore(tx: &WriteTx, scheme: &scheme::Model, reason: &str) -> Result<bool> {
    change(tx, scheme, false, reason).await
}

async fn change(tx: &WriteTx, scheme: &scheme::Model, retired: bool, reason: &str) -> Result<bool> {
    if store::is_retired(tx, scheme.id).await? == retired {
        return Ok(false);
    }
    if reason.trim().is_empty() {
        return Err(Error::Invalid("请写明理由，理由会留在记录里。".into()));
    }
    store::add_retirement(tx, scheme.id, retired, reason.trim()).await
}

/// The audit event of retiring.
#[must_use]
pub fn retired_event(scheme: &scheme::Model, reason: &str) -> AuditEvent {
    event("scheme.retire", scheme, reason)
}

/// The audit event of taking back into use.
#[must_use]
pub fn restored_event(scheme: &scheme::Model, reason: &str) -> AuditEvent {
    event("scheme.restore", scheme, reason)
}

fn event(action: &'static str, scheme: &scheme::Model, reason: &str) -> AuditEvent {
    let detail = json!({ "title": scheme.title, "version": scheme.version, "reason": reason.trim() });
    AuditEvent { action, subject: format!("scheme:{}", scheme.id), detail }
}
