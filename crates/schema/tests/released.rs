//! What was released is never edited: each version's statements are those that stand in `released/`.
use lvzhi_schema::{Version, statements};
use sea_orm::DbBackend;

/// Between two statements of a file.
const NEXT: &str = "\n-- next\n";

/// A version that is added to `Version::RELEASED` gets its file with `LVZHI_BLESS=1`: once, when it is released.
#[test]
fn the_statements_of_a_released_version_are_those_that_were_released() {
    for version in Version::RELEASED {
        for (backend, kind) in [(DbBackend::Sqlite, "sqlite"), (DbBackend::Postgres, "postgres")] {
            let file = format!("{}/released/{}.{kind}.sql", env!("CARGO_MANIFEST_DIR"), version.name());
            let now = statements(version, backend).join(NEXT) + "\n";
            if std::env::var_os("LVZHI_BLESS").is_some() && !std::path::Path::new(&file).exists() {
                std::fs::write(&file, &now).unwrap();
            }
            let released = std::fs::read_to_string(&file).unwrap_or_else(|_| panic!("{file} is missing"));
            assert!(released == now, "{file} differs: a released version is never edited, add a new one");
        }
    }
}
