//! Work done in the background, with progress.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Kind.
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    /// JSON.
    #[sea_orm(column_type = "Text")]
    pub payload: String,
    /// queued, running, done, failed.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// What the page says is being done.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// Progress done.
    pub progress_done: i64,
    /// Progress total.
    pub progress_total: i64,
    /// Current step, or the error sentence.
    #[sea_orm(column_type = "Text")]
    pub message: String,
    /// Where the page goes when done.
    #[sea_orm(column_type = "Text")]
    pub result_path: Option<String>,
    /// Attempts.
    pub attempts: i32,
    /// Leased until.
    pub leased_until: Option<i64>,
    /// Created by.
    pub created_by: Option<Uuid>,
    /// Created at.
    pub created_at: i64,
    /// Finished at.
    pub finished_at: Option<i64>,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table job (
    committee_id uuid not null,
    id uuid not null,
    kind text not null,
    payload text not null,
    state text not null,
    title text not null,
    progress_done bigint not null,
    progress_total bigint not null,
    message text not null,
    result_path text,
    attempts integer not null,
    leased_until bigint,
    created_by uuid,
    created_at bigint not null,
    finished_at bigint,
    primary key (committee_id, id)
)",
    "create index job_due on job (state, leased_until)",
];
