//! SQL of members.
use chrono::NaiveDate;
use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::access::account;
use lvzhi_schema::people::{exemption, member, member_post};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use crate::MOVED_ON;
use crate::store::conflict;

/// Rows in one statement: SQLite takes 32 766 values, a member has nineteen.
const CHUNK: usize = 1_500;
/// Ids in one list, for the same reason.
const IDS: usize = 10_000;

pub(super) async fn members<C: ConnectionTrait>(db: &C, committee: Uuid) -> Result<Vec<member::Model>> {
    Ok(member::Entity::find()
        .filter(member::Column::CommitteeId.eq(committee))
        .order_by_asc(member::Column::Number)
        .order_by_asc(member::Column::Id)
        .all(db)
        .await?)
}

pub(super) async fn member<C: ConnectionTrait>(
    db: &C,
    committee: Uuid,
    id: Uuid,
) -> Result<Option<member::Model>> {
    Ok(member::Entity::find_by_id((committee, id)).one(db).await?)
}

/// The same for changing it: nobody else does until the act ends.
pub(super) async fn take(tx: &Act, id: Uuid) -> Result<Option<member::Model>> {
    let mut query = member::Entity::find_by_id((tx.committee(), id));
    if tx.get_database_backend() == DbBackend::Postgres {
        query = query.lock_exclusive();
    }
    Ok(query.one(&**tx).await?)
}

pub(super) async fn posts<C: ConnectionTrait>(
    db: &C,
    committee: Uuid,
    member: Option<Uuid>,
) -> Result<Vec<member_post::Model>> {
    let mut query = member_post::Entity::find().filter(member_post::Column::CommitteeId.eq(committee));
    if let Some(id) = member {
        query = query.filter(member_post::Column::MemberId.eq(id));
    }
    Ok(query.order_by_asc(member_post::Column::Id).all(db).await?)
}

pub(super) async fn exemptions<C: ConnectionTrait>(
    db: &C,
    committee: Uuid,
    member: Option<Uuid>,
) -> Result<Vec<exemption::Model>> {
    let mut query = exemption::Entity::find().filter(exemption::Column::CommitteeId.eq(committee));
    if let Some(id) = member {
        query = query.filter(exemption::Column::MemberId.eq(id));
    }
    Ok(query.order_by_asc(exemption::Column::StartsOn).all(db).await?)
}

pub(super) async fn insert(tx: &Act, row: member::Model, taken: &str) -> Result<()> {
    member::ActiveModel::from(row).insert(&**tx).await.map(|_| ()).map_err(|cause| conflict(cause, taken))
}

pub(super) async fn update(tx: &Act, row: member::Model, taken: &str) -> Result<()> {
    let row = row.into_active_model().reset_all();
    row.update(&**tx).await.map(|_| ()).map_err(|cause| conflict(cause, taken))
}

/// Writes new and changed members at once.
pub(super) async fn upsert(tx: &Act, rows: Vec<member::Model>) -> Result<()> {
    use member::Column as C;
    let replace = OnConflict::columns([C::CommitteeId, C::Id])
        .update_columns([
            C::Number,
            C::Name,
            C::Pinyin,
            C::Initials,
            C::Sex,
            C::Ethnicity,
            C::Born,
            C::SectorId,
            C::SpecialCommitteeId,
            C::Employer,
            C::Phone,
            C::StartsOn,
            C::EndsOn,
            C::Note,
            C::UpdatedAt,
        ])
        .to_owned();
    for chunk in rows.chunks(CHUNK) {
        member::Entity::insert_many(chunk.iter().cloned().map(member::ActiveModel::from))
            .on_conflict(replace.clone())
            .exec_without_returning(&**tx)
            .await
            .map_err(|cause| conflict(cause, MOVED_ON))?;
    }
    Ok(())
}

pub(super) async fn touch(tx: &Act, id: Uuid) -> Result<()> {
    let row = member::ActiveModel {
        committee_id: Set(tx.committee()),
        id: Set(id),
        updated_at: Set(tx.at()),
        ..Default::default()
    };
    row.update(&**tx).await?;
    Ok(())
}

