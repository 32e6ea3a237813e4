//! One row of an uploaded workbook with its state and its problems.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_row")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// Batch id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub batch_id: Uuid,
    /// Order in the file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ordinal: i32,
    /// Sheet.
    #[sea_orm(column_type = "Text")]
    pub sheet: String,
    /// As the clerk sees it, from 1.
    pub row_number: i32,
    /// new, changed, same, warning, error.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// JSON: column id → text as read.
    #[sea_orm(column_type = "Text")]
    pub cells: String,
    /// JSON array of {column, message, level}.
    #[sea_orm(column_type = "Text")]
    pub problems: String,
    /// JSON: before and after, for changed rows; what to take back on undo.
    #[sea_orm(column_type = "Text")]
    pub changes: String,
    /// JSON: what will be written.
    #[sea_orm(column_type = "Text")]
    pub record: String,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table import_row (
    committee_id uuid not null,
    batch_id uuid not null,
    ordinal integer not null,
    sheet text not null,
    row_number integer not null,
    state text not null,
    cells text not null,
    problems text not null,
    changes text not null,
    record text not null,
    primary key (committee_id, batch_id, ordinal),
    foreign key (committee_id, batch_id) references import_batch (committee_id, id)
)",
    "create index import_row_state on import_row (committee_id, batch_id, state, ordinal)",
];
