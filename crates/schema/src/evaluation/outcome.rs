//! What follows from a published run, per member, by rule. Acted on as work items.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outcome")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// Run id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: Uuid,
    /// Rule.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub rule: String,
    /// Member id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: Uuid,
    /// Action.
    #[sea_orm(column_type = "Text")]
    pub action: String,
    /// Label.
    #[sea_orm(column_type = "Text")]
    pub label: String,
    /// Reason.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Due on.
    pub due_on: Option<Date>,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &["create table outcome (
    committee_id uuid not null,
    run_id uuid not null,
    rule text not null,
    member_id uuid not null,
    action text not null,
    label text not null,
    reason text not null,
    due_on date,
    primary key (committee_id, run_id, rule, member_id),
    foreign key (committee_id, run_id) references run (committee_id, id)
)"];
