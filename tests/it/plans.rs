//! Every statement that a page executes is served by an index: no page reads a whole large table.
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use axum::http::Method;
use lvzhi::web;
use lvzhi_platform::routes::Access;
use lvzhi_schema::TABLES;
use lvzhi_schema::audit::audit_event;
use lvzhi_schema::duty::fact;
use lvzhi_schema::people::member;
use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, DbBackend, EntityTrait, PaginatorTrait, Statement,
};

use crate::support::{Browser, List, Objects, Server, Site, filters, lists, meddle};

/// Tables that stay small, and why; every other one grows with the years.
const SMALL: [(&str, &str); 14] = [
    ("committee", "one row an organisation of the province"),
    ("term", "one row in five years"),
    ("sector", "some thirty names a term"),
    ("special_committee", "some ten names"),
    ("division", "some ten names"),
    ("branch", "some twenty names"),
    ("staff", "the people of one office"),
    ("account", "one row a person, read whole where all are listed"),
    ("audit_head", "one row a committee"),
    ("column_mapping", "one row a layout of a workbook"),
    ("scheme", "a few versions a year"),
    ("scheme_retirement", "at most one row a version"),
    ("scheme_draft", "a few a year"),
    ("paper_series", "a few codes an office"),
];

/// Whether a table grows with the years.
fn is_large(table: &str) -> bool {
    TABLES.iter().any(|known| known.name == table) && SMALL.iter().all(|(small, _)| *small != table)
}

/// Larger than the file of a real roster of two terms.
const MEMBERS: u64 = 900;
const FACTS: u64 = 100_000;

/// 900 members and 100 000 facts beside the cast, without the program.
async fn fill(site: &Site) {
    let members =
        "insert into member with recursive n (i) as (select 1 union all select i + 1 from n where i < 900)
        select m.committee_id, randomblob(16), m.term_id, 'B' || i, '演员' || i, 'yanyuan' || i, 'yy', '女',
            '汉族', '1980-01', m.sector_id, m.special_committee_id, '', '', m.starts_on, null, '', 0, 0
        from member m, n where m.number = '13001'";
    let facts = "insert into fact (committee_id, id, kind, member_id, occurred_on, quantity, attributes, document,
            recorder, recorded_by, recorded_by_name, recorded_at, confirmed_by, void, reason)
        with recursive n (i) as (select 1 union all select i + 1 from n where i < 112)
        select committee_id, randomblob(16), 'attendance', id, date('2026-01-01', '+' || (i % 180) || ' days'),
            10000, '{\"meeting_class\":\"plenary\",\"presence\":\"present\"}', '', '', randomblob(16), '', 0,
            case when i % 10 = 0 then '' else '唐有光' end, 0, '' from member, n";
    meddle(site, &[members, facts]).await;
    assert!(member::Entity::find().count(site.app.db.read()).await.unwrap() >= MEMBERS);
    assert!(fact::Entity::find().count(site.app.db.read()).await.unwrap() >= FACTS);
}

/// Every page of the program, and every list with a later page and with each of its filters.
async fn addresses(site: &Site, objects: &Objects) -> Vec<String> {
    let pages = web::routes(&lvzhi::register());
    let entries = pages.entries().iter().filter(|entry| entry.method == Method::GET);
    let mut found: Vec<String> = entries
        .filter(|entry| entry.access != Access::Public || entry.path == "/healthz")
        .map(|entry| objects.fill(entry.path))
        .collect();
    let mut filtered = 0;
    for List { path, role, .. } in lists(site).await {
        let page = Browser::signed_in(site, role.id()).await.get(path).await.body;
        found.push(format!("{path}?page=2"));
        for (name, value) in filters(&page, path) {
            found.push(format!("{path}?{name}={value}"));
            filtered += 1;
        }
    }
    assert!(filtered > 12, "only {filtered} filters of lists were found");
    let (cycle, batch) = (objects.id("{cycle}"), objects.id("/imports/{id}"));
    found
        .extend(["/facts?confirmed=yes&from=2026-02-01&to=2026-03-01", "/facts?page=900"].map(str::to_owned));
    found.push("/imports?page=2".into());
    found.push(format!("/facts?batch={batch}"));
    found.push(format!("/imports/{batch}?state=error"));
    found.push(format!("/evaluation/cycles/{cycle}/ranking?q=l&page=2"));
    found
}

