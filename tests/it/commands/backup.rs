//! `lvzhi backup` and `lvzhi restore`: what was saved comes back whole; anything else is refused and nothing is written.
use std::io::Write;

use lvzhi_schema::people::{committee, member};
use sea_orm::{EntityTrait, PaginatorTrait};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Ended, Folder, at_site, end, names, program};
use crate::support::{Browser, Site, Upload, each_database, empty_database};

/// Restores into a new folder and, on PostgreSQL, this database.
fn restore(folder: &Folder, data: &str, url: Option<&String>, file: &str) -> Ended {
    let mut command = program();
    command.env("LVZHI_DATA", folder.path(data));
    if let Some(url) = url {
        command.env("DATABASE_URL", url);
    }
    end(command.args(["restore", file]))
}

fn verify_restored(folder: &Folder, data: &str, url: Option<&String>) -> Ended {
    let mut command = program();
    command.env("LVZHI_DATA", folder.path(data));
    if let Some(url) = url {
        command.env("DATABASE_URL", url);
    }
    end(command.args(["verify", "audit"]))
}

async fn counts(url: &str) -> (u64, u64) {
    let db = sea_orm::Database::connect(url).await.unwrap();
    let found = (
        committee::Entity::find().count(&db).await.unwrap(),
        member::Entity::find().count(&db).await.unwrap(),
    );
    db.close().await.unwrap();
    found
}

fn url_of(folder: &Folder, data: &str, url: Option<&String>) -> String {
    url.cloned().unwrap_or_else(|| format!("sqlite://{}/lvzhi.db", folder.path(data)))
}

async fn some_data(site: &Site) {
    let mut clerk = Browser::signed_in(site, "committee_clerk").await;
    let text = "委员编号,姓名,界别\n13009,曾雁回,环境资源界\n13010,\"单,'雨桐\",环境资源界\n";
    let upload = Upload { field: "file", name: "名册.csv", bytes: text.as_bytes() };
    let page = clerk.upload("/imports", &[("target", "members")], upload).await.header("location");
    assert_eq!(clerk.post(&format!("{page}/confirm"), &[("seen", "1")]).await.status, 303);
}

#[tokio::test]
async fn a_backup_comes_back_whole_and_its_chain_with_it() {
    each_database(async |site| {
        some_data(&site).await;
        let folder = Folder::new();
        let file = folder.path("备份.zip");
        at_site(&site, &["backup", &file]).expect(0, &["已备份到", "SM3", "secret.key 不在备份里"]);
        assert_eq!(folder.names(), ["备份.zip"], "nothing else is left behind");
        at_site(&site, &["backup", &file]).expect(1, &["已经有了，换一个文件名"]);
        let before = at_site(&site, &["verify", "audit"]);
        before.expect(0, &["云岭省政协：核验一致"]);

        let url = empty_database(&site).await;
        restore(&folder, "new", url.as_ref(), &file).expect(0, &["已恢复"]);
        assert_eq!(
            verify_restored(&folder, "new", url.as_ref()).expect(0, &[]).out,
            before.out,
            "the same chains"
        );
        assert_eq!(counts(&url_of(&folder, "new", url.as_ref())).await, (2, 5));
        // What came back can be saved again, and a second time nothing is overwritten.
        restore(&folder, "new", url.as_ref(), &file).expect(1, &["没有办成", "空的"]);
        assert_eq!(counts(&url_of(&folder, "new", url.as_ref())).await, (2, 5));
    })
    .await;
}

#[tokio::test]
async fn damaged_and_foreign_files_are_refused_and_nothing_is_written() {
    each_database(async |site| {
        let folder = Folder::new();
        let file = folder.path("备份.zip");
        at_site(&site, &["backup", &file]).expect(0, &[]);
        let good = std::fs::read(&file).unwrap();
        let mut flipped = good.clone();
        let middle = good.len() / 2;
        flipped[middle] ^= 0x55;
        let url = empty_database(&site).await;
        let other = if url.is_some() {
            ("database.sqlite", "SQLite 的备份")
        } else {
            ("rows.jsonl", "PostgreSQL 的备份")
        };
        let cases = [
            ("断.zip", good[..good.len() / 2].to_vec(), "不是本程序的备份文件"),
            ("改.zip", flipped, "备份损坏"),
            ("空.zip", Vec::new(), "不是本程序的备份文件"),
            ("文.zip", b"PK is not enough".to_vec(), "不是本程序的备份文件"),
            ("别.zip", package(&[("a.txt", "a")]), "不是本程序的备份文件"),
            (
                "旧.zip",
                package(&[("manifest.json", &manifest("lvzhi-backup-0", "rows.jsonl", ""))]),
                "本程序只认",
            ),
            (
                "少.zip",
                package(&[("manifest.json", &manifest("lvzhi-backup-1", "rows.jsonl", ""))]),
                "少了数据部分",
            ),
            (
                "它.zip",
                package(&[("manifest.json", &manifest("lvzhi-backup-1", other.0, "x")), (other.0, "x")]),
                other.1,
            ),
        ];
        for (name, bytes, sentence) in cases {
            let broken = folder.write(name, bytes);
            restore(&folder, "new", url.as_ref(), &broken).expect(1, &["没有办成", sentence]);
            let left = names(&folder.0).contains(&"new".into()).then(|| names(&folder.0.join("new")));
            assert!(
                !left.unwrap_or_default().iter().any(|name| name.contains("lvzhi.")),
                "{name} left a database"
            );
            if let Some(url) = &url {
                let tables = tables_with_rows(url).await;
                assert_eq!(tables, 0, "{name}");
            }
        }
        restore(&folder, "new", url.as_ref(), &folder.path("没有.zip")).expect(1, &["读不了"]);
        restore(&folder, "new", url.as_ref(), &file).expect(0, &["已恢复"]);
        // A target with data keeps them.
        at_site(&site, &["restore", &file]).expect(1, &["没有办成", "空的"]);
        at_site(&site, &["verify", "audit"]).expect(0, &["核验一致"]);
    })
    .await;
}

async fn tables_with_rows(url: &str) -> u64 {
    use sea_orm::ConnectionTrait;
    let db = sea_orm::Database::connect(url).await.unwrap();
    let sql = "select coalesce(sum(case when exists (select 1 from information_schema.tables
        where table_name = 'committee') then 1 else 0 end), 0)::bigint as n";
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, sql);
    let there: i64 = db.query_one_raw(statement).await.unwrap().unwrap().try_get("", "n").unwrap();
    let rows = if there == 0 { 0 } else { committee::Entity::find().count(&db).await.unwrap() };
    db.close().await.unwrap();
    rows
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn manifest(format: &str, content: &str, text: &str) -> String {
    let digest = lvzhi_platform::audit::sm3_hex(text.as_bytes());
    let size = text.len();
    serde_json::json!({
        "format": format, "program": "0", "created_at": 0, "content": content, "digest": digest, "size": size
    })
    .to_string()
}
