//! Tables of access.
pub mod account;
pub mod login_attempt;
pub mod session;
