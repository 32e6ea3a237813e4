//! Every route of the program, called with real objects by those who have no business there: nothing breaks, nothing leaks,
//! nothing is written.
use axum::http::Method;
use lvzhi::web::routes;
use lvzhi_platform::routes::{Access, RouteEntry};
use lvzhi_shell::policy::{Permission, Relation, Role, grant};

use crate::support::{Browser, Objects, Reply, Site, acts, each_database};

/// The province's members; nobody below may read these names, but a member his own.
const SECRETS: [&str; 3] = ["陆景和", "沈若谷", "普文忠"];
/// What is open to everybody of the own committee: the rules by which he is measured.
const OPEN: [&str; 4] = [
    "/evaluation/schemes/{scheme}",
    "/evaluation/schemes/{scheme}/document.docx",
    "/papers/{paper}",
    "/papers/{paper}/file",
];
/// Parameters that name no object of a committee.
const NOBODYS: [&str; 2] = ["/imports/templates/{target}", "/assets/{name}"];

/// All routes; logging out comes last.
fn entries() -> Vec<RouteEntry<Permission>> {
    let mut entries: Vec<_> = routes(&lvzhi::register()).entries().to_vec();
    assert!(entries.len() > 20);
    entries.sort_by_key(|entry| entry.path == "/logout");
    entries
}

/// What the forms of the program have in common, filled in soundly: who is refused is not refused for the form's sake.
async fn call(browser: &mut Browser, entry: &RouteEntry<Permission>, path: &str, objects: &Objects) -> Reply {
    if entry.method == Method::GET {
        return browser.get(path).await;
    }
    let form = [
        ("step", "collect"),
        ("run", objects.id("{run}")),
        ("reason", "试试"),
        ("revision", "2"),
        ("body", "[scheme]"),
        ("title", "常委"),
        ("post_from", "2026-03-01"),
        ("last_day", "2026-03-02"),
        ("role", "leader"),
        ("seen", "1"),
    ];
    browser.post(path, &form).await
}

/// Whether the route speaks of an object.
fn has_object(entry: &RouteEntry<Permission>) -> bool {
    entry.path.contains('{') && !NOBODYS.contains(&entry.path)
}

fn assert_no_leak(entry: &RouteEntry<Permission>, reply: &Reply, secrets: &[&str]) {
    for secret in secrets {
        assert!(!reply.body.contains(secret), "{} {} shows {secret}", entry.method, entry.path);
    }
}

#[tokio::test]
async fn a_stranger_gets_nowhere() {
    each_database(async |site| {
        let objects = Objects::of(&site).await;
        let before = acts(&site).await;
        for entry in entries() {
            let path = objects.fill(entry.path);
            let reply = call(&mut Browser::stranger(&site), &entry, &path, &objects).await;
            if entry.access == Access::Public {
                assert!(reply.status < 500, "{} {path}: {}", entry.method, reply.status);
                assert_no_leak(&entry, &reply, &SECRETS);
                continue;
            }
            assert_eq!(reply.status, 303, "{} {path}", entry.method);
            assert!(reply.header("location").starts_with("/login"), "{} {path}", entry.method);
        }
        assert_eq!(acts(&site).await, before, "a stranger did something");
    })
    .await;
}

/// Calls every route with the province's objects as somebody who may have none of them.
async fn is_kept_out(site: &Site, objects: &Objects, login: &str, role: Role, secrets: &[&str]) {
    let own_committee = !login.starts_with("other_");
    let mut browser = Browser::login(site, login).await;
    let before = acts(site).await;
    for entry in entries() {
        let path = objects.fill(entry.path);
        let reply = call(&mut browser, &entry, &path, objects).await;
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
        if has_object(&entry) && !(own_committee && OPEN.contains(&entry.path)) {
            assert!([403, 404].contains(&reply.status), "somebody else's object: {what}");
        }
    }
    // His own account and what he was told are his own business.
    let after = acts(site).await;
    let own = |act: &String| act.starts_with("account.") || act.starts_with("notice.");
    assert!(after.into_iter().skip(before.len()).all(|act| own(&act)), "{login} did something");
}

#[tokio::test]
async fn another_committees_people_have_no_business_with_this_ones_objects() {
    each_database(async |site| {
        let objects = Objects::of(&site).await;
        for role in Role::WORDS.all() {
            is_kept_out(&site, &objects, &format!("other_{}", role.id()), role, &SECRETS).await;
        }
    })
    .await;
}

