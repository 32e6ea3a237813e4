//! A move of a draft from state to state, with the reason where one was given.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scheme_draft_step")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// Draft id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub draft_id: Uuid,
    /// Seq.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i32,
    /// The state it came to.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// Reason.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Moved by; none: the program itself.
    pub moved_by: Option<Uuid>,
    /// Moved by name.
    #[sea_orm(column_type = "Text")]
    pub moved_by_name: String,
    /// Moved at.
    pub moved_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &["create table scheme_draft_step (
    committee_id uuid not null,
    draft_id uuid not null,
    seq integer not null,
    state text not null,
    reason text not null,
    moved_by uuid,
    moved_by_name text not null,
    moved_at bigint not null,
    primary key (committee_id, draft_id, seq),
    foreign key (committee_id, draft_id) references scheme_draft (committee_id, id)
)"];
