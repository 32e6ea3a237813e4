//! What papers there are. Slices register theirs.
use std::sync::Arc;

use chrono::NaiveDate;
use lvzhi_gongwen::Document;
use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::{Permission, allows_all};
use lvzhi_shell::register::{ObjectKind, Register};
use uuid::Uuid;

/// Makes the paper of one object with this day, without its number.
///
/// # Errors
/// A conflict with a sentence when the object has not come so far that it could be issued.
pub type Compose = fn(App, Arc<Actor>, Uuid, NaiveDate) -> BoxFuture<'static, Result<Document>>;

/// A kind of paper that is made from objects of one kind.
#[derive(Clone, Copy)]
pub struct PaperKind {
    /// Identifier, as stored: `circular`.
    pub id: &'static str,
    /// As printed: 考评通报.
    pub label: &'static str,
    /// The kind of object it is made from; that kind has a [`lvzhi_shell::holder::Holder`].
    pub of: ObjectKind,
    /// Who may issue it, beside [`crate::ISSUE_PAPERS`].
    pub issuers: Permission,
    /// Who may read it; none: everybody who is signed in.
    pub readers: Option<Permission>,
    /// Makes it.
    pub compose: Compose,
}

impl PaperKind {
    /// Whether this person may read papers of this kind.
    pub(crate) fn may_read(&self, actor: &Actor) -> bool {
        self.readers.is_none_or(|readers| allows_all(actor, readers))
    }

    /// Whether this person may issue them.
    pub(crate) fn may_issue(&self, actor: &Actor) -> bool {
        allows_all(actor, crate::ISSUE_PAPERS) && allows_all(actor, self.issuers)
    }
}

/// The kind with this identifier.
pub(crate) fn find<'r>(register: &'r Register, id: &str) -> Option<&'r PaperKind> {
    register.all::<PaperKind>().iter().find(|kind| kind.id == id)
}

/// The kinds that this person may read.
pub(crate) fn readable<'r>(register: &'r Register, actor: &Actor) -> Vec<&'r PaperKind> {
    register.all::<PaperKind>().iter().filter(|kind| kind.may_read(actor)).collect()
}
