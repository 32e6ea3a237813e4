//! Tables of audit.
pub mod audit_event;
pub mod audit_head;
