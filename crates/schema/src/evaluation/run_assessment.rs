//! One member's result in one run, with what a ranking shows.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "run_assessment")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// Run id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: Uuid,
    /// Member id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: Uuid,
    /// Name.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Sector.
    #[sea_orm(column_type = "Text")]
    pub sector: String,
    /// Special committee.
    #[sea_orm(column_type = "Text")]
    pub special_committee: String,
    /// 常委 in the period.
    pub standing: bool,
    /// ranked or exempt.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// Exempt reason.
    #[sea_orm(column_type = "Text")]
    pub exempt_reason: String,
    /// Total.
    pub total: i64,
    /// Max.
    pub max: i64,
    /// Grade.
    #[sea_orm(column_type = "Text")]
    pub grade: Option<String>,
    /// Place.
    pub place: Option<i32>,
    /// Place in sector.
    pub place_in_sector: Option<i32>,
    /// Place in special committee.
    pub place_in_special_committee: Option<i32>,
    /// Previous place.
    pub previous_place: Option<i32>,
    /// JSON: group id → points, for the bar.
    #[sea_orm(column_type = "Text")]
    pub group_points: String,
    /// The assessment: JSON, deflated.
    pub detail: Vec<u8>,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table run_assessment (
    committee_id uuid not null,
    run_id uuid not null,
    member_id uuid not null,
    name text not null,
    sector text not null,
    special_committee text not null,
    standing boolean not null,
    state text not null,
    exempt_reason text not null,
    total bigint not null,
    max bigint not null,
    grade text,
    place integer,
    place_in_sector integer,
    place_in_special_committee integer,
    previous_place integer,
    group_points text not null,
    detail BYTES not null,
    primary key (committee_id, run_id, member_id),
    foreign key (committee_id, run_id) references run (committee_id, id),
    foreign key (committee_id, member_id) references member (committee_id, id)
)",
    "create index run_assessment_place on run_assessment (committee_id, run_id, state, place)",
    "create index run_assessment_member on run_assessment (committee_id, member_id)",
];
