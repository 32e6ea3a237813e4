//! Failed logins, for throttling by address.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login_attempt")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Address.
    #[sea_orm(column_type = "Text")]
    pub address: String,
    /// Login.
    #[sea_orm(column_type = "Text")]
    pub login: String,
    /// Attempted at.
    pub attempted_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table login_attempt (
    id uuid not null,
    address text not null,
    login text not null,
    attempted_at bigint not null,
    primary key (id)
)",
    "create index login_attempt_address on login_attempt (address, attempted_at)",
];
