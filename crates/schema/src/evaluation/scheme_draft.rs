//! A scheme on its way to adoption: written by one person, adopted by another.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scheme_draft")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7, minted with the form that starts it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Scheme id as last read from the text; empty as long as the text cannot be read.
    #[sea_orm(column_type = "Text")]
    pub family: String,
    /// Version as last read from the text.
    #[sea_orm(column_type = "Text")]
    pub version: String,
    /// Title as last read from the text.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// The TOML, kept as it was typed, right or wrong.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// The text it started from.
    #[sea_orm(column_type = "Text")]
    pub original: String,
    /// Where that came from: empty, `shipped:ID`, `version:UUID` or `draft:UUID`.
    #[sea_orm(column_type = "Text")]
    pub based_on: String,
    /// `drafting`, `submitted`, `returned`, `withdrawn` or `adopted`.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// Counts every change: who writes names the one he has read.
    pub revision: i32,
    /// What the drafter says to the adopter.
    #[sea_orm(column_type = "Text")]
    pub note: String,
    /// Why it was returned or withdrawn.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Drafted by.
    pub drafted_by: Uuid,
    /// Drafted by name.
    #[sea_orm(column_type = "Text")]
    pub drafted_by_name: String,
    /// Drafted at.
    pub drafted_at: i64,
    /// Last change of the text.
    pub changed_at: i64,
    /// Submitted at.
    pub submitted_at: Option<i64>,
    /// Who adopted or returned it.
    pub reviewed_by: Option<Uuid>,
    /// Reviewed by name.
    #[sea_orm(column_type = "Text")]
    pub reviewed_by_name: String,
    /// Reviewed at.
    pub reviewed_at: Option<i64>,
    /// The version it became.
    pub scheme_id: Option<Uuid>,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &["create table scheme_draft (
    committee_id uuid not null,
    id uuid not null,
    family text not null,
    version text not null,
    title text not null,
    body text not null,
    original text not null,
    based_on text not null,
    state text not null,
    revision integer not null,
    note text not null,
    reason text not null,
    drafted_by uuid not null,
    drafted_by_name text not null,
    drafted_at bigint not null,
    changed_at bigint not null,
    submitted_at bigint,
    reviewed_by uuid,
    reviewed_by_name text not null,
    reviewed_at bigint,
    scheme_id uuid,
    primary key (committee_id, id),
    foreign key (committee_id, scheme_id) references scheme (committee_id, id),
    check (state <> 'adopted' or (reviewed_by is not null and reviewed_by <> drafted_by))
)"];
