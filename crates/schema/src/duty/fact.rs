//! Something a member did. A correction is a new row that names the old one.
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fact")]
pub struct Model {
    /// Whose row it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub committee_id: Uuid,
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Fact kind of the catalogue.
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    /// Member id.
    pub member_id: Uuid,
    /// Occurred on.
    pub occurred_on: Date,
    /// 1/10 000 of the kind's unit.
    pub quantity: i64,
    /// JSON object: attribute id → value id or text.
    #[sea_orm(column_type = "Text")]
    pub attributes: String,
    /// Which piece the fact speaks of.
    #[sea_orm(column_type = "Text")]
    pub piece: Option<String>,
    /// Stage.
    #[sea_orm(column_type = "Text")]
    pub stage: Option<String>,
    /// Role.
    #[sea_orm(column_type = "Text")]
    pub role: Option<String>,
    /// Signers.
    pub signers: Option<i32>,
    /// Evidence: document number or file, as given.
    #[sea_orm(column_type = "Text")]
    pub document: String,
    /// Unit that recorded it.
    #[sea_orm(column_type = "Text")]
    pub recorder: String,
    /// Import it came with.
    pub batch_id: Option<Uuid>,
    /// Row of that import.
    pub batch_ordinal: Option<i32>,
    /// Recorded by.
    pub recorded_by: Uuid,
    /// Recorded by name.
    #[sea_orm(column_type = "Text")]
    pub recorded_by_name: String,
    /// Recorded at.
    pub recorded_at: i64,
    /// Name of who confirmed at the source; empty: not confirmed when recorded.
    #[sea_orm(column_type = "Text")]
    pub confirmed_by: String,
    /// The fact this one corrects.
    pub replaces_id: Option<Uuid>,
    /// True: the corrected fact is taken back and nothing stands in its place.
    pub void: bool,
    /// Why it was corrected.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
}

/// No relation fields: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// DDL that runs on both databases; `BYTES` stands for the binary type.
pub const CREATE: &[&str] = &[
    "create table fact (
    committee_id uuid not null,
    id uuid not null,
    kind text not null,
    member_id uuid not null,
    occurred_on date not null,
    quantity bigint not null,
    attributes text not null,
    piece text,
    stage text,
    role text,
    signers integer,
    document text not null,
    recorder text not null,
    batch_id uuid,
    batch_ordinal integer,
    recorded_by uuid not null,
    recorded_by_name text not null,
    recorded_at bigint not null,
    confirmed_by text not null,
    replaces_id uuid,
    void boolean not null,
    reason text not null,
    primary key (committee_id, id),
    foreign key (committee_id, member_id) references member (committee_id, id),
    foreign key (committee_id, batch_id) references import_batch (committee_id, id),
    foreign key (committee_id, replaces_id) references fact (committee_id, id)
)",
    "create index fact_member on fact (committee_id, member_id, occurred_on)",
    // Partial, and holding what the home page counts: a handful of rows in an office that keeps up.
    "create index fact_waiting on fact
        (committee_id, confirmed_by, occurred_on, id, kind, member_id, batch_id, void) where confirmed_by = ''",
    // Partial: most facts correct nothing, and every list asks for the few that do.
    "create unique index fact_replaces on fact (committee_id, replaces_id) where replaces_id is not null",
    // Holds all that a list filters, counts and sorts by, so that only the rows of one page are read.
    "create index fact_listed on fact
        (committee_id, occurred_on, id, kind, member_id, batch_id, void, confirmed_by)",
    "create index fact_batch on fact (committee_id, batch_id)",
    "create index fact_piece on fact (committee_id, kind, piece)",
];
