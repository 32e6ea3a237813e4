//! Cycles move only from the step and with the run that somebody looked at.
use lvzhi_schema::evaluation::cycle;
use lvzhi_shell::jobs;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};

use crate::evaluation::{add_fact, computed, current_run, path, step_of};
use crate::support::{Browser, Site, adopted, each_database, set_up};

const MORE: &str = r#"{"title":"关于夜间儿科的建议"}"#;

/// Computes the cycle again with one more fact.
async fn recompute(site: &Site, clerk: &mut Browser, id: uuid::Uuid, day: &str) {
    add_fact(site, "陆景和", "proposal", day, MORE).await;
    let reply = clerk.post(&path(id, "/compute"), &[("reason", "补记 1 件提案")]).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    jobs::run_until_idle(&site.app).await.unwrap();
}

#[tokio::test]
async fn only_the_run_that_was_looked_at_is_announced_and_published() {
    each_database(async |site| {
        let id = computed(&site).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let old = current_run(&site, id).await;
        recompute(&site, &mut clerk, id, "2026-02-02").await;
        let reply = clerk.post(&path(id, "/announce"), &[("run", &old)]).await;
        assert_eq!(reply.status, 409, "{}", reply.body);
        assert!(reply.body.contains("您看过之后又核算过一次"), "{}", reply.body);
        assert_eq!(step_of(&site, id).await, "compute");
        assert_eq!(clerk.post(&path(id, "/announce"), &[]).await.status, 422, "a form that names no run");

        let new = current_run(&site, id).await;
        assert_eq!(clerk.post(&path(id, "/announce"), &[("run", &new)]).await.status, 303);
        let later = site.at("2026-07-23");
        let mut clerk = Browser::signed_in(&later, "committee_clerk").await;
        assert_eq!(clerk.post(&path(id, "/review"), &[]).await.status, 303);
        recompute(&later, &mut clerk, id, "2026-02-03").await;
        let mut secretary = Browser::signed_in(&later, "secretary_general").await;
        let reply = secretary.post(&path(id, "/publish"), &[("run", &new)]).await;
        assert_eq!(reply.status, 409, "{}", reply.body);
        assert_eq!(step_of(&site, id).await, "review");
    })
    .await;
}

#[tokio::test]
async fn a_move_leaves_the_step_that_its_form_names() {
    each_database(async |site| {
        let id = computed(&site).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let reply = clerk.post(&path(id, "/advance"), &[("step", "collect")]).await;
        assert_eq!(reply.status, 409, "{}", reply.body);
        assert!(reply.body.contains("刚才有人办过") && reply.body.contains("核算"), "{}", reply.body);
        assert_eq!(clerk.post(&path(id, "/advance"), &[("step", "nowhere")]).await.status, 422);
        let mut secretary = Browser::signed_in(&site, "secretary_general").await;
        let form = [("step", "compute"), ("back_reason", "评议漏了一个界别")];
        for _ in 0..2 {
            assert_eq!(secretary.post(&path(id, "/back"), &form).await.status, 303, "twice is once");
        }
        assert_eq!(step_of(&site, id).await, "rate");
    })
    .await;
}

#[tokio::test]
async fn an_announcement_is_taken_back_the_same_day_by_whoever_made_it() {
    each_database(async |site| {
        let id = computed(&site).await;
        let run = current_run(&site, id).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        assert_eq!(clerk.post(&path(id, "/announce"), &[("run", &run)]).await.status, 303);
        let mut member = Browser::signed_in(&site, "member").await;
        let own = path(id, &format!("/members/{}", site.cast.members["陆景和"]));
        assert_eq!(member.get(&own).await.status, 200);
        assert_eq!(clerk.post(&path(id, "/retract"), &[]).await.status, 422, "a reason is demanded");
        let next_day = site.at("2026-07-16");
        let mut late = Browser::signed_in(&next_day, "committee_clerk").await;
        assert_eq!(late.post(&path(id, "/retract"), &[("reason", "漏了一项")]).await.status, 403);
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let mut member = Browser::signed_in(&site, "member").await;
        for _ in 0..2 {
            let reply = clerk.post(&path(id, "/retract"), &[("retract_reason", "漏了一项")]).await;
            assert_eq!((reply.status, reply.header("location")), (303, path(id, "")), "{}", reply.body);
        }
        assert_eq!(step_of(&site, id).await, "compute");
        assert_eq!(member.get(&own).await.status, 404, "what is taken back is not seen");
    })
    .await;
}

