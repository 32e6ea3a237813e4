//! A consultative committee: province, city or county. Global (a reference table when spread).
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "committee")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee above; none for the province.
    pub parent_id: Option<Uuid>,
    /// province, city, county.
    #[sea_orm(column_type = "Text")]
    pub level: String,
    /// Full name as printed.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// As shown in lists.
    #[sea_orm(column_type = "Text")]
    pub short_name: String,
    /// Administrative region.
    #[sea_orm(column_type = "Text")]
    pub region: String,
    /// Order among its siblings.
    pub ordinal: i32,
    /// Created at.
    pub created_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table committee (
    id uuid not null,
    parent_id uuid,
    level text not null,
    name text not null,
    short_name text not null,
    region text not null,
    ordinal integer not null,
    created_at bigint not null,
    primary key (id),
    unique (name)
)",
    "create index committee_parent on committee (parent_id)",
];
