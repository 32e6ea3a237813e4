//! The lists of the program, found by asking: whatever is read by `lvzhi_shell::listing` says so when it is asked for a
//! condition that it does not have.
use axum::http::Method;
use lvzhi::web::routes;
use lvzhi_platform::routes::Access;
use lvzhi_shell::policy::{Relation, Role, grant};

use super::browser::Browser;
use super::stage::Site;

/// A list.
pub struct List {
    /// Its address.
    pub path: &'static str,
    /// Somebody of the province who may look at it and take it out.
    pub role: Role,
    /// The address of its export, when it has one.
    pub export: Option<&'static str>,
}

/// Who of the province may come in.
fn holds(role: Role, access: Access<lvzhi_shell::policy::Permission>) -> bool {
    match access {
        Access::May(permission) => grant(role, permission) == Some(Relation::SameCommittee),
        _ => true,
    }
}

/// All lists, each with somebody who may see it.
#[allow(dead_code)]
pub async fn lists(site: &Site) -> Vec<List> {
    let pages = routes(&lvzhi::register());
    let mut browsers: Vec<(Role, Browser)> = Vec::new();
    let mut found = Vec::new();
    for entry in pages.entries().iter().filter(|it| it.method == Method::GET && !it.path.contains('{')) {
        if matches!(entry.access, Access::Public | Access::Arriving) {
            continue;
        }
        let taken = format!("{}/export", entry.path);
        let export = pages.entries().iter().find(|it| it.method == Method::POST && it.path == taken);
        let may = |role: &Role| {
            holds(*role, entry.access) && export.is_none_or(|export| holds(*role, export.access))
        };
        let preferred = Some(Role::CommitteeClerk).filter(may);
        let role = preferred.or_else(|| Role::WORDS.all().find(may)).unwrap();
        let asked = format!("{}?unheard=1", entry.path);
        if !browsers.iter().any(|(known, _)| *known == role) {
            browsers.push((role, Browser::signed_in(site, role.id()).await));
        }
        let (_, browser) = browsers.iter_mut().find(|(known, _)| *known == role).unwrap();
        let page = browser.get(&asked).await;
        if page.status == 200 && page.body.contains("这张表没有“unheard”这个条件") {
            found.push(List { path: entry.path, role, export: export.map(|export| export.path) });
        }
    }
    assert!(found.len() >= 7, "only {} lists were found", found.len());
    found
}

/// The fields of a list's filter on its page, each with a value that narrows it: `kind=attendance`.
#[allow(dead_code)]
pub fn filters(page: &str, path: &str) -> Vec<(String, String)> {
    let mark = format!("action=\"{path}\"");
    let Some((_, form)) = page.split_once(&mark) else { return Vec::new() };
    let form = form.split("</form>").next().unwrap();
    let mut found = Vec::new();
    for field in form.split("name=\"").skip(1) {
        let (name, rest) = field.split_once('"').unwrap();
        let head = rest.split('>').next().unwrap();
        let tag_before = form.split(&format!("name=\"{name}\"")).next().unwrap();
        let value = if tag_before.rsplit('<').next().unwrap().starts_with("select") {
            let options = rest.split("</select>").next().unwrap();
            let values = options.split("value=\"").skip(1).filter_map(|option| option.split('"').next());
            values.filter(|value| !value.is_empty()).last().unwrap_or_default().to_owned()
        } else if head.contains("type=\"date\"") || tag_before.rsplit('<').next().unwrap().contains("date") {
            "2026-02-01".to_owned()
        } else {
            "l".to_owned()
        };
        found.push((name.to_owned(), value));
    }
    found
}
