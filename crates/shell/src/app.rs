//! What every handler is handed: database, clock, calendar, catalogue, configuration.
use std::sync::Arc;

use lvzhi_platform::auth::SecretKey;
use lvzhi_platform::calendar::Calendar;
use lvzhi_platform::{Clock, Database};
use tokio::sync::Notify;

use crate::config::Config;
use crate::policy::Permission;

/// Routes of this application.
pub type AppRoutes = lvzhi_platform::routes::Routes<App, Permission>;

/// The running application. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Database,
    /// The clock.
    pub clock: Clock,
    /// Working days.
    pub calendar: Arc<Calendar>,
    /// Settings.
    pub config: Arc<Config>,
    /// The installation's key.
    pub key: SecretKey,
    /// Rung when a job is enqueued.
    pub job_bell: Arc<Notify>,
}

impl App {
    /// Opens the database and reads what the program needs.
    ///
    /// # Errors
    /// When the data folder or the database is not to be had.
    pub async fn open(config: Config, clock: Clock) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&config.data)?;
        Ok(Self {
            db: Database::open(&config.database_url()).await?,
            clock,
            calendar: Arc::new(Calendar::published()?),
            key: SecretKey::load_or_create(&config.key_file())?,
            job_bell: Arc::new(Notify::new()),
            config: Arc::new(config),
        })
    }
}
