//! A site of its own for each test, on each database.
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use lvzhi::web;
use lvzhi_platform::act::{Act, Action, By};
use lvzhi_platform::clock::at_local;
use lvzhi_platform::{Clock, Result};
use lvzhi_schema::audit::audit_event;
use lvzhi_shell::app::App;
use lvzhi_shell::config::Config;
use sea_orm::{ConnectionTrait, Database, EntityTrait};
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::cast::Cast;

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A running application with the cast on stage.
pub struct Site {
    pub app: App,
    pub router: Router,
    pub cast: Cast,
    folder: PathBuf,
}

impl Site {
    /// A site of its own on this database, or on a SQLite file.
    #[allow(dead_code)]
    pub async fn on(database_url: Option<String>) -> Self {
        Self::start(database_url, NUMBER.fetch_add(1, Ordering::Relaxed)).await
    }

    /// A site whose database is empty so far: the cast comes in.
    async fn start(database_url: Option<String>, number: u32) -> Self {
        let (app, folder) = open(database_url, number).await;
        let cast = Cast::enter(&app).await;
        Self { router: web::router(app.clone()), app, cast, folder }
    }

    /// A site on a copy of a template: the cast is in already.
    async fn on_copy(database_url: Option<String>, number: u32, cast: Cast) -> Self {
        let (app, folder) = open(database_url, number).await;
        Self { router: web::router(app.clone()), app, cast, folder }
    }

    /// The same site with other settings.
    #[allow(dead_code)]
    pub fn with_config(&self, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = (*self.app.config).clone();
        change(&mut config);
        self.with_app(App { config: std::sync::Arc::new(config), ..self.app.clone() })
    }

    /// Another application with the same cast's names.
    #[allow(dead_code)]
    pub fn with_app(&self, app: App) -> Self {
        Self {
            router: web::router(app.clone()),
            app,
            cast: self.cast.clone(),
            folder: self.folder.join("unused"),
        }
    }

    /// The same site at another moment.
    #[allow(dead_code)]
    pub fn at(&self, day: &str) -> Self {
        let clock = Clock::Fixed(at_local(day.parse().unwrap(), 9, 0));
        self.with_app(App { clock, ..self.app.clone() })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn folder(number: u32) -> PathBuf {
    std::env::temp_dir().join(format!("lvzhi-it-{}-{number}", std::process::id()))
}

async fn open(database_url: Option<String>, number: u32) -> (App, PathBuf) {
    let folder = folder(number);
    let config = Config {
        data: folder.clone(),
        database_url,
        require_second_factor: false,
        upload_limit: 4 << 20,
        ..Config::default()
    };
    let day = chrono::NaiveDate::from_ymd_opt(2026, 7, 15).unwrap();
    (lvzhi::open(config, Clock::Fixed(at_local(day, 9, 0))).await.unwrap(), folder)
}

/// A migrated, peopled SQLite file, made once in a run of the tests and copied for each.
async fn sqlite_template() -> &'static (Vec<u8>, Cast) {
    static TEMPLATE: OnceCell<(Vec<u8>, Cast)> = OnceCell::const_new();
    let make = async || {
        let site = Site::start(None, NUMBER.fetch_add(1, Ordering::Relaxed)).await;
        let copy = site.folder.join("template.db");
        site.app.db.copy_into(&copy.to_string_lossy()).await.unwrap();
        site.app.db.clone().close().await.unwrap();
        (std::fs::read(copy).unwrap(), site.cast.clone())
    };
    TEMPLATE.get_or_init(make).await
}

/// The same on PostgreSQL: the name of a database that nobody is connected to.
async fn postgres_template(server: &str) -> &'static (String, Cast) {
    static TEMPLATE: OnceCell<(String, Cast)> = OnceCell::const_new();
    let make = async || {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("it_{}_{number}", std::process::id());
        statement(server, &format!("create database {name}")).await;
        let site = Site::start(Some(beside(server, &name)), number).await;
        site.app.db.clone().close().await.unwrap();
        (name, site.cast.clone())
    };
    TEMPLATE.get_or_init(make).await
}

