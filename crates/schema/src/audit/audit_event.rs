//! One act. Each event holds SM3(hash before, canonical bytes of this event).
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// From 1, without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// Occurred at.
    pub occurred_at: i64,
    /// Account; none for the program itself.
    pub actor_id: Option<Uuid>,
    /// Actor name.
    #[sea_orm(column_type = "Text")]
    pub actor_name: String,
    /// Identifier of the act: member.import.
    #[sea_orm(column_type = "Text")]
    pub action: String,
    /// What it was done to: kind:id or kind.
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    /// JSON object.
    #[sea_orm(column_type = "Text")]
    pub detail: String,
    /// Previous hash.
    #[sea_orm(column_type = "Text")]
    pub previous_hash: String,
    /// Hash.
    #[sea_orm(column_type = "Text")]
    pub hash: String,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table audit_event (
    committee_id uuid not null,
    seq bigint not null,
    occurred_at bigint not null,
    actor_id uuid,
    actor_name text not null,
    action text not null,
    subject text not null,
    detail text not null,
    previous_hash text not null,
    hash text not null,
    primary key (committee_id, seq)
)",
    "create index audit_event_action on audit_event (committee_id, action, seq)",
];
