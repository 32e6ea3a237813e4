//! One computation of one snapshot. Never changed.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "run")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Cycle id.
    pub cycle_id: Uuid,
    /// Snapshot id.
    pub snapshot_id: Uuid,
    /// The run it recomputes.
    pub parent_id: Option<Uuid>,
    /// From 1 within the cycle.
    pub ordinal: i32,
    /// Reason.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Engine.
    #[sea_orm(column_type = "Text")]
    pub engine: String,
    /// Scheme digest.
    #[sea_orm(column_type = "Text")]
    pub scheme_digest: String,
    /// Input digest.
    #[sea_orm(column_type = "Text")]
    pub input_digest: String,
    /// Result digest.
    #[sea_orm(column_type = "Text")]
    pub result_digest: String,
    /// Ranked.
    pub ranked: i32,
    /// Exempt.
    pub exempt: i32,
    /// JSON: cuts, notes, averages, histogram.
    #[sea_orm(column_type = "Text")]
    pub summary: String,
    /// JSON: what changed against the parent.
    #[sea_orm(column_type = "Text")]
    pub differences: String,
    /// The whole evaluation: canonical JSON, deflated.
    pub body: Vec<u8>,
    /// Computed by name.
    #[sea_orm(column_type = "Text")]
    pub computed_by_name: String,
    /// Computed at.
    pub computed_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &["create table run (
    committee_id uuid not null,
    id uuid not null,
    cycle_id uuid not null,
    snapshot_id uuid not null,
    parent_id uuid,
    ordinal integer not null,
    reason text not null,
    engine text not null,
    scheme_digest text not null,
    input_digest text not null,
    result_digest text not null,
    ranked integer not null,
    exempt integer not null,
    summary text not null,
    differences text not null,
    body BYTES not null,
    computed_by_name text not null,
    computed_at bigint not null,
    primary key (committee_id, id),
    foreign key (committee_id, cycle_id) references cycle (committee_id, id),
    foreign key (committee_id, snapshot_id) references snapshot (committee_id, id),
    unique (committee_id, cycle_id, ordinal)
)"];
