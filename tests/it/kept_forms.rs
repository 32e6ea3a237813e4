//! A form sent after its session had ended: kept through the login for the same person, and for nobody else.
use lvzhi_schema::people::member;
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::support::{Browser, PASSWORD, Site, between, each_database};

const TOMORROW: &str = "2026-07-16";

async fn members(site: &Site) -> u64 {
    member::Entity::find().count(site.app.db.read()).await.unwrap()
}

fn new_member(sector: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("number", "13077"),
        ("name", "令狐远"),
        ("sector", sector),
        ("starts_on", "2026-07-15"),
        ("note", "“引号”&<b>"),
    ]
}

/// Sends a form with a session that ended over night; gives the browser and what the login page carries.
async fn overslept(site: &Site, next_day: &Site) -> (Browser, String) {
    let mut browser = Browser::login(site, "committee_clerk").await;
    browser.goes_to(next_day);
    let sector = site.cast.sector.to_string();
    let reply = browser.post("/members", &new_member(&sector)).await;
    assert_eq!(reply.status, 401, "{}", reply.body);
    assert!(
        reply.body.contains("刚才交的还没有办") && !reply.body.contains("令狐远"),
        "sealed: {}",
        reply.body
    );
    (browser, between(&reply.body, "name=\"kept\" value=\"", "\"").to_owned())
}

#[tokio::test]
async fn what_was_filled_in_is_sent_again_by_the_same_person_with_one_press() {
    each_database(async |site| {
        let next_day = site.at(TOMORROW);
        let (mut browser, kept) = overslept(&site, &next_day).await;
        let before = members(&site).await;
        let wrong =
            browser.post("/login", &[("login", "committee_clerk"), ("password", "x"), ("kept", &kept)]).await;
        assert!(wrong.status == 422 && wrong.body.contains(&kept), "a wrong password loses nothing");
        let form = [("login", "committee_clerk"), ("password", PASSWORD), ("kept", &kept)];
        let page = browser.post("/login", &form).await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(
            page.body.contains("action=\"/members\"") && page.body.contains("value=\"令狐远\""),
            "{}",
            page.body
        );
        assert!(page.body.contains("“引号”&amp;&lt;b&gt;"));
        assert_eq!(members(&site).await, before, "nothing is sent again by itself");
        let sector = site.cast.sector.to_string();
        assert_eq!(browser.post("/members", &new_member(&sector)).await.status, 303);
        assert_eq!(members(&site).await, before + 1);
    })
    .await;
}

#[tokio::test]
async fn another_account_a_changed_seal_and_another_day_open_nothing() {
    each_database(async |site| {
        let next_day = site.at(TOMORROW);
        let (mut browser, kept) = overslept(&site, &next_day).await;
        let form = [("login", "leader"), ("password", PASSWORD), ("kept", &kept)];
        let reply = browser.post("/login", &form).await;
        assert_eq!((reply.status, reply.header("location").as_str()), (303, "/"));
        let mut forged = kept.clone();
        forged.replace_range(40..42, if &kept[40..42] == "00" { "11" } else { "00" });
        for sealed in [forged.as_str(), "", "zz", "00"] {
            let form = [("login", "committee_clerk"), ("password", PASSWORD), ("kept", sealed)];
            assert_eq!(browser.post("/login", &form).await.status, 303, "{sealed}");
        }
        browser.goes_to(&site.at("2026-07-17"));
        let form = [("login", "committee_clerk"), ("password", PASSWORD), ("kept", &kept)];
        assert_eq!(browser.post("/login", &form).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn passwords_files_and_strangers_are_not_kept() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, "committee_clerk").await;
        browser.goes_to(&site.at(TOMORROW));
        let secret = [("old_password", PASSWORD), ("password", "x"), ("again", "x")];
        let reply = browser.post("/account/password", &secret).await;
        assert_eq!((reply.status, reply.header("location").as_str()), (303, "/login"));
        let reply = Browser::stranger(&site).post("/members", &[("name", "令狐远")]).await;
        assert_eq!((reply.status, reply.header("location").as_str()), (303, "/login"));
    })
    .await;
}
