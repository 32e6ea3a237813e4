//! Adoption: one person drafts, another adopts.
use lvzhi_evaluation::schemes::MEMBER_SCHEME;
use lvzhi_schema::evaluation::scheme;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::{decide, path, send};
use crate::support::{Browser, acts, adopted_scheme, drafted, each_database, meddle, text_of};

fn second() -> String {
    MEMBER_SCHEME.replacen("version = \"2026.1\"", "version = \"2026.2\"", 1)
}

#[tokio::test]
async fn what_has_errors_is_kept_but_not_submitted() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let draft = drafted(&mut clerk, "shipped:hn-member").await;
        let wrong = MEMBER_SCHEME.replacen("kind = \"proposal\"", "kind = \"likes\"", 1);
        let reply = send(&mut clerk, draft, "/submit", 1, &wrong).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("改好才能送审") && reply.body.contains("已替您存草稿"), "{}", reply.body);
        let row = text_of(&site, draft).await;
        assert_eq!((row.body.as_str(), row.state.as_str()), (wrong.as_str(), "drafting"));
        assert!(reply.body.contains("name=\"revision\" value=\"2\""));
        for _ in 0..2 {
            let reply = send(&mut clerk, draft, "/submit", 2, MEMBER_SCHEME).await;
            assert_eq!((reply.status, reply.header("location")), (303, path(draft, "")), "{}", reply.body);
        }
        assert_eq!(text_of(&site, draft).await.state, "submitted");
        assert_eq!(acts(&site).await.iter().filter(|act| *act == "scheme_draft.submit").count(), 1);
        let reply = send(&mut clerk, draft, "", 3, "# 送审之后").await;
        assert_eq!(reply.status, 409);
        assert!(reply.body.contains("不能再改") && reply.body.contains("# 送审之后"), "{}", reply.body);
    })
    .await;
}

