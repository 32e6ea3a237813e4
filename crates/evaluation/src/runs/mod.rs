//! Runs: freeze what the rules read, compute once, keep for ever. A recomputation is a child run with a diff.
mod detail;
mod figures;
mod input;
mod made;
mod store;
mod summary;

use std::collections::BTreeMap;

use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::evaluation::{cycle, run};
use lvzhi_schema::work::job;
use lvzhi_scoring::{Change, Evaluation, Input, diff};
use serde_json::json;
use uuid::Uuid;

use super::cycles::{self, Step};
use super::schemes;
use crate::noun;
use lvzhi_shell::app::App;

pub use detail::{Detail, Record};
pub(crate) use figures::number;
pub use figures::{Figure, FigureKind};
use made::Made;
pub use store::{Frozen, find, head, inflate, list, snapshot_input, stored_evaluation};
pub use summary::{RunHead, RunSummary};

/// Kind of the background job that computes a cycle.
pub const JOB: &str = "evaluation.compute";

/// Enqueues the computation of a cycle, as part of an act; gives the job's id.
///
/// # Errors
/// When the cycle is past computing, or the reason of a recomputation is missing.
pub async fn request(tx: &mut Act, id: Uuid, reason: &str) -> Result<Uuid> {
    let cycle = cycles::take(tx, id).await?;
    let step = cycles::step_of(&cycle)?;
    if matches!(step, Step::Archived | Step::Withdrawn) {
        let sentence = format!("这个周期已经{}，不能再核算。", step.label());
        return Err(Error::Conflict(sentence));
    }
    if cycle.current_run_id.is_some() && reason.trim().is_empty() {
        return Err(Error::Invalid("重新核算要写明理由，例如“更正 2 条考勤记录”。".into()));
    }
    let payload = json!({ "cycle": cycle.id, "reason": reason.trim(), "by": tx.by().name });
    let detail = json!({ "name": cycle.name, "reason": reason.trim() });
    tx.note(noun::REQUEST_RUN, noun::CYCLE.subject(cycle.id), detail);
    lvzhi_platform::jobs::enqueue(tx, JOB, &format!("核算 {}", cycle.name), &payload).await
}

/// How many of the latest computations are looked through for those that failed.
const LOOKED_THROUGH: u64 = 50;

/// The cycles whose latest computation failed, with its job: a later one that ended well takes the failure away.
///
/// # Errors
/// When the database cannot be read.
pub async fn failures(db: &Database, committee: Uuid) -> Result<BTreeMap<Uuid, job::Model>> {
    let mut latest = BTreeMap::new();
    for job in lvzhi_platform::jobs::latest(db, committee, JOB, LOOKED_THROUGH).await? {
        let payload: serde_json::Value = serde_json::from_str(&job.payload)?;
        let cycle = payload["cycle"].as_str().unwrap_or_default().parse().map_err(Error::internal)?;
        latest.entry(cycle).or_insert(job);
    }
    latest.retain(|_, job| job.state == "failed");
    Ok(latest)
}

/// Performs the job: freeze, compute, store; gives the page of the ranking.
///
/// # Errors
/// When the database refuses or the scheme is gone.
pub async fn perform(app: App, job: job::Model) -> Result<String> {
    let payload: serde_json::Value = serde_json::from_str(&job.payload)?;
    let text = |key: &str| payload[key].as_str().unwrap_or_default().to_owned();
    let id = text("cycle").parse().map_err(Error::internal)?;
    let progress = Progress { app: &app, job: Some(&job) };
    progress.tell(0, "正在读取人员和履职记录").await?;
    let by = lvzhi_platform::act::By { account: job.created_by, name: text("by") };
    compute(&app, job.committee_id, id, by, &text("reason"), progress).await?;
    Ok(format!("/evaluation/cycles/{id}/ranking"))
}

