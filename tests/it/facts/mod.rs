//! Facts: how they come in, are confirmed, corrected and withdrawn; who may see them.
mod by_hand;
mod demo;
mod formats;
mod imports;

use lvzhi_platform::Act;
use lvzhi_platform::sheet_export::{CellValue, Column, ColumnKind, SheetSpec, workbook_bytes};
use lvzhi_schema::people::{member, sector};
use sea_orm::{ActiveModelTrait, ConnectionTrait, Statement};
use uuid::Uuid;

use crate::support::{Browser, Cast, Reply, Site, Upload, set_up};

/// A sheet from text rows; the first is the header.
fn sheet(name: &str, rows: &[&[&str]]) -> SheetSpec {
    let columns = rows[0].iter().map(|header| Column::new(header, 12.0, ColumnKind::Text)).collect();
    let cells = |row: &&[&str]| {
        row.iter()
            .map(|text| if text.is_empty() { CellValue::Empty } else { CellValue::from(*text) })
            .collect()
    };
    SheetSpec::new(name, columns, rows[1..].iter().map(cells).collect())
}

fn book(name: &str, rows: &[&[&str]]) -> Vec<u8> {
    workbook_bytes(&[sheet(name, rows)]).unwrap()
}

/// Uploads and gives the address of the preview.
async fn upload(clerk: &mut Browser, kind: &str, options: &[(&str, &str)], bytes: &[u8]) -> Reply {
    let mut fields = vec![("target", kind)];
    fields.extend(options);
    clerk.upload("/imports", &fields, Upload { field: "file", name: "表.xlsx", bytes }).await
}

/// Uploads, confirms, and gives the address of the batch.
async fn import(clerk: &mut Browser, kind: &str, options: &[(&str, &str)], bytes: &[u8]) -> String {
    let reply = upload(clerk, kind, options, bytes).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    let batch = reply.header("location");
    let reply = clerk.post(&format!("{batch}/confirm"), &[("seen", "1")]).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    batch
}

/// One number from the database.
async fn number(site: &Site, sql: &str) -> i64 {
    let db = site.app.db.read();
    let row =
        db.query_one_raw(Statement::from_string(db.get_database_backend(), sql.to_owned())).await.unwrap();
    row.unwrap().try_get_by_index::<i64>(0).unwrap()
}

async fn facts(site: &Site) -> i64 {
    number(site, "select count(*) from fact").await
}

/// The newest audit event of this action.
async fn audited(site: &Site, action: &str) -> i64 {
    number(site, &format!("select count(*) from audit_event where action = '{action}'")).await
}

/// Id of the only fact that stands.
async fn only_fact(site: &Site) -> Uuid {
    let db = site.app.db.read();
    let sql = "select f.id from fact f where f.void = false
        and not exists (select 1 from fact r where r.replaces_id = f.id)";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    assert_eq!(rows.len(), 1);
    rows[0].try_get_by_index(0).unwrap()
}

/// Two members called 李勇 in two sectors.
async fn namesakes(site: &Site) {
    let cast = &site.cast;
    set_up(&site.app, cast.province, async |tx| two_namesakes(tx, cast).await).await;
}

async fn two_namesakes(tx: &Act, cast: &Cast) -> lvzhi_platform::Result<()> {
    let other =
        sector::Model {
            committee_id: cast.province, id: Uuid::now_v7(), name: "经济界".into(), ordinal: 2
        };
    let sectors = [cast.sector, other.id];
    sector::ActiveModel::from(other).insert(&**tx).await?;
    for (sector_id, number) in sectors.into_iter().zip(["13101", "13102"]) {
        let row = member::Model {
            committee_id: cast.province,
            id: Uuid::now_v7(),
            term_id: cast.term,
            number: number.into(),
            name: "李勇".into(),
            pinyin: "liyong".into(),
            initials: "ly".into(),
            sex: "男".into(),
            ethnicity: "汉族".into(),
            born: "1970-01".into(),
            sector_id,
            special_committee_id: None,
            employer: String::new(),
            phone: String::new(),
            starts_on: "2023-01-10".parse().unwrap(),
            ends_on: None,
            note: String::new(),
            created_at: tx.at(),
            updated_at: tx.at(),
        };
        member::ActiveModel::from(row).insert(&**tx).await?;
    }
    Ok(())
}
