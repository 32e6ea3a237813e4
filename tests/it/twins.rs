//! Two at once: each pair of acts is sent at the same moment. Both are done, or one is done and the other refused with a
//! sentence; nothing is done twice, nothing breaks, and the chain stays whole.
use lvzhi_platform::audit::{ChainState, verify};
use lvzhi_schema::audit::audit_event;
use lvzhi_schema::evaluation::{outcome, scheme};
use lvzhi_shell::jobs;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::evaluation::{computed, current_run, path};
use crate::support::{Browser, Reply, Site, Upload, drafted, each_database};

/// Posts the same form twice at once; each must come back with a redirect, or be refused with a sentence.
async fn twice(site: &Site, login: &str, path: &str, form: &[(&str, &str)]) -> [Reply; 2] {
    let (mut one, mut other) = (Browser::signed_in(site, login).await, Browser::signed_in(site, login).await);
    let replies = tokio::join!(one.post(path, form), other.post(path, form));
    let replies = [replies.0, replies.1];
    for reply in &replies {
        assert!([200, 303, 409].contains(&reply.status), "{path}: {} {}", reply.status, reply.body);
    }
    assert!(replies.iter().any(|reply| reply.status != 409), "{path}: nobody was served");
    replies
}

/// How often the province's trail holds an act. The chain must be whole.
async fn times(site: &Site, action: &str) -> u64 {
    for committee in [site.cast.province, site.cast.city] {
        let chain = verify(&site.app.db, committee).await.unwrap();
        assert!(matches!(chain, ChainState::Whole { .. }), "{chain:?}");
    }
    let query = audit_event::Entity::find()
        .filter(audit_event::Column::CommitteeId.eq(site.cast.province))
        .filter(audit_event::Column::Action.eq(action));
    query.count(site.app.db.read()).await.unwrap()
}

#[tokio::test]
async fn twin_confirmations_of_an_import_write_once() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let text = "日期,姓名,会议类别,会议名称,出席情况\n2026-01-19,陆景和,全体会议,四次会议,出席\n";
        let upload = Upload { field: "file", name: "签到.csv", bytes: text.as_bytes() };
        let batch = clerk.upload("/imports", &[("target", "attendance")], upload).await.header("location");
        twice(&site, "committee_clerk", &format!("{batch}/confirm"), &[("seen", "1")]).await;
        let facts = lvzhi_schema::duty::fact::Entity::find().count(site.app.db.read()).await.unwrap();
        assert_eq!((facts, times(&site, "import.confirm").await), (1, 1));
        twice(&site, "committee_clerk", &format!("{batch}/undo"), &[("reason", "传错了")]).await;
        assert_eq!(times(&site, "import.undo").await, 1);
    })
    .await;
}

