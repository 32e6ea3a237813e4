//! A login. The cookie holds a random token; only its SM3 is stored.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Token digest.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub token_digest: String,
    /// Account id.
    pub account_id: Uuid,
    /// The second factor has been given.
    pub totp_passed: bool,
    /// Created at.
    pub created_at: i64,
    /// Last use, moved at most once a minute.
    pub seen_at: i64,
    /// Expires at.
    pub expires_at: i64,
    /// User agent.
    #[sea_orm(column_type = "Text")]
    pub user_agent: String,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table session (
    token_digest text not null,
    account_id uuid not null,
    totp_passed boolean not null,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null,
    user_agent text not null,
    primary key (token_digest),
    foreign key (account_id) references account (id)
)",
    "create index session_account on session (account_id)",
    "create index session_expiry on session (expires_at)",
];
