//! People are told what concerns them, once, in their own list.
use std::future::Future;
use std::pin::Pin;

use lvzhi_schema::notices::notice;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::evaluation::{computed, current_run, path};
use crate::support::{Browser, Site, acts, drafted, each_database};

async fn notices_of(site: &Site, login: &str) -> Vec<notice::Model> {
    let account = site.cast.accounts[login];
    let query = notice::Entity::find().filter(notice::Column::AccountId.eq(account));
    query.all(site.app.db.read()).await.unwrap()
}

/// A notice to somebody, for routes that name one.
pub(crate) fn make(site: &Site) -> Pin<Box<dyn Future<Output = String> + '_>> {
    Box::pin(async move {
        let all = notice::Entity::find().all(site.app.db.read()).await.unwrap();
        let own = all.iter().find(|row| row.account_id == site.cast.accounts["member"]);
        own.expect("the announced cycle tells its members").id.to_string()
    })
}

#[tokio::test]
async fn members_are_told_of_announcement_and_publication_and_find_their_own_score() {
    each_database(async |site| {
        let id = computed(&site).await;
        let run = current_run(&site, id).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        for _ in 0..2 {
            assert_eq!(clerk.post(&path(id, "/announce"), &[("run", &run)]).await.status, 303);
        }
        let told = notices_of(&site, "member").await;
        assert_eq!(told.len(), 1, "a second click tells nobody twice");
        let mut member = Browser::signed_in(&site, "member").await;
        let list = member.get("/notices").await.body;
        assert!(list.contains("公示到7月21日，请核对您的每一项得分") && list.contains("没看过的"), "{list}");
        let open = format!("/notices/{}/open", told[0].id);
        let own = path(id, &format!("/members/{}", site.cast.members["陆景和"]));
        for _ in 0..2 {
            assert_eq!(member.post(&open, &[]).await.header("location"), own);
        }
        assert_eq!(member.get(&own).await.status, 200);
        assert!(member.get("/notices").await.body.contains("都看过了"));
        assert!(member.get("/notices?read=no").await.body.contains("没有符合条件的通知"));
        let mut other = Browser::signed_in(&site, "member_two").await;
        assert_eq!(other.post(&open, &[]).await.status, 404, "somebody else's");

        let later = site.at("2026-07-23");
        let mut clerk = Browser::signed_in(&later, "committee_clerk").await;
        assert_eq!(clerk.post(&path(id, "/review"), &[]).await.status, 303);
        let mut secretary = Browser::signed_in(&later, "secretary_general").await;
        assert_eq!(secretary.post(&path(id, "/publish"), &[("run", &run)]).await.status, 303);
        assert_eq!(notices_of(&site, "member_two").await.len(), 2);
        let mut other = Browser::signed_in(&later, "member_two").await;
        assert!(other.get("/").await.status == 200 && other.get("/notices").await.body.contains("发布了"));
        for _ in 0..2 {
            assert_eq!(other.post("/notices/read", &[]).await.status, 303);
        }
        let times = acts(&site).await.iter().filter(|act| *act == "notice.read_all").count();
        assert_eq!(times, 1, "a second click is nothing");
        assert!(notices_of(&site, "other_member").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_is_told_too() {
    each_database(async |site| {
        let id = computed(&site).await;
        let run = current_run(&site, id).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        assert_eq!(clerk.post(&path(id, "/announce"), &[("run", &run)]).await.status, 303);
        assert_eq!(clerk.post(&path(id, "/retract"), &[("reason", "漏了一项")]).await.status, 303);
        let told = notices_of(&site, "member").await;
        assert!(told.iter().any(|row| row.kind == "result_retracted"), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn who_adopts_is_told_of_a_draft_and_its_drafter_of_what_became_of_it() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let draft = drafted(&mut clerk, "shipped:hn-member").await;
        let row = crate::support::text_of(&site, draft).await;
        let revision = row.revision.to_string();
        let address = format!("/evaluation/schemes/drafts/{draft}");
        let form = [("body", row.body.as_str()), ("revision", revision.as_str())];
        let reply = clerk.post(&format!("{address}/submit"), &form).await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        for login in ["leader", "secretary_general"] {
            let told = notices_of(&site, login).await;
            assert!(told.len() == 1 && told[0].text.contains("送审《"), "{login}: {told:?}");
        }
        assert!(notices_of(&site, "committee_clerk").await.is_empty(), "nobody is told what he did himself");
        let revision = crate::support::text_of(&site, draft).await.revision.to_string();
        let mut leader = Browser::signed_in(&site, "leader").await;
        assert!(leader.get("/").await.body.contains("看 1 条通知"));
        let form = [("revision", revision.as_str()), ("reason", "第三条太严")];
        assert_eq!(leader.post(&format!("{address}/return"), &form).await.status, 303);
        let told = notices_of(&site, "committee_clerk").await;
        assert!(told.len() == 1 && told[0].text.ends_with("退回了：第三条太严"), "{told:?}");
        assert_eq!(
            clerk.post(&format!("/notices/{}/open", told[0].id), &[]).await.header("location"),
            address
        );
    })
    .await;
}
