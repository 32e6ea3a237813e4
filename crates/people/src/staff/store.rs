//! SQL of staff.
use lvzhi_platform::{Act, Error, Result};
use lvzhi_schema::access::account;
use lvzhi_schema::people::staff;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::MOVED_ON;
use crate::store::conflict;

/// Rows in one statement: SQLite takes 32 766 values, a person has fifteen.
const CHUNK: usize = 2_000;

pub(super) async fn all<C: ConnectionTrait>(db: &C, committee: Uuid) -> Result<Vec<staff::Model>> {
    Ok(staff::Entity::find()
        .filter(staff::Column::CommitteeId.eq(committee))
        .order_by_asc(staff::Column::Number)
        .all(db)
        .await?)
}

pub(super) async fn upsert(tx: &Act, rows: Vec<staff::Model>) -> Result<()> {
    use staff::Column as C;
    let replace = OnConflict::columns([C::CommitteeId, C::Id])
        .update_columns([
            C::Number,
            C::Name,
            C::Pinyin,
            C::Initials,
            C::Sex,
            C::DivisionId,
            C::BranchId,
            C::Position,
            C::Grade,
            C::Phone,
            C::Retired,
            C::UpdatedAt,
        ])
        .to_owned();
    for chunk in rows.chunks(CHUNK) {
        staff::Entity::insert_many(chunk.iter().cloned().map(staff::ActiveModel::from))
            .on_conflict(replace.clone())
            .exec_without_returning(&**tx)
            .await
            .map_err(|cause| conflict(cause, MOVED_ON))?;
    }
    Ok(())
}

pub(super) async fn delete(tx: &Act, ids: &[Uuid]) -> Result<()> {
    for chunk in ids.chunks(10_000) {
        let accounts = account::Entity::find()
            .filter(account::Column::CommitteeId.eq(tx.committee()))
            .filter(account::Column::StaffId.is_in(chunk.iter().copied()))
            .count(&**tx)
            .await?;
        if accounts > 0 {
            return Err(Error::Conflict(format!(
                "这次导入的干部里有 {accounts} 位已经开了账号，不能撤销；一行也没有动。"
            )));
        }
        staff::Entity::delete_many()
            .filter(staff::Column::CommitteeId.eq(tx.committee()))
            .filter(staff::Column::Id.is_in(chunk.iter().copied()))
            .exec(&**tx)
            .await
            .map_err(|cause| conflict(cause, "这次导入的干部里有人已经有记录，不能撤销；一行也没有动。"))?;
    }
    Ok(())
}
