//! That a unit has nothing of a kind in a cycle's period (零报告), or that this was taken back. The latest row holds.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "nil_return")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// Cycle id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub cycle_id: Uuid,
    /// A sector, special committee, division or branch.
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: Uuid,
    /// Kind of the catalogue.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub kind: String,
    /// Seq.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i32,
    /// False: taken back.
    pub holds: bool,
    /// Who said so in the unit, and how; or why it is taken back.
    #[sea_orm(column_type = "Text")]
    pub source: String,
    /// Stated by; none: the program itself.
    pub stated_by: Option<Uuid>,
    /// Stated by name.
    #[sea_orm(column_type = "Text")]
    pub stated_by_name: String,
    /// Stated at.
    pub stated_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &["create table nil_return (
    committee_id uuid not null,
    cycle_id uuid not null,
    unit_id uuid not null,
    kind text not null,
    seq integer not null,
    holds boolean not null,
    source text not null,
    stated_by uuid,
    stated_by_name text not null,
    stated_at bigint not null,
    primary key (committee_id, cycle_id, unit_id, kind, seq),
    foreign key (committee_id, cycle_id) references cycle (committee_id, id)
)"];
