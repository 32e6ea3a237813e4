//! A scheme version taken out of use, or back into use. The version itself is never touched.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scheme_retirement")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// Scheme id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scheme_id: Uuid,
    /// Counts from 1; the last one holds.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i32,
    /// True: no new cycle may be bound to it. False: it may again.
    pub retired: bool,
    /// Why.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Retired by.
    pub retired_by: Uuid,
    /// Retired by name.
    #[sea_orm(column_type = "Text")]
    pub retired_by_name: String,
    /// Retired at.
    pub retired_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &["create table scheme_retirement (
    committee_id uuid not null,
    scheme_id uuid not null,
    seq integer not null,
    retired boolean not null,
    reason text not null,
    retired_by uuid not null,
    retired_by_name text not null,
    retired_at bigint not null,
    primary key (committee_id, scheme_id, seq),
    foreign key (committee_id, scheme_id) references scheme (committee_id, id)
)"];
