//! Who is at the other end: passwords, second factor, sessions.
mod password;
mod session;
mod totp;

pub use password::{hash_password, one_time_password, verify_password, weakness};
pub use session::{
    COOKIE, SESSION_HOURS, Started, close_all, close_session, open_session, resolve, session_owner,
};
pub use totp::{Enrolment, SecretKey, check_code};

use uuid::Uuid;

/// The person of a request, from the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account: Uuid,
    /// The committee whose data he sees.
    pub committee: Uuid,
    /// Login name.
    pub login: String,
    /// Name as shown.
    pub name: String,
    /// Role, an identifier of the application's policy table.
    pub role: String,
    /// The member he is, if he is one.
    pub member: Option<Uuid>,
    /// The staff person he is, if he is one.
    pub staff: Option<Uuid>,
    /// He must choose a password of his own first.
    pub must_change_password: bool,
    /// He has a second factor.
    pub totp_enrolled: bool,
    /// The second factor was given in this session.
    pub totp_passed: bool,
    /// He must enrol a second factor before anything else. The application's policy decides it: false from
    /// [`resolve`].
    pub must_enrol: bool,
    /// SM3 of the session token: names the session without giving it away.
    pub session: String,
}

impl Actor {
    /// For the audit trail.
    #[must_use]
    pub fn by(&self) -> crate::act::By {
        crate::act::By { account: Some(self.account), name: self.name.clone() }
    }
}
