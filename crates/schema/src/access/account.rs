//! Who can log in. Global, because a login name is looked up before the committee is known.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose row it is.
    pub committee_id: Uuid,
    /// Lower-case login name.
    #[sea_orm(column_type = "Text")]
    pub login: String,
    /// Name as shown.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Role of policy.rs.
    #[sea_orm(column_type = "Text")]
    pub role: String,
    /// The member this account belongs to.
    pub member_id: Option<Uuid>,
    /// The staff person this account belongs to.
    pub staff_id: Option<Uuid>,
    /// Argon2id, PHC string.
    #[sea_orm(column_type = "Text")]
    pub password_hash: String,
    /// Must change password.
    pub must_change_password: bool,
    /// Sealed TOTP secret; none: not enrolled.
    pub totp_secret: Option<Vec<u8>>,
    /// Last accepted time step: a code is accepted once.
    pub totp_last_step: Option<i64>,
    /// Failures since the last success.
    pub failed_logins: i32,
    /// Locked after too many failures.
    pub locked_until: Option<i64>,
    /// Disabled at.
    pub disabled_at: Option<i64>,
    /// Created at.
    pub created_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table account (
    id uuid not null,
    committee_id uuid not null,
    login text not null,
    name text not null,
    role text not null,
    member_id uuid,
    staff_id uuid,
    password_hash text not null,
    must_change_password boolean not null,
    totp_secret BYTES,
    totp_last_step bigint,
    failed_logins integer not null,
    locked_until bigint,
    disabled_at bigint,
    created_at bigint not null,
    primary key (id),
    unique (login),
    foreign key (committee_id) references committee (id)
)",
    "create index account_committee on account (committee_id, role)",
    "create index account_member on account (committee_id, member_id)",
];
