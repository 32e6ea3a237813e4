//! The program, or its database, is killed in the middle of a large import: all of it is written or nothing,
//! the job is taken up again, and the audit chain stays whole.
use std::time::{Duration, Instant};

use lvzhi_platform::audit::{ChainState, verify};
use lvzhi_schema::audit::audit_event;
use lvzhi_schema::imports::import_batch;
use lvzhi_schema::people::member;
use lvzhi_schema::work::job;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use crate::support::{Browser, Cluster, Server, Site, each_database, meddle};

const ROWS: u64 = 5_000;
/// Members of the cast.
const CAST: u64 = 3;

fn roster() -> String {
    let mut text = String::from("委员编号,姓名,界别,专委会,手机,任职起\n");
    for number in 0..ROWS {
        text.push_str(&format!(
            "A{number:05},演员{number},环境资源界,人口资源环境委员会,139{number:08},2023-01-10\n"
        ));
    }
    text
}

/// Asks until there is an answer: the database may be on its way back.
async fn eventually<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(40);
    while Instant::now() < deadline {
        if let Some(answer) = ask().await {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("waited too long: {what}");
}

async fn newest_job(site: &Site) -> Option<job::Model> {
    let jobs = job::Entity::find().all(site.app.db.read()).await.ok()?;
    jobs.into_iter().max_by_key(|job| job.id)
}

/// Waits until the job writes for the given time.
async fn writing(site: &Site, attempt: i32) {
    eventually("the job writes", async || {
        let job = newest_job(site).await?;
        assert!(["queued", "running"].contains(&job.state.as_str()), "too fast to be killed: {job:?}");
        let told = job.progress_total > 0 && job.message.starts_with("正在写入");
        (job.attempts >= attempt && job.state == "running" && told).then_some(())
    })
    .await;
}

/// All rows and the confirmed state, or none and the preview; nothing between.
async fn nothing_half_done(site: &Site, batch: Uuid) -> bool {
    let db = site.app.db.read();
    let row = import_batch::Entity::find_by_id((site.cast.province, batch)).one(db).await.unwrap().unwrap();
    let members = member::Entity::find().count(db).await.unwrap();
    let confirmed = audit_event::Entity::find().filter(audit_event::Column::Action.eq("import.confirm"));
    let found = (row.state.as_str(), members, confirmed.count(db).await.unwrap());
    let chain = verify(&site.app.db, site.cast.province).await.unwrap();
    assert!(matches!(chain, ChainState::Whole { .. }), "{chain:?}");
    match found {
        ("previewed", CAST, 0) => false,
        ("confirmed", members, 1) if members == CAST + ROWS => true,
        _ => panic!("half done: {found:?}"),
    }
}

async fn all_done(site: &Site, batch: Uuid) -> job::Model {
    let job = eventually("the job ends", async || {
        let job = newest_job(site).await?;
        assert_ne!(job.state, "failed", "{job:?}");
        (job.state == "done").then_some(job)
    })
    .await;
    assert!(nothing_half_done(site, batch).await);
    job
}

/// Uploads the roster and confirms it; gives the batch.
fn confirm(server: &Server, cookie: &str) -> Uuid {
    let reply = server.upload("members", "名册.csv", &roster(), cookie);
    assert_eq!(reply.status, 303, "{}", reply.text);
    let page = reply.header("location");
    let reply = server.post(&format!("{page}/confirm"), cookie);
    assert!(reply.header("location").starts_with("/jobs/"), "{}", reply.text);
    page.rsplit('/').next().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_program_leaves_all_or_nothing_and_takes_its_job_up_again() {
    each_database(async |site| {
        let cookie = Browser::cookie_by_the_clock(&site, "committee_clerk").await;
        let server = Server::start(&site.app.config);
        let batch = confirm(&server, &cookie);
        writing(&site, 1).await;
        server.kill();
        assert!(!nothing_half_done(&site, batch).await, "it was killed before it could commit");

        // A second time, later in the writing.
        run_out(&site).await;
        let server = Server::start(&site.app.config);
        writing(&site, 2).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        server.kill();
        nothing_half_done(&site, batch).await;

        run_out(&site).await;
        let server = Server::start(&site.app.config);
        all_done(&site, batch).await;
        assert_eq!(server.get(&format!("/imports/{batch}"), &cookie).status, 200);
        assert_eq!(server.terminate(), Some(0));
    })
    .await;
}

/// On PostgreSQL other servers may be alive, so a lease must run out: here the minute passes at once.
/// On SQLite nothing is done: a starting server takes up what a dead one left.
async fn run_out(site: &Site) {
    if site.app.config.database_url.is_some() {
        meddle(site, &["update job set leased_until = 0 where state = 'running'"]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_database_leaves_all_or_nothing_and_the_program_goes_on() {
    let Some(cluster) = Cluster::start() else {
        eprintln!("PostgreSQL's server is not installed: not tested");
        return;
    };
    let site = Site::on(Some(cluster.url())).await;
    let cookie = Browser::cookie_by_the_clock(&site, "committee_clerk").await;
    let server = Server::start(&site.app.config);
    let batch = confirm(&server, &cookie);
    writing(&site, 1).await;
    cluster.fall();
    assert_eq!(server.get("/login", "").status, 200, "pages without data still come");
    cluster.rise();
    eventually("the database answers", async || newest_job(&site).await).await;
    nothing_half_done(&site, batch).await;
    run_out(&site).await;
    // The same process: its connections come back and the job is tried again.
    let job = all_done(&site, batch).await;
    assert!(job.attempts > 1, "{job:?}");
    assert_eq!(server.get(&format!("/imports/{batch}"), &cookie).status, 200);
    assert_eq!(server.terminate(), Some(0));
}
