//! An attachment taken off its object. The file stays as evidence.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment_removal")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// Attachment id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub attachment_id: Uuid,
    /// Removed by.
    pub removed_by: Uuid,
    /// Removed by name.
    #[sea_orm(column_type = "Text")]
    pub removed_by_name: String,
    /// Removed at.
    pub removed_at: i64,
    /// Reason.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &["create table attachment_removal (
    committee_id uuid not null,
    attachment_id uuid not null,
    removed_by uuid not null,
    removed_by_name text not null,
    removed_at bigint not null,
    reason text not null,
    primary key (committee_id, attachment_id),
    foreign key (committee_id, attachment_id) references attachment (committee_id, id)
)"];
