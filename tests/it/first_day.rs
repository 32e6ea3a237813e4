//! What an office sees before its first computation: the next step, who does it, and that it ends.
use lvzhi_access::NewAccount;
use lvzhi_people::NewCommittee;
use lvzhi_platform::auth::hash_password;
use lvzhi_shell::jobs;
use lvzhi_shell::policy::Role;
use uuid::Uuid;

use crate::evaluation::add_fact;
use crate::support::{Browser, PASSWORD, Site, adopted_scheme, between, each_database, set_up};

const PRESENT: &str = r#"{"meeting_class":"plenary","presence":"present","title":"十三届四次会议"}"#;

async fn account(site: &Site, committee: Uuid, login: &str, role: Role) {
    let password_hash = hash_password(PASSWORD.into()).await.unwrap();
    let new = NewAccount {
        committee,
        login: login.into(),
        name: login.into(),
        role,
        member: None,
        staff: None,
        password_hash,
        must_change: false,
    };
    set_up(&site.app, committee, async |act| lvzhi_access::create_account(act, new).await).await;
}

/// The list of steps as this person sees it.
async fn steps(browser: &mut Browser) -> String {
    let page = browser.get("/").await.body;
    between(&page, "<h2>起步", "</section>").to_owned()
}

#[tokio::test]
async fn an_empty_office_is_led_to_accounts_and_then_to_the_roster() {
    each_database(async |site| {
        let committee = Uuid::now_v7();
        let new = NewCommittee { name: "青石县政协".into(), level: "county".into() };
        set_up(&site.app, committee, async |act| lvzhi_people::found(act, &new).await).await;
        account(&site, committee, "qingshi", Role::SystemAdministrator).await;
        let mut administrator = Browser::login(&site, "qingshi").await;
        let seen = steps(&mut administrator).await;
        assert!(
            seen.contains("href=\"/accounts\"") && seen.contains("还没有委员工作经办、秘书长的账号"),
            "{seen}"
        );
        assert!(administrator.get("/accounts").await.body.contains("href=\"/\""), "a way back");

        account(&site, committee, "jingban", Role::CommitteeClerk).await;
        account(&site, committee, "mishuzhang", Role::SecretaryGeneral).await;
        let seen = steps(&mut administrator).await;
        assert!(!seen.contains("primary") && seen.contains("由委员工作经办或人事干部办理"), "{seen}");
        let seen = steps(&mut Browser::login(&site, "jingban").await).await;
        assert!(seen.contains("导入名册") && seen.contains("0 位委员"), "{seen}");
    })
    .await;
}

#[tokio::test]
async fn each_act_leads_to_the_next_step_until_something_is_computed() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let seen = steps(&mut clerk).await;
        assert!(seen.contains("3 位委员") && seen.contains("起草一版"), "{seen}");
        let scheme = adopted_scheme(&site).await.to_string();
        assert!(steps(&mut clerk).await.contains("建一个周期"));
        let form = [("scheme", scheme.as_str()), ("year", "2026"), ("half", "1")];
        let cycle = clerk.post("/evaluation/cycles", &form).await.header("location");
        assert!(steps(&mut clerk).await.contains("导入台账"));
        add_fact(&site, "陆景和", "attendance", "2026-01-19", PRESENT).await;
        let seen = steps(&mut clerk).await;
        assert!(seen.contains("各步已完成") && !seen.contains("未完成"), "{seen}");
        assert_eq!(clerk.post(&format!("{cycle}/compute"), &[]).await.status, 303);
        jobs::run_until_idle(&site.app).await.unwrap();
        assert!(!clerk.get("/").await.body.contains("起步"));
        let mut administrator = Browser::signed_in(&site, "system_administrator").await;
        assert_eq!(administrator.get("/").await.header("location"), "/accounts");
    })
    .await;
}
