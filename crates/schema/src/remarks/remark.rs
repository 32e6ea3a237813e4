//! An internal note of the office on an object.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "remark")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Kind of the object: member, fact, cycle …
    #[sea_orm(column_type = "Text")]
    pub holder_kind: String,
    /// The object, or its first version.
    pub holder_id: Uuid,
    /// What it says; of a withdrawal why, which may be empty.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// Written by.
    pub written_by: Uuid,
    /// Written by name.
    #[sea_orm(column_type = "Text")]
    pub written_by_name: String,
    /// Written at.
    pub written_at: i64,
    /// The earlier remark that this row withdraws.
    pub withdraws: Option<Uuid>,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table remark (
    committee_id uuid not null,
    id uuid not null,
    holder_kind text not null,
    holder_id uuid not null,
    text text not null,
    written_by uuid not null,
    written_by_name text not null,
    written_at bigint not null,
    withdraws uuid,
    primary key (committee_id, id),
    foreign key (committee_id, withdraws) references remark (committee_id, id)
)",
    "create index remark_holder on remark (committee_id, holder_kind, holder_id)",
    "create unique index remark_withdraws on remark (committee_id, withdraws)",
];
