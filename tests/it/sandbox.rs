//! The sandbox through HTTP: a changed scheme tried on a computed cycle, who may, and what has no answer.
use lvzhi_evaluation::schemes::MEMBER_SCHEME;
use lvzhi_schema::evaluation::{cycle, run};
use sea_orm::{EntityTrait, PaginatorTrait};
use uuid::Uuid;

use crate::evaluation::computed;
use crate::support::{Browser, Site, acts, drafted, each_database};

async fn scheme_of(site: &Site, id: Uuid) -> Uuid {
    let row = cycle::Entity::find_by_id((site.cast.province, id)).one(site.app.db.read()).await.unwrap();
    row.unwrap().scheme_id
}

/// A draft of the members' scheme with this text.
async fn draft(clerk: &mut Browser, text: &str) -> Uuid {
    let draft = drafted(clerk, "shipped:hn-member").await;
    let form = [("revision", "1"), ("body", text), ("note", "")];
    let reply = clerk.post(&format!("/evaluation/schemes/drafts/{draft}"), &form).await;
    assert!(reply.status < 400, "{}", reply.body);
    draft
}

/// Proposals are worth nothing: whoever made two falls behind.
fn without_proposals() -> String {
    let text = MEMBER_SCHEME.replace("version = \"2026.1\"", "version = \"2026.2\"");
    let changed = text.replace("filed = { first = 4, joint = 2 }", "filed = { first = 0, joint = 0 }");
    assert_ne!(changed, text);
    changed
}

#[tokio::test]
async fn a_draft_is_tried_on_the_facts_of_a_computed_cycle() {
    each_database(async |site| {
        let cycle = computed(&site).await;
        let adopted = scheme_of(&site, cycle).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let changed = draft(&mut clerk, &without_proposals()).await;
        let (before, runs) =
            (acts(&site).await, run::Entity::find().count(site.app.db.read()).await.unwrap());

        // Only the changed one is named: the adopted version and the newest computed cycle are taken.
        let short = clerk.get(&format!("/evaluation/sandbox?b={changed}")).await;
        assert_eq!(short.status, 200, "{}", short.body);
        let whole = format!("/evaluation/sandbox?a={adopted}&b={changed}&cycle={cycle}");
        let page = clerk.get(&whole).await;
        for sentence in [
            "只试算，不改动已公布的成绩",
            "改了什么",
            "提案：",
            "名次变动",
            "对谁不利",
            "次序稳不稳",
            "沈若谷",
            "陆景和",
        ] {
            assert!(page.body.contains(sentence), "{sentence}: {}", page.body);
            assert!(short.body.contains(sentence), "{sentence}: {}", short.body);
        }
        // 沈若谷 made two proposals of four points each, and the page names the rule and what it took away.
        assert!(page.body.contains("提案") && page.body.contains("+4 分"), "{}", page.body);
        assert!(page.body.contains(&format!("/evaluation/cycles/{cycle}/members/")), "{}", page.body);
        assert_eq!(
            clerk.get(&format!("{whole}&line=10&page=99")).await.status,
            200,
            "a page behind the last is the last"
        );

        assert_eq!(acts(&site).await, before, "looking leaves no trace");
        assert_eq!(run::Entity::find().count(site.app.db.read()).await.unwrap(), runs);
    })
    .await;
}

#[tokio::test]
async fn what_has_no_answer_is_said() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let empty = clerk.get("/evaluation/sandbox").await;
        assert!(empty.status == 200 && empty.body.contains("还没有可用的履职记录"), "{}", empty.body);
        let cycle = computed(&site).await;
        let adopted = scheme_of(&site, cycle).await;
        let lone = clerk.get("/evaluation/sandbox?a=&b=&cycle=").await;
        assert!(lone.body.contains("还没有可比的办法"), "{}", lone.body);

        let same = draft(&mut clerk, MEMBER_SCHEME).await;
        let ask = async |clerk: &mut Browser, a: &str, b: &str| {
            let reply = clerk.get(&format!("/evaluation/sandbox?a={a}&b={b}&cycle={cycle}")).await;
            assert_eq!(reply.status, 200, "{}", reply.body);
            reply.body
        };
        let (adopted, same) = (adopted.to_string(), same.to_string());
        assert!(ask(&mut clerk, "", "").await.contains("选两份办法"));
        assert!(ask(&mut clerk, &adopted, &adopted).await.contains("同一份办法"));
        assert!(ask(&mut clerk, &adopted, &same).await.contains("同一份办法"), "another id, the same text");
        let broken = draft(&mut clerk, "[scheme]\nid = ").await.to_string();
        let page = ask(&mut clerk, &adopted, &broken).await;
        assert!(
            page.contains("还有错误") && page.contains(&format!("/evaluation/schemes/drafts/{broken}")),
            "{page}"
        );
        let staff = MEMBER_SCHEME.replacen("subject = \"member\"", "subject = \"staff\"", 1);
        let staff = draft(&mut clerk, &staff).await.to_string();
        assert!(ask(&mut clerk, &adopted, &staff).await.contains("考的不是同一种对象"));
        for wrong in ["no-id", &Uuid::now_v7().to_string()] {
            for key in ["a", "b", "cycle"] {
                assert_eq!(
                    clerk.get(&format!("/evaluation/sandbox?{key}={wrong}")).await.status,
                    404,
                    "{key}={wrong}"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn only_who_sees_the_ranking_may_try() {
    each_database(async |site| {
        let cycle = computed(&site).await;
        let adopted = scheme_of(&site, cycle).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let changed = draft(&mut clerk, &without_proposals()).await;
        let path = format!("/evaluation/sandbox?a={adopted}&b={changed}&cycle={cycle}");
        let reply = Browser::stranger(&site).get(&path).await;
        assert_eq!(reply.status, 303);
        assert!(reply.header("location").starts_with("/login"));
        for role in ["member", "personnel_officer", "system_administrator"] {
            let reply = Browser::signed_in(&site, role).await.get(&path).await;
            assert_eq!(reply.status, 403, "{role}");
            assert!(!reply.body.contains("沈若谷"));
        }
        for role in ["leader", "auditor", "secretary_general"] {
            assert_eq!(Browser::signed_in(&site, role).await.get(&path).await.status, 200, "{role}");
        }
        let mut other = Browser::signed_in(&site, "other_committee_clerk").await;
        for query in [format!("a={adopted}"), format!("b={changed}"), format!("cycle={cycle}"), path.clone()]
        {
            let query = query.rsplit('?').next().unwrap();
            let reply = other.get(&format!("/evaluation/sandbox?{query}")).await;
            assert_eq!(reply.status, 404, "{query}");
        }
        // The way in from a version's page.
        let version = clerk.get(&format!("/evaluation/schemes/{adopted}")).await;
        assert!(version.body.contains(&format!("/evaluation/sandbox?b={adopted}")), "{}", version.body);
        let mut member = Browser::signed_in(&site, "member").await;
        let version = member.get(&format!("/evaluation/schemes/{adopted}")).await;
        assert!(version.status == 200 && !version.body.contains("/evaluation/sandbox"), "{}", version.body);
    })
    .await;
}
