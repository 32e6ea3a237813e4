//! One evaluation of one period by one scheme version.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cycle")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Scheme id.
    pub scheme_id: Uuid,
    /// 2026 年上半年.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Sortable: 2026-H1.
    #[sea_orm(column_type = "Text")]
    pub label: String,
    /// First day of the period.
    pub starts_on: Date,
    /// Last day of the period.
    pub ends_on: Date,
    /// Where it stands; the history is in cycle_step.
    #[sea_orm(column_type = "Text")]
    pub step: String,
    /// Notice period, set when it is announced.
    pub announce_from: Option<Date>,
    /// Announce to.
    pub announce_to: Option<Date>,
    /// The run that pages show; a published run never changes.
    pub current_run_id: Option<Uuid>,
    /// The pointer that publishing moves.
    pub published_run_id: Option<Uuid>,
    /// Created at.
    pub created_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &["create table cycle (
    committee_id uuid not null,
    id uuid not null,
    scheme_id uuid not null,
    name text not null,
    label text not null,
    starts_on date not null,
    ends_on date not null,
    step text not null,
    announce_from date,
    announce_to date,
    current_run_id uuid,
    published_run_id uuid,
    created_at bigint not null,
    primary key (committee_id, id),
    foreign key (committee_id, scheme_id) references scheme (committee_id, id),
    unique (committee_id, scheme_id, label)
)"];
