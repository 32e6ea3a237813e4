//! Every route of the program, called by those who have no business there: nothing breaks and nothing leaks.
use axum::http::Method;
use lvzhi::web::routes;
use lvzhi_platform::routes::{Access, RouteEntry};
use lvzhi_shell::policy::{Permission, Role, grant};
use uuid::Uuid;

use crate::support::{Browser, Reply, Site, each_database};

/// The province's members; nobody below may read these names, but a member his own.
const SECRETS: [&str; 3] = ["陆景和", "沈若谷", "普文忠"];

/// All routes with identifiers that nothing has; logging out comes last.
fn entries() -> Vec<(RouteEntry<Permission>, String)> {
    let mut entries: Vec<_> = routes(&lvzhi::register()).entries().to_vec();
    assert!(entries.len() > 20);
    entries.sort_by_key(|entry| entry.path == "/logout");
    let fill = |path: &str| {
        let parts = path
            .split('/')
            .map(|part| if part.starts_with('{') { Uuid::now_v7().to_string() } else { part.to_owned() });
        parts.collect::<Vec<_>>().join("/")
    };
    entries.into_iter().map(|entry| (entry.clone(), fill(entry.path))).collect()
}

async fn call(browser: &mut Browser, entry: &RouteEntry<Permission>, path: &str) -> Reply {
    if entry.method == Method::GET { browser.get(path).await } else { browser.post(path, &[]).await }
}

#[tokio::test]
async fn a_stranger_gets_nowhere() {
    each_database(async |site| {
        for (entry, path) in entries() {
            let reply = call(&mut Browser::stranger(&site), &entry, &path).await;
            if entry.access == Access::Public {
                assert!(reply.status < 500, "{} {path}: {}", entry.method, reply.status);
                assert_no_leak(&entry, &reply, &SECRETS);
                continue;
            }
            assert_eq!(reply.status, 303, "{} {path}", entry.method);
            assert!(reply.header("location").starts_with("/login"), "{} {path}", entry.method);
        }
    })
    .await;
}

#[tokio::test]
async fn a_member_gets_only_what_is_his() {
    each_database(async |site| visit(&site, "member", Role::Member, &SECRETS[1..]).await).await;
}

#[tokio::test]
async fn another_committees_people_see_nothing_of_this_one() {
    each_database(async |site| {
        for role in Role::ALL {
            visit(&site, &format!("other_{}", role.id()), role, &SECRETS).await;
        }
    })
    .await;
}

#[tokio::test]
async fn every_role_gets_through_its_own_door_and_no_other() {
    each_database(async |site| {
        for role in Role::ALL {
            // The administrator makes accounts for members by name; whoever sees people sees these names.
            visit(&site, role.id(), role, &[]).await;
        }
    })
    .await;
}

async fn visit(site: &Site, login: &str, role: Role, secrets: &[&str]) {
    let mut browser = Browser::login(site, login).await;
    for (entry, path) in entries() {
        let reply = call(&mut browser, &entry, &path).await;
        let what = format!("{login}: {} {path} gave {}: {}", entry.method, reply.status, reply.body);
        assert!(reply.status < 500, "{what}");
        assert_no_leak(&entry, &reply, secrets);
        match entry.access {
            Access::May(permission) if grant(role, permission).is_none() => {
                assert_eq!(reply.status, 403, "{what}");
            }
            Access::Public => {}
            _ => assert!(!reply.header("location").starts_with("/login?"), "{what}"),
        }
        if path.contains('-') && entry.method == Method::GET && entry.path.contains('{') {
            assert_ne!(reply.status, 200, "an identifier of nothing: {what}");
        }
    }
}

fn assert_no_leak(entry: &RouteEntry<Permission>, reply: &Reply, secrets: &[&str]) {
    for secret in secrets {
        assert!(!reply.body.contains(secret), "{} {} shows {secret}", entry.method, entry.path);
    }
}
