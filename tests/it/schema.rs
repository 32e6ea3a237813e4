//! A database made by an older program opens with today's: tables, rows and pages.
use std::path::Path;

use lvzhi_platform::auth::hash_password;
use lvzhi_schema::Version;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use crate::support::{Browser, PASSWORD, Site, each_database, empty_database};

fn released(version: Version, part: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/schema/released");
    let text = std::fs::read_to_string(folder.join(format!("{}.{part}.sql", version.name()))).unwrap();
    text.split("-- next\n").map(|statement| statement.trim().to_owned()).collect()
}

/// Writes a literal of the database's own for each `UUID(…)`.
fn literal(text: &str, backend: DbBackend) -> String {
    let mut parts = text.split("UUID(");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (hex, rest) = part.split_once(')').unwrap();
        let written = match backend {
            DbBackend::Postgres => format!("'{hex}'::uuid"),
            _ => format!("X'{hex}'"),
        };
        out.push_str(&(written + rest));
    }
    out
}

/// A database as a program of this version left it.
async fn as_released(url: &str, version: Version) {
    let url = if url.starts_with("sqlite:") { format!("{url}?mode=rwc") } else { url.to_owned() };
    let db = Database::connect(url).await.unwrap();
    let backend = db.get_database_backend();
    let kind = if backend == DbBackend::Postgres { "postgres" } else { "sqlite" };
    let hash = hash_password(PASSWORD.into()).await.unwrap();
    let known =
        "create table seaql_migrations (version varchar not null primary key, applied_at bigint not null)";
    db.execute_unprepared(known).await.unwrap();
    for older in Version::ALL.into_iter().filter(|older| *older <= version) {
        for statement in released(older, kind) {
            db.execute_unprepared(&statement).await.unwrap();
        }
        let applied = format!("insert into seaql_migrations values ('{}', 1750000000)", older.name());
        db.execute_unprepared(&applied).await.unwrap();
    }
    for statement in released(version, "rows") {
        let statement = literal(&statement.replace(":hash", &hash), backend);
        db.execute_unprepared(&statement).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    db.close().await.unwrap();
}

/// Everything a database has, as sorted lines: tables with columns and their
/// defaults, keys and checks, indexes, triggers.
async fn shape(db: &DatabaseConnection) -> Vec<String> {
    let sql = if db.get_database_backend() == DbBackend::Postgres {
        "select 'column ' || table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable
           || ' default ' || coalesce(column_default, 'none') from information_schema.columns where table_schema = 'public'
         union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
           from pg_constraint where connamespace = 'public'::regnamespace
         union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
         union all select 'trigger ' || event_object_table || ' ' || trigger_name || ' ' || event_manipulation
           from information_schema.triggers"
    } else {
        "select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_master"
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    let lines = rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap());
    let mut lines: Vec<_> = lines.filter(|line| !line.contains("seaql_migrations")).collect();
    lines.sort();
    lines
}

/// A new place for a database beside the site's.
async fn beside(site: &Site, name: &str) -> String {
    match empty_database(site).await {
        Some(url) => url,
        None => format!("sqlite://{}", site.app.config.data.join(name).display()),
    }
}

#[tokio::test]
async fn a_database_of_every_released_version_opens_with_todays_program() {
    each_database(async |site| {
        for version in Version::RELEASED {
            let url = beside(&site, version.name()).await;
            as_released(&url, version).await;
            let config = lvzhi_shell::config::Config {
                database_url: Some(url),
                data: site.app.config.data.join("old"),
                require_second_factor: false,
                ..lvzhi_shell::config::Config::default()
            };
            let app = lvzhi::open(config, site.app.clock).await.unwrap();
            let (old, new) = (shape(app.db.read()).await, shape(site.app.db.read()).await);
            let only = |here: &[String], there: &[String]| {
                here.iter().filter(|line| !there.contains(line)).cloned().collect::<Vec<_>>()
            };
            let (left, missing) = (only(&old, &new), only(&new, &old));
            assert!(
                left.is_empty() && missing.is_empty(),
                "a database of {} has {left:#?} and lacks {missing:#?}",
                version.name()
            );
            let old = site.with_app(app);
            let mut clerk = Browser::login(&old, "clerk").await;
            for (path, text) in [("/members", "陆景和"), ("/facts", "水价形成机制"), ("/", "案头")]
            {
                let page = clerk.get(path).await;
                assert!(page.status == 200 && page.body.contains(text), "{path}: {}", page.body);
            }
            old.app.db.clone().close().await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    each_database(async |site| {
        let url = beside(&site, "newer").await;
        as_released(&url, Version::Initial).await;
        let db = Database::connect(&url).await.unwrap();
        db.execute_unprepared("insert into seaql_migrations values ('m9999_next', 1)").await.unwrap();
        db.close().await.unwrap();
        let refused = lvzhi_platform::Database::open(&url).await.unwrap_err().to_string();
        assert!(refused.contains("m9999_next") && refused.contains("请换用新版程序"), "{refused}");
    })
    .await;
}
