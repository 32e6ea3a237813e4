//! A site of its own for each test, on each database.
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use lvzhi::web;
use lvzhi_platform::act::{Act, Action, By};
use lvzhi_platform::clock::at_local;
use lvzhi_platform::{Clock, Result};
use lvzhi_shell::app::App;
use lvzhi_shell::config::Config;
use sea_orm::{ConnectionTrait, Database};
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

    async fn start(database_url: Option<String>, number: u32) -> Self {
        let folder = std::env::temp_dir().join(format!("lvzhi-it-{}-{number}", std::process::id()));
        let config = Config {
            data: folder.clone(),
            database_url,
            require_second_factor: false,
            upload_limit: 4 << 20,
            ..Config::default()
        };
        let day = chrono::NaiveDate::from_ymd_opt(2026, 7, 15).unwrap();
        let app = lvzhi::open(config, Clock::Fixed(at_local(day, 9, 0))).await.unwrap();
        let cast = Cast::enter(&app).await;
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
    let db = Database::connect(url.as_str()).await.unwrap();
    db.execute_unprepared(&format!("create database {name}")).await.unwrap();
    db.close().await.unwrap();
    Some(format!("{}/{name}", url.rsplit_once('/').unwrap().0))
}

/// Runs a test on SQLite, and on PostgreSQL where `LVZHI_TEST_POSTGRES` names a server (`cargo xtask test` does).
pub async fn each_database(test: impl AsyncFn(Site)) {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    test(Site::start(None, number).await).await;
    let Ok(server) = std::env::var("LVZHI_TEST_POSTGRES") else {
        eprintln!("LVZHI_TEST_POSTGRES is not set: SQLite only");
        return;
    };
    let name = format!("it_{}_{number}", std::process::id());
    let admin = Database::connect(&server).await.unwrap();
    admin.execute_unprepared(&format!("create database {name}")).await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    let site = Site::start(Some(format!("{base}/{name}")), number).await;
    let database = site.app.db.clone();
    test(site).await;
    database.close().await.unwrap();
    admin.execute_unprepared(&format!("drop database {name} with (force)")).await.unwrap();
}
