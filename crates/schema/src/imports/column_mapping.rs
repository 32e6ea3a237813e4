//! How a workbook with these headers was mapped last time.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "column_mapping")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// Target.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub target: String,
    /// Of the header row.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub signature: String,
    /// JSON: column index → column id.
    #[sea_orm(column_type = "Text")]
    pub mapping: String,
    /// Used at.
    pub used_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &["create table column_mapping (
    committee_id uuid not null,
    target text not null,
    signature text not null,
    mapping text not null,
    used_at bigint not null,
    primary key (committee_id, target, signature)
)"];
