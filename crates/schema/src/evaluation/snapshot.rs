//! The frozen input of a run: canonical JSON, deflated, with its digest.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "snapshot")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Cycle id.
    pub cycle_id: Uuid,
    /// SM3 of the canonical JSON.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    /// Subjects.
    pub subjects: i32,
    /// Facts.
    pub facts: i32,
    /// Body.
    pub body: Vec<u8>,
    /// Frozen by name.
    #[sea_orm(column_type = "Text")]
    pub frozen_by_name: String,
    /// Frozen at.
    pub frozen_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table snapshot (
    committee_id uuid not null,
    id uuid not null,
    cycle_id uuid not null,
    digest text not null,
    subjects integer not null,
    facts integer not null,
    body BYTES not null,
    frozen_by_name text not null,
    frozen_at bigint not null,
    primary key (committee_id, id),
    foreign key (committee_id, cycle_id) references cycle (committee_id, id)
)",
    "create index snapshot_cycle on snapshot (committee_id, cycle_id)",
];
