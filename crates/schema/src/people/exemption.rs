//! A window in which a member is excused from duty, with the reason.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "exemption")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Member id.
    pub member_id: Uuid,
    /// Starts on.
    pub starts_on: Date,
    /// Included; none: open.
    pub ends_on: Option<Date>,
    /// Reason.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Recorded at.
    pub recorded_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table exemption (
    committee_id uuid not null,
    id uuid not null,
    member_id uuid not null,
    starts_on date not null,
    ends_on date,
    reason text not null,
    recorded_at bigint not null,
    primary key (committee_id, id),
    foreign key (committee_id, member_id) references member (committee_id, id)
)",
    "create index exemption_member on exemption (committee_id, member_id)",
];
