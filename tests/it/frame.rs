//! What holds for all pages: headers, errors, display settings.
use lvzhi_schema::people::committee;
use sea_orm::EntityTrait;

use crate::support::{Browser, Upload, each_database, meddle};

#[tokio::test]
async fn an_unknown_address_gets_a_sentence_and_strict_headers() {
    each_database(async |site| {
        let reply = Browser::stranger(&site).get("/no-such-page").await;
        assert_eq!(reply.status, 404);
        assert!(reply.body.contains("地址可能写错了"), "{}", reply.body);
        assert!(reply.header("content-security-policy").contains("default-src 'none'"));
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
    })
    .await;
}

#[tokio::test]
async fn large_print_is_remembered_by_a_cookie_and_the_address_is_cleaned() {
    each_database(async |site| {
        let mut browser = Browser::stranger(&site);
        let reply = browser.get("/complaints?size=large").await;
        assert_eq!((reply.status, reply.header("location").as_str()), (303, "/complaints"));
        assert!(browser.get("/complaints").await.body.contains("data-size=\"large\""));
    })
    .await;
}

#[tokio::test]
async fn the_kit_page_is_open_in_the_demo_alone() {
    each_database(async |site| {
        let mut browser = Browser::stranger(&site);
        assert_eq!(browser.get("/kit").await.status, 404);
        let demo = site.with_config(|config| config.is_demo = true);
        let mut browser = Browser::stranger(&demo);
        for group in ["", "layout", "marks", "tables", "forms", "score", "charts", "phone", "bare", "screen"]
        {
            assert_eq!(browser.get(&format!("/kit?group={group}")).await.status, 200, "{group}");
        }
        assert_eq!(browser.get("/kit?group=nothing").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn the_committees_name_stands_on_every_page_and_strangers_read_it_only_where_it_is_the_one() {
    each_database(async |site| {
        let mut clerk = Browser::login(&site, "committee_clerk").await;
        let name = committee::Entity::find_by_id(site.cast.province)
            .one(site.app.db.read())
            .await
            .unwrap()
            .unwrap()
            .name;
        for path in ["/", "/members", "/members?print=1", "/account", "/account/password", "/no-such-page"] {
            assert!(clerk.get(path).await.body.contains(&name), "{path}");
        }
        let committees = committee::Entity::find().all(site.app.db.read()).await.unwrap();
        let page = Browser::stranger(&site).get("/login").await.body;
        assert!(
            committees.iter().all(|committee| !page.contains(&committee.name)),
            "two committees log in here"
        );
        meddle(&site, &["delete from session", "delete from account where login like 'other%'"]).await;
        for (path, form) in [("/login", None), ("/login", Some([("login", ""), ("password", "")]))] {
            let mut stranger = Browser::stranger(&site);
            let page = match form {
                None => stranger.get(path).await.body,
                Some(form) => stranger.post(path, &form).await.body,
            };
            assert!(page.contains(&name) && page.contains("name=\"password\""), "{page}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_index_says_on_the_desk_how_many_things_wait_in_each_part() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        assert!(!clerk.get("/").await.body.contains("件待办</span>"), "nothing waits yet");
        for (number, name) in ["一季度.csv", "二季度.csv"].into_iter().enumerate() {
            let text = format!(
                "日期,姓名,会议类别,会议名称,出席情况\n2026-01-1{number},陆景和,全体会议,四次会议,出席\n"
            );
            let upload = Upload { field: "file", name, bytes: text.as_bytes() };
            clerk.upload("/imports", &[("target", "attendance")], upload).await;
        }
        let desk = clerk.get("/").await.body;
        let count = "导入<span class=\"n\" aria-hidden=\"true\">2</span><span class=\"vh\">，2 件待办</span>";
        assert!(desk.contains(&format!("{count}</a>")), "{desk}");
        assert_eq!(desk.matches(count).count(), 2, "in the index and in the bar of a phone");
        assert_eq!(desk.matches("确认导入《").count(), 2, "as many as the desk lists");
        let mut leader = Browser::signed_in(&site, "leader").await;
        assert!(!leader.get("/").await.body.contains("件待办</span>"), "they do not wait for him");
    })
    .await;
}
