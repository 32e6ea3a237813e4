//! SQL of the office's structure.
use std::collections::{BTreeMap, BTreeSet};

use lvzhi_platform::{Act, Database, Result};
use lvzhi_schema::people::{branch, committee, division, sector, special_committee, term};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QueryResult, Statement,
};
use uuid::Uuid;

use super::{Unit, UnitKind};
use crate::store::conflict;

pub(crate) async fn units<C: ConnectionTrait>(db: &C, committee: Uuid, kind: UnitKind) -> Result<Vec<Unit>> {
    macro_rules! load {
        ($table:ident) => {
            $table::Entity::find()
                .filter($table::Column::CommitteeId.eq(committee))
                .order_by_asc($table::Column::Ordinal)
                .order_by_asc($table::Column::Name)
                .all(db)
                .await?
                .into_iter()
                .map(|row| Unit { id: row.id, name: row.name, ordinal: row.ordinal })
                .collect()
        };
    }
    Ok(match kind {
        UnitKind::Sector => load!(sector),
        UnitKind::SpecialCommittee => load!(special_committee),
        UnitKind::Division => load!(division),
        UnitKind::Branch => load!(branch),
    })
}

pub(crate) async fn insert_unit(tx: &Act, kind: UnitKind, unit: &Unit) -> Result<()> {
    macro_rules! add {
        ($table:ident) => {{
            let row = $table::Model {
                committee_id: tx.committee(),
                id: unit.id,
                name: unit.name.clone(),
                ordinal: unit.ordinal,
            };
            $table::ActiveModel::from(row).insert(&**tx).await.map(|_| ())
        }};
    }
    let done = match kind {
        UnitKind::Sector => add!(sector),
        UnitKind::SpecialCommittee => add!(special_committee),
        UnitKind::Division => add!(division),
        UnitKind::Branch => add!(branch),
    };
    done.map_err(|cause| conflict(cause, crate::MOVED_ON))
}

pub(super) async fn delete_unit(tx: &Act, kind: UnitKind, id: Uuid, sentence: &str) -> Result<()> {
    let key = (tx.committee(), id);
    let done = match kind {
        UnitKind::Sector => sector::Entity::delete_by_id(key).exec(&**tx).await,
        UnitKind::SpecialCommittee => special_committee::Entity::delete_by_id(key).exec(&**tx).await,
        UnitKind::Division => division::Entity::delete_by_id(key).exec(&**tx).await,
        UnitKind::Branch => branch::Entity::delete_by_id(key).exec(&**tx).await,
    };
    done.map(|_| ()).map_err(|cause| conflict(cause, sentence))
}

/// Terms, the latest first.
pub(crate) async fn terms<C: ConnectionTrait>(db: &C, committee: Uuid) -> Result<Vec<term::Model>> {
    Ok(term::Entity::find()
        .filter(term::Column::CommitteeId.eq(committee))
        .order_by_desc(term::Column::Number)
        .all(db)
        .await?)
}

pub(crate) async fn insert_term(tx: &Act, row: term::Model) -> Result<()> {
    term::ActiveModel::from(row).insert(&**tx).await?;
    Ok(())
}

/// All committees of the installation; the table is global.
pub(super) async fn committees<C: ConnectionTrait>(db: &C) -> Result<Vec<committee::Model>> {
    Ok(committee::Entity::find()
        .order_by_asc(committee::Column::Ordinal)
        .order_by_asc(committee::Column::Name)
        .all(db)
        .await?)
}

pub(super) async fn upsert_committees(tx: &Act, rows: Vec<committee::Model>) -> Result<()> {
    let replace = sea_orm::sea_query::OnConflict::column(committee::Column::Id)
        .update_columns([committee::Column::ParentId, committee::Column::Level])
        .to_owned();
    for chunk in rows.chunks(2_000) {
        let models = chunk.iter().cloned().map(committee::ActiveModel::from);
        committee::Entity::insert_many(models)
            .on_conflict(replace.clone())
            .exec_without_returning(&**tx)
            .await
            .map_err(|cause| conflict(cause, crate::MOVED_ON))?;
    }
    Ok(())
}

pub(super) async fn delete_committees(tx: &Act, ids: &[Uuid], sentence: &str) -> Result<()> {
    let children = committee::Entity::find()
        .filter(committee::Column::ParentId.is_in(ids.iter().copied()))
        .filter(committee::Column::Id.is_not_in(ids.iter().copied()))
        .count(&**tx)
        .await?;
    if children > 0 {
        return Err(lvzhi_platform::Error::Conflict(sentence.to_owned()));
    }
    committee::Entity::delete_many()
        .filter(committee::Column::Id.is_in(ids.iter().copied()))
        .exec(&**tx)
        .await
        .map(|_| ())
        .map_err(|cause| conflict(cause, sentence))
}

/// How many enabled accounts the people of each unit have; a unit without one is not there.
pub(super) async fn accounts(db: &Database, committee: Uuid) -> Result<BTreeMap<Uuid, u64>> {
    let of = |person: &str, column: &str| {
        format!(
            "select p.{column} as unit, count(*) as total from account a
            join {person} p on p.committee_id = a.committee_id and p.id = a.{person}_id
            where a.committee_id = $1 and a.disabled_at is null and p.{column} is not null group by p.{column}"
        )
    };
    let parts = [
        of("member", "sector_id"),
        of("member", "special_committee_id"),
        of("staff", "division_id"),
        of("staff", "branch_id"),
    ];
    let sql = parts.join(" union all ");
    let statement = Statement::from_sql_and_values(db.backend(), sql, [committee.into()]);
    let rows = db.read().query_all_raw(statement).await?;
    let pair = |row: &QueryResult| {
        Ok::<_, DbErr>((row.try_get::<Uuid>("", "unit")?, row.try_get::<i64>("", "total")?.unsigned_abs()))
    };
    Ok(rows.iter().map(pair).collect::<std::result::Result<_, _>>()?)
}

/// The enabled accounts of the staff of a division or a branch.
pub(super) async fn staff_accounts(act: &Act, unit: Uuid) -> Result<BTreeSet<Uuid>> {
    let sql =
        "select a.id from account a join staff p on p.committee_id = a.committee_id and p.id = a.staff_id
        where a.committee_id = $1 and a.disabled_at is null and (p.division_id = $2 or p.branch_id = $2)";
    let values = [act.committee().into(), unit.into()];
    let statement = Statement::from_sql_and_values(act.get_database_backend(), sql, values);
    let rows = act.query_all_raw(statement).await?;
    let ids = rows.iter().map(|row| row.try_get::<Uuid>("", "id"));
    Ok(ids.collect::<std::result::Result<_, _>>()?)
}

/// Number of staff by division and by branch.
pub(super) async fn staff_places(
    db: &Database,
    committee: Uuid,
) -> Result<Vec<(Option<Uuid>, Option<Uuid>)>> {
    use lvzhi_schema::people::staff;
    use sea_orm::QuerySelect;
    Ok(staff::Entity::find()
        .select_only()
        .column(staff::Column::DivisionId)
        .column(staff::Column::BranchId)
        .filter(staff::Column::CommitteeId.eq(committee))
        .into_tuple()
        .all(db.read())
        .await?)
}
