//! A file that hangs on an object.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Kind of the object: member, fact, cycle …
    #[sea_orm(column_type = "Text")]
    pub holder_kind: String,
    /// The object, or its first version.
    pub holder_id: Uuid,
    /// Its content.
    pub file_id: Uuid,
    /// File name.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Media type, by the ending of the name.
    #[sea_orm(column_type = "Text")]
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// What it is, in a few words; may be empty.
    #[sea_orm(column_type = "Text")]
    pub about: String,
    /// Added by.
    pub added_by: Uuid,
    /// Added by name.
    #[sea_orm(column_type = "Text")]
    pub added_by_name: String,
    /// Added at.
    pub added_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table attachment (
    committee_id uuid not null,
    id uuid not null,
    holder_kind text not null,
    holder_id uuid not null,
    file_id uuid not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    about text not null,
    added_by uuid not null,
    added_by_name text not null,
    added_at bigint not null,
    primary key (committee_id, id),
    foreign key (committee_id, file_id) references stored_file (committee_id, id)
)",
    "create index attachment_holder on attachment (committee_id, holder_kind, holder_id)",
];
