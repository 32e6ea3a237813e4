//! Logging in and out, throttling, one's own password and sessions.
use crate::support::{Browser, PASSWORD, acts, each_database};

const NEW: &str = "洱海之月-2026";

#[tokio::test]
async fn the_login_page_is_bare_and_the_cookie_is_strict() {
    each_database(async |site| {
        let mut browser = Browser::stranger(&site);
        let page = browser.get("/login?next=/account").await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("name=\"next\" value=\"/account\""));
        assert!(!page.body.contains("class=\"rail\""));
        let reply = browser
            .post("/login", &[("login", " ＭＥＭＢＥＲ "), ("password", PASSWORD), ("next", "/account")])
            .await;
        assert_eq!((reply.status, reply.header("location").as_str()), (303, "/account"));
        let cookie = reply.header("set-cookie");
        for part in ["lvzhi_session=", "; Path=/", "; Max-Age=43200", "; HttpOnly", "; SameSite=Lax"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Secure"));
        let page = browser.get("/account").await;
        assert!(page.body.contains("云岭省政协") && page.body.contains("这是第一次登录"), "{}", page.body);
        assert_eq!(browser.get("/login").await.status, 303, "who is in needs no login page");
        assert!(acts(&site).await.contains(&"account.login".to_owned()));
        let secure = site.with_config(|config| config.secure_cookies = true);
        let reply =
            Browser::stranger(&secure).post("/login", &[("login", "member"), ("password", PASSWORD)]).await;
        assert!(reply.header("set-cookie").contains("; Secure"));
    })
    .await;
}

#[tokio::test]
async fn a_stranger_is_sent_to_the_login_and_no_address_outside_is_followed() {
    each_database(async |site| {
        let mut browser = Browser::stranger(&site);
        let reply = browser.get("/account").await;
        assert_eq!((reply.status, reply.header("location").as_str()), (303, "/login?next=/account"));
        for next in ["https://evil.example", "//evil.example", "/\\evil.example"] {
            let form = [("login", "member"), ("password", PASSWORD), ("next", next)];
            let reply = Browser::stranger(&site).post("/login", &form).await;
            assert_eq!(reply.header("location"), "/", "{next}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_known_and_an_unknown_name_meet_the_same_sentences_up_to_the_lock() {
    each_database(async |site| {
        let mut pages = Vec::new();
        for login in ["leader", "nobody"] {
            let mut browser = Browser::stranger(&site);
            for _ in 0..4 {
                let reply = browser.post("/login", &[("login", login), ("password", "wrong-2026")]).await;
                assert_eq!(reply.status, 422);
                assert!(reply.body.contains("登录名或密码不对"));
                assert!(reply.body.contains(&format!("value=\"{login}\"")), "the name stays in the form");
                assert!(!reply.body.contains("wrong-2026"));
            }
            let reply = browser.post("/login", &[("login", login), ("password", "wrong-2026")]).await;
            assert_eq!(reply.status, 429);
            assert!(reply.body.contains("这个账号锁到 7月15日 09:15"), "{}", reply.body);
            pages.push(reply.body.replace(login, "?"));
        }
        assert_eq!(pages[0], pages[1]);
        let mut browser = Browser::stranger(&site);
        let reply = browser.post("/login", &[("login", "leader"), ("password", PASSWORD)]).await;
        assert_eq!(reply.status, 429, "locked also for the right password");
        assert_eq!(acts(&site).await.iter().filter(|act| *act == "account.lock").count(), 1);
        Browser::login(&site.at("2026-07-16"), "leader").await;
    })
    .await;
}

#[tokio::test]
async fn one_address_cannot_try_many_names() {
    each_database(async |site| {
        let mut browser = Browser::stranger(&site);
        for number in 0..20 {
            let login = format!("guess{number}");
            let reply = browser.post("/login", &[("login", &login), ("password", "wrong-2026")]).await;
            assert_eq!(reply.status, 422);
        }
        let reply = browser.post("/login", &[("login", "member"), ("password", PASSWORD)]).await;
        assert_eq!(reply.status, 429);
        assert!(reply.body.contains("请过 15 分钟再试"));
    })
    .await;
}

#[tokio::test]
async fn an_empty_form_is_refused_with_a_sentence() {
    each_database(async |site| {
        let reply = Browser::stranger(&site).post("/login", &[]).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("请填登录名和密码"));
    })
    .await;
}

#[tokio::test]
async fn logging_out_ends_the_session() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, "member").await;
        let reply = browser.post("/logout", &[]).await;
        assert_eq!((reply.status, reply.header("location").as_str()), (303, "/login"));
        assert!(reply.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(browser.get("/account").await.header("location"), "/login?next=/account");
        assert_eq!(browser.post("/logout", &[]).await.status, 303, "twice does no harm");
        assert_eq!(acts(&site).await.last().unwrap(), "account.logout");
    })
    .await;
}

#[tokio::test]
async fn a_changed_password_ends_other_sessions() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, "member").await;
        let mut other = Browser::login(&site, "member").await;
        assert!(browser.get("/account").await.body.contains("结束其他登录"));
        for (form, sentence) in [
            ([("old", "nonsense"), ("new", NEW), ("again", NEW)], "原密码不对"),
            ([("old", PASSWORD), ("new", "1234567"), ("again", "1234567")], "密码太短"),
            ([("old", PASSWORD), ("new", "member-2026"), ("again", "member-2026")], "密码里不能有登录名"),
            ([("old", PASSWORD), ("new", PASSWORD), ("again", PASSWORD)], "和原密码一样"),
            ([("old", PASSWORD), ("new", NEW), ("again", "another-2026")], "两次填的新密码不一样"),
        ] {
            let reply = browser.post("/account/password", &form).await;
            assert_eq!(reply.status, 422);
            assert!(reply.body.contains(sentence), "{sentence}: {}", reply.body);
        }
        let form = [("old", PASSWORD), ("new", NEW), ("again", NEW)];
        let reply = browser.post("/account/password", &form).await;
        assert_eq!((reply.status, reply.header("location").as_str()), (303, "/account?done=password"));
        assert_eq!(browser.get("/account").await.status, 200);
        assert_eq!(other.get("/account").await.status, 303);
        assert_eq!(acts(&site).await.last().unwrap(), "account.change_password");
        let reply = Browser::stranger(&site).post("/login", &[("login", "member"), ("password", NEW)]).await;
        assert_eq!(reply.status, 303);
    })
    .await;
}

#[tokio::test]
async fn guessing_the_old_password_locks_too() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, "member").await;
        let form = [("old", "nonsense"), ("new", NEW), ("again", NEW)];
        for _ in 0..4 {
            assert_eq!(browser.post("/account/password", &form).await.status, 422);
        }
        assert_eq!(browser.post("/account/password", &form).await.status, 429);
        let right = [("old", PASSWORD), ("new", NEW), ("again", NEW)];
        assert_eq!(browser.post("/account/password", &right).await.status, 429);
    })
    .await;
}

#[tokio::test]
async fn other_sessions_can_be_ended() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, "member").await;
        let mut other = Browser::login(&site, "member").await;
        assert_eq!(browser.post("/account/sessions/close", &[]).await.status, 303);
        assert_eq!(other.get("/account").await.status, 303);
        let page = browser.get("/account?done=sessions").await;
        assert!(page.body.contains("其他地方的登录都已结束") && !page.body.contains("结束其他登录"));
        assert_eq!(acts(&site).await.last().unwrap(), "account.close_sessions");
    })
    .await;
}
