//! Tables `snapshot`, `run`, `run_assessment`; reads people for the snapshot.
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use flate2::read::DeflateDecoder;
use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::evaluation::{cycle, run, run_assessment, snapshot};
use lvzhi_schema::people::{exemption, member, member_post, sector, special_committee};
use lvzhi_scoring::{Assessment, Evaluation, Exemption, Input, Post, Previous, Subject};
use moka::sync::Cache;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Following;
use super::made::Made;
use super::summary::{self, RunHead};

/// Rows a bulk insert sends at once: SQLite allows 32 766 variables.
const CHUNK: usize = 1_000;

/// Takes apart what was stored deflated.
///
/// # Errors
/// When it is damaged.
pub fn inflate(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    DeflateDecoder::new(bytes).read_to_end(&mut out).map_err(Error::internal)?;
    Ok(out)
}

/// Everybody who served on some day of the period, as the engine reads them.
pub(super) async fn subjects(
    db: &Database,
    committee: Uuid,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Subject>> {
    let served = member::Column::StartsOn
        .lte(to)
        .and(member::Column::EndsOn.is_null().or(member::Column::EndsOn.gte(from)));
    let members = member::Entity::find()
        .filter(member::Column::CommitteeId.eq(committee))
        .filter(served)
        .all(db.read())
        .await?;
    let sectors =
        sector::Entity::find().filter(sector::Column::CommitteeId.eq(committee)).all(db.read()).await?;
    let bodies = special_committee::Entity::find()
        .filter(special_committee::Column::CommitteeId.eq(committee))
        .all(db.read())
        .await?;
    let posts = member_post::Entity::find()
        .filter(member_post::Column::CommitteeId.eq(committee))
        .all(db.read())
        .await?;
    let exemptions =
        exemption::Entity::find().filter(exemption::Column::CommitteeId.eq(committee)).all(db.read()).await?;
    let sectors: BTreeMap<Uuid, String> = sectors.into_iter().map(|row| (row.id, row.name)).collect();
    let bodies: BTreeMap<Uuid, String> = bodies.into_iter().map(|row| (row.id, row.name)).collect();
    let mut found: BTreeMap<Uuid, Subject> =
        members.into_iter().map(|row| (row.id, subject(row, &sectors, &bodies))).collect();
    for row in posts {
        if let Some(subject) = found.get_mut(&row.member_id) {
            subject.posts.push(Post { post: row.post, from: row.starts_on, to: row.ends_on });
        }
    }
    for row in exemptions {
        if let Some(subject) = found.get_mut(&row.member_id) {
            subject.exemptions.push(Exemption { from: row.starts_on, to: row.ends_on, reason: row.reason });
        }
    }
    Ok(found.into_values().collect())
}

fn subject(row: member::Model, sectors: &BTreeMap<Uuid, String>, bodies: &BTreeMap<Uuid, String>) -> Subject {
    let mut attributes = BTreeMap::from([("sex".to_owned(), row.sex), ("number".to_owned(), row.number)]);
    if let Some(name) = sectors.get(&row.sector_id) {
        attributes.insert("sector".into(), name.clone());
    }
    if let Some(name) = row.special_committee_id.and_then(|id| bodies.get(&id)) {
        attributes.insert("special_committee".into(), name.clone());
    }
    attributes.retain(|_, value| !value.is_empty());
    Subject {
        id: row.id.to_string(),
        name: row.name,
        attributes,
        from: Some(row.starts_on),
        to: row.ends_on,
        posts: Vec::new(),
        exemptions: Vec::new(),
    }
}

/// Published results of earlier cycles, and of cycles by other schemes that end within this one (a year's halves).
pub(super) async fn previous(db: &Database, cycle: &cycle::Model) -> Result<Vec<Previous>> {
    let families: BTreeMap<Uuid, String> = crate::schemes::list(db, cycle.committee_id)
        .await?
        .into_iter()
        .map(|scheme| (scheme.id, scheme.family))
        .collect();
    let own = families.get(&cycle.scheme_id);
    let ended = cycle::Entity::find()
        .filter(cycle::Column::CommitteeId.eq(cycle.committee_id))
        .filter(cycle::Column::Id.ne(cycle.id))
        .filter(cycle::Column::EndsOn.lte(cycle.ends_on))
        .filter(cycle::Column::PublishedRunId.is_not_null())
        .order_by_asc(cycle::Column::StartsOn)
        .all(db.read())
        .await?;
    let mut results = Vec::new();
    for other in ended {
        let family = families.get(&other.scheme_id);
        if family == own && other.ends_on >= cycle.starts_on {
            continue;
        }
        let Some(id) = other.published_run_id else { continue };
        let evaluation = stored_evaluation(&find(db, cycle.committee_id, id).await?)?;
        let family = family.filter(|family| Some(*family) != own);
        results.extend(evaluation.assessments.into_iter().map(|a| result_of(a, &other, family)));
    }
    Ok(results)
}

fn result_of(assessment: Assessment, cycle: &cycle::Model, family: Option<&String>) -> Previous {
    Previous {
        cycle: cycle.label.clone(),
        subject: assessment.subject,
        total: assessment.total,
        place: assessment.place,
        grade: assessment.grade,
        family: family.cloned(),
        to: Some(cycle.ends_on),
        score: Some(assessment.score),
        indicators: assessment.indicators.into_iter().map(|i| (i.id, i.points)).collect(),
        counters: assessment.counters,
    }
}

/// Stores the frozen input; the same input frozen before is used again.
pub(super) async fn freeze(tx: &Act, cycle: &cycle::Model, made: &mut Made) -> Result<Uuid> {
    let earlier = snapshot::Entity::find()
        .select_only()
        .column(snapshot::Column::Id)
        .filter(snapshot::Column::CommitteeId.eq(tx.committee()))
        .filter(snapshot::Column::CycleId.eq(cycle.id))
        .filter(snapshot::Column::Digest.eq(&made.frozen.digest))
        .into_tuple()
        .one(&**tx)
        .await?;
    if let Some(earlier) = earlier {
        return Ok(earlier);
    }
    let id = Uuid::now_v7();
    let row = snapshot::Model {
        committee_id: tx.committee(),
        id,
        cycle_id: cycle.id,
        digest: made.frozen.digest.clone(),
        subjects: i32::try_from(made.input.subjects.len()).map_err(Error::internal)?,
        facts: i32::try_from(made.input.facts.len()).map_err(Error::internal)?,
        body: std::mem::take(&mut made.frozen.body),
        frozen_by_name: tx.by().name.clone(),
        frozen_at: tx.at(),
    };
    snapshot::Entity::insert(snapshot::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    Ok(id)
}

pub(super) async fn insert_run(
    tx: &Act,
    cycle: &cycle::Model,
    following: &Following<'_>,
    snapshot: Uuid,
    made: &mut Made,
) -> Result<()> {
    let earlier = run::Entity::find()
        .filter(run::Column::CommitteeId.eq(tx.committee()))
        .filter(run::Column::CycleId.eq(cycle.id))
        .count(&**tx)
        .await?;
    let ranked = made.head.scores.len();
    let row = run::Model {
        committee_id: tx.committee(),
        id: following.id,
        cycle_id: cycle.id,
        snapshot_id: snapshot,
        parent_id: following.parent.map(|parent| parent.id),
        ordinal: i32::try_from(earlier).map_err(Error::internal)? + 1,
        reason: following.reason.to_owned(),
        engine: made.evaluation.engine.clone(),
        scheme_digest: made.evaluation.scheme_digest.clone(),
        input_digest: made.evaluation.input_digest.clone(),
        result_digest: made.result.digest.clone(),
        ranked: i32::try_from(ranked).map_err(Error::internal)?,
        exempt: i32::try_from(made.evaluation.assessments.len() - ranked).map_err(Error::internal)?,
        summary: serde_json::to_string(&made.head)?,
        differences: serde_json::to_string(&following.changes)?,
        body: std::mem::take(&mut made.result.body),
        computed_by_name: tx.by().name.clone(),
        computed_at: tx.at(),
    };
    run::Entity::insert(run::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    Ok(())
}

pub(super) async fn insert_assessments(tx: &Act, rows: Vec<run_assessment::Model>) -> Result<()> {
    let mut rows = rows.into_iter().map(run_assessment::ActiveModel::from).peekable();
    while rows.peek().is_some() {
        let chunk = rows.by_ref().take(CHUNK);
        run_assessment::Entity::insert_many(chunk).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// A committee's run.
///
/// # Errors
/// When there is none.
pub async fn find(db: &Database, committee: Uuid, id: Uuid) -> Result<run::Model> {
    run::Entity::find_by_id((committee, id))
        .one(db.read())
        .await?
        .ok_or_else(|| Error::NotFound("没有这次核算。".into()))
}

/// The runs of a cycle, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &Database, committee: Uuid, cycle: Uuid) -> Result<Vec<run::Model>> {
    let query = run::Entity::find()
        .filter(run::Column::CommitteeId.eq(committee))
        .filter(run::Column::CycleId.eq(cycle))
        .order_by_desc(run::Column::Ordinal);
    Ok(query.all(db.read()).await?)
}

// A run never changes.
static HEADS: LazyLock<Cache<(Uuid, Uuid), Arc<RunHead>>> = LazyLock::new(|| Cache::new(64));

/// A run with its figures.
///
/// # Errors
/// When there is none.
pub async fn head(db: &Database, committee: Uuid, id: Uuid) -> Result<Arc<RunHead>> {
    if let Some(found) = HEADS.get(&(committee, id)) {
        return Ok(found);
    }
    let run = find(db, committee, id).await?;
    let cycle = crate::cycles::find(db, committee, run.cycle_id).await?;
    let summary = summary::stored(&run.summary)?;
    let head = Arc::new(RunHead {
        id,
        cycle: run.cycle_id,
        scheme: cycle.scheme_id,
        ordinal: run.ordinal,
        parent: run.parent_id,
        reason: run.reason,
        result_digest: run.result_digest,
        input_digest: run.input_digest,
        ranked: run.ranked,
        exempt: run.exempt,
        computed_at: run.computed_at,
        computed_by_name: run.computed_by_name,
        summary,
    });
    HEADS.insert((committee, id), head.clone());
    Ok(head)
}

/// The result of a run, as computed.
///
/// # Errors
/// When what is stored is damaged.
pub fn stored_evaluation(run: &run::Model) -> Result<Evaluation> {
    Ok(serde_json::from_slice(&inflate(&run.body)?)?)
}

/// A frozen input with its digest as stored.
pub struct Frozen {
    /// What was frozen.
    pub input: Input,
    /// SM3 as stored with it.
    pub digest: String,
}

/// The input of a run.
///
/// # Errors
/// When what is stored is damaged.
pub async fn snapshot_input(db: &Database, run: &run::Model) -> Result<Frozen> {
    let row = snapshot::Entity::find_by_id((run.committee_id, run.snapshot_id))
        .one(db.read())
        .await?
        .ok_or_else(|| Error::NotFound("没有这份冻结的数据。".into()))?;
    Ok(Frozen { input: serde_json::from_slice(&inflate(&row.body)?)?, digest: row.digest })
}
