//! Migrations. The first one makes every table; later ones are added to the list and never edited.
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait};

use crate::{TABLES, Table};

/// Applies what is missing, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Initial)]
    }
}

struct Initial;

impl MigrationName for Initial {
    fn name(&self) -> &str {
        "m0001_initial"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Initial {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let backend = db.get_database_backend();
        if backend == DbBackend::Postgres {
            db.execute_unprepared(POSTGRES_REFUSAL).await?;
        }
        for table in TABLES {
            for statement in table.create {
                let bytes = if backend == DbBackend::Postgres { "bytea" } else { "blob" };
                db.execute_unprepared(&statement.replace("BYTES", bytes)).await?;
            }
            if table.append_only {
                protect(db, backend, table).await?;
            }
        }
        Ok(())
    }
}

const POSTGRES_REFUSAL: &str = "create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'table % is append-only', tg_table_name;
end $$";

async fn protect<C: ConnectionTrait>(db: &C, backend: DbBackend, table: &Table) -> Result<(), DbErr> {
    let name = table.name;
    for change in ["update", "delete"] {
        let statement = if backend == DbBackend::Postgres {
            format!(
                "create trigger {name}_no_{change} before {change} on {name} \
                 for each row execute function refuse_change()"
            )
        } else {
            format!(
                "create trigger {name}_no_{change} before {change} on {name} \
                 begin select raise(abort, 'table {name} is append-only'); end"
            )
        };
        db.execute_unprepared(&statement).await?;
    }
    if backend == DbBackend::Postgres {
        let statement = format!(
            "create trigger {name}_no_truncate before truncate on {name} \
             for each statement execute function refuse_change()"
        );
        db.execute_unprepared(&statement).await?;
    }
    Ok(())
}
