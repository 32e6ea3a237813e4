//! A person on the staff of the office (机关干部).
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// 人员编号; made from name and division where the office has none.
    #[sea_orm(column_type = "Text")]
    pub number: String,
    /// Name.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Pinyin.
    #[sea_orm(column_type = "Text")]
    pub pinyin: String,
    /// Initials.
    #[sea_orm(column_type = "Text")]
    pub initials: String,
    /// Sex.
    #[sea_orm(column_type = "Text")]
    pub sex: String,
    /// Division id.
    pub division_id: Option<Uuid>,
    /// Branch id.
    pub branch_id: Option<Uuid>,
    /// 职务.
    #[sea_orm(column_type = "Text")]
    pub position: String,
    /// 职级.
    #[sea_orm(column_type = "Text")]
    pub grade: String,
    /// Phone.
    #[sea_orm(column_type = "Text")]
    pub phone: String,
    /// Retired.
    pub retired: bool,
    /// Created at.
    pub created_at: i64,
    /// Updated at.
    pub updated_at: i64,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table staff (
    committee_id uuid not null,
    id uuid not null,
    number text not null,
    name text not null,
    pinyin text not null,
    initials text not null,
    sex text not null,
    division_id uuid,
    branch_id uuid,
    position text not null,
    grade text not null,
    phone text not null,
    retired boolean not null,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (committee_id, id),
    unique (committee_id, number),
    foreign key (committee_id, division_id) references division (committee_id, id),
    foreign key (committee_id, branch_id) references branch (committee_id, id)
)",
    "create index staff_name on staff (committee_id, name)",
];
