//! Versions of the schema. Each brings tables (they say so themselves) and changes older ones. What was released is never
//! edited: its statements stand in `crates/schema/released`, and a test holds them to it.
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait};

use crate::{TABLES, Table};

/// A version of the schema, oldest first. The last one is the one being worked on: new tables say `since: Version::Second`.
/// When it is released its statements are kept (see `tests/released.rs`) and the next one is added here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// The first: 0.1.0.
    Initial,
    /// Being worked on. A database of the days between may have to be made anew.
    Second,
}

impl Version {
    /// All versions, oldest first.
    pub const ALL: [Self; 2] = [Self::Initial, Self::Second];
    /// Those that were released: their statements are never edited.
    pub const RELEASED: [Self; 1] = [Self::Initial];

    /// Name, as the database remembers it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Initial => "m0001_initial",
            Self::Second => "m0002_second",
        }
    }
}

/// Changes of older tables, each with the version that made it. `BYTES` stands for the binary type.
pub const CHANGES: &[(Version, &str)] = &[];

/// Applies what is missing, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        Version::ALL.into_iter().map(|version| Box::new(Step(version)) as Box<dyn MigrationTrait>).collect()
    }
}

struct Step(Version);

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.0.name()
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for statement in statements(self.0, db.get_database_backend()) {
            db.execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}

/// What a version does to a database of the version before it.
#[must_use]
pub fn statements(version: Version, backend: DbBackend) -> Vec<String> {
    let postgres = backend == DbBackend::Postgres;
    let bytes = if postgres { "bytea" } else { "blob" };
    let mut all = Vec::new();
    if postgres && version == Version::Initial {
        all.push(POSTGRES_REFUSAL.to_owned());
    }
    for table in TABLES.iter().filter(|table| table.since == version) {
        all.extend(table.create.iter().map(|statement| statement.replace("BYTES", bytes)));
        if table.append_only {
            all.extend(protection(backend, table));
        }
    }
    let changes = CHANGES.iter().filter(|(since, _)| *since == version);
    all.extend(changes.map(|(_, statement)| statement.replace("BYTES", bytes)));
    all
}

const POSTGRES_REFUSAL: &str = "create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'table % is append-only', tg_table_name;
end $$";

fn protection(backend: DbBackend, table: &Table) -> Vec<String> {
    let name = table.name;
    let postgres = backend == DbBackend::Postgres;
    let refuse = |change: &str| {
        if postgres {
            format!(
                "create trigger {name}_no_{change} before {change} on {name} \
                 for each row execute function refuse_change()"
            )
        } else {
            format!(
                "create trigger {name}_no_{change} before {change} on {name} \
                 begin select raise(abort, 'table {name} is append-only'); end"
            )
        }
    };
    let mut triggers = vec![refuse("update"), refuse("delete")];
    if postgres {
        triggers.push(format!(
            "create trigger {name}_no_truncate before truncate on {name} \
             for each statement execute function refuse_change()"
        ));
    }
    triggers
}
