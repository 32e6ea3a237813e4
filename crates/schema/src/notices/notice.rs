//! Something that somebody was told.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7: the order in which they came.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who is told.
    pub account_id: Uuid,
    /// What it is about, as slices register it: `result_published`.
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    /// What is told, a sentence.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// The page where it is seen to.
    #[sea_orm(column_type = "Text")]
    pub href: String,
    /// Who told it.
    #[sea_orm(column_type = "Text")]
    pub sent_by_name: String,
    /// When.
    pub sent_at: i64,
    /// When it was looked at; none: not yet.
    pub read_at: Option<i64>,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases.
pub const CREATE: &[&str] = &[
    "create table notice (
    committee_id uuid not null,
    id uuid not null,
    account_id uuid not null,
    kind text not null,
    text text not null,
    href text not null,
    sent_by_name text not null,
    sent_at bigint not null,
    read_at bigint,
    primary key (committee_id, id)
)",
    "create index notice_account on notice (committee_id, account_id, read_at, id)",
];
