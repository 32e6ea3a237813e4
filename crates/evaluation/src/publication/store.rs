//! Table `outcome`.
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use lvzhi_platform::{Act, Database, Result};
use lvzhi_schema::evaluation::{outcome, run_assessment};
use moka::sync::Cache;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Rows a bulk insert sends at once: SQLite allows 32 766 variables.
const CHUNK: usize = 2_000;

pub(super) async fn insert(tx: &Act, rows: &[outcome::Model]) -> Result<()> {
    for chunk in rows.chunks(CHUNK) {
        let models = chunk.iter().cloned().map(outcome::ActiveModel::from);
        outcome::Entity::insert_many(models).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// The members that a run judged.
pub(super) async fn judged(act: &Act, run: Uuid) -> Result<BTreeSet<Uuid>> {
    let members: Vec<Uuid> = run_assessment::Entity::find()
        .select_only()
        .column(run_assessment::Column::MemberId)
        .filter(run_assessment::Column::CommitteeId.eq(act.committee()))
        .filter(run_assessment::Column::RunId.eq(run))
        .into_tuple()
        .all(&**act)
        .await?;
    Ok(members.into_iter().collect())
}

/// What follows from a published run, by rule.
///
/// # Errors
/// When the database cannot be read.
async fn of_run(db: &Database, committee: Uuid, run: Uuid) -> Result<Vec<outcome::Model>> {
    let query = outcome::Entity::find()
        .filter(outcome::Column::CommitteeId.eq(committee))
        .filter(outcome::Column::RunId.eq(run))
        .order_by_asc(outcome::Column::Rule);
    Ok(query.all(db.read()).await?)
}

/// Something that follows for somebody, with the name and place the result gave him.
#[derive(Clone, Debug)]
pub struct Named {
    /// What follows.
    pub outcome: outcome::Model,
    /// His name at the time.
    pub name: String,
    /// His place.
    pub place: Option<i32>,
}

/// What follows from a published run and for whom, by place.
///
/// # Errors
/// When the database cannot be read.
pub async fn named(db: &Database, committee: Uuid, run: Uuid) -> Result<Vec<Named>> {
    use run_assessment::Column as C;
    let people: HashMap<Uuid, (String, Option<i32>)> = run_assessment::Entity::find()
        .select_only()
        .columns([C::MemberId, C::Name, C::Place])
        .filter(C::CommitteeId.eq(committee))
        .filter(C::RunId.eq(run))
        .into_tuple::<(Uuid, String, Option<i32>)>()
        .all(db.read())
        .await?
        .into_iter()
        .map(|(member, name, place)| (member, (name, place)))
        .collect();
    let mut named: Vec<Named> = of_run(db, committee, run)
        .await?
        .into_iter()
        .map(|outcome| {
            let (name, place) = people.get(&outcome.member_id).cloned().unwrap_or_default();
            Named { outcome, name, place }
        })
        .collect();
    named.sort_by_key(|row| row.place.unwrap_or(i32::MAX));
    Ok(named)
}

/// People by outcome rule of a published run.
///
/// # Errors
/// When the database cannot be read.
pub async fn counts(db: &Database, committee: Uuid, run: Uuid) -> Result<BTreeMap<String, u32>> {
    let mut counts = BTreeMap::new();
    for row in of_run(db, committee, run).await? {
        *counts.entry(row.rule).or_default() += 1;
    }
    Ok(counts)
}

/// What follows from a published run by one rule and one day.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct Due {
    /// As printed.
    pub label: String,
    /// The last day.
    pub on: NaiveDate,
    /// How many it concerns.
    pub people: i64,
}

// What follows from a run is listed in the act that publishes it, and never changes. Every desk asks for it; counting a
// thousand outcomes took two thirds of the time of the page.
static DUE: LazyLock<Cache<(Uuid, Uuid), Arc<[Due]>>> = LazyLock::new(|| Cache::new(64));

/// What follows from a run that is published, and has a last day, by rule.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn due(db: &Database, committee: Uuid, published: Uuid) -> Result<Arc<[Due]>> {
    use outcome::Column as C;
    if let Some(found) = DUE.get(&(committee, published)) {
        return Ok(found);
    }
    let query = outcome::Entity::find()
        .select_only()
        .column(C::Label)
        .column_as(C::DueOn, "on")
        .column_as(C::MemberId.count(), "people")
        .filter(C::CommitteeId.eq(committee))
        .filter(C::RunId.eq(published))
        .filter(C::DueOn.is_not_null())
        .group_by(C::Rule)
        .group_by(C::Label)
        .group_by(C::DueOn)
        .order_by_asc(C::Rule);
    let due: Arc<[Due]> = query.into_model::<Due>().all(db.read()).await?.into();
    DUE.insert((committee, published), due.clone());
    Ok(due)
}
