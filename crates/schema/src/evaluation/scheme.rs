//! One version of one body of rules. Adopted once, never edited.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scheme")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Scheme id, the same for all versions.
    #[sea_orm(column_type = "Text")]
    pub family: String,
    /// Version.
    #[sea_orm(column_type = "Text")]
    pub version: String,
    /// Title.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// The TOML.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// The fact catalogue it was checked against.
    #[sea_orm(column_type = "Text")]
    pub catalogue: String,
    /// SM3 of the canonical text.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    /// Adopted by.
    pub adopted_by: Uuid,
    /// Adopted by name.
    #[sea_orm(column_type = "Text")]
    pub adopted_by_name: String,
    /// Adopted at.
    pub adopted_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &["create table scheme (
    committee_id uuid not null,
    id uuid not null,
    family text not null,
    version text not null,
    title text not null,
    body text not null,
    catalogue text not null,
    digest text not null,
    adopted_by uuid not null,
    adopted_by_name text not null,
    adopted_at bigint not null,
    primary key (committee_id, id),
    unique (committee_id, family, version)
)"];
