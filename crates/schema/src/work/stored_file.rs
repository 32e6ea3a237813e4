//! An uploaded file, kept as evidence in the database so that one transaction and one backup hold all.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stored_file")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Name.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Media type.
    #[sea_orm(column_type = "Text")]
    pub media_type: String,
    /// Size.
    pub size: i64,
    /// SM3 of the bytes, hex.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    /// Bytes.
    pub bytes: Vec<u8>,
    /// Created at.
    pub created_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table stored_file (
    committee_id uuid not null,
    id uuid not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    digest text not null,
    bytes BYTES not null,
    created_at bigint not null,
    primary key (committee_id, id)
)",
    "create index stored_file_digest on stored_file (committee_id, digest)",
];