#[tokio::test]
async fn twin_facts_are_recorded_and_confirmed_once() {
    each_database(async |site| {
        let form = [
            ("kind", "speech"),
            ("name", "陆景和"),
            ("date", "2026-06-16"),
            ("attr.occasion", "standing"),
            ("attr.title", "水价形成机制"),
            ("document", "常委会会议记录"),
        ];
        let (mut one, mut other) = (
            Browser::signed_in(&site, "committee_clerk").await,
            Browser::signed_in(&site, "committee_clerk").await,
        );
        let replies = tokio::join!(one.post("/facts", &form), other.post("/facts", &form));
        let mut statuses = [replies.0.status, replies.1.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422], "the second is told that it stands already");
        let made = if replies.0.status == 303 { replies.0 } else { replies.1 };
        twice(&site, "committee_clerk", &format!("{}/confirm", made.header("location")), &[]).await;
        assert_eq!((times(&site, "fact.record").await, times(&site, "fact.confirm").await), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn twin_publications_publish_once() {
    each_database(async |site| {
        let id = computed(&site).await;
        let run = current_run(&site, id).await;
        twice(&site, "committee_clerk", &path(id, "/announce"), &[("run", &run)]).await;
        assert_eq!(times(&site, "cycle.announce").await, 1);
        let later = site.at("2026-07-23");
        twice(&later, "committee_clerk", &path(id, "/review"), &[]).await;
        twice(&later, "secretary_general", &path(id, "/publish"), &[("run", &run)]).await;
        assert_eq!(times(&site, "cycle.publish").await, 1);
        let listed = outcome::Entity::find().all(site.app.db.read()).await.unwrap();
        let mut kinds: Vec<_> = listed.iter().map(|row| (row.rule.clone(), row.member_id)).collect();
        kinds.sort();
        kinds.dedup();
        assert_eq!(kinds.len(), listed.len(), "no outcome is listed twice");
    })
    .await;
}

#[tokio::test]
async fn twin_computations_are_kept_once() {
    each_database(async |site| {
        let id = computed(&site).await;
        twice(&site, "committee_clerk", &path(id, "/compute"), &[("reason", "再算一遍")]).await;
        // Two workers at once, as two servers on one database would.
        let (one, other) = tokio::join!(jobs::run_until_idle(&site.app), jobs::run_until_idle(&site.app));
        one.unwrap();
        other.unwrap();
        let runs = lvzhi_schema::evaluation::run::Entity::find().count(site.app.db.read()).await.unwrap();
        assert_eq!((runs, times(&site, "run.compute").await), (2, 2), "the first and one more");
    })
    .await;
}

#[tokio::test]
async fn twin_adoptions_make_one_version() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let draft = drafted(&mut clerk, "shipped:hn-member").await;
        let path = format!("/evaluation/schemes/drafts/{draft}");
        let form = [("revision", "1"), ("body", lvzhi_evaluation::schemes::MEMBER_SCHEME)];
        assert_eq!(clerk.post(&format!("{path}/submit"), &form).await.status, 303);
        twice(&site, "secretary_general", &format!("{path}/adopt"), &[("revision", "2")]).await;
        assert_eq!(times(&site, "scheme.adopt").await, 1);
        assert_eq!(scheme::Entity::find().count(site.app.db.read()).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn twin_accounts_get_one_login_name() {
    each_database(async |site| {
        let form = [("name", "新来的"), ("login", "xinlai"), ("role", "staff")];
        let (mut one, mut other) = (
            Browser::signed_in(&site, "system_administrator").await,
            Browser::signed_in(&site, "system_administrator").await,
        );
        let replies = tokio::join!(one.post("/accounts", &form), other.post("/accounts", &form));
        let mut statuses = [replies.0.status, replies.1.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422], "{} {}", replies.0.body, replies.1.body);
        assert_eq!(times(&site, "account.create").await, 1);
    })
    .await;
}

#[tokio::test]
async fn different_acts_of_one_committee_all_stand_in_one_chain() {
    each_database(async |site| {
        let mut clerks = Vec::new();
        for login in ["committee_clerk", "personnel_officer", "system_administrator", "leader"] {
            clerks.push(Browser::signed_in(&site, login).await);
        }
        let [clerk, personnel, administrator, leader] = clerks.as_mut_slice() else { panic!() };
        let member = format!("/members/{}/posts", site.cast.members["陆景和"]);
        let account = format!("/accounts/{}/disable", site.cast.accounts["staff"]);
        let speech = [
            ("kind", "speech"),
            ("name", "沈若谷"),
            ("date", "2026-06-16"),
            ("attr.occasion", "standing"),
            ("attr.title", "水价形成机制"),
            ("document", "常委会会议记录"),
        ];
        let replies = tokio::join!(
            clerk.post("/facts", &speech),
            personnel.post(&member, &[("title", "常委"), ("post_from", "2026-03-01")]),
            administrator.post(&account, &[]),
            leader.post("/members/export", &[]),
        );
        for reply in [&replies.0, &replies.1, &replies.2, &replies.3] {
            assert!([200, 303].contains(&reply.status), "{} {}", reply.status, reply.body);
        }
        for action in ["fact.record", "member.post.add", "account.disable", "member.export"] {
            assert_eq!(times(&site, action).await, 1, "{action}");
        }
    })
    .await;
}

/// Two jobs that nobody can do: each ends with a sentence as soon as it is taken.
async fn two_jobs(site: &Site) {
    let by = lvzhi_platform::act::By::program();
    let enqueued = site.app.act_by(site.cast.province, by, async |act| {
        act.unaudited(lvzhi_platform::Unaudited::Job);
        for title in ["第一件", "第二件"] {
            lvzhi_platform::jobs::enqueue(act, "no.such", title, &serde_json::json!({})).await?;
        }
        Ok(())
    });
    enqueued.await.unwrap();
}

#[tokio::test]
async fn whoever_ends_the_program_waits_for_the_job_at_hand_and_no_other() {
    each_database(async |site| {
        two_jobs(&site).await;
        jobs::run(site.app.clone(), std::future::ready(())).await;
        let all = lvzhi_schema::work::job::Entity::find().all(site.app.db.read()).await.unwrap();
        let mut states: Vec<_> = all.iter().map(|job| job.state.as_str()).collect();
        states.sort_unstable();
        assert_eq!(states, ["failed", "queued"]);
    })
    .await;
}

#[tokio::test]
async fn two_jobs_due_at_once_are_done_without_a_pause() {
    each_database(async |site| {
        two_jobs(&site).await;
        // Two workers that want the same oldest job: the slower one takes the other, and neither goes to sleep.
        let lease = || lvzhi_platform::jobs::lease(&site.app.db, site.app.clock);
        let (one, other) = tokio::join!(lease(), lease());
        let (one, other) = (one.unwrap().unwrap(), other.unwrap().unwrap());
        assert_ne!(one.id, other.id);
    })
    .await;
}
