//! The only way to write: one act = one transaction = its rows + its audit events + its jobs.
use std::ops::{AsyncFnOnce, Deref};

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
};
use serde_json::Value;
use uuid::Uuid;

use crate::audit;
use crate::clock::Millis;
use crate::{Database, Error, Result};

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

/// A kind of act as the audit trail knows it. Each slice declares its own and registers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    /// Identifier, as stored: `fact.confirm`.
    pub id: &'static str,
    /// As printed: 确认履职记录.
    pub label: &'static str,
}

impl Action {
    /// A kind of act.
    #[must_use]
    pub const fn new(id: &'static str, label: &'static str) -> Self {
        Self { id, label }
    }
}

/// What is entered in the audit trail.
#[derive(Clone, Debug)]
pub(crate) struct AuditEvent {
    pub action: &'static str,
    pub subject: String,
    pub detail: Value,
}

/// The acts that leave no audit event, each with its reason. The list is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unaudited {
    /// A session is touched or ends by itself: no change of anybody's data.
    Session,
    /// A failed login is counted; it has a table of its own.
    LoginAttempt,
    /// A job moves on; the act it performs has its own event.
    Job,
    /// A preview is stored; nothing counts before it is confirmed.
    Preview,
    /// Somebody looked at a notice to himself; its own row says when.
    NoticeRead,
    /// Nothing was written: a second click, a refusal.
    Nothing,
}

/// Within this time the same thing of the same person is a second click.
const SECOND_CLICK: Millis = 60_000;

/// An act under way. What it writes stays only if [`Database::act`] sees it end well, with an event noted by
/// [`Act::note`] or a reason for having none given by [`Act::unaudited`].
pub struct Act {
    tx: DatabaseTransaction,
    committee: Uuid,
    by: By,
    at: Millis,
    events: Vec<AuditEvent>,
    unaudited: Option<Unaudited>,
    jobs: u32,
}

impl Act {
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

    /// Enters in the audit trail what is done here: to what (`cycle:0198…`, or a plain kind), with further facts.
    pub fn note(&mut self, action: Action, subject: impl Into<String>, detail: Value) {
        self.events.push(AuditEvent { action: action.id, subject: subject.into(), detail });
    }

    /// Whether what this account did at that moment is done again by a second click.
    #[must_use]
    pub fn is_second_click(&self, account: Uuid, done_at: Millis) -> bool {
        self.by.account == Some(account) && self.at - done_at < SECOND_CLICK
    }

    /// Says why there is no event.
    pub fn unaudited(&mut self, reason: Unaudited) {
        self.unaudited = Some(reason);
    }

    /// Remembers that a job came with this act.
    pub(crate) fn count_job(&mut self) {
        self.jobs += 1;
    }
}

impl Deref for Act {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.tx
    }
}

/// What an act led to.
#[derive(Debug)]
pub struct Acted<T> {
    /// What the work gave.
    pub value: T,
    /// How many jobs were enqueued with it.
    pub jobs: u32,
}

impl Database {
    /// Does `work` as one act of `by` in `committee`: all of it with its events, or nothing.
    ///
    /// Acts of one committee come one after the other, on PostgreSQL by a lock that is taken before anything is read,
    /// on SQLite because there is one writer: what an act has read holds until it ends.
    ///
    /// # Errors
    /// Those of `work`; when the work ended without an event or a reason; when the database refuses. Nothing has
    /// happened then.
    pub async fn act<T>(
        &self,
        committee: Uuid,
        by: By,
        at: Millis,
        work: impl AsyncFnOnce(&mut Act) -> Result<T>,
    ) -> Result<Acted<T>> {
        let mut act = self.begin(committee, by, at).await?;
        lock(&act).await?;
        let value = work(&mut act).await?;
        let Act { tx, events, unaudited, jobs, by, .. } = act;
        if events.is_empty() && unaudited.is_none() {
            return Err(Error::internal(anyhow::anyhow!("an act ended without an audit event")));
        }
        audit::append(&tx, committee, &by, at, events).await?;
        tx.commit().await?;
        Ok(Acted { value, jobs })
    }

    /// Does work of the program that leaves no event and needs no place in the chain: sessions, jobs, counts of failed
    /// logins.
    ///
    /// # Errors
    /// Those of `work`, or when the database refuses; nothing has happened then.
    pub(crate) async fn act_unaudited<T>(
        &self,
        committee: Uuid,
        _reason: Unaudited,
        at: Millis,
        work: impl AsyncFnOnce(&mut Act) -> Result<T>,
    ) -> Result<T> {
        let mut act = self.begin(committee, By::program(), at).await?;
        let value = work(&mut act).await?;
        act.tx.commit().await?;
        Ok(value)
    }

    async fn begin(&self, committee: Uuid, by: By, at: Millis) -> Result<Act> {
        let options = TransactionOptions {
            // Read-then-write in SQLite's default mode fails under contention with "locked".
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let tx = self.write().begin_with_options(options).await?;
        Ok(Act { tx, committee, by, at, events: Vec::new(), unaudited: None, jobs: 0 })
    }
}

/// One committee, one chain, one writer. An advisory lock, since a new committee has no head to lock yet.
async fn lock(act: &Act) -> Result<()> {
    if act.tx.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let (high, low) = act.committee.as_u64_pair();
    let key = (high ^ low).cast_signed();
    let statement = "select pg_advisory_xact_lock($1)";
    act.tx.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, statement, [key.into()])).await?;
    Ok(())
}
