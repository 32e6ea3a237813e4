//! An import taken back. What it wrote stays, and no longer counts.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "batch_reversal")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// Batch id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub batch_id: Uuid,
    /// Reversed by.
    pub reversed_by: Uuid,
    /// Reversed at.
    pub reversed_at: i64,
    /// Reason.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &["create table batch_reversal (
    committee_id uuid not null,
    batch_id uuid not null,
    reversed_by uuid not null,
    reversed_at bigint not null,
    reason text not null,
    primary key (committee_id, batch_id),
    foreign key (committee_id, batch_id) references import_batch (committee_id, id)
)"];
