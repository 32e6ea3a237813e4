//! A term of a committee (届).
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "term")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Number.
    pub number: i32,
    /// 十三届.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Starts on.
    pub starts_on: Date,
    /// Ends on.
    pub ends_on: Option<Date>,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &["create table term (
    committee_id uuid not null,
    id uuid not null,
    number integer not null,
    name text not null,
    starts_on date not null,
    ends_on date,
    primary key (committee_id, id),
    foreign key (committee_id) references committee (id)
)"];
