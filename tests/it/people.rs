//! Members, staff, the office: lists, files, edits.
use lvzhi_schema::audit::audit_event;
use lvzhi_schema::people::{exemption, member, member_post};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::support::{Browser, Site, Upload, between, each_database};

async fn events(site: &Site, action: &str) -> u64 {
    audit_event::Entity::find()
        .filter(audit_event::Column::Action.eq(action))
        .count(site.app.db.read())
        .await
        .unwrap()
}

fn form(site: &Ids) -> Vec<(&'static str, &str)> {
    vec![
        ("number", "13001"),
        ("name", "陆景和"),
        ("sector", &site.sector),
        ("special_committee", &site.special),
        ("sex", "男"),
        ("ethnicity", "汉族"),
        ("born", "1975-04"),
        ("employer", "云岭省生态监测中心高级工程师"),
        ("phone", "13900000000"),
        ("starts_on", "2023-01-10"),
    ]
}

struct Ids {
    sector: String,
    special: String,
    member: String,
}

impl Ids {
    fn of(site: &Site) -> Self {
        Self {
            sector: site.cast.sector.to_string(),
            special: site.cast.special_committee.to_string(),
            member: format!("/members/{}", site.cast.members["陆景和"]),
        }
    }
}

#[tokio::test]
async fn the_list_filters_and_masks() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let ids = Ids::of(&site);
        // The cast has no pinyin yet: saving the form fills it in.
        let page = clerk.get(&format!("{}/edit", ids.member)).await.body;
        let mut filled = form(&ids);
        filled.push(("seen", between(&page, "name=\"seen\" value=\"", "\"")));
        assert_eq!(clerk.post(&ids.member, &filled).await.status, 303);
        for query in ["q=景和", "q=lujing", "q=LJH", "q=13001"] {
            let body = clerk.get(&format!("/members?{query}")).await.body;
            assert!(body.contains("陆景和") && !body.contains("沈若谷"), "{query}: {body}");
        }
        let body = clerk.get("/members?standing=serving&sort=-number").await.body;
        assert!(body.contains("139****0000") && !body.contains("13900000000"));
        assert!(body.find("普文忠") < body.find("陆景和"), "descending");
        assert!(clerk.get("/members?post=standing").await.body.contains("没有符合条件的委员"));
        assert!(clerk.get("/office").await.body.contains("环境资源界"));
        assert_eq!(clerk.get("/staff").await.status, 200);
        let mut leader = Browser::signed_in(&site, "leader").await;
        assert!(!leader.get(&ids.member).await.body.contains("13900000000"));
    })
    .await;
}

#[tokio::test]
async fn an_edit_is_checked_and_audited_with_before_and_after() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let ids = Ids::of(&site);
        assert_eq!(clerk.get(&format!("{}/edit", ids.member)).await.status, 200);
        let page = clerk.get(&format!("{}/edit", ids.member)).await.body;
        let seen = between(&page, "name=\"seen\" value=\"", "\"").to_owned();
        let mut wrong = form(&ids);
        wrong.push(("seen", &seen));
        wrong[1].1 = "";
        wrong.push(("ends_on", "2022-01-01"));
        let reply = clerk.post(&ids.member, &wrong).await;
        assert_eq!(reply.status, 422);
        assert!(
            reply.body.contains("请填姓名") && reply.body.contains("最早填 2023-01-10"),
            "{}",
            reply.body
        );
        let mut taken = form(&ids);
        taken.push(("seen", &seen));
        taken[0].1 = "13002";
        let reply = clerk.post(&ids.member, &taken).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("已经有人用了") && reply.body.contains("value=\"13002\""));
        let mut changed = form(&ids);
        changed.push(("seen", &seen));
        changed[8].1 = "13711112222";
        for _ in 0..2 {
            assert_eq!(clerk.post(&ids.member, &changed).await.status, 303);
        }
        assert_eq!(events(&site, "member.edit").await, 1, "the second click changes nothing");
        let event = audit_event::Entity::find()
            .filter(audit_event::Column::Action.eq("member.edit"))
            .one(site.app.db.read())
            .await
            .unwrap()
            .unwrap();
        assert!(
            event.detail.contains("13900000000") && event.detail.contains("13711112222"),
            "{}",
            event.detail
        );
    })
    .await;
}