fn beside(server: &str, name: &str) -> String {
    format!("{}/{name}", server.rsplit_once('/').unwrap().0)
}

async fn statement(url: &str, statement: &str) {
    let db = Database::connect(url).await.unwrap();
    db.execute_unprepared(statement).await.unwrap();
    db.close().await.unwrap();
}

/// What the stage hands do, in a committee's audit trail.
const SET_UP: Action = Action::new("stage.set_up", "布置");

/// Does something as the program, without any page.
#[allow(dead_code)]
pub async fn set_up<T>(app: &App, committee: Uuid, work: impl AsyncFnOnce(&mut Act) -> Result<T>) -> T {
    let done = app.act_by(committee, By::program(), async |act| {
        let value = work(act).await?;
        act.note(SET_UP, "stage", serde_json::json!({}));
        Ok(value)
    });
    done.await.unwrap()
}

/// Changes a database behind the program's back: what an intruder or a repair would do.
#[allow(dead_code)]
pub async fn meddle(site: &Site, statements: &[&str]) {
    let db = Database::connect(site.app.config.database_url()).await.unwrap();
    for statement in statements {
        db.execute_unprepared(statement).await.unwrap();
    }
    db.close().await.unwrap();
}

/// A new, empty PostgreSQL database beside the site's; none where the site is on SQLite.
#[allow(dead_code)]
pub async fn empty_database(site: &Site) -> Option<String> {
    let url = site.app.config.database_url.clone()?;
    let name = format!("{}_{}", url.rsplit('/').next().unwrap(), NUMBER.fetch_add(1, Ordering::Relaxed));
    statement(&url, &format!("create database {name}")).await;
    Some(beside(&url, &name))
}

/// What the acts of a test have noted is printed in words, not in keys.
async fn assert_words(app: &App) {
    let query = audit_event::Entity::find().all(app.db.read());
    let Ok(events) = query.await else { return }; // the test has closed or broken its database
    for event in events {
        let detail = serde_json::from_str(&event.detail).unwrap_or_default();
        let mut keys = Vec::new();
        collect_keys(&detail, &mut keys);
        let bare = keys.into_iter().find(|key| key.is_ascii() && app.register.key_word(key).is_none());
        if let Some(key) = bare {
            panic!(
                "the act {} notes “{key}” in the detail of its event, for which there is no printed word: add a KeyWord to \
                 `keys` of the noun, or the audit page shows the key",
                event.action
            );
        }
    }
}

fn collect_keys<'v>(value: &'v serde_json::Value, keys: &mut Vec<&'v str>) {
    match value {
        serde_json::Value::Object(inside) => inside.iter().for_each(|(key, value)| {
            keys.push(key);
            collect_keys(value, keys);
        }),
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect_keys(value, keys)),
        _ => {}
    }
}

/// Runs a test on SQLite, and on PostgreSQL where `LVZHI_TEST_POSTGRES` names a server (`cargo xtask test` does).
pub async fn each_database(test: impl AsyncFn(Site)) {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let (template, cast) = sqlite_template().await;
    std::fs::create_dir_all(folder(number)).unwrap();
    std::fs::write(folder(number).join("lvzhi.db"), template).unwrap();
    let site = Site::on_copy(None, number, cast.clone()).await;
    let app = site.app.clone();
    test(site).await;
    assert_words(&app).await;
    let Ok(server) = std::env::var("LVZHI_TEST_POSTGRES") else {
        eprintln!("LVZHI_TEST_POSTGRES is not set: SQLite only");
        return;
    };
    let (template, cast) = postgres_template(&server).await;
    let name = format!("it_{}_{number}", std::process::id());
    statement(&server, &format!("create database {name} template {template}")).await;
    let site = Site::on_copy(Some(beside(&server, &name)), number, cast.clone()).await;
    let database = site.app.db.clone();
    test(site).await;
    database.close().await.unwrap();
    statement(&server, &format!("drop database {name} with (force)")).await;
}
