//! The audit trail: reading, proving, exporting, and finding what somebody changed behind its back.
use std::io::Cursor;

use calamine::{Reader, Xlsx};
use sea_orm::{ConnectionTrait, Database, DbBackend};

use crate::support::{Browser, acts, each_database};

#[tokio::test]
async fn the_trail_is_read_by_who_may_and_filtered() {
    each_database(async |site| {
        Browser::login(&site, "member").await;
        let mut auditor = Browser::login(&site, "auditor").await;
        let page = auditor.get("/audit").await.body;
        assert!(page.contains("登录") && page.contains("stage.set_up"), "{page}");
        assert!(page.find("审计员auditor").unwrap() < page.find("委员member").unwrap(), "newest first");
        let page = auditor.get("/audit?action=stage.set_up").await.body;
        assert!(page.contains("共 <b>1</b> 条"));
        assert!(auditor.get("/audit?who=委员member").await.body.contains("共 <b>1</b> 条"));
        assert!(auditor.get("/audit?from=2026-07-16").await.body.contains("没有符合条件的审计记录"));
        assert!(auditor.get("/audit?from=2026-07-15&to=2026-07-15").await.body.contains("共 <b>3</b> 条"));
        for login in ["member", "leader", "committee_clerk"] {
            assert_eq!(Browser::login(&site, login).await.get("/audit").await.status, 403, "{login}");
        }
        let mut other = Browser::login(&site, "other_auditor").await;
        assert!(!other.get("/audit").await.body.contains("stage.set_up"));
        assert_eq!(Browser::stranger(&site).get("/audit").await.header("location"), "/login?next=/audit");
    })
    .await;
}

#[tokio::test]
async fn a_whole_chain_is_stamped_and_the_proof_is_an_event() {
    each_database(async |site| {
        let mut auditor = Browser::login(&site, "auditor").await;
        let reply = auditor.post("/audit/verify", &[]).await;
        assert_eq!((reply.status, reply.header("location").as_str()), (303, "/audit/verified/3"));
        let page = auditor.follow(reply).await.body;
        assert!(page.contains("核验一致") && page.contains("共 <b>2</b> 条记录"), "{page}");
        assert_eq!(acts(&site).await.last().unwrap(), "audit.verify");
        assert_eq!(auditor.get("/audit/verified/1").await.status, 404, "another kind of event");
        let mut other = Browser::login(&site, "other_auditor").await;
        assert_eq!(other.get("/audit/verified/3").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_changed_row_is_named() {
    each_database(async |site| {
        let mut auditor = Browser::login(&site, "auditor").await;
        Browser::login(&site, "leader").await;
        let outside = Database::connect(site.app.db.url()).await.unwrap();
        let change = format!(
            "update audit_event set actor_name = '别人' where seq = 2 and committee_id = {}",
            match outside.get_database_backend() {
                DbBackend::Postgres => format!("'{}'", site.cast.province),
                _ => format!("x'{}'", site.cast.province.simple()),
            }
        );
        assert!(outside.execute_unprepared(&change).await.is_err(), "the trigger refuses");
        let on = if outside.get_database_backend() == DbBackend::Postgres { " on audit_event" } else { "" };
        outside.execute_unprepared(&format!("drop trigger audit_event_no_update{on}")).await.unwrap();
        assert_eq!(outside.execute_unprepared(&change).await.unwrap().rows_affected(), 1);
        outside.close().await.unwrap();

        let reply = auditor.post("/audit/verify", &[]).await;
        let page = auditor.follow(reply).await.body;
        assert!(page.contains("第一处断点在第 <b>2</b> 条"), "{page}");
        assert!(page.contains("被改动过") && !page.contains("核验一致"));
    })
    .await;
}

#[tokio::test]
async fn taking_the_trail_out_is_an_event() {
    each_database(async |site| {
        let mut auditor = Browser::login(&site, "auditor").await;
        let reply = auditor.post("/audit/export", &[]).await;
        assert_eq!(reply.status, 200);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(reply.bytes)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!(sheet.height(), 2 + 1 + 2, "two titles, the head, two events");
        assert_eq!(acts(&site).await.last().unwrap(), "audit.export");
        let mut member = Browser::login(&site, "member").await;
        assert_eq!(member.post("/audit/export", &[]).await.status, 403);
        assert_eq!(member.post("/audit/verify", &[]).await.status, 403);
    })
    .await;
}
