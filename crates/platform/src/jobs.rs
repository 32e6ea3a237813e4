//! Background work in the database: enqueued in the transaction that causes it, leased, idempotent,
//! with progress rows that pages show as bars. A crash lets the lease run out; the job is then taken again.
//! On SQLite, where one process does all jobs, it takes them up again as soon as it starts.
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::Value;
use uuid::Uuid;

use lvzhi_schema::work::job;

use crate::clock::Millis;
use crate::{Act, Clock, Database, Error, Result, Unaudited};

/// How long a job may be silent before another worker takes it.
const LEASE_MS: i64 = 60_000;
/// Tries before a job is given up.
const MAX_ATTEMPTS: i32 = 3;

/// Adds a job to the act that causes it; returns its id.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(act: &mut Act, kind: &str, title: &str, payload: &Value) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let row = job::Model {
        committee_id: act.committee(),
        id,
        kind: kind.to_owned(),
        payload: payload.to_string(),
        state: "queued".into(),
        title: title.to_owned(),
        progress_done: 0,
        progress_total: 0,
        message: "排队中".into(),
        result_path: None,
        attempts: 0,
        leased_until: None,
        created_by: act.by().account,
        created_at: act.at(),
        finished_at: None,
    };
    job::ActiveModel::from(row).insert(&**act).await?;
    act.count_job();
    Ok(id)
}

/// A committee's job.
///
/// # Errors
/// When there is none.
pub async fn find(db: &Database, committee: Uuid, id: Uuid) -> Result<job::Model> {
    job::Entity::find_by_id((committee, id))
        .one(db.read())
        .await?
        .ok_or_else(|| Error::NotFound("没有这项后台工作。".into()))
}

/// A committee's latest jobs of a kind, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn latest(db: &Database, committee: Uuid, kind: &str, most: u64) -> Result<Vec<job::Model>> {
    let query = job::Entity::find()
        .filter(job::Column::CommitteeId.eq(committee))
        .filter(job::Column::Kind.eq(kind))
        .order_by_desc(job::Column::Id)
        .limit(most);
    Ok(query.all(db.read()).await?)
}

/// Takes the oldest job that is due: queued, or running with its lease run out. None: nothing is due.
///
/// # Errors
/// When the database refuses.
pub async fn lease(db: &Database, clock: Clock) -> Result<Option<job::Model>> {
    loop {
        let now = clock.now();
        let due = job::Column::State
            .eq("queued")
            .or(job::Column::State.eq("running").and(job::Column::LeasedUntil.lt(now)));
        let oldest = job::Entity::find().filter(due.clone()).order_by_asc(job::Column::CreatedAt);
        let Some(found) = oldest.one(db.read()).await? else { return Ok(None) };
        let take = job::Entity::update_many()
            .col_expr(job::Column::State, Expr::value("running"))
            .col_expr(job::Column::LeasedUntil, Expr::value(now + LEASE_MS))
            .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
            .filter(job::Column::CommitteeId.eq(found.committee_id))
            .filter(job::Column::Id.eq(found.id))
            .filter(due);
        let committee = found.committee_id;
        let taken = db
            .act_unaudited(committee, Unaudited::Job, now, async |act| Ok(take.exec(&**act).await?))
            .await?;
        if taken.rows_affected == 0 {
            continue; // another worker was faster; something else may be due
        }
        if found.attempts < MAX_ATTEMPTS {
            return Ok(Some(found));
        }
        finish(db, clock, &found, Err("试了三次都没有做完，请联系系统管理员。".into())).await?;
    }
}

/// Gives the jobs of a dead process free at once; gives how many there were.
///
/// For a process before it takes its first job. One process serves a SQLite file, so whoever holds a lease
/// then is no more. PostgreSQL may have several; there a lease runs out by itself and nothing happens here.
///
/// # Errors
/// When the database refuses.
pub async fn free_leases(db: &Database, clock: Clock) -> Result<usize> {
    if db.backend() != DbBackend::Sqlite {
        return Ok(0);
    }
    let held = job::Entity::find().filter(job::Column::State.eq("running")).all(db.read()).await?;
    for job in &held {
        let row = job::ActiveModel {
            committee_id: Set(job.committee_id),
            id: Set(job.id),
            leased_until: Set(Some(0)),
            ..Default::default()
        };
        save(db, clock.now(), job.committee_id, row).await?;
    }
    Ok(held.len())
}

/// Shows how far a job is, and renews its lease.
///
/// # Errors
/// When the database refuses.
pub async fn progress(
    db: &Database,
    clock: Clock,
    job: &job::Model,
    done: i64,
    total: i64,
    message: &str,
) -> Result<()> {
    let row = job::ActiveModel {
        committee_id: Set(job.committee_id),
        id: Set(job.id),
        progress_done: Set(done),
        progress_total: Set(total),
        message: Set(message.to_owned()),
        leased_until: Set(Some(clock.now() + LEASE_MS)),
        ..Default::default()
    };
    save(db, clock.now(), job.committee_id, row).await
}

/// Ends a job: where its result is, or the sentence that says why not.
///
/// # Errors
/// When the database refuses.
pub async fn finish(
    db: &Database,
    clock: Clock,
    job: &job::Model,
    outcome: std::result::Result<String, String>,
) -> Result<()> {
    let (state, message, path) = match outcome {
        Ok(path) => ("done", "已完成".to_owned(), Some(path)),
        Err(sentence) => ("failed", sentence, None),
    };
    let row = job::ActiveModel {
        committee_id: Set(job.committee_id),
        id: Set(job.id),
        state: Set(state.into()),
        message: Set(message),
        result_path: Set(path),
        finished_at: Set(Some(clock.now())),
        ..Default::default()
    };
    save(db, clock.now(), job.committee_id, row).await
}

/// Puts a job back that failed by our fault, for example because the database went away: it is tried again
/// until its tries are used up.
///
/// # Errors
/// When the database refuses; then its lease runs out, which comes to the same.
pub async fn put_back(db: &Database, clock: Clock, job: &job::Model) -> Result<()> {
    let row = job::ActiveModel {
        committee_id: Set(job.committee_id),
        id: Set(job.id),
        state: Set("queued".into()),
        message: Set("上一次没有做完，再试一次".into()),
        leased_until: Set(None),
        ..Default::default()
    };
    save(db, clock.now(), job.committee_id, row).await
}

async fn save(db: &Database, at: Millis, committee: Uuid, row: job::ActiveModel) -> Result<()> {
    db.act_unaudited(committee, Unaudited::Job, at, async |act| {
        row.update(&**act).await?;
        Ok(())
    })
    .await
}
