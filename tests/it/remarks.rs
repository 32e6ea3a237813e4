//! Internal notes on an object: who writes, who reads, how one is withdrawn.
use lvzhi_schema::audit::audit_event;
use lvzhi_schema::remarks::remark;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::support::{Browser, Site, acts, between, each_database};

const WORDS: &str = "下周三以前\n再同他通一次电话";

fn member_page(site: &Site) -> String {
    format!("/members/{}", site.cast.members["陆景和"])
}

fn to_member(site: &Site) -> String {
    format!("/remarks/member/{}", site.cast.members["陆景和"])
}

async fn rows(site: &Site) -> u64 {
    remark::Entity::find().count(site.app.db.read()).await.unwrap()
}

/// One on a member of the province, written by the clerk; its id.
pub async fn one(site: &Site) -> String {
    let mut clerk = Browser::signed_in(site, "committee_clerk").await;
    let reply = clerk.post(&to_member(site), &[("remark", WORDS)]).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    remark::Entity::find().one(site.app.db.read()).await.unwrap().unwrap().id.to_string()
}

#[tokio::test]
async fn a_remark_is_written_and_stands_above_the_older_ones() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let empty = clerk.get(&member_page(&site)).await.body;
        assert!(empty.contains("还没有备注。") && empty.contains("写备注"), "{empty}");
        let reply = clerk.post(&to_member(&site), &[("remark", WORDS)]).await;
        assert_eq!(reply.header("location"), format!("{}#remarks", member_page(&site)));
        // Who may write and does not see the object writes nothing.
        let mut personnel = Browser::signed_in(&site, "personnel_officer").await;
        assert_eq!(personnel.post(&to_member(&site), &[("remark", "已通话")]).await.status, 404);
        let site = site.at("2026-07-17");
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        assert_eq!(clerk.post(&to_member(&site), &[("remark", "<b>已</b>答复")]).await.status, 303);
        let page = clerk.get(&member_page(&site)).await.body;
        let panel = between(&page, "id=\"remarks\"", "</section>");
        assert!(panel.find("&lt;b&gt;已&lt;/b&gt;答复") < panel.find("下周三以前"), "newest first: {panel}");
        assert!(panel.contains("委员看不到") && panel.contains("7月17日 09:00"), "{panel}");
        let paper = clerk.get(&format!("{}?print=1", member_page(&site))).await.body;
        let panel = between(&paper, "id=\"remarks\"", "</section>");
        assert!(
            panel.contains("下周三以前") && !panel.contains("<form") && !panel.contains("撤回"),
            "{panel}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_empty_or_overlong_remark_comes_back_with_what_was_typed() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let empty = clerk.post(&to_member(&site), &[("remark", " \n ")]).await;
        assert!(empty.status == 422 && empty.body.contains("还没有写内容"), "{}", empty.body);
        let long = "长".repeat(1_001);
        let reply = clerk.post(&to_member(&site), &[("remark", &long)]).await;
        assert!(reply.status == 422 && reply.body.contains("备注最多 1000 个字，现在是 1001 个"));
        assert!(reply.body.contains(&long) && reply.body.contains("aria-invalid=\"true\""));
        assert_eq!(rows(&site).await, 0);
        assert_eq!(clerk.post(&to_member(&site), &[("remark", &"长".repeat(1_000))]).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn the_same_words_on_another_day_are_another_remark() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        for _ in 0..2 {
            assert_eq!(clerk.post(&to_member(&site), &[("remark", "已电话核实")]).await.status, 303);
        }
        assert_eq!(remark::Entity::find().count(site.app.db.read()).await.unwrap(), 1, "a second click");
        let next_day = site.at("2026-07-16");
        let mut clerk = Browser::signed_in(&next_day, "committee_clerk").await;
        assert_eq!(clerk.post(&to_member(&site), &[("remark", "已电话核实")]).await.status, 303);
        assert_eq!(remark::Entity::find().count(site.app.db.read()).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn only_officers_who_see_the_object_read_its_remarks() {
    each_database(async |site| {
        let id = one(&site).await;
        for login in ["secretary_general", "auditor", "committee_clerk"] {
            let page = Browser::signed_in(&site, login).await.get(&member_page(&site)).await;
            assert!(page.body.contains("下周三以前"), "{login}");
        }
        let own = Browser::signed_in(&site, "member").await.get("/my/file").await;
        assert_eq!(own.status, 200);
        assert!(!own.body.contains("下周三以前") && !own.body.contains("id=\"remarks\""), "{}", own.body);
        for (login, status) in [
            ("member", 403),
            ("system_administrator", 403),
            ("auditor", 403),
            ("leader", 403),
            ("staff", 403),
            ("other_committee_clerk", 404),
        ] {
            let mut browser = Browser::signed_in(&site, login).await;
            assert_eq!(
                browser.post(&to_member(&site), &[("remark", "试试")]).await.status,
                status,
                "{login}"
            );
            let withdraw = format!("/remarks/{id}/withdraw");
            assert_eq!(browser.get(&withdraw).await.status, status, "{login}");
            assert_eq!(browser.post(&withdraw, &[]).await.status, status, "{login}");
        }
        assert_eq!(rows(&site).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_remark_is_struck_out_and_only_its_writer_withdraws_it() {
    each_database(async |site| {
        let id = one(&site).await;
        let withdraw = format!("/remarks/{id}/withdraw");
        let mut secretary = Browser::signed_in(&site, "secretary_general").await;
        let refused = secretary.post(&withdraw, &[]).await;
        assert!(refused.status == 403 && refused.body.contains("只有本人能撤回"), "{}", refused.body);
        assert!(!secretary.get(&member_page(&site)).await.body.contains(&withdraw));
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        assert!(clerk.get(&member_page(&site)).await.body.contains(&withdraw));
        assert!(clerk.get(&withdraw).await.body.contains("撤回这条备注？"));
        let mut twin = Browser::signed_in(&site, "committee_clerk").await;
        let reason = [("reason", "记错了人")];
        let replies = tokio::join!(clerk.post(&withdraw, &reason), twin.post(&withdraw, &reason));
        assert_eq!((replies.0.status, replies.1.status), (303, 303));
        assert_eq!(rows(&site).await, 2, "the remark and one withdrawal");
        let page = secretary.get(&member_page(&site)).await.body;
        let panel = between(&page, "id=\"remarks\"", "</section>");
        assert!(panel.contains("<s>下周三以前") && panel.contains("撤回：记错了人"), "{panel}");
        let own = clerk.get(&member_page(&site)).await.body;
        assert!(!own.contains(&withdraw), "nothing is left to withdraw");
        // The same words may be written again.
        assert_eq!(clerk.post(&to_member(&site), &[("remark", WORDS)]).await.status, 303);
        assert_eq!(rows(&site).await, 3);
    })
    .await;
}

#[tokio::test]
async fn a_second_click_writes_nothing_and_the_trail_tells_where_but_not_what() {
    each_database(async |site| {
        let mut one = Browser::signed_in(&site, "committee_clerk").await;
        let mut other = Browser::signed_in(&site, "committee_clerk").await;
        let (path, form) = (to_member(&site), [("remark", WORDS)]);
        let replies = tokio::join!(one.post(&path, &form), other.post(&path, &form));
        assert_eq!((replies.0.status, replies.1.status, rows(&site).await), (303, 303, 1));
        let row = remark::Entity::find().one(site.app.db.read()).await.unwrap().unwrap();
        assert_eq!(one.post(&format!("/remarks/{}/withdraw", row.id), &[]).await.status, 303);
        let done: Vec<_> = acts(&site).await.into_iter().filter(|act| act.starts_with("remark.")).collect();
        assert_eq!(done, ["remark.write", "remark.withdraw"]);
        let of_remarks = audit_event::Column::Action.starts_with("remark.");
        let events = audit_event::Entity::find().filter(of_remarks).all(site.app.db.read()).await.unwrap();
        assert!(
            events
                .iter()
                .all(|event| event.detail.contains("委员 陆景和") && !event.detail.contains("下周三"))
        );
        let page = Browser::signed_in(&site, "system_administrator").await.get("/audit").await.body;
        assert!(
            page.contains("写备注") && page.contains("撤回备注") && !page.contains("下周三以前"),
            "{page}"
        );
    })
    .await;
}
