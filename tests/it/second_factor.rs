//! The second factor: enrolling, the second step of the login, removing, and who must have one.
use totp_rs::{Builder, Secret};

use crate::support::{Browser, PASSWORD, Site, acts, between, each_database};

/// The code that a phone with this secret shows now.
fn code(site: &Site, secret: &str) -> String {
    code_in(site, secret, 0)
}

/// The code that it shows some seconds later.
fn code_in(site: &Site, secret: &str, seconds_later: u64) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let seconds = u64::try_from(site.app.clock.now() / 1000).unwrap();
    Builder::new()
        .with_secret(secret)
        .with_skew(1)
        .build_noncompliant()
        .generate(seconds + seconds_later)
        .to_string()
}

/// Enrols; gives the secret.
async fn enrol(site: &Site, browser: &mut Browser) -> String {
    let page = browser.get("/account/second-factor").await.body;
    assert!(page.contains("<svg viewBox=") && !page.contains("style="), "{page}");
    let secret = between(&page, "class=\"mono mt2\">", "<").to_owned();
    let pending = between(&page, "name=\"pending\" value=\"", "\"").to_owned();
    assert!(!page.contains(&hex_of(&secret)) && !pending.contains(&hex_of(&secret)));
    let reply = browser
        .post("/account/second-factor", &[("pending", &pending), ("code", &code(site, &secret))])
        .await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    secret
}

fn hex_of(secret: &str) -> String {
    let bytes = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn an_enrolled_person_gives_a_code_and_each_code_once() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, "committee_clerk").await;
        let secret = enrol(&site, &mut browser).await;
        assert_eq!(browser.get("/account").await.status, 200, "the enrolling session goes on");
        assert_eq!(acts(&site).await.last().unwrap(), "account.enrol_second_factor");

        let mut again = Browser::stranger(&site);
        let form = [("login", "committee_clerk"), ("password", PASSWORD), ("next", "/account")];
        let reply = again.post("/login", &form).await;
        assert_eq!(reply.header("location"), "/login/code?next=/account");
        for path in ["/account", "/account/password", "/account/second-factor"] {
            assert_eq!(again.get(path).await.header("location"), "/login/code", "{path}");
        }
        let spent = again.post("/login/code", &[("code", &code(&site, &secret)), ("next", "/account")]).await;
        assert_eq!(spent.status, 422, "the code of the enrolment does not count twice");
        assert!(spent.body.contains("已经用过"));

        let tomorrow = site.at("2026-07-16");
        let mut browser = Browser::stranger(&tomorrow);
        browser.post("/login", &form).await;
        let form = [("code", code(&tomorrow, &secret)), ("next", "/account".into())];
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let reply = browser.post("/login/code", &form).await;
        assert_eq!((reply.status, reply.header("location").as_str()), (303, "/account"));
        assert_eq!(browser.get("/account").await.status, 200);
        assert_eq!(browser.post("/login/code", &form).await.status, 303, "sent twice");
        assert_eq!(acts(&site).await.last().unwrap(), "account.login");
    })
    .await;
}

#[tokio::test]
async fn guessing_codes_locks_the_account_though_the_password_is_right() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, "auditor").await;
        enrol(&site, &mut browser).await;
        let mut thief = Browser::stranger(&site);
        let form = [("login", "auditor"), ("password", PASSWORD)];
        for guess in 0..4 {
            // A new login in between must not set the counter back.
            assert_eq!(thief.post("/login", &form).await.status, 303, "guess {guess}");
            assert_eq!(thief.post("/login/code", &[("code", "000000")]).await.status, 422);
        }
        let reply = thief.post("/login/code", &[("code", "000000")]).await;
        assert_eq!(reply.status, 429);
        assert!(reply.body.contains("这个账号锁到"));
        assert_eq!(thief.get("/login/code").await.status, 303, "half a login is over");
        assert_eq!(thief.post("/login", &form).await.status, 429);
        assert_eq!(browser.get("/account").await.status, 200, "who is in stays in");
    })
    .await;
}

#[tokio::test]
async fn a_wrong_code_keeps_the_secret_and_a_foreign_one_is_refused() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, "leader").await;
        let page = browser.get("/account/second-factor").await.body;
        let pending = between(&page, "name=\"pending\" value=\"", "\"").to_owned();
        let secret = between(&page, "class=\"mono mt2\">", "<").to_owned();
        let reply =
            browser.post("/account/second-factor", &[("pending", &pending), ("code", "000000")]).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains(&secret) && reply.body.contains("不用重扫"));
        let mut other = Browser::login(&site, "staff").await;
        let form = [("pending", pending), ("code", code(&site, &secret))];
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let reply = other.post("/account/second-factor", &form).await;
        assert_eq!(reply.status, 422, "another account's secret");
        let reply = other.post("/account/second-factor", &[]).await;
        assert!(reply.body.contains("这张二维码过期了"));
    })
    .await;
}

#[tokio::test]
async fn removing_needs_password_and_code() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, "leader").await;
        let secret = enrol(&site, &mut browser).await;
        let tomorrow = site.at("2026-07-16");
        let mut browser = Browser::stranger(&tomorrow);
        browser.post("/login", &[("login", "leader"), ("password", PASSWORD)]).await;
        browser.post("/login/code", &[("code", &code(&tomorrow, &secret))]).await;
        let wrong = [("password", "nonsense"), ("code", "000000")];
        let reply = browser.post("/account/second-factor/remove", &wrong).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("密码不对"));
        let spent = [("password", PASSWORD.to_owned()), ("code", code(&tomorrow, &secret))];
        let spent: Vec<_> = spent.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(browser.post("/account/second-factor/remove", &spent).await.status, 422);

        let right = [("password", PASSWORD.to_owned()), ("code", code_in(&tomorrow, &secret, 30))];
        let right: Vec<_> = right.iter().map(|(name, value)| (*name, value.as_str())).collect();
        for _ in 0..2 {
            assert_eq!(browser.post("/account/second-factor/remove", &right).await.status, 303);
        }
        assert_eq!(acts(&site).await.last().unwrap(), "account.remove_second_factor");
        let reply = browser.post("/login", &[("login", "leader"), ("password", PASSWORD)]).await;
        assert_eq!(reply.header("location"), "/", "the password is enough again");
    })
    .await;
}

#[tokio::test]
async fn where_it_is_required_an_officer_enrols_before_anything_else() {
    each_database(async |site| {
        let strict = site.with_config(|config| config.require_second_factor = true);
        let mut clerk = Browser::login(&strict, "committee_clerk").await;
        assert_eq!(clerk.get("/account").await.header("location"), "/account/second-factor");
        assert!(clerk.get("/account/second-factor").await.body.contains("要先开第二步验证"));
        enrol(&strict, &mut clerk).await;
        assert_eq!(clerk.get("/account").await.status, 200);
        let mut member = Browser::login(&strict, "member").await;
        assert_eq!(member.get("/account").await.status, 200, "members need none");
    })
    .await;
}
