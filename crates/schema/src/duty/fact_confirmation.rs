//! A fact confirmed after it was recorded.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fact_confirmation")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// Fact id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub fact_id: Uuid,
    /// Confirmed by.
    pub confirmed_by: Uuid,
    /// Confirmed by name.
    #[sea_orm(column_type = "Text")]
    pub confirmed_by_name: String,
    /// Confirmed at.
    pub confirmed_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &["create table fact_confirmation (
    committee_id uuid not null,
    fact_id uuid not null,
    confirmed_by uuid not null,
    confirmed_by_name text not null,
    confirmed_at bigint not null,
    primary key (committee_id, fact_id),
    foreign key (committee_id, fact_id) references fact (committee_id, id)
)"];
