//! What every handler is handed: database, clock, calendar, catalogue, configuration.
use std::sync::Arc;

use lvzhi_platform::act::{Act, By};
use lvzhi_platform::auth::{Actor, SecretKey};
use lvzhi_platform::calendar::Calendar;
use lvzhi_platform::{Clock, Database, Result};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::config::Config;
use crate::policy::Permission;
use crate::register::Register;

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
    /// What the slices have brought.
    pub register: Arc<Register>,
    /// Rung when a job is enqueued.
    pub job_bell: Arc<Notify>,
}

impl App {
    /// Opens the database and reads what the program needs; `register` holds what the slices bring.
    ///
    /// # Errors
    /// When the data folder or the database is not to be had.
    pub async fn open(config: Config, clock: Clock, register: Register) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&config.data)?;
        Ok(Self {
            db: Database::open(&config.database_url()).await?,
            clock,
            calendar: Arc::new(Calendar::published()?),
            key: SecretKey::load_or_create(&config.key_file())?,
            register: Arc::new(register),
            job_bell: Arc::new(Notify::new()),
            config: Arc::new(config),
        })
    }

    /// Does `work` as one act of this person in his committee: all of it with its audit events, or nothing.
    /// Jobs that it enqueued are begun as soon as it has ended.
    ///
    /// # Errors
    /// Those of `work`, or when the database refuses; nothing has happened then.
    pub async fn act<T>(&self, actor: &Actor, work: impl AsyncFnOnce(&mut Act) -> Result<T>) -> Result<T> {
        self.act_by(actor.committee, actor.by(), work).await
    }

    /// The same for somebody who has no session: the program, a job on somebody's behalf.
    ///
    /// # Errors
    /// As [`App::act`].
    pub async fn act_by<T>(
        &self,
        committee: Uuid,
        by: By,
        work: impl AsyncFnOnce(&mut Act) -> Result<T>,
    ) -> Result<T> {
        let acted = self.db.act(committee, by, self.clock.now(), work).await?;
        if acted.jobs > 0 {
            self.job_bell.notify_one();
        }
        Ok(acted.value)
    }
}