#[tokio::test]
async fn another_member_has_no_business_with_a_members_objects() {
    each_database(async |site| {
        let objects = Objects::of(&site).await;
        is_kept_out(&site, &objects, "member_two", Role::Member, &["陆景和", "普文忠"]).await;
    })
    .await;
}

#[tokio::test]
async fn every_role_gets_through_its_own_door_and_no_other() {
    each_database(async |site| {
        let objects = Objects::of(&site).await;
        for role in Role::WORDS.all() {
            let mut browser = Browser::login(&site, role.id()).await;
            for entry in entries() {
                let granted = match entry.access {
                    Access::May(permission) => grant(role, permission),
                    _ => Some(Relation::SameCommittee),
                };
                // What he may do is tested where it belongs; here only what he may look at is opened.
                if granted.is_some() && entry.method != Method::GET {
                    continue;
                }
                let path = objects.fill(entry.path);
                let reply = call(&mut browser, &entry, &path, &objects).await;
                let what = format!("{}: {} {path} gave {}", role.id(), entry.method, reply.status);
                match (entry.access, granted) {
                    (_, None) => assert_eq!(reply.status, 403, "{what}"),
                    (Access::May(_), Some(Relation::SameCommittee)) if !path.starts_with("/my/") => {
                        assert!([200, 303].contains(&reply.status), "{what}: {}", reply.body);
                    }
                    _ => assert!(reply.status < 500, "{what}: {}", reply.body),
                }
            }
        }
    })
    .await;
}

/// The policy as a table: who may do what, and which door asks for what. Written to `docs/policy.md` with `LVZHI_BLESS=1`.
#[test]
fn the_printed_policy_is_the_policy() {
    use std::fmt::Write as _;
    let register = lvzhi::register();
    let mut text = String::from(
        "# Policy\n\nPrinted from the permissions that the slices declare, and held to them by `tests/it/coverage.rs`\n\
         (`LVZHI_BLESS=1 cargo test --test it printed_policy` writes it anew). ● for everybody of the own committee, ○ for \
         oneself alone.\n\n| | |",
    );
    for role in Role::WORDS.all() {
        let _ = write!(text, " {} |", role.label());
    }
    text.push_str("\n|---|---|");
    text.push_str(&":-:|".repeat(Role::WORDS.all().len()));
    for permission in register.all::<Permission>() {
        let _ = write!(text, "\n| `{}` | {} |", permission.id, permission.label);
        for role in Role::WORDS.all() {
            text.push_str(match grant(role, *permission) {
                Some(Relation::SameCommittee) => " ● |",
                Some(Relation::Own) => " ○ |",
                None => "  |",
            });
        }
    }
    text.push_str("\n\n| method | path | who |\n|---|---|---|\n");
    for entry in routes(&register).entries() {
        let who = match entry.access {
            Access::Public => "anyone".to_owned(),
            Access::Arriving => "logged in, also half-way".to_owned(),
            Access::SignedIn => "logged in; the page checks".to_owned(),
            Access::May(permission) => format!("`{}`", permission.id),
        };
        let _ = writeln!(text, "| {} | `{}` | {who} |", entry.method, entry.path);
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/policy.md");
    if std::env::var_os("LVZHI_BLESS").is_some() {
        std::fs::write(file, &text).unwrap();
    }
    assert!(std::fs::read_to_string(file).unwrap() == text, "docs/policy.md is not what the program does");
}

#[tokio::test]
async fn an_address_whose_id_is_none_leads_to_a_page_with_a_sentence() {
    each_database(async |site| {
        let mut administrator = Browser::signed_in(&site, "system_administrator").await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let mut auditor = Browser::signed_in(&site, "auditor").await;
        let objects = Objects::of(&site).await;
        let mut found = 0;
        for entry in entries().iter().filter(|entry| has_object(entry)) {
            let parts = entry.path.split('/').map(|part| if part.starts_with('{') { "abc" } else { part });
            let path = parts.collect::<Vec<_>>().join("/");
            for browser in [&mut administrator, &mut clerk, &mut auditor] {
                let reply = call(browser, entry, &path, &objects).await;
                let what = format!("{} {path} gave {}: {}", entry.method, reply.status, reply.body);
                assert!([403, 404].contains(&reply.status), "{what}");
                if reply.status == 404 {
                    found += 1;
                    assert!(reply.body.contains("<h1") && !reply.body.contains("parse"), "{what}");
                }
            }
        }
        assert!(found > 40, "only {found} addresses were tried by somebody who may");
    })
    .await;
}
