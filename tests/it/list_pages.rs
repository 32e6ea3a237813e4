//! Every list of the program, found by asking its routes: empty, short and long, and taken out.
use lvzhi_schema::TABLES;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::support::{Browser, List, Objects, Site, acts, each_database, lists, meddle};

/// How many copies of each row make a list long.
const COPIES: u32 = 45;

/// The lists that are drawn as a table with pages, each with the browser of somebody who may see it.
async fn tables(site: &Site) -> Vec<(List, Browser)> {
    let mut found = Vec::new();
    for list in lists(site).await {
        let mut browser = Browser::signed_in(site, list.role.id()).await;
        if browser.get(list.path).await.body.contains("print=1\">打印整张表") {
            found.push((list, browser));
        }
    }
    found
}

/// What a page says how many rows the list has, and the rows that it draws.
fn drawn(page: &str) -> (usize, Vec<&str>) {
    let (before, _) = page.split_once("，每页").unwrap_or_else(|| panic!("no number of rows: {page}"));
    let (_, note) = before.rsplit_once("共 ").unwrap();
    let total = note.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap();
    let (_, table) = before.rsplit_once("<table").unwrap();
    let (table, _) = table.split_once("</table>").unwrap();
    (total, table.split("<tr").skip(2).collect())
}

/// The texts of a query's first column.
async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    rows.iter().filter_map(|row| row.try_get_by_index::<Option<String>>(0).unwrap()).collect()
}

/// The statement that copies all rows of a table; what must be unique is changed. None: the table has no key of its own.
async fn copies_of(db: &DatabaseConnection, table: &str) -> Option<String> {
    let columns = texts(db, &format!("select name from pragma_table_info('{table}') order by cid")).await;
    let keys = format!("select name from pragma_table_info('{table}') where pk > 0 order by pk desc");
    let key = texts(db, &keys).await.into_iter().next().filter(|key| key == "id" || key == "seq")?;
    let others = format!(
        "select (select c.name from pragma_index_info(i.name) c
                 where c.name not in (select \"from\" from pragma_foreign_key_list('{table}')) order by c.seqno desc)
         from pragma_index_list('{table}') i where i.\"unique\" and i.origin <> 'pk'"
    );
    let changed = texts(db, &others).await;
    let select = columns.iter().map(|column| match column.as_str() {
        "id" => "randomblob(16)".to_owned(),
        name if *name == key => format!("{name} + 100000 * n.i"),
        name if changed.iter().any(|changed| changed == name) => {
            format!(
                "case typeof({name}) when 'integer' then {name} + 1000 * n.i else {name} || '·' || n.i end"
            )
        }
        name => name.to_owned(),
    });
    Some(format!(
        "pragma foreign_keys = off;
         insert or ignore into {table} with recursive n (i) as (select 1 union all select i + 1 from n where i < {COPIES})
         select {} from {table}, n",
        select.collect::<Vec<_>>().join(", ")
    ))
}

/// Makes every table of the schema long.
async fn multiply(site: &Site) {
    for table in TABLES.iter().filter(|table| !["committee", "session", "job"].contains(&table.name)) {
        if let Some(statement) = copies_of(site.app.db.read(), table.name).await {
            meddle(site, &[&statement]).await;
        }
    }
}

#[tokio::test]
async fn a_list_is_whole_with_no_row_with_few_and_with_many() {
    let site = Site::on(None).await;
    Objects::of(&site).await;
    for list in lists(&site).await {
        let mut other = Browser::signed_in(&site, &format!("other_{}", list.role.id())).await;
        let page = other.get(list.path).await;
        assert!(
            page.status == 200 && page.body.contains("</html>"),
            "{} without rows: {}",
            list.path,
            page.body
        );
    }
    let mut short = Vec::new();
    for (list, mut browser) in tables(&site).await {
        let page = browser.get(list.path).await.body;
        let (total, rows) = drawn(&page);
        assert_eq!(rows.len(), total.min(50), "{}: {page}", list.path);
        short.push(list.path);
    }
    assert!(short.len() >= 6, "only {short:?} have rows");
    multiply(&site).await;
    for (list, mut browser) in tables(&site).await {
        let path = list.path;
        let first = browser.get(&format!("{path}?rows=20")).await.body;
        let (total, rows) = drawn(&first);
        assert!(
            total > 40,
            "{path} has only {total} rows although its table has many more: is it filtered by more?"
        );
        assert_eq!(rows.len(), 20, "{path}: rows=20 draws so many: {first}");
        let second = browser.get(&format!("{path}?rows=20&page=2")).await.body;
        let both = drawn(&second).1.into_iter().find(|row| rows.contains(row));
        assert_eq!(
            both, None,
            "{path}: the same row stands on page 1 and on page 2; the order must end with the id"
        );
        let last = total.div_ceil(20);
        for page in [last, last + 1, 99_999_999] {
            let body = browser.get(&format!("{path}?rows=20&page={page}")).await.body;
            assert_eq!(drawn(&body).1.len(), total - 20 * (last - 1), "{path}?page={page} is the last page");
        }
    }
}

#[tokio::test]
async fn the_export_of_a_list_is_noted_and_takes_what_was_asked_for_or_nothing() {
    each_database(async |site| {
        Objects::of(&site).await;
        let mut taken = 0;
        for List { path, role, export } in lists(&site).await {
            let Some(export) = export else { continue };
            let mut browser = Browser::signed_in(&site, role.id()).await;
            let before = acts(&site).await.len();
            let refused = browser.post(export, &[("unheard", "1")]).await;
            assert_eq!(
                refused.status, 422,
                "{export} acts on a condition that it cannot read: `exact` is missing"
            );
            assert_eq!(acts(&site).await.len(), before, "{export} was refused and noted");
            let reply = browser.post(export, &[]).await;
            assert_eq!(reply.status, 200, "{export} of {path}: {}", reply.body);
            assert!(reply.header("content-disposition").starts_with("attachment"), "{export}");
            let noted = acts(&site).await;
            assert_eq!(noted.len(), before + 1, "{export} takes rows out and notes no event");
            assert!(noted[before].ends_with(".export"), "{export} is noted as {}", noted[before]);
            taken += 1;
        }
        assert!(taken >= 5, "only {taken} exports were taken");
    })
    .await;
}
