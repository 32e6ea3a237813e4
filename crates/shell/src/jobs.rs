//! Background work: the loop that does the jobs of the database, and the page that shows how far one is.
//! Each slice registers the kinds of jobs it does.
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Error, Result, jobs};
use lvzhi_schema::work::job;
use maud::{Markup, html};
use uuid::Uuid;

use crate::app::App;
use crate::app::AppRoutes;
use crate::frame::{Frame, HOME};
use crate::path::Path;
use lvzhi_ui as ui;

/// A future in a box, so that functions of several modules fit in one table.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Does one job; gives the address at which its result is seen. It may run twice: it must be idempotent.
pub type JobHandler = fn(App, job::Model) -> BoxFuture<'static, Result<String>>;

/// A kind of job and who does it.
#[derive(Clone, Copy)]
pub struct Job {
    /// Identifier, as stored.
    pub kind: &'static str,
    /// Does one.
    pub perform: JobHandler,
}

/// How long the loop sleeps when nobody rings: finds jobs of other processes and broken leases.
const PAUSE: Duration = Duration::from_secs(5);
/// Seconds between two looks of a waiting browser.
const REFRESH: &str = "2";

/// The pages of jobs.
pub(crate) fn routes(routes: AppRoutes) -> AppRoutes {
    routes.get("/jobs/{id}", Access::SignedIn, show)
}

/// Does jobs until `stop` resolves; the job at hand is finished first.
pub async fn run(app: App, stop: impl Future<Output = ()>) {
    match jobs::free_leases(&app.db, app.clock).await {
        Ok(0) => {}
        Ok(count) => tracing::warn!(count, "jobs of a process that ended early are taken up again"),
        Err(error) => tracing::error!(%error, "free leases"),
    }
    let mut stop = std::pin::pin!(stop);
    loop {
        let pause = match run_one(&app).await {
            Ok(true) => Duration::ZERO, // something else may be due
            Ok(false) => PAUSE,
            Err(error) => {
                tracing::error!(%error, "job loop");
                PAUSE
            }
        };
        tokio::select! {
            biased; // whoever ends the program does not wait for all that is due
            () = &mut stop => return,
            () = app.job_bell.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Does all jobs that are due, then returns: for tests and for the command line.
///
/// # Errors
/// When the database refuses.
pub async fn run_until_idle(app: &App) -> Result<()> {
    while run_one(app).await? {}
    Ok(())
}

async fn run_one(app: &App) -> Result<bool> {
    let Some(job) = jobs::lease(&app.db, app.clock).await? else { return Ok(false) };
    let known = app.register.all::<Job>().iter().find(|known| known.kind == job.kind);
    let outcome = match known {
        Some(known) => (known.perform)(app.clone(), job.clone()).await,
        None => Err(Error::Invalid(format!("没有办理“{}”的程序。请联系系统管理员。", job.kind))),
    };
    match outcome {
        Ok(path) => jobs::finish(&app.db, app.clock, &job, Ok(path)).await?,
        // Our fault, not the file's: nothing was written, and another try may find the database well again.
        Err(Error::Internal(cause)) => {
            tracing::error!(error = ?cause, kind = job.kind, "job failed");
            jobs::put_back(&app.db, app.clock, &job).await?;
        }
        Err(error) => jobs::finish(&app.db, app.clock, &job, Err(error.to_string())).await?,
    }
    Ok(true)
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response> {
    let job = jobs::find(&app.db, actor.committee, id).await?;
    if job.created_by.is_some_and(|account| account != actor.account) {
        return Err(Error::NotFound("没有这项后台工作。".into()));
    }
    if let (true, Some(path)) = (job.state == "done", &job.result_path) {
        return Ok(Redirect::to(path).into_response());
    }
    let page = frame.page(HOME, &job.title, &[], body(&job));
    if job.state == "failed" {
        return Ok(page.into_response());
    }
    // A page without script asks again by itself.
    Ok(([(header::REFRESH, REFRESH)], page).into_response())
}

fn body(job: &job::Model) -> Markup {
    let count = |value: i64| u64::try_from(value).unwrap_or_default();
    let failed = job.state == "failed";
    html! {
        (ui::head(&job.title, html! { @if failed { "没有做完，什么也没有改。" } @else { "可以离开本页，做完后再回来看。" } }, html! {}))
        @if failed {
            (ui::message(ui::Tone::Bad, html! { (job.message) }, html! { a href="/imports" { "回到导入" } }))
        } @else {
            (ui::job(&job.title, &job.message, count(job.progress_done), count(job.progress_total.max(1))))
        }
    }
}