#[tokio::test]
async fn after_publication_a_recomputation_is_a_draft_until_it_is_published() {
    each_database(async |site| {
        let id = computed(&site).await;
        let run = current_run(&site, id).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        clerk.post(&path(id, "/announce"), &[("run", &run)]).await;
        let later = site.at("2026-07-23");
        let mut clerk = Browser::signed_in(&later, "committee_clerk").await;
        clerk.post(&path(id, "/review"), &[]).await;
        let mut secretary = Browser::signed_in(&later, "secretary_general").await;
        assert_eq!(secretary.post(&path(id, "/publish"), &[("run", &run)]).await.status, 303);
        recompute(&later, &mut clerk, id, "2026-02-02").await;
        let draft = current_run(&site, id).await;

        let own = path(id, &format!("/members/{}", site.cast.members["陆景和"]));
        let mut member = Browser::signed_in(&later, "member").await;
        for browser in [&mut member, &mut clerk, &mut secretary] {
            assert!(!browser.get(&own).await.body.contains("关于夜间儿科的建议"), "the published sheet");
        }
        let page = clerk.get(&path(id, "/ranking")).await.body;
        assert!(!page.contains("草稿：") && !page.contains("不是现行结果"), "{page}");
        let page = clerk.get(&path(id, &format!("/ranking?run={draft}"))).await.body;
        assert!(page.contains("草稿：第 2 次核算还没有发布"), "{page}");
        assert!(clerk.get(&path(id, "")).await.body.contains("看草稿"));

        assert_eq!(secretary.post(&path(id, "/publish"), &[("run", &draft)]).await.status, 303);
        assert!(member.get(&own).await.body.contains("关于夜间儿科的建议"), "the correction is seen");
    })
    .await;
}

#[tokio::test]
async fn a_cycle_made_by_mistake_is_withdrawn_and_kept() {
    each_database(async |site| {
        let scheme = adopted(&site, "hn-member").await.to_string();
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let form = [("scheme", scheme.as_str()), ("year", "2025"), ("half", "1")];
        let made = clerk.post("/evaluation/cycles", &form).await.header("location");
        let page = clerk.get(&made).await.body;
        assert!(page.contains("作废这个周期"), "{page}");
        let reply = clerk.post(&format!("{made}/withdraw"), &[("step", "prepare")]).await;
        assert_eq!(reply.status, 422, "a reason is demanded: {}", reply.body);
        let form = [("step", "prepare"), ("withdraw_reason", "年份选错了")];
        for _ in 0..2 {
            assert_eq!(clerk.post(&format!("{made}/withdraw"), &form).await.status, 303);
        }
        let page = clerk.get(&made).await.body;
        assert!(page.contains("已作废") && page.contains("年份选错了"), "{page}");
        assert_eq!(clerk.post(&format!("{made}/compute"), &[]).await.status, 409);
        assert!(clerk.get("/evaluation").await.body.contains("作废"));
    })
    .await;
}

#[tokio::test]
async fn a_cycle_binds_only_a_scheme_of_subjects_that_the_program_keeps() {
    each_database(async |site| {
        let scheme = adopted(&site, "branch-quarter").await.to_string();
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = clerk.get("/evaluation/cycles/new").await.body;
        assert!(!page.contains(&scheme) && page.contains("考评的是支部"), "{page}");
        let form = [("scheme", scheme.as_str()), ("year", "2026"), ("half", "1")];
        let reply = clerk.post("/evaluation/cycles", &form).await;
        assert_eq!(reply.status, 422, "{}", reply.body);
        assert!(reply.body.contains("考评的是支部"), "{}", reply.body);
        assert_eq!(cycle::Entity::find().count(site.app.db.read()).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_failed_computation_is_told_where_the_office_looks() {
    each_database(async |site| {
        let scheme = adopted(&site, "hn-member").await.to_string();
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        // Nobody of the stage served then: there is nobody to evaluate.
        let form = [("scheme", scheme.as_str()), ("year", "2001"), ("half", "1")];
        let made = clerk.post("/evaluation/cycles", &form).await.header("location");
        assert_eq!(clerk.post(&format!("{made}/compute"), &[]).await.status, 303);
        jobs::run_until_idle(&site.app).await.unwrap();
        let page = clerk.get(&made).await.body;
        assert!(page.contains("核算没有做成") && page.contains("名册里还没有委员"), "{page}");
        let desk = clerk.get("/").await.body;
        assert!(desk.contains("2001 年上半年的核算没有做成") && desk.contains(&made), "{desk}");

        let early = "update member set starts_on = '2000-01-01'";
        set_up(&site.app, site.cast.province, async |act| {
            act.execute_unprepared(early).await?;
            Ok(())
        })
        .await;
        assert_eq!(clerk.post(&format!("{made}/compute"), &[]).await.status, 303);
        jobs::run_until_idle(&site.app).await.unwrap();
        for address in [made.as_str(), "/"] {
            let page = clerk.get(address).await.body;
            assert!(!page.contains("核算没有做成"), "a later one that ended well: {page}");
        }
    })
    .await;
}
