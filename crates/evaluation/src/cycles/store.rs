//! Tables `cycle` and `cycle_step`.
use chrono::NaiveDate;
use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::evaluation::{cycle, cycle_step};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::{NewCycle, Step};

pub(super) async fn exists(tx: &Act, scheme: Uuid, label: &str) -> Result<bool> {
    let count = cycle::Entity::find()
        .filter(cycle::Column::CommitteeId.eq(tx.committee()))
        .filter(cycle::Column::SchemeId.eq(scheme))
        .filter(cycle::Column::Label.eq(label))
        .count(&**tx)
        .await?;
    Ok(count > 0)
}

pub(super) async fn insert(tx: &Act, new: &NewCycle) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let row = cycle::Model {
        committee_id: tx.committee(),
        id,
        scheme_id: new.scheme,
        name: new.name.trim().to_owned(),
        label: new.label.clone(),
        starts_on: new.starts_on,
        ends_on: new.ends_on,
        step: Step::Prepare.id().to_owned(),
        announce_from: None,
        announce_to: None,
        current_run_id: None,
        published_run_id: None,
        created_at: tx.at(),
    };
    cycle::ActiveModel::from(row).insert(&**tx).await?;
    Ok(id)
}

/// A committee's cycle.
///
/// # Errors
/// When there is none.
pub async fn find(db: &Database, committee: Uuid, id: Uuid) -> Result<cycle::Model> {
    cycle::Entity::find_by_id((committee, id))
        .one(db.read())
        .await?
        .ok_or_else(|| Error::NotFound("没有这个考评周期。".into()))
}

/// A committee's cycle as the act sees it: nobody changes it before the act has ended.
///
/// # Errors
/// When there is none.
pub async fn take(tx: &Act, id: Uuid) -> Result<cycle::Model> {
    cycle::Entity::find_by_id((tx.committee(), id))
        .one(&**tx)
        .await?
        .ok_or_else(|| Error::NotFound("没有这个考评周期。".into()))
}

/// The move that brought a cycle where it stands.
///
/// # Errors
/// When the database cannot be read.
pub async fn last_step(tx: &Act, cycle: Uuid) -> Result<Option<cycle_step::Model>> {
    let query = cycle_step::Entity::find()
        .filter(cycle_step::Column::CommitteeId.eq(tx.committee()))
        .filter(cycle_step::Column::CycleId.eq(cycle))
        .order_by_desc(cycle_step::Column::Seq);
    Ok(query.one(&**tx).await?)
}

/// All cycles of a committee, newest period first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &Database, committee: Uuid) -> Result<Vec<cycle::Model>> {
    let query = cycle::Entity::find()
        .filter(cycle::Column::CommitteeId.eq(committee))
        .order_by_desc(cycle::Column::StartsOn)
        .order_by_desc(cycle::Column::CreatedAt);
    Ok(query.all(db.read()).await?)
}

/// The moves of a cycle, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn history(db: &Database, committee: Uuid, cycle: Uuid) -> Result<Vec<cycle_step::Model>> {
    let query = cycle_step::Entity::find()
        .filter(cycle_step::Column::CommitteeId.eq(committee))
        .filter(cycle_step::Column::CycleId.eq(cycle))
        .order_by_asc(cycle_step::Column::Seq);
    Ok(query.all(db.read()).await?)
}

pub(super) async fn add_step(tx: &Act, cycle: Uuid, step: Step, reason: &str) -> Result<()> {
    let earlier = cycle_step::Entity::find()
        .filter(cycle_step::Column::CommitteeId.eq(tx.committee()))
        .filter(cycle_step::Column::CycleId.eq(cycle))
        .count(&**tx)
        .await?;
    let row = cycle_step::Model {
        committee_id: tx.committee(),
        cycle_id: cycle,
        seq: i32::try_from(earlier).map_err(Error::internal)? + 1,
        step: step.id().to_owned(),
        reason: reason.to_owned(),
        moved_by: tx.by().account,
        moved_by_name: tx.by().name.clone(),
        moved_at: tx.at(),
    };
    cycle_step::ActiveModel::from(row).insert(&**tx).await?;
    Ok(())
}

/// Moves the step on, if it still is the one to be left.
pub(super) async fn set_step(tx: &Act, id: Uuid, from: Step, to: Step) -> Result<bool> {
    let moved = cycle::Entity::update_many()
        .col_expr(cycle::Column::Step, Expr::value(to.id()))
        .filter(cycle::Column::CommitteeId.eq(tx.committee()))
        .filter(cycle::Column::Id.eq(id))
        .filter(cycle::Column::Step.eq(from.id()))
        .exec(&**tx)
        .await?;
    Ok(moved.rows_affected == 1)
}

/// Sets the days between which the result is open to objections, or takes them back.
///
/// # Errors
/// When the database refuses.
pub async fn set_notice_period(tx: &Act, id: Uuid, period: Option<(NaiveDate, NaiveDate)>) -> Result<()> {
    update(tx, id, |row| {
        row.announce_from = Set(period.map(|(from, _)| from));
        row.announce_to = Set(period.map(|(_, to)| to));
    })
    .await
}

/// Lets the pages show this run.
///
/// # Errors
/// When the database refuses.
pub async fn set_current_run(tx: &Act, id: Uuid, run: Uuid) -> Result<()> {
    update(tx, id, |row| row.current_run_id = Set(Some(run))).await
}

/// Moves the pointer that publishing moves.
///
/// # Errors
/// When the database refuses.
pub async fn set_published_run(tx: &Act, id: Uuid, run: Uuid) -> Result<()> {
    update(tx, id, |row| row.published_run_id = Set(Some(run))).await
}

async fn update(tx: &Act, id: Uuid, change: impl FnOnce(&mut cycle::ActiveModel)) -> Result<()> {
    let mut row = cycle::ActiveModel { committee_id: Set(tx.committee()), id: Set(id), ..Default::default() };
    change(&mut row);
    row.update(&**tx).await?;
    Ok(())
}
