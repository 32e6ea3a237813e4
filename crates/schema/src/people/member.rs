//! A member (委员) of a committee in a term.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "member")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Term id.
    pub term_id: Uuid,
    /// 委员编号, unique in the term.
    #[sea_orm(column_type = "Text")]
    pub number: String,
    /// 姓名, as cleaned.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Full pinyin without tones, for search; editable because of heteronyms.
    #[sea_orm(column_type = "Text")]
    pub pinyin: String,
    /// Pinyin initials.
    #[sea_orm(column_type = "Text")]
    pub initials: String,
    /// 男, 女 or empty.
    #[sea_orm(column_type = "Text")]
    pub sex: String,
    /// Ethnicity.
    #[sea_orm(column_type = "Text")]
    pub ethnicity: String,
    /// Year and month, yyyy-mm, or empty.
    #[sea_orm(column_type = "Text")]
    pub born: String,
    /// Sector id.
    pub sector_id: Uuid,
    /// Special committee id.
    pub special_committee_id: Option<Uuid>,
    /// 工作单位及职务.
    #[sea_orm(column_type = "Text")]
    pub employer: String,
    /// Phone.
    #[sea_orm(column_type = "Text")]
    pub phone: String,
    /// First day of service.
    pub starts_on: Date,
    /// Last day of service.
    pub ends_on: Option<Date>,
    /// Note.
    #[sea_orm(column_type = "Text")]
    pub note: String,
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
    "create table member (
    committee_id uuid not null,
    id uuid not null,
    term_id uuid not null,
    number text not null,
    name text not null,
    pinyin text not null,
    initials text not null,
    sex text not null,
    ethnicity text not null,
    born text not null,
    sector_id uuid not null,
    special_committee_id uuid,
    employer text not null,
    phone text not null,
    starts_on date not null,
    ends_on date,
    note text not null,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (committee_id, id),
    unique (committee_id, term_id, number),
    foreign key (committee_id, term_id) references term (committee_id, id),
    foreign key (committee_id, sector_id) references sector (committee_id, id),
    foreign key (committee_id, special_committee_id) references special_committee (committee_id, id)
)",
    "create index member_name on member (committee_id, name)",
    "create index member_sector on member (committee_id, sector_id)",
    "create index member_special_committee on member (committee_id, special_committee_id)",
];