#[tokio::test]
async fn who_was_overtaken_sees_both_texts_and_loses_none() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let ids = Ids::of(&site);
        let page = clerk.get(&format!("{}/edit", ids.member)).await.body;
        let seen = between(&page, "name=\"seen\" value=\"", "\"").to_owned();
        let mut first = form(&ids);
        first[8].1 = "13711112222";
        first.push(("seen", &seen));
        assert_eq!(clerk.post(&ids.member, &first).await.status, 303);
        let mut second = form(&ids);
        second[8].1 = "13733334444";
        second.push(("seen", &seen));
        let reply = clerk.post(&ids.member, &second).await;
        assert_eq!(reply.status, 409, "{}", reply.body);
        assert!(reply.body.contains("13711112222") && reply.body.contains("value=\"13733334444\""));
        assert_eq!(events(&site, "member.edit").await, 1);
        let now = between(&reply.body, "name=\"seen\" value=\"", "\"").to_owned();
        second.pop();
        second.push(("seen", &now));
        assert_eq!(clerk.post(&ids.member, &second).await.status, 303, "knowingly");
        assert_eq!(events(&site, "member.edit").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_text_that_is_too_long_is_refused_with_its_length_and_kept() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let ids = Ids::of(&site);
        let long = "长".repeat(201);
        let mut new = form(&ids);
        (new[0].1, new[1].1) = ("13045", "令狐远");
        new.push(("note", &long));
        new.push(("born", "\0四月"));
        let reply = clerk.post("/members", &new).await;
        assert_eq!(reply.status, 422, "{}", reply.body);
        assert!(reply.body.contains("备注最多 200 个字，现在是 201 个。"), "{}", reply.body);
        assert!(reply.body.contains(&long) && reply.body.contains("“四月”不是出生年月"));
        assert_eq!(reply.body.matches(" autofocus").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_member_is_added_once() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        assert_eq!(clerk.get("/members/new").await.status, 200);
        let ids = Ids::of(&site);
        let mut new = form(&ids);
        (new[0].1, new[1].1) = ("13044", "尉迟敬");
        assert_eq!(clerk.post("/members", &new).await.status, 303);
        let reply = clerk.post("/members", &new).await;
        assert_eq!(reply.status, 422, "the number is taken");
        let row = member::Entity::find()
            .filter(member::Column::Number.eq("13044"))
            .one(site.app.db.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((row.pinyin.as_str(), row.term_id), ("yuchijing", site.cast.term));
    })
    .await;
}

