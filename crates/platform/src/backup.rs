//! Backup of a running installation into one file, and restoring it into an empty one.
//!
//! The file is a zip: `manifest.json` and either `database.sqlite` (a consistent copy) or `rows.jsonl`
//! (PostgreSQL: every row of our own tables as JSON, read in one repeatable-read transaction).
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;

use anyhow::{Context, bail, ensure};
use lvzhi_schema::TABLES;
use sea_orm::{ConnectionTrait, DbBackend, IsolationLevel, Statement, TransactionTrait};
use serde::{Deserialize, Serialize};
use sm3::{Digest, Sm3};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::Database;
use crate::clock::Millis;

const FORMAT: &str = "lvzhi-backup-1";
const MANIFEST: &str = "manifest.json";
const SQLITE: &str = "database.sqlite";
const ROWS: &str = "rows.jsonl";
/// Rows of a table read at once from PostgreSQL.
const CHUNK: u64 = 5_000;

/// What a backup says about itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// Which form it has.
    pub format: String,
    /// Version of the program that wrote it.
    pub program: String,
    /// UTC milliseconds.
    pub created_at: Millis,
    /// Name of the content in the zip.
    pub content: String,
    /// SM3 of the content, hex.
    pub digest: String,
    /// Bytes of the content.
    pub size: u64,
}

/// Writes a backup of a running installation.
///
/// # Errors
/// When the file exists already or cannot be written, or the database cannot be read.
pub async fn write(db: &Database, target: &Path, now: Millis) -> anyhow::Result<Manifest> {
    ensure!(!target.exists(), "{} 已经有了，换一个文件名", target.display());
    let content = target.with_extension("part");
    let name = if db.backend() == DbBackend::Sqlite {
        db.copy_into(&content.to_string_lossy()).await.context("数据库读不出来")?;
        SQLITE
    } else {
        dump(db, &content).await.context("数据库读不出来")?;
        ROWS
    };
    let packed = pack(&content, name, target, now);
    std::fs::remove_file(&content).ok(); // the copy has served its turn, packed or not
    if packed.is_err() {
        std::fs::remove_file(target).ok();
    }
    packed
}

fn pack(content: &Path, name: &str, target: &Path, now: Millis) -> anyhow::Result<Manifest> {
    let (digest, size) = measure(File::open(content)?)?;
    let program = env!("CARGO_PKG_VERSION").to_owned();
    let manifest =
        Manifest { format: FORMAT.into(), program, created_at: now, content: name.into(), digest, size };
    let mut zip = ZipWriter::new(File::create_new(target)?);
    zip.start_file(MANIFEST, SimpleFileOptions::default())?;
    zip.write_all(serde_json::to_string_pretty(&manifest)?.as_bytes())?;
    zip.start_file(name, SimpleFileOptions::default().large_file(true))?;
    std::io::copy(&mut File::open(content)?, &mut zip)?;
    zip.finish()?.sync_all()?;
    Ok(manifest)
}

fn measure(mut content: impl Read) -> std::io::Result<(String, u64)> {
    let (mut hasher, mut size) = (Sm3::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = content.read(&mut buffer)?;
        if read == 0 {
            return Ok((hex::encode(hasher.finalize()), size));
        }
        hasher.update(&buffer[..read]);
        size += read as u64;
    }
}

async fn dump(db: &Database, content: &Path) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(File::create_new(content)?);
    let tx = db.read().begin_with_config(Some(IsolationLevel::RepeatableRead), None).await?;
    for table in TABLES {
        let name = table.name;
        let mut offset = 0;
        loop {
            // ctid gives an order that is stable inside this transaction's snapshot.
            let sql = format!(
                "select row_to_json(t)::text as row from {name} t order by ctid offset {offset} limit {CHUNK}"
            );
            let rows = tx.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
            for row in &rows {
                let text: String = row.try_get("", "row")?;
                writeln!(out, "{name}\t{text}")?;
            }
            if (rows.len() as u64) < CHUNK {
                break;
            }
            offset += CHUNK;
        }
    }
    out.flush()?;
    Ok(())
}

fn open(file: &Path) -> anyhow::Result<(Manifest, ZipArchive<File>)> {
    let opened = File::open(file).with_context(|| format!("读不了 {}", file.display()))?;
    let foreign = || format!("{} 不是本程序的备份文件", file.display());
    let mut zip = ZipArchive::new(opened).with_context(foreign)?;
    let mut text = String::new();
    zip.by_name(MANIFEST)
        .with_context(foreign)?
        .take(1 << 16)
        .read_to_string(&mut text)
        .with_context(foreign)?;
    let manifest: Manifest = serde_json::from_str(&text).with_context(foreign)?;
    ensure!(manifest.format == FORMAT, "备份的格式是 {}，本程序只认 {FORMAT}", manifest.format);
    let content = zip.by_name(&manifest.content).context("备份里少了数据部分")?;
    let (digest, size) = measure(content).context("备份损坏：数据部分读不完")?;
    ensure!(
        (digest, size) == (manifest.digest.clone(), manifest.size),
        "备份损坏：摘要对不上，没有恢复任何内容"
    );
    Ok((manifest, zip))
}

/// Restores a SQLite backup as the file `database`, which must not be there yet.
///
/// # Errors
/// When the backup is damaged, foreign or of the other database, or the file is there.
pub fn restore_file(backup: &Path, database: &Path) -> anyhow::Result<Manifest> {
    let (manifest, mut zip) = open(backup)?;
    if manifest.content != SQLITE {
        bail!("这是 PostgreSQL 的备份，请用 DATABASE_URL 指向一个空的 PostgreSQL 数据库再恢复");
    }
    ensure!(!database.exists(), "{} 已经有了；请恢复到一个空的数据文件夹", database.display());
    let part = database.with_extension("part");
    std::io::copy(&mut zip.by_name(SQLITE)?, &mut File::create(&part)?)?;
    std::fs::rename(&part, database)?;
    Ok(manifest)
}

/// Restores a PostgreSQL backup into a database whose tables are empty, in one transaction.
///
/// # Errors
/// When the backup is damaged, foreign or of the other database, or the database is not empty.
pub async fn restore_rows(backup: &Path, db: &Database) -> anyhow::Result<Manifest> {
    let (manifest, mut zip) = open(backup)?;
    if manifest.content != ROWS {
        bail!("这是 SQLite 的备份，请去掉 DATABASE_URL，恢复到一个空的数据文件夹");
    }
    let tx = db.write().begin().await?;
    let count = Statement::from_string(DbBackend::Postgres, "select count(*) as n from committee");
    let there: i64 = tx.query_one_raw(count).await?.map_or(Ok(0), |row| row.try_get("", "n"))?;
    ensure!(there == 0, "数据库不是空的，没有恢复任何内容");
    for line in BufReader::new(zip.by_name(ROWS)?).lines() {
        let line = line?;
        let (name, row) = line.split_once('\t').context("备份损坏：有一行不完整")?;
        ensure!(TABLES.iter().any(|table| table.name == name), "备份里有不认识的表 {name}");
        let sql = format!("insert into {name} select * from json_populate_record(null::{name}, $1::json)");
        tx.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [row.into()])).await?;
    }
    tx.commit().await?;
    Ok(manifest)
}
