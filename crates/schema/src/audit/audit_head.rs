//! The last link of a committee's audit chain.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_head")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// Seq.
    pub seq: i64,
    /// Hash.
    #[sea_orm(column_type = "Text")]
    pub hash: String,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &["create table audit_head (
    committee_id uuid not null,
    seq bigint not null,
    hash text not null,
    primary key (committee_id)
)"];
