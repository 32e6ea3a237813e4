//! A paper that was declared void. It stays, and its number is not given again.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "paper_void")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// The paper.
    #[sea_orm(primary_key, auto_increment = false)]
    pub paper_id: Uuid,
    /// Why.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Who declared it.
    pub voided_by: Uuid,
    /// His name then.
    #[sea_orm(column_type = "Text")]
    pub voided_by_name: String,
    /// When.
    pub voided_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases.
pub const CREATE: &[&str] = &["create table paper_void (
    committee_id uuid not null,
    paper_id uuid not null,
    reason text not null,
    voided_by uuid not null,
    voided_by_name text not null,
    voided_at bigint not null,
    primary key (committee_id, paper_id),
    foreign key (committee_id, paper_id) references paper (committee_id, id)
)"];