pub(super) async fn insert_posts(tx: &Act, rows: Vec<member_post::Model>) -> Result<()> {
    for chunk in rows.chunks(CHUNK) {
        let models = chunk.iter().cloned().map(member_post::ActiveModel::from);
        member_post::Entity::insert_many(models).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

pub(super) async fn end_posts(tx: &Act, ids: &[Uuid], last_day: Option<NaiveDate>) -> Result<()> {
    for chunk in ids.chunks(IDS) {
        member_post::Entity::update_many()
            .col_expr(member_post::Column::EndsOn, Expr::value(last_day))
            .filter(member_post::Column::CommitteeId.eq(tx.committee()))
            .filter(member_post::Column::Id.is_in(chunk.iter().copied()))
            .exec(&**tx)
            .await?;
    }
    Ok(())
}

/// Puts the first day of posts right.
pub(super) async fn start_posts(tx: &Act, ids: &[Uuid], first_day: NaiveDate) -> Result<()> {
    for chunk in ids.chunks(IDS) {
        member_post::Entity::update_many()
            .col_expr(member_post::Column::StartsOn, Expr::value(Some(first_day)))
            .filter(member_post::Column::CommitteeId.eq(tx.committee()))
            .filter(member_post::Column::Id.is_in(chunk.iter().copied()))
            .exec(&**tx)
            .await?;
    }
    Ok(())
}

pub(super) async fn delete_posts(tx: &Act, ids: &[Uuid]) -> Result<()> {
    for chunk in ids.chunks(IDS) {
        member_post::Entity::delete_many()
            .filter(member_post::Column::CommitteeId.eq(tx.committee()))
            .filter(member_post::Column::Id.is_in(chunk.iter().copied()))
            .exec(&**tx)
            .await?;
    }
    Ok(())
}

pub(super) async fn insert_exemptions(tx: &Act, rows: Vec<exemption::Model>) -> Result<()> {
    for chunk in rows.chunks(CHUNK) {
        let models = chunk.iter().cloned().map(exemption::ActiveModel::from);
        exemption::Entity::insert_many(models).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

pub(super) async fn update_exemption(tx: &Act, row: exemption::Model) -> Result<()> {
    row.into_active_model().reset_all().update(&**tx).await?;
    Ok(())
}

pub(super) async fn delete_exemptions(tx: &Act, ids: &[Uuid]) -> Result<()> {
    for chunk in ids.chunks(IDS) {
        exemption::Entity::delete_many()
            .filter(exemption::Column::CommitteeId.eq(tx.committee()))
            .filter(exemption::Column::Id.is_in(chunk.iter().copied()))
            .exec(&**tx)
            .await?;
    }
    Ok(())
}

/// Removes members that nothing depends on; otherwise says so and changes nothing.
pub(super) async fn delete(tx: &Act, ids: &[Uuid]) -> Result<()> {
    for chunk in ids.chunks(IDS) {
        let accounts = account::Entity::find()
            .filter(account::Column::CommitteeId.eq(tx.committee()))
            .filter(account::Column::MemberId.is_in(chunk.iter().copied()))
            .count(&**tx)
            .await?;
        if accounts > 0 {
            return Err(Error::Conflict(format!(
                "这次导入的委员里有 {accounts} 位已经开了账号，不能撤销；一行也没有动。请逐位在委员档案里更正。"
            )));
        }
        member::Entity::delete_many()
            .filter(member::Column::CommitteeId.eq(tx.committee()))
            .filter(member::Column::Id.is_in(chunk.iter().copied()))
            .exec(&**tx)
            .await
            .map_err(|cause| {
                conflict(cause, "这次导入的委员里有人已经有履职记录、职务或免评，不能撤销；一行也没有动。请逐位在委员档案里更正。")
            })?;
    }
    Ok(())
}

/// How many members the committee has on its roster.
pub(crate) async fn count(db: &Database, committee: Uuid) -> Result<u64> {
    let query = member::Entity::find().filter(member::Column::CommitteeId.eq(committee));
    Ok(query.count(db.read()).await?)
}