/// Freezes and computes a cycle now.
///
/// # Errors
/// When the database refuses, the scheme is gone, or nobody is to be evaluated.
pub async fn compute(
    app: &App,
    committee: Uuid,
    cycle: Uuid,
    by: lvzhi_platform::act::By,
    reason: &str,
    progress: Progress<'_>,
) -> Result<Uuid> {
    let cycle = cycles::find(&app.db, committee, cycle).await?;
    let rulebook = schemes::rulebook(&app.db, committee, cycle.scheme_id).await?;
    let gathered = input::gather(&app.db, &cycle, &rulebook).await?;
    let input = &gathered.input;
    if input.subjects.is_empty() {
        return Err(Error::Invalid("名册里还没有委员，请先导入委员名册。".into()));
    }
    let sentence = format!("正在计算 {} 人、{} 条履职记录", input.subjects.len(), input.facts.len());
    progress.tell(1, &sentence).await?;
    let id = Uuid::now_v7();
    let computing = move || Made::compute((committee, id), &rulebook, gathered);
    let made = tokio::task::spawn_blocking(computing).await.map_err(Error::internal)??;
    progress.tell(2, "正在冻结数据、保存结果").await?;
    let parent = match cycle.current_run_id {
        Some(id) => Some(find(&app.db, committee, id).await?),
        None => None,
    };
    // A second click, or a job taken up again after a crash: the same computation is not kept twice.
    if let Some(known) = parent.as_ref().filter(|known| is_same(known, &made.evaluation, reason)) {
        return Ok(known.id);
    }
    let changes = match &parent {
        Some(parent) => diff(&stored_evaluation(parent)?, &made.evaluation),
        None => Vec::new(),
    };
    let following = Following { id, parent: parent.as_ref(), changes, reason };
    app.act_by(committee, by, async |act| keep(act, &cycle, &following, made).await).await?;
    progress.tell(4, "已完成").await?;
    Ok(id)
}

/// What a computation of the cycle would freeze now.
///
/// # Errors
/// When the database cannot be read.
pub async fn input_now(db: &Database, cycle: &cycle::Model, rulebook: &schemes::Rulebook) -> Result<Input> {
    Ok(input::gather(db, cycle, rulebook).await?.input)
}

fn is_same(known: &run::Model, evaluation: &Evaluation, reason: &str) -> bool {
    known.input_digest == evaluation.input_digest
        && known.scheme_digest == evaluation.scheme_digest
        && known.engine == evaluation.engine
        && known.reason == reason
}

/// Where a computation tells how far it is: the row of its job, or nowhere.
#[derive(Clone, Copy)]
pub struct Progress<'a> {
    /// The application.
    pub app: &'a App,
    /// The job; none on the command line.
    pub job: Option<&'a job::Model>,
}

impl Progress<'_> {
    async fn tell(self, done: i64, message: &str) -> Result<()> {
        match self.job {
            Some(job) => {
                lvzhi_platform::jobs::progress(&self.app.db, self.app.clock, job, done, 4, message).await
            }
            None => Ok(()),
        }
    }
}

/// What a run is to the one before it.
struct Following<'a> {
    /// The run.
    id: Uuid,
    /// The one it recomputes.
    parent: Option<&'a run::Model>,
    /// In what they differ.
    changes: Vec<Change>,
    /// Why it was computed.
    reason: &'a str,
}

async fn keep(tx: &mut Act, cycle: &cycle::Model, following: &Following<'_>, mut made: Made) -> Result<()> {
    // What was compared with the run before must still be the one that follows it.
    let cycle = &match cycles::take(tx, cycle.id).await? {
        now if now.current_run_id == cycle.current_run_id => now,
        _ => {
            return Err(Error::Conflict(
                "同时另有一次核算先完成，这一次没有存。请看过那一次，需要时再核算。".into(),
            ));
        }
    };
    let snapshot = store::freeze(tx, cycle, &mut made).await?;
    store::insert_run(tx, cycle, following, snapshot, &mut made).await?;
    store::insert_assessments(tx, std::mem::take(&mut made.rows)).await?;
    cycles::set_current_run(tx, cycle.id, following.id).await?;
    if cycles::step_of(cycle)? < Step::Compute {
        cycles::step_to(tx, cycle, Step::Compute, "").await?;
    }
    let detail = json!({
        "cycle": cycle.id,
        "name": cycle.name,
        "reason": following.reason,
        "subjects": made.input.subjects.len(),
        "facts": made.input.facts.len(),
        "input": made.evaluation.input_digest,
        "result": made.result.digest,
        "changed": following.changes.len(),
    });
    tx.note(noun::COMPUTE, noun::RUN.subject(following.id), detail);
    Ok(())
}
