//! No page, list, export, search or form answers with what is somebody else's: each kind of object has a word that stands in
//! one object's record and nowhere else, and everybody who may not read it looks everywhere.
use std::collections::BTreeSet;
use std::io::Read;

use axum::http::Method;
use lvzhi::web::routes;
use lvzhi_shell::policy::Role;
use lvzhi_shell::register::ObjectKind;

use crate::support::{
    Browser, Kept, List, Objects, Reply, SECRET_KINDS, Secret, Side, Site, each_database, lists,
};

/// The kinds of objects with what is kept of each.
fn kinds() -> impl Iterator<Item = &'static (&'static str, Kept)> {
    SECRET_KINDS.iter().chain(crate::SECRETS)
}

/// All that an answer says: also inside of workbooks, documents and archives.
fn said(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    if let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        for at in 0..archive.len() {
            let mut inside = Vec::new();
            archive.by_index(at).unwrap().read_to_end(&mut inside).unwrap();
            text.push_str(&said(&inside));
        }
    }
    text
}

/// The first secret that an answer says.
fn told<'a>(reply: &Reply, secrets: &'a [(&'static str, Secret)]) -> Option<&'a (&'static str, Secret)> {
    let text = said(&reply.bytes);
    secrets.iter().find(|(_, secret)| text.contains(&secret.word))
}

/// Everything that a person may ask for: every page, every list by every text, every search, every export, every form.
async fn looks_everywhere(
    site: &Site,
    objects: &Objects,
    lists: &[List],
    login: &str,
    secrets: &[(&'static str, Secret)],
) -> u32 {
    let mut browser = Browser::signed_in(site, login).await;
    let pages = routes(&lvzhi::register());
    let mut gets: Vec<String> = secrets.iter().map(|(_, secret)| secret.page.clone()).collect();
    let entries = || pages.entries().iter().filter(|entry| entry.path != "/logout");
    gets.extend(entries().filter(|it| it.method == Method::GET).map(|entry| objects.fill(entry.path)));
    for list in lists {
        gets.push(format!("{}?rows=200&print=1", list.path));
        for (_, secret) in secrets {
            let part: String = secret.word.chars().take(2).collect();
            gets.extend(["q", "person", "who", "name"].map(|field| format!("{}?{field}={part}", list.path)));
        }
    }
    let gets: BTreeSet<String> = gets.into_iter().collect();
    let mut taken = 0;
    for path in &gets {
        let reply = browser.get(path).await;
        if let Some((kind, secret)) = told(&reply, secrets) {
            panic!(
                "GET {path} shows {login} “{}”, which stands in a record ({kind}) that is not his to read",
                secret.word
            );
        }
    }
    for entry in entries().filter(|it| it.method == Method::POST) {
        let path = objects.fill(entry.path);
        let reply = browser.post(&path, &[]).await;
        if let Some((kind, secret)) = told(&reply, secrets) {
            panic!(
                "POST {path} gives {login} “{}”, which stands in a record ({kind}) that is not his to read",
                secret.word
            );
        }
        taken += u32::from(reply.header("content-disposition").starts_with("attachment"));
    }
    taken
}

/// Makes the secrets of a committee, and has its own people read each: what cannot be read at all proves nothing.
async fn secrets_of(side: &Side<'_>, chosen: impl Fn(&Kept) -> bool) -> Vec<(&'static str, Secret)> {
    let mut secrets = Vec::new();
    for (kind, kept) in kinds().filter(|(_, kept)| chosen(kept)) {
        if let Kept::FromMembers(make) | Kept::FromOthers(make) = kept {
            secrets.push((*kind, make(side).await));
        }
    }
    for (kind, secret) in &secrets {
        let page = side.browser(secret.reader).await.get(&secret.page).await;
        let found = page.body.contains(&secret.word);
        assert!(
            found,
            "{kind}: its own people do not find “{}” on {}: {}",
            secret.word, secret.page, page.body
        );
    }
    secrets
}

#[test]
fn every_kind_of_object_has_something_that_is_kept_or_a_reason_for_being_open() {
    let known: BTreeSet<_> = kinds().map(|(kind, _)| *kind).collect();
    for kind in lvzhi::register().all::<ObjectKind>() {
        assert!(
            known.contains(kind.id),
            "the kind of object “{}” ({}) has no secret: add it to SECRETS in tests/it/main.rs, so that the tests look \
             whether other committees and other members may read it",
            kind.id,
            kind.label
        );
    }
}

#[tokio::test]
async fn nobody_reads_anything_of_another_committee() {
    each_database(async |site| {
        let objects = Objects::of(&site).await;
        let lists = lists(&site).await;
        let secrets = secrets_of(&Side::city(&site).await, |_| true).await;
        let mut taken = 0;
        for role in Role::WORDS.all() {
            taken += looks_everywhere(&site, &objects, &lists, role.id(), &secrets).await;
        }
        assert!(taken > 20, "only {taken} files were taken out");
    })
    .await;
}

#[tokio::test]
async fn a_member_reads_nothing_of_another_member() {
    each_database(async |site| {
        let objects = Objects::of(&site).await;
        let lists = lists(&site).await;
        let chosen = |kept: &Kept| matches!(kept, Kept::FromMembers(_));
        let secrets = secrets_of(&Side::province(&site), chosen).await;
        looks_everywhere(&site, &objects, &lists, "member_two", &secrets).await;
    })
    .await;
}
