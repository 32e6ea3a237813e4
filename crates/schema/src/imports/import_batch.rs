//! One uploaded workbook on its way in: previewed, confirmed, undone.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_batch")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// members, staff, committees or a fact kind.
    #[sea_orm(column_type = "Text")]
    pub target: String,
    /// File id.
    pub file_id: Uuid,
    /// File name.
    #[sea_orm(column_type = "Text")]
    pub file_name: String,
    /// previewed, confirmed, undone, discarded.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// JSON: sheet → column index → column id.
    #[sea_orm(column_type = "Text")]
    pub mapping: String,
    /// JSON: default year, recording unit, confirmed or not.
    #[sea_orm(column_type = "Text")]
    pub options: String,
    /// JSON: rows by state.
    #[sea_orm(column_type = "Text")]
    pub counts: String,
    /// Created by.
    pub created_by: Uuid,
    /// Created by name.
    #[sea_orm(column_type = "Text")]
    pub created_by_name: String,
    /// Created at.
    pub created_at: i64,
    /// Confirmed at.
    pub confirmed_at: Option<i64>,
    /// Undone at.
    pub undone_at: Option<i64>,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table import_batch (
    committee_id uuid not null,
    id uuid not null,
    target text not null,
    file_id uuid not null,
    file_name text not null,
    state text not null,
    mapping text not null,
    options text not null,
    counts text not null,
    created_by uuid not null,
    created_by_name text not null,
    created_at bigint not null,
    confirmed_at bigint,
    undone_at bigint,
    primary key (committee_id, id),
    foreign key (committee_id, file_id) references stored_file (committee_id, id)
)",
    "create index import_batch_created on import_batch (committee_id, created_at)",
];
