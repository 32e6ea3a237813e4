//! What holds for all pages: headers, errors, display settings.
use crate::support::{Browser, each_database};

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
