//! A series of paper numbers: the letters of the office (机关代字) under which papers are counted from 1 in each year
//! (GB/T 9704-2012, 7.2.5).
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "paper_series")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// As printed before the year: 云岭政协办发.
    #[sea_orm(column_type = "Text")]
    pub code: String,
    /// Who began it.
    pub begun_by: Uuid,
    /// When.
    pub begun_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases.
pub const CREATE: &[&str] = &["create table paper_series (
    committee_id uuid not null,
    id uuid not null,
    code text not null,
    begun_by uuid not null,
    begun_at bigint not null,
    primary key (committee_id, id),
    unique (committee_id, code)
)"];
