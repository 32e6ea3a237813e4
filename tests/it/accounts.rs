//! Accounts as the administrator keeps them.
use std::io::Cursor;

use calamine::{Reader, Xlsx};
use lvzhi_access::{NewAccount, create_account};
use lvzhi_shell::policy::{Permission, Role, grant};

use crate::support::{Browser, acts, between, each_database, set_up};

const ADMINISTRATOR: &str = "system_administrator";
const NEW: &str = "洱海之月-2026";

#[tokio::test]
async fn the_list_is_the_committees_own_and_can_be_filtered() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, ADMINISTRATOR).await;
        let page = browser.get("/accounts").await.body;
        assert!(page.contains("committee_clerk") && !page.contains("other_"), "{page}");
        let page = browser.get("/accounts?role=auditor").await.body;
        assert!(page.contains("审计员auditor") && !page.contains("委员member_two"));
        assert!(browser.get("/accounts?state=disabled").await.body.contains("没有符合条件的账号"));
        assert!(browser.get("/accounts?q=member_t").await.body.contains("委员member_two"));
        for (login, expected) in [("member", 403), ("committee_clerk", 403), ("auditor", 403)] {
            assert_eq!(Browser::login(&site, login).await.get("/accounts").await.status, expected, "{login}");
        }
        let id = site.cast.accounts["committee_clerk"];
        let mut other = Browser::login(&site, "other_system_administrator").await;
        assert_eq!(other.get(&format!("/accounts/{id}")).await.status, 404);
        for act in ["password", "disable", "role", "second-factor", "unlock", "enable"] {
            let path = format!("/accounts/{id}/{act}");
            assert_eq!(other.get(&path).await.status, 404, "{act}");
            assert_eq!(other.post(&path, &[("role", "leader")]).await.status, 404, "{act}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_members_account_is_made_once_with_a_password_shown_once() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, ADMINISTRATOR).await;
        let member = site.cast.members["普文忠"].to_string();
        assert!(
            browser
                .get("/accounts/new?q=普文忠")
                .await
                .body
                .contains(&format!("/accounts/new?member={member}"))
        );
        let page = browser.get(&format!("/accounts/new?member={member}")).await.body;
        let login = between(&page, "name=\"login\" value=\"", "\"").to_owned();
        assert_eq!(login, "13003");
        let form = [("member", member.as_str()), ("login", &login)];
        let page = browser.post("/accounts", &form).await;
        assert_eq!(page.status, 200);
        let password = between(&page.body, "class=\"code\">", "<").to_owned();
        assert_eq!(acts(&site).await.last().unwrap(), "account.create");

        let again = browser.post("/accounts", &form).await;
        assert_eq!(again.status, 303, "the form came twice");
        let shown = browser.follow(again).await.body;
        assert!(shown.contains("这个账号已经建过") && !shown.contains(&password));

        let mut newcomer = Browser::stranger(&site);
        let form = [("login", login.as_str()), ("password", &password)];
        assert_eq!(newcomer.post("/login", &form).await.status, 303);
        assert_eq!(newcomer.get("/account").await.header("location"), "/account/password");
        let page = newcomer.get("/account/password").await.body;
        assert!(page.contains("请先换成自己的密码"));
        let form = [("old", password.as_str()), ("new", NEW), ("again", NEW)];
        assert_eq!(newcomer.post("/account/password", &form).await.header("location"), "/");
        assert_eq!(newcomer.get("/account").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_form_comes_back_filled() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, ADMINISTRATOR).await;
        for (form, sentence) in [
            ([("name", "高以清"), ("login", "gaoyiqing"), ("role", "")], "请选身份"),
            ([("name", "高以清"), ("login", "gaoyiqing"), ("role", "member")], "请从委员名册里选人"),
            ([("name", "高以清"), ("login", "高以清"), ("role", "auditor")], "登录名只能用"),
            ([("name", "高以清"), ("login", "other_leader"), ("role", "auditor")], "已经有人用"),
            ([("name", " "), ("login", "gaoyiqing"), ("role", "auditor")], "请填姓名"),
        ] {
            let reply = browser.post("/accounts", &form).await;
            assert_eq!(reply.status, 422, "{sentence}");
            assert!(reply.body.contains(sentence), "{sentence}: {}", reply.body);
            assert!(reply.body.contains(&format!("value=\"{}\"", form[1].1)));
        }
        let long = "高".repeat(41);
        let form = [("name", long.as_str()), ("login", "高"), ("role", "auditor")];
        let page = browser.post("/accounts", &form).await.body;
        assert!(
            page.contains("有 2 处要改") && page.contains("<a href=\"#name\">姓名最多 40 个字，现在是 41 个"),
            "{page}"
        );
        assert!(
            page.contains(&format!("value=\"{long}\""))
                && page.contains("<option value=\"auditor\" selected")
        );
        let form = [("name", "高以清"), ("login", "gaoyiqing"), ("role", "auditor")];
        assert_eq!(browser.post("/accounts", &form).await.status, 200);
        assert_eq!(browser.post("/accounts", &[("member", "nonsense")]).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn whoever_makes_an_account_reads_what_its_role_may_do() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, ADMINISTRATOR).await;
        let page = browser.get("/accounts/new?other=1").await.body;
        let table = between(&page, "<caption", "</table>");
        let row = |role: Role| between(table, &format!(">{}</th>", role.label()), "</tr>");
        for permission in site.app.register.all::<Permission>() {
            for role in Role::WORDS.all().filter(|role| *role != Role::Member) {
                let is_said = row(role).contains(permission.label);
                assert_eq!(
                    is_said,
                    grant(role, *permission).is_some(),
                    "{} {}",
                    role.label(),
                    permission.label
                );
            }
        }
        assert!(row(Role::Auditor).contains("要开") && row(Role::Staff).contains("可以不开"));
        let change = format!("/accounts/{}/role", site.cast.accounts["staff"]);
        assert!(browser.get(&change).await.body.contains("身份能看什么、办什么"));
    })
    .await;
}