/// The statements in a log of the server.
fn statements(log: &str) -> BTreeSet<String> {
    let events = log.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let sql = events.filter(|event| event["target"] == "sqlx::query").map(|event| {
        let text = |name: &str| event["fields"][name].as_str().unwrap_or_default().trim().to_owned();
        Some(text("db.statement")).filter(|whole| !whole.is_empty()).unwrap_or_else(|| text("summary"))
    });
    let kinds = ["select", "with", "insert", "update", "delete"];
    sql.filter(|sql| {
        kinds.contains(&sql.split_whitespace().next().unwrap_or_default().to_lowercase().as_str())
    })
    .collect()
}

/// The large table that a name in a plan stands for.
fn large_table(sql: &str, name: &str) -> Option<&'static str> {
    let words: Vec<_> = sql.split(|sign: char| !sign.is_alphanumeric() && sign != '_').collect();
    let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty() && *word != "as").collect();
    let named = |table: &&'static str| {
        name == *table || words.windows(2).any(|pair| pair[0] == *table && pair[1] == name)
    };
    TABLES.iter().map(|table| table.name).filter(|name| is_large(name)).find(named)
}

/// What is wrong with the plan of a statement: a large table is read whole, or a page of it is cut from rows that all had
/// to be read and sorted first.
async fn faults(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(DbBackend::Sqlite, format!("explain query plan {sql}"));
    let plan = db.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    let details: Vec<String> = plan.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
    let mut bad = Vec::new();
    let lower = sql.to_lowercase();
    let is_paged = lower.contains(" limit ") && lower.contains(" offset ");
    for detail in &details {
        let mut words = detail.split_whitespace();
        let (verb, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let Some(table) = large_table(sql, name) else { continue };
        if verb == "SCAN" {
            bad.push(format!("{table} is read whole ({detail}): its index does not serve this statement"));
        } else if verb == "SEARCH"
            && is_paged
            && details.iter().any(|it| it == "USE TEMP B-TREE FOR ORDER BY")
        {
            bad.push(format!(
                "all of {table} is sorted for one page of it ({detail}): no index has its order"
            ));
        }
    }
    bad
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_reads_a_whole_large_table() {
    let site = Site::on(None).await;
    let objects = Objects::of(&site).await;
    fill(&site).await;
    let addresses = addresses(&site, &objects).await;
    let log = site.app.config.data.join("log");
    let server = Server::start_with(&site.app.config, |command| {
        command
            .env("RUST_LOG", "sqlx=trace")
            .env("LVZHI_JSON_LOGS", "1")
            .stderr(std::fs::File::create(&log).unwrap());
    });
    let (mut opened, mut slowest) = (0, (Duration::ZERO, String::new()));
    for login in ["committee_clerk", "secretary_general", "system_administrator", "auditor", "member"] {
        let cookie = Browser::cookie_by_the_clock(&site, login).await;
        for path in &addresses {
            let begun = Instant::now();
            let reply = server.get(path, &cookie);
            slowest = slowest.max((begun.elapsed(), path.clone()));
            assert!(reply.status < 500, "{login} {path}: {}", reply.text);
            opened += u32::from(reply.status == 200);
        }
    }
    assert_eq!(server.terminate(), Some(0));
    assert!(opened > 60, "{opened} pages were opened");
    let found = statements(&std::fs::read_to_string(&log).unwrap());
    assert!(found.len() > 60, "{} statements", found.len());
    assert!(found.iter().any(|sql| sql.contains("fact f")), "statements are recorded whole: {found:?}");
    println!("{opened} pages, {} statements, slowest {slowest:?}", found.len());
    let db = Database::connect(site.app.config.database_url()).await.unwrap();
    let mut bad = Vec::new();
    for sql in &found {
        bad.extend(faults(&db, sql).await.into_iter().map(|fault| format!("{fault}\n    {sql}")));
    }
    db.close().await.unwrap();
    assert!(bad.is_empty(), "statements without their index:\n{}", bad.join("\n"));
    assert!(audit_event::Entity::find().count(site.app.db.read()).await.unwrap() > 0);
}

/// The test above would be worth nothing if it could not see a fault.
#[tokio::test]
async fn a_scan_or_a_sorted_table_would_be_seen() {
    let site = Site::on(None).await;
    let db = site.app.db.read();
    assert_eq!(faults(db, "select count(*) from fact f where f.document = 'x'").await.len(), 1);
    assert_eq!(faults(db, "select * from \"import_row\" where \"cells\" = ?").await.len(), 1);
    assert_eq!(faults(db, "select * from fact where committee_id = ? and id = ?").await.len(), 0);
    let page = "select * from fact where committee_id = ? order by document limit 50 offset 0";
    assert_eq!(faults(db, page).await.len(), 1);
    for (small, _) in SMALL {
        assert!(TABLES.iter().any(|table| table.name == small), "{small} is no table any more");
    }
}
