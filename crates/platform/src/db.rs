//! Two handles on one database: reading (GET) and writing (acts). The reading handle cannot write.
use std::time::Duration;

use log::LevelFilter;
use sea_orm::sea_query::LikeExpr;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as SeaDatabase, DatabaseConnection, DbBackend, DbErr,
};

use lvzhi_schema::{Migrator, MigratorTrait, Version};

/// The database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    read: DatabaseConnection,
    write: DatabaseConnection,
    url: String,
}

/// A pattern for what has these words in it, whatever signs they hold.
#[must_use]
pub fn containing(words: &str) -> LikeExpr {
    LikeExpr::new(format!("%{}%", escaped(words))).escape('!')
}

/// A text as part of a pattern with `escape '!'`: the sign that escapes is one that no name holds.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// Reading connections; SQLite answers from page cache, so more than cores only costs memory.
const READERS: u32 = 4;

impl Database {
    /// Opens `sqlite://path` or `postgres://…` and brings its tables up to date.
    ///
    /// # Errors
    /// When the database cannot be reached or is newer than the program.
    pub async fn open(url: &str) -> Result<Self, DbErr> {
        let write = SeaDatabase::connect(options(url, false)).await?;
        refuse_newer(&write).await?;
        Migrator::up(&write, None).await?;
        let read = SeaDatabase::connect(options(url, true)).await?;
        Ok(Self { read, write, url: url.to_owned() })
    }

    /// For pages: reads only, by construction of the connection.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For [`crate::Act`] alone.
    pub(crate) fn write(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Which kind of database it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    /// Copies a running SQLite database into `target`, consistently.
    ///
    /// # Errors
    /// On PostgreSQL (use `pg_dump`), or when the file cannot be written.
    pub async fn copy_into(&self, target: &str) -> Result<(), DbErr> {
        if self.backend() != DbBackend::Sqlite {
            return Err(DbErr::Custom("not a SQLite database".into()));
        }
        self.write.execute_unprepared(&format!("vacuum into '{}'", target.replace('\'', "''"))).await?;
        Ok(())
    }

    /// Closes both handles, letting running statements end.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn close(self) -> Result<(), DbErr> {
        self.read.close().await?;
        self.write.close().await
    }
}

/// A database that knows a version this program does not is left alone.
async fn refuse_newer(db: &DatabaseConnection) -> Result<(), DbErr> {
    Migrator::install(db).await?;
    for applied in Migrator::get_migration_models(db).await? {
        if !Version::ALL.iter().any(|known| known.name() == applied.version) {
            return Err(DbErr::Custom(format!(
                "这个数据库由更新的程序建过（{}），这一版程序读不全，没有打开，什么也没有改。请换用新版程序。",
                applied.version
            )));
        }
    }
    Ok(())
}

fn options(url: &str, read_only: bool) -> ConnectOptions {
    let sqlite = url.starts_with("sqlite:");
    let url = if sqlite && !url.contains('?') { format!("{url}?mode=rwc") } else { url.to_owned() };
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(if sqlite && !read_only { 1 } else { READERS })
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(20))
        // Asking before every statement whether the connection lives costs as much as the statement; the pool asks when it
        // is given back. One that has rested may have been cut off meanwhile.
        .test_before_acquire_if_idle_for(Duration::from_secs(1))
        // Silent but for RUST_LOG=sqlx=trace, which shows every statement (never its values).
        .sqlx_logging(true)
        .sqlx_logging_level(LevelFilter::Trace)
        .map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full) // a committed act survives a power cut
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(20))
                .pragma("query_only", if read_only { "1" } else { "0" })
        })
        .map_sqlx_postgres_opts(move |postgres| {
            if read_only { postgres.options([("default_transaction_read_only", "on")]) } else { postgres }
        });
    options
}