#[tokio::test]
async fn disabling_ends_sessions_and_is_undone() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, ADMINISTRATOR).await;
        let mut clerk = Browser::login(&site, "committee_clerk").await;
        let home = format!("/accounts/{}", site.cast.accounts["committee_clerk"]);
        assert!(browser.get(&format!("{home}/disable")).await.body.contains("他的登录都会结束"));
        for _ in 0..2 {
            let reply = browser.post(&format!("{home}/disable"), &[]).await;
            assert_eq!(reply.header("location"), format!("{home}?done=disable"));
        }
        assert_eq!(acts(&site).await.iter().filter(|act| *act == "account.disable").count(), 1);
        assert_eq!(clerk.get("/account").await.status, 303);
        let form = [("login", "committee_clerk"), ("password", crate::support::PASSWORD)];
        let reply = Browser::stranger(&site).post("/login", &form).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("已经停用"));
        assert_eq!(browser.post(&format!("{home}/enable"), &[]).await.status, 303);
        Browser::login(&site, "committee_clerk").await;
    })
    .await;
}

#[tokio::test]
async fn passwords_locks_and_roles_are_kept() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, ADMINISTRATOR).await;
        let home = format!("/accounts/{}", site.cast.accounts["leader"]);
        let page = browser.post(&format!("{home}/password"), &[]).await;
        assert_eq!(page.status, 200);
        let password = between(&page.body, "class=\"code\">", "<").to_owned();
        assert!(!browser.get(&home).await.body.contains(&password));
        let mut leader = Browser::stranger(&site);
        leader.post("/login", &[("login", "leader"), ("password", &password)]).await;
        assert_eq!(leader.get("/account").await.header("location"), "/account/password");

        for _ in 0..5 {
            Browser::stranger(&site).post("/login", &[("login", "leader"), ("password", "x")]).await;
        }
        assert!(browser.get("/accounts?state=locked").await.body.contains("leader"));
        assert_eq!(browser.post(&format!("{home}/unlock"), &[]).await.status, 303);
        let form = [("login", "leader"), ("password", password.as_str())];
        assert_eq!(Browser::stranger(&site).post("/login", &form).await.status, 303);

        assert_eq!(browser.post(&format!("{home}/role"), &[("role", "member")]).await.status, 422);
        assert_eq!(browser.post(&format!("{home}/role"), &[("role", "staff")]).await.status, 303);
        assert!(browser.get(&home).await.body.contains("机关干部"));
        let acts = acts(&site).await;
        for act in ["account.reset_password", "account.unlock", "account.change_role"] {
            assert_eq!(acts.iter().filter(|found| *found == act).count(), 1, "{act}");
        }
        let own = format!("/accounts/{}", site.cast.accounts[ADMINISTRATOR]);
        for act in ["disable", "role", "password"] {
            let reply = browser.post(&format!("{own}/{act}"), &[("role", "leader")]).await;
            assert_eq!(reply.status, 409, "{act}");
            assert!(reply.body.contains("这是您自己的账号"));
        }
    })
    .await;
}

#[tokio::test]
async fn all_members_get_accounts_at_once() {
    each_database(async |site| {
        let mut browser = Browser::login(&site, ADMINISTRATOR).await;
        assert!(browser.get("/accounts/members").await.body.contains("还没有账号的委员，1 人"));
        let reply = browser.post("/accounts/members", &[("scope", "missing"), ("format", "xlsx")]).await;
        assert_eq!(reply.status, 200);
        assert!(reply.header("content-disposition").starts_with("attachment"));
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(reply.bytes)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let last: Vec<String> = sheet.rows().next_back().unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(last[..2], ["普文忠", "13003"]);
        let form = [("login", "13003"), ("password", last[2].as_str())];
        assert_eq!(Browser::stranger(&site).post("/login", &form).await.status, 303);
        assert_eq!(acts(&site).await.iter().filter(|act| *act == "account.create_members").count(), 1);

        let again = browser.post("/accounts/members", &[("scope", "missing")]).await;
        assert_eq!(again.status, 303, "nobody is left");
        let reply = browser.post("/accounts/members", &[("scope", "unused"), ("format", "csv")]).await;
        assert!(reply.body.contains("\"普文忠\",\"13003\","), "{}", reply.body);
        assert_eq!(Browser::stranger(&site).post("/login", &form).await.status, 422, "the old one is void");
        assert_eq!(browser.post("/accounts/members", &[]).await.status, 422);
    })
    .await;
}

#[tokio::test]
async fn a_login_name_is_unique_in_the_whole_installation() {
    each_database(async |site| {
        let new = |login: &str| NewAccount {
            committee: site.cast.city,
            login: login.into(),
            name: "澜川的人".into(),
            role: Role::Staff,
            member: None,
            staff: None,
            password_hash: "x".into(),
            must_change: true,
        };
        set_up(&site.app, site.cast.city, async |act| {
            let refused = create_account(act, new(" MEMBER ")).await.unwrap_err();
            assert_eq!(refused.to_string(), "登录名 member 已经有人用，请换一个。");
            create_account(act, new("13003")).await
        })
        .await;
        let mut browser = Browser::login(&site, ADMINISTRATOR).await;
        let reply = browser.post("/accounts/members", &[("scope", "missing"), ("format", "csv")]).await;
        assert!(reply.body.contains("\"普文忠\",\"yls13003\","), "{}", reply.body);
    })
    .await;
}
