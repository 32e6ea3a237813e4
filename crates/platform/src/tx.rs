//! The only way to write: one act = one transaction = its rows + its audit event + its jobs.
use std::ops::Deref;

use sea_orm::{DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use serde_json::Value;
use uuid::Uuid;

use crate::audit;
use crate::clock::Millis;
use crate::{Database, Result};

/// Who acts: an account, or the program itself.
#[derive(Clone, Debug)]
pub struct By {
    /// The account; none for the program.
    pub account: Option<Uuid>,
    /// Name as it stands in the audit trail.
    pub name: String,
}

impl By {
    /// The program itself.
    #[must_use]
    pub fn program() -> Self {
        Self { account: None, name: "程序".into() }
    }
}

/// A transaction that can only end by [`WriteTx::commit`] with an audit event, by
/// [`WriteTx::commit_unaudited`] with a reason, or by being dropped, which undoes everything.
pub struct WriteTx {
    tx: DatabaseTransaction,
    committee: Uuid,
    by: By,
    at: Millis,
}

/// What is entered in the audit trail.
#[derive(Clone, Debug)]
pub struct AuditEvent {
    /// Identifier of the act: "member.import".
    pub action: &'static str,
    /// What it was done to: "cycle:0198…" or a plain kind.
    pub subject: String,
    /// Further facts, a JSON object.
    pub detail: Value,
}

/// The acts that leave no audit event, each with its reason. The list is closed.
#[derive(Clone, Copy, Debug)]
pub enum Unaudited {
    /// A session is touched or ends by itself: no change of anybody's data.
    Session,
    /// A failed login is counted; it has a table of its own.
    LoginAttempt,
    /// A job moves on; the act it performs has its own event.
    Job,
    /// A preview is stored; nothing counts before it is confirmed.
    Preview,
}

impl WriteTx {
    /// Begins an act of `by` in `committee`.
    ///
    /// # Errors
    /// When no connection is to be had.
    pub async fn begin(db: &Database, committee: Uuid, by: By, at: Millis) -> Result<Self> {
        let options = TransactionOptions {
            // Read-then-write in SQLite's default mode fails under contention with "locked".
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let tx = db.write().begin_with_options(options).await?;
        Ok(Self { tx, committee, by, at })
    }

    /// The committee whose rows this act writes.
    #[must_use]
    pub fn committee(&self) -> Uuid {
        self.committee
    }

    /// Who acts.
    #[must_use]
    pub fn by(&self) -> &By {
        &self.by
    }

    /// When.
    #[must_use]
    pub fn at(&self) -> Millis {
        self.at
    }

    /// Enters the event in the chain and makes everything permanent.
    ///
    /// # Errors
    /// When the database refuses; then nothing has happened.
    pub async fn commit(self, event: AuditEvent) -> Result<()> {
        audit::append(&self.tx, self.committee, &self.by, self.at, &event).await?;
        self.tx.commit().await?;
        Ok(())
    }

    /// Makes everything permanent without an event, for one of the reasons of [`Unaudited`].
    ///
    /// # Errors
    /// When the database refuses; then nothing has happened.
    pub async fn commit_unaudited(self, _reason: Unaudited) -> Result<()> {
        self.tx.commit().await?;
        Ok(())
    }
}

impl Deref for WriteTx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.tx
    }
}
