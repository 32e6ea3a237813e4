//! A post a member holds from a day to a day: standing (常委), chair_meeting (主席会议成员).
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "member_post")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Member id.
    pub member_id: Uuid,
    /// Post.
    #[sea_orm(column_type = "Text")]
    pub post: String,
    /// As printed: 常委, 副主席.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// Starts on.
    pub starts_on: Option<Date>,
    /// Ends on.
    pub ends_on: Option<Date>,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table member_post (
    committee_id uuid not null,
    id uuid not null,
    member_id uuid not null,
    post text not null,
    title text not null,
    starts_on date,
    ends_on date,
    primary key (committee_id, id),
    foreign key (committee_id, member_id) references member (committee_id, id)
)",
    "create index member_post_member on member_post (committee_id, member_id)",
];