#[tokio::test]
async fn another_person_adopts_once() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let draft = drafted(&mut clerk, "shipped:hn-member").await;
        let mut secretary = Browser::signed_in(&site, "secretary_general").await;
        let reply = decide(&mut secretary, draft, "/adopt", 1, "").await;
        assert_eq!(reply.status, 409, "not submitted yet: {}", reply.body);
        assert_eq!(send(&mut clerk, draft, "/submit", 1, MEMBER_SCHEME).await.status, 303);
        assert_eq!(decide(&mut clerk, draft, "/adopt", 2, "").await.status, 403, "the clerk adopts nothing");
        let mut other = Browser::login(&site, "other_secretary_general").await;
        for act in ["/adopt", "/return", "/withdraw"] {
            assert_eq!(decide(&mut other, draft, act, 2, "别的单位").await.status, 404, "{act}");
        }
        let (desk, own) = (secretary.get("/").await.body, clerk.get("/").await.body);
        assert!(
            desk.contains(&path(draft, "")) && !own.contains(&path(draft, "")),
            "it waits on the right desk"
        );
        let list = secretary.get("/evaluation/schemes").await.body;
        assert!(list.contains("等您审"), "{list}");
        let page = secretary.get(&path(draft, "")).await.body;
        assert!(page.contains("改了提案上限") && page.contains("计分表"), "{page}");
        let ask = secretary.get(&path(draft, "/adopt")).await.body;
        assert!(ask.contains("先不采用") && ask.contains("name=\"revision\" value=\"2\""), "{ask}");
        let mut version = String::new();
        for _ in 0..2 {
            let reply = decide(&mut secretary, draft, "/adopt", 2, "").await;
            assert_eq!(reply.status, 303, "{}", reply.body);
            version = reply.header("location");
        }
        let rows = scheme::Entity::find().all(site.app.db.read()).await.unwrap();
        assert_eq!(rows.len(), 1, "a double click adopts once");
        assert_eq!(version, format!("/evaluation/schemes/{}", rows[0].id));
        assert_eq!(rows[0].adopted_by, site.cast.accounts["secretary_general"]);
        let row = text_of(&site, draft).await;
        assert_eq!((row.state.as_str(), row.scheme_id), ("adopted", Some(rows[0].id)));
        assert_eq!(row.drafted_by, site.cast.accounts["committee_clerk"]);
        let trail: Vec<_> = acts(&site).await.into_iter().filter(|act| act.starts_with("scheme")).collect();
        assert_eq!(trail, ["scheme_draft.start", "scheme_draft.submit", "scheme.adopt"]);
        let page = clerk.get(&version).await.body;
        assert!(page.contains("<span id=\"L12\">") && page.contains("第七条"), "{page}");
        for act in ["/return", "/withdraw"] {
            assert_eq!(
                decide(&mut secretary, draft, act, 3, "晚了").await.status,
                409,
                "{act}: an end is an end"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_adopts_what_he_drafted() {
    each_database(async |site| {
        let mut secretary = Browser::signed_in(&site, "secretary_general").await;
        let draft = drafted(&mut secretary, "shipped:hn-member").await;
        assert_eq!(send(&mut secretary, draft, "/submit", 1, MEMBER_SCHEME).await.status, 303);
        let page = secretary.get(&path(draft, "")).await.body;
        assert!(page.contains("要由另一个人看过再采用") && !page.contains("/adopt\""), "{page}");
        let reply = decide(&mut secretary, draft, "/adopt", 2, "").await;
        assert_eq!(reply.status, 403);
        assert!(reply.body.contains("谁也不能独自改规则"), "{}", reply.body);
        assert_eq!(decide(&mut secretary, draft, "/return", 2, "自己退").await.status, 403);
        assert_eq!(scheme::Entity::find().count(site.app.db.read()).await.unwrap(), 0);
        let mut leader = Browser::signed_in(&site, "leader").await;
        assert_eq!(decide(&mut leader, draft, "/adopt", 2, "").await.status, 303);
        assert_eq!(scheme::Entity::find().count(site.app.db.read()).await.unwrap(), 1);
    })
    .await;
}

/// Also who goes round the program finds that the database wants two persons.
#[tokio::test]
async fn the_database_itself_refuses_an_adoption_by_the_drafter() {
    each_database(async |site| {
        adopted_scheme(&site).await;
        let db = sea_orm::Database::connect(site.app.config.database_url()).await.unwrap();
        let same = "update scheme_draft set reviewed_by = drafted_by";
        let refused = sea_orm::ConnectionTrait::execute_unprepared(&db, same).await.unwrap_err().to_string();
        db.close().await.unwrap();
        assert!(refused.to_lowercase().contains("check"), "{refused}");
        meddle(&site, &["update scheme_draft set note = ''"]).await;
    })
    .await;
}

#[tokio::test]
async fn a_returned_draft_is_mended_and_what_was_read_is_what_is_adopted() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let mut secretary = Browser::signed_in(&site, "secretary_general").await;
        let draft = drafted(&mut clerk, "shipped:hn-member").await;
        assert_eq!(send(&mut clerk, draft, "/submit", 1, MEMBER_SCHEME).await.status, 303);
        let reply = decide(&mut secretary, draft, "/return", 2, "  ").await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("请写明退回的理由"), "{}", reply.body);
        for _ in 0..2 {
            assert_eq!(decide(&mut secretary, draft, "/return", 2, "第七条上限再议").await.status, 303);
        }
        assert_eq!(acts(&site).await.iter().filter(|act| *act == "scheme_draft.return").count(), 1);
        let page = clerk.get(&path(draft, "")).await.body;
        assert!(page.contains("第七条上限再议") && page.contains("<textarea"), "{page}");
        assert!(clerk.get("/").await.body.contains("退回：第七条上限再议"));
        assert_eq!(
            decide(&mut secretary, draft, "/adopt", 3, "").await.status,
            409,
            "it is the drafter's turn"
        );
        assert_eq!(send(&mut clerk, draft, "/submit", 3, &second()).await.status, 303);
        let reply = decide(&mut secretary, draft, "/adopt", 2, "").await;
        assert_eq!(reply.status, 409, "he read another text");
        assert!(reply.body.contains("又送审了新的一稿"), "{}", reply.body);
        assert_eq!(decide(&mut secretary, draft, "/adopt", 4, "").await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn a_version_number_is_used_once() {
    each_database(async |site| {
        let version = adopted_scheme(&site).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let draft = drafted(&mut clerk, &format!("version:{version}")).await;
        assert!(
            text_of(&site, draft).await.body.contains("version = \"2026.2\""),
            "the next one is proposed"
        );
        let reply = send(&mut clerk, draft, "/submit", 1, MEMBER_SCHEME).await;
        assert_eq!(reply.status, 422);
        let page = reply.body;
        assert!(page.contains("2026.1 已经采用过") && page.contains("换一个没有用过的版本号"), "{page}");
        let reply = send(&mut clerk, draft, "/submit", text_of(&site, draft).await.revision, &second()).await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        let page = clerk.get(&path(draft, "")).await.body;
        assert!(page.contains("改了 1 处") && page.contains("与所据版本相比"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_withdrawn_by_its_drafter_or_by_who_adopts() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let mut secretary = Browser::signed_in(&site, "secretary_general").await;
        let (mine, theirs) = (drafted(&mut clerk, "").await, drafted(&mut secretary, "").await);
        assert_eq!(decide(&mut clerk, theirs, "/withdraw", 1, "不是我的").await.status, 403);
        for _ in 0..2 {
            let reply = clerk.post(&path(mine, "/withdraw"), &[("withdraw_reason", "写错了对象")]).await;
            assert_eq!(reply.status, 303, "{}", reply.body);
        }
        assert_eq!(acts(&site).await.iter().filter(|act| *act == "scheme_draft.withdraw").count(), 1);
        let page = clerk.get(&path(mine, "")).await.body;
        assert!(page.contains("写错了对象") && page.contains("以此另起一稿"), "{page}");
        let reply = send(&mut clerk, mine, "", 2, "# 再写").await;
        assert_eq!(reply.status, 409, "{}", reply.body);
        let abandoned = drafted(&mut clerk, "").await;
        assert_eq!(decide(&mut secretary, abandoned, "/withdraw", 1, "久未送审").await.status, 303);
        let list = clerk.get("/evaluation/schemes").await.body;
        assert!(list.contains("办结的草稿 2 份"), "{list}");
    })
    .await;
}
