//! Table `nil_return`.
use std::collections::BTreeMap;

use lvzhi_platform::{Act, Result};
use lvzhi_schema::evaluation::nil_return;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// The latest word of each unit on each kind in a cycle, taken back or not.
pub(super) async fn latest<C: ConnectionTrait>(
    db: &C,
    committee: Uuid,
    cycle: Uuid,
) -> Result<BTreeMap<(Uuid, String), nil_return::Model>> {
    let query = nil_return::Entity::find()
        .filter(nil_return::Column::CommitteeId.eq(committee))
        .filter(nil_return::Column::CycleId.eq(cycle))
        .order_by_asc(nil_return::Column::Seq);
    let rows = query.all(db).await?;
    Ok(rows.into_iter().map(|row| ((row.unit_id, row.kind.clone()), row)).collect())
}

pub(super) async fn insert(tx: &Act, row: nil_return::Model) -> Result<()> {
    nil_return::ActiveModel::from(row).insert(&**tx).await?;
    Ok(())
}
