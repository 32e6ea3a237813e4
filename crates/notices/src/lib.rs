//! What people are told (通知): that a result is out, that a draft waits for them, that something is missing. Each stands in
//! the person's own list until he has looked at it; nothing is pushed, nothing is told twice.
mod list;
mod noun;
mod store;
mod to_do;
mod web;

use std::collections::BTreeSet;

use lvzhi_platform::clock::Millis;
use lvzhi_platform::{Act, Result};
use lvzhi_schema::notices::notice;
use lvzhi_shell::policy::{Permission, Role};
use uuid::Uuid;

pub use noun::{NOTICES, register};

/// A kind of notice. Slices register theirs.
#[derive(Clone, Copy, Debug)]
pub struct NoticeKind {
    /// Identifier, as stored: `result_published`.
    pub id: &'static str,
    /// As printed: 结果发布.
    pub label: &'static str,
}

/// Who is told. Accounts that are disabled are not.
#[derive(Clone, Debug)]
pub enum Recipients {
    /// One account.
    Account(Uuid),
    /// Whoever holds a permission for the whole committee.
    Holders(Permission),
    /// These accounts.
    Accounts(BTreeSet<Uuid>),
    /// The members with these ids, so far as they have an account.
    Members(BTreeSet<Uuid>),
}

/// What is told.
#[derive(Clone, Debug)]
pub struct Told {
    /// What it is about.
    pub kind: NoticeKind,
    /// A sentence.
    pub text: String,
    /// The page where it is seen to.
    pub href: String,
}

/// Tells people of the act's committee something, as part of the act; gives how many. Whoever acts is not told what he
/// did himself.
///
/// # Errors
/// When the database refuses.
pub async fn tell(act: &Act, recipients: &Recipients, told: &Told) -> Result<usize> {
    tell_each(act, recipients, |_| told.clone()).await
}

/// The same with words for each: `told` is given the member whose account it is, if it is one's.
///
/// # Errors
/// When the database refuses.
pub async fn tell_each(
    act: &Act,
    recipients: &Recipients,
    told: impl Fn(Option<Uuid>) -> Told,
) -> Result<usize> {
    let accounts = store::accounts(act, recipients).await?;
    let others = accounts.into_iter().filter(|(account, _)| Some(*account) != act.by().account);
    let rows: Vec<_> = others
        .map(|(account, member)| {
            let told = told(member);
            notice::Model {
                committee_id: act.committee(),
                id: Uuid::now_v7(),
                account_id: account,
                kind: told.kind.id.to_owned(),
                text: told.text,
                href: told.href,
                sent_by_name: act.by().name.clone(),
                sent_at: act.at(),
                read_at: None,
            }
        })
        .collect();
    store::insert(act, &rows).await?;
    Ok(rows.len())
}

/// Whether one of these accounts was told something of this kind since a moment, with this page behind it.
///
/// # Errors
/// When the database cannot be read.
pub async fn was_told(
    act: &Act,
    accounts: &BTreeSet<Uuid>,
    (kind, href): (NoticeKind, &str),
    since: Millis,
) -> Result<bool> {
    store::was_told(act, accounts, (kind.id, href), since).await
}

/// The roles that a notice to holders of a permission reaches.
fn roles(permission: Permission) -> Vec<&'static str> {
    permission.holders.iter().map(|role| Role::id(*role)).collect()
}
