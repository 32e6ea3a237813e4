//! What plugs into what: the import targets of all modules, and who does which kind of job.
use std::future::Future;

use lvzhi_platform::Result;
use lvzhi_schema::work::job;

use lvzhi_duty as duty;
use lvzhi_evaluation::runs;
use lvzhi_imports::{self as imports, Targets};
use lvzhi_people as people;
use lvzhi_shell::app::App;
use lvzhi_shell::jobs::{self, BoxFuture, JobHandlers};

/// Who does which kind of job. A module adds its line here.
pub const JOB_HANDLERS: JobHandlers = &[(imports::CONFIRM_JOB, confirm_import), (runs::JOB, compute_run)];

/// Everything that can be imported. A module adds its targets here.
#[must_use]
pub fn import_targets() -> Targets {
    let mut targets = people::import_targets();
    targets.extend(duty::import_targets());
    Targets::new(targets)
}

fn confirm_import(app: App, job: job::Model) -> BoxFuture<'static, Result<String>> {
    Box::pin(async move { imports::run_confirm(&app, &import_targets(), &job).await })
}

fn compute_run(app: App, job: job::Model) -> BoxFuture<'static, Result<String>> {
    Box::pin(runs::perform(app, job))
}

/// Does jobs until `stop` resolves.
pub async fn run_jobs(app: App, stop: impl Future<Output = ()>) {
    jobs::run(app, JOB_HANDLERS, stop).await;
}

/// Does all jobs that are due, then returns: for tests and for the command line.
///
/// # Errors
/// When the database refuses.
pub async fn run_until_idle(app: &App) -> Result<()> {
    jobs::drain(app, JOB_HANDLERS).await
}
