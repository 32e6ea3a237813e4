//! A paper that was issued: its number, its day, and the very file.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "paper")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What paper it is, as slices register them: `circular`.
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    /// Kind of the object it was made from.
    #[sea_orm(column_type = "Text")]
    pub holder_kind: String,
    /// That object.
    pub holder_id: Uuid,
    /// What the object was called then.
    #[sea_orm(column_type = "Text")]
    pub holder_title: String,
    /// Title of the paper, on one line.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// The series of its number.
    pub series_id: Uuid,
    /// The year of its number.
    pub year: i32,
    /// Its place in the year, from 1.
    pub sequence: i32,
    /// The number as printed: 云岭政协办发〔2026〕12号.
    #[sea_orm(column_type = "Text")]
    pub number: String,
    /// Day of the paper (成文日期).
    pub issued_on: Date,
    /// Who issued it.
    pub issued_by: Uuid,
    /// His name then.
    #[sea_orm(column_type = "Text")]
    pub issued_by_name: String,
    /// When.
    pub issued_at: i64,
    /// The file as issued.
    pub file_id: Uuid,
    /// SM3 of that file, hex.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases.
pub const CREATE: &[&str] = &[
    "create table paper (
    committee_id uuid not null,
    id uuid not null,
    kind text not null,
    holder_kind text not null,
    holder_id uuid not null,
    holder_title text not null,
    title text not null,
    series_id uuid not null,
    year integer not null,
    sequence integer not null check (sequence > 0),
    number text not null,
    issued_on date not null,
    issued_by uuid not null,
    issued_by_name text not null,
    issued_at bigint not null,
    file_id uuid not null,
    digest text not null,
    primary key (committee_id, id),
    unique (committee_id, series_id, year, sequence),
    foreign key (committee_id, series_id) references paper_series (committee_id, id),
    foreign key (committee_id, file_id) references stored_file (committee_id, id)
)",
    "create index paper_issued on paper (committee_id, issued_on, id)",
    "create index paper_holder on paper (committee_id, holder_kind, holder_id)",
];