#[tokio::test]
async fn posts_and_exemptions_begin_and_end() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let path = Ids::of(&site).member;
        let post = [("title", "副主席"), ("post_from", "2026-01-10")];
        assert_eq!(clerk.post(&format!("{path}/posts"), &post).await.status, 303);
        let reply = clerk.post(&format!("{path}/posts"), &post).await;
        assert_eq!(reply.status, 409);
        assert!(reply.body.contains("已经担任副主席"));
        let held = member_post::Entity::find().all(site.app.db.read()).await.unwrap();
        assert_eq!(held.len(), 2, "the chair meeting sits on the standing committee");
        let end = format!("{path}/posts/{}/end", held[0].id);
        let early = clerk.post(&end, &[("last_day", "2020-01-01")]).await;
        assert_eq!(early.status, 422);
        assert!(
            early.body.contains("value=\"2020-01-01\"")
                && early.body.contains(&format!("href=\"#end-{}\"", held[0].id))
        );
        for _ in 0..2 {
            assert_eq!(clerk.post(&end, &[("last_day", "2026-07-15")]).await.status, 303);
        }
        assert_eq!(events(&site, "member.post.end").await, 1);

        let long = "病".repeat(101);
        let wrong = [("reason", long.as_str()), ("exempt_from", "2026-06-01"), ("exempt_to", "2026-05-01")];
        let reply = clerk.post(&format!("{path}/exemptions"), &wrong).await;
        assert_eq!(reply.status, 422);
        for expected in [
            "href=\"#reason\">原因最多 100 个字，现在是 101 个",
            "href=\"#exempt_to\">免评的最后一天不能早于第一天",
            &format!("value=\"{long}\""),
            "value=\"2026-05-01\"",
        ] {
            assert!(reply.body.contains(expected), "{expected}: {}", reply.body);
        }
        let sick = [("reason", "因病"), ("exempt_from", "2026-06-01"), ("exempt_to", "")];
        assert_eq!(clerk.post(&format!("{path}/exemptions"), &sick).await.status, 303);
        assert_eq!(clerk.post(&format!("{path}/exemptions"), &sick).await.status, 409);
        assert!(clerk.get("/members?standing=exempt").await.body.contains("陆景和"));
        let row = exemption::Entity::find().one(site.app.db.read()).await.unwrap().unwrap();
        let end = format!("{path}/exemptions/{}/end", row.id);
        assert_eq!(clerk.post(&end, &[("last_day", "2026-07-14")]).await.status, 303);
        assert!(!clerk.get("/members?standing=exempt").await.body.contains("陆景和"));
    })
    .await;
}

#[tokio::test]
async fn the_export_is_audited_and_can_be_imported_again() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let reply = clerk.post("/members/export", &[]).await;
        assert_eq!(reply.status, 200);
        assert_eq!(events(&site, "member.export").await, 1);
        let upload = Upload { field: "file", name: "委员名册.xlsx", bytes: &reply.bytes };
        let again = clerk.upload("/imports", &[("target", "members")], upload).await;
        let body = clerk.get(&again.header("location")).await.body;
        assert!(body.contains("没有变化 3"), "{body}");
        let mut leader = Browser::signed_in(&site, "leader").await;
        let masked = leader.post("/members/export", &[]).await;
        let upload = Upload { field: "file", name: "委员名册.xlsx", bytes: &masked.bytes };
        let again = clerk.upload("/imports", &[("target", "members")], upload).await;
        assert!(
            clerk.get(&again.header("location")).await.body.contains("没有变化 3"),
            "a masked phone changes nothing"
        );
        let mut staff = Browser::signed_in(&site, "staff").await;
        assert_eq!(staff.post("/members/export", &[]).await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn everyone_sees_what_is_his() {
    each_database(async |site| {
        let path = Ids::of(&site).member;
        let other = format!("/members/{}", site.cast.members["沈若谷"]);
        assert_eq!(Browser::stranger(&site).get("/members").await.header("location"), "/login?next=/members");
        let mut member = Browser::signed_in(&site, "member").await;
        assert!(member.get("/my/file").await.body.contains("陆景和"));
        assert_eq!(member.get(&path).await.status, 200);
        for refused in
            ["/members", "/staff", "/office", "/committees", "/members/new", &format!("{path}/edit")]
        {
            assert_eq!(member.get(refused).await.status, 403, "{refused}");
        }
        assert_eq!(member.get(&other).await.status, 404, "nor is it said that there is such a member");
        assert_eq!(member.post(&path, &[("name", "别人")]).await.status, 403);
        let mut city = Browser::signed_in(&site, "other_committee_clerk").await;
        assert_eq!(city.get(&path).await.status, 404);
        assert_eq!(
            city.post(&format!("{path}/posts"), &[("title", "常委"), ("post_from", "2026-01-01")])
                .await
                .status,
            404
        );
        assert!(city.get("/members").await.body.contains("名册还是空的"));
        assert_eq!(city.get("/my/file").await.status, 404);
        let mut administrator = Browser::signed_in(&site, "system_administrator").await;
        assert_eq!(administrator.get(&path).await.status, 403, "no personal data");
    })
    .await;
}
