//! Every table of the program: entity and DDL side by side, one file a table, one folder a module.
//!
//! Keys: `(committee_id, id)` leads every table that belongs to a committee. Times are UTC milliseconds
//! (`*_at`, i64); days are dates; points are 1/10 000 of a point (i64); enumerations are text.
pub mod access;
pub mod attachments;
pub mod audit;
pub mod duty;
pub mod evaluation;
pub mod imports;
mod migration;
pub mod notices;
pub mod papers;
pub mod people;
pub mod remarks;
pub mod work;

pub use migration::{CHANGES, Migrator, Version, statements};
pub use sea_orm_migration::MigratorTrait;

/// A table, its DDL, and whether rows may only be added.
pub struct Table {
    /// Name in the database.
    pub name: &'static str,
    /// Statements that make it and its indexes.
    pub create: &'static [&'static str],
    /// Updates and deletes are refused by trigger.
    pub append_only: bool,
    /// The version of the schema that brought it.
    pub since: Version,
}

/// All tables, in the order in which they can be made.
pub const TABLES: &[Table] = &[
    Table {
        name: "committee",
        create: people::committee::CREATE,
        append_only: false,
        since: Version::Initial,
    },
    Table { name: "account", create: access::account::CREATE, append_only: false, since: Version::Initial },
    Table { name: "session", create: access::session::CREATE, append_only: false, since: Version::Initial },
    Table {
        name: "login_attempt",
        create: access::login_attempt::CREATE,
        append_only: false,
        since: Version::Initial,
    },
    Table {
        name: "audit_head",
        create: audit::audit_head::CREATE,
        append_only: false,
        since: Version::Initial,
    },
    Table {
        name: "audit_event",
        create: audit::audit_event::CREATE,
        append_only: true,
        since: Version::Initial,
    },
    Table { name: "job", create: work::job::CREATE, append_only: false, since: Version::Initial },
    Table {
        name: "stored_file",
        create: work::stored_file::CREATE,
        append_only: false,
        since: Version::Initial,
    },
    Table { name: "term", create: people::term::CREATE, append_only: false, since: Version::Initial },
    Table { name: "sector", create: people::sector::CREATE, append_only: false, since: Version::Initial },
    Table {
        name: "special_committee",
        create: people::special_committee::CREATE,
        append_only: false,
        since: Version::Initial,
    },
    Table { name: "division", create: people::division::CREATE, append_only: false, since: Version::Initial },
    Table { name: "branch", create: people::branch::CREATE, append_only: false, since: Version::Initial },
    Table { name: "member", create: people::member::CREATE, append_only: false, since: Version::Initial },
    Table {
        name: "member_post",
        create: people::member_post::CREATE,
        append_only: false,
        since: Version::Initial,
    },
    Table {
        name: "exemption",
        create: people::exemption::CREATE,
        append_only: false,
        since: Version::Initial,
    },
    Table { name: "staff", create: people::staff::CREATE, append_only: false, since: Version::Initial },
    Table {
        name: "import_batch",
        create: imports::import_batch::CREATE,
        append_only: false,
        since: Version::Initial,
    },
    Table {
        name: "import_row",
        create: imports::import_row::CREATE,
        append_only: false,
        since: Version::Initial,
    },
    Table {
        name: "column_mapping",
        create: imports::column_mapping::CREATE,
        append_only: false,
        since: Version::Initial,
    },
    Table {
        name: "batch_reversal",
        create: imports::batch_reversal::CREATE,
        append_only: true,
        since: Version::Initial,
    },
    Table { name: "fact", create: duty::fact::CREATE, append_only: true, since: Version::Initial },
    Table {
        name: "fact_confirmation",
        create: duty::fact_confirmation::CREATE,
        append_only: true,
        since: Version::Initial,
    },
    Table { name: "scheme", create: evaluation::scheme::CREATE, append_only: true, since: Version::Initial },
    Table {
        name: "scheme_retirement",
        create: evaluation::scheme_retirement::CREATE,
        append_only: true,
        since: Version::Initial,
    },
    Table {
        name: "scheme_draft",
        create: evaluation::scheme_draft::CREATE,
        append_only: false,
        since: Version::Initial,
    },
    Table { name: "cycle", create: evaluation::cycle::CREATE, append_only: false, since: Version::Initial },
    Table {
        name: "cycle_step",
        create: evaluation::cycle_step::CREATE,
        append_only: true,
        since: Version::Initial,
    },
    Table {
        name: "snapshot",
        create: evaluation::snapshot::CREATE,
        append_only: true,
        since: Version::Initial,
    },
    Table { name: "run", create: evaluation::run::CREATE, append_only: true, since: Version::Initial },
    Table {
        name: "run_assessment",
        create: evaluation::run_assessment::CREATE,
        append_only: true,
        since: Version::Initial,
    },
    Table {
        name: "outcome",
        create: evaluation::outcome::CREATE,
        append_only: true,
        since: Version::Initial,
    },
    Table {
        name: "paper_series",
        create: papers::paper_series::CREATE,
        append_only: true,
        since: Version::Second,
    },
    Table { name: "paper", create: papers::paper::CREATE, append_only: true, since: Version::Second },
    Table {
        name: "paper_void",
        create: papers::paper_void::CREATE,
        append_only: true,
        since: Version::Second,
    },
    Table { name: "notice", create: notices::notice::CREATE, append_only: false, since: Version::Second },
    Table {
        name: "attachment",
        create: attachments::attachment::CREATE,
        append_only: true,
        since: Version::Second,
    },
    Table {
        name: "attachment_removal",
        create: attachments::attachment_removal::CREATE,
        append_only: true,
        since: Version::Second,
    },
    Table { name: "remark", create: remarks::remark::CREATE, append_only: true, since: Version::Second },
];
