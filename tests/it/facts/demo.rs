//! The demo's workbooks through the same functions as the command line.
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use lvzhi::app::App;
use lvzhi::duty::{FileOptions, import_facts_file};
use lvzhi_demo::{DemoFile, Fate, FileKind, ProvinceFiles, SEED, TrapKind, write_province};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::tx::By;
use lvzhi_platform::workbook::{ColumnSpec, Limits, clean_name, find_table, read_workbook};
use lvzhi_platform::{AuditEvent, WriteTx};
use lvzhi_schema::people::{member, sector};
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::facts;
use crate::support::{Site, each_database};

static PROVINCE: LazyLock<ProvinceFiles> = LazyLock::new(|| {
    let folder: PathBuf = std::env::temp_dir().join(format!("lvzhi-it-demo-{}", std::process::id()));
    write_province(&folder, SEED, &mut |_| ()).unwrap()
});

/// Puts the demo's members into the database, without the import of people.
async fn enter_roster(site: &Site) {
    let file = PROVINCE.files.iter().find(|file| file.name.ends_with("委员名册.xlsx")).unwrap();
    let book =
        read_workbook("委员名册.xlsx", &std::fs::read(&file.path).unwrap(), &Limits::default()).unwrap();
    let ids = ["委员编号", "姓名", "界别", "任职起", "任职止"];
    let specs: Vec<_> = ids.iter().map(|id| ColumnSpec::new(id, id).required()).collect();
    let table = find_table(&book.sheets[0], &specs).unwrap();
    let committee = site.cast.province;
    let tx = WriteTx::begin(&site.app.db, committee, By::program(), site.app.clock.now()).await.unwrap();
    let mut sectors: BTreeMap<String, Uuid> = [("环境资源界".to_owned(), site.cast.sector)].into();
    for row in &table.rows {
        let text = |id: &str| table.cell(row, id).unwrap().text.clone();
        let fresh = !sectors.contains_key(&text("界别"));
        let sector_id = *sectors.entry(text("界别")).or_insert_with(Uuid::now_v7);
        if fresh {
            let row =
                sector::Model { committee_id: committee, id: sector_id, name: text("界别"), ordinal: 9 };
            sector::Entity::insert(sector::ActiveModel::from(row)).exec(&*tx).await.unwrap();
        }
        let name = clean_name(&text("姓名"));
        if site.cast.members.contains_key(name.as_str()) {
            continue;
        }
        let row = member::Model {
            committee_id: committee,
            id: Uuid::now_v7(),
            term_id: site.cast.term,
            number: text("委员编号"),
            name,
            pinyin: String::new(),
            initials: String::new(),
            sex: String::new(),
            ethnicity: String::new(),
            born: String::new(),
            sector_id,
            special_committee_id: None,
            employer: String::new(),
            phone: String::new(),
            starts_on: text("任职起").parse().unwrap(),
            ends_on: text("任职止").parse().ok(),
            note: String::new(),
            created_at: 0,
            updated_at: 0,
        };
        member::Entity::insert(member::ActiveModel::from(row)).exec(&*tx).await.unwrap();
    }
    // The three of the cast are in the demo too, under numbers of their own.
    for name in ["陆景和", "沈若谷", "普文忠"] {
        let row =
            table.rows.iter().find(|row| clean_name(&table.cell(row, "姓名").unwrap().text) == name).unwrap();
        let model = member::ActiveModel {
            committee_id: sea_orm::Set(committee),
            id: sea_orm::Set(site.cast.members[name]),
            number: sea_orm::Set(table.cell(row, "委员编号").unwrap().text.clone()),
            sector_id: sea_orm::Set(sectors[&table.cell(row, "界别").unwrap().text]),
            ..Default::default()
        };
        sea_orm::ActiveModelTrait::update(model, &*tx).await.unwrap();
    }
    let event = AuditEvent { action: "cast.roster", subject: "cast".into(), detail: serde_json::json!({}) };
    tx.commit(event).await.unwrap();
}

fn clerk(site: &Site) -> Actor {
    Actor {
        account: site.cast.accounts["committee_clerk"],
        committee: site.cast.province,
        login: "committee_clerk".into(),
        name: "何以宁".into(),
        role: "committee_clerk".into(),
        member: None,
        staff: None,
        must_change_password: false,
        totp_enrolled: false,
        totp_passed: false,
        session: String::new(),
    }
}

async fn load(app: &App, by: &Actor, file: &DemoFile) -> lvzhi::duty::ImportReport {
    let FileKind::Facts(kind) = file.kind else { panic!("{} is no file of facts", file.name) };
    let options = FileOptions { confirmed: true, recorder: "办公厅".into(), ..FileOptions::default() };
    let bytes = std::fs::read(&file.path).unwrap();
    let name = file.name.rsplit('/').next().unwrap();
    let report = import_facts_file(app, by, name, bytes, &options, &mut |_| ()).await.unwrap();
    assert_eq!(report.kind, kind, "{}: guessed wrongly", file.name);
    report
}

/// Files that together hold every kind and layout; all of them with `LVZHI_TEST_WHOLE_DEMO`.
/// Debug builds read a thousand rows a second, so the long lists are left to that.
fn chosen(file: &DemoFile) -> bool {
    let whole = std::env::var_os("LVZHI_TEST_WHOLE_DEMO").is_some();
    file.half_year.is_some_and(|half| whole || (half.second && file.expected.facts < 1_300))
}

#[tokio::test]
async fn the_demo_comes_in_with_exactly_its_bad_rows_left_out() {
    each_database(async |site| {
        enter_roster(&site).await;
        let by = clerk(&site);
        let mut total = 0;
        for file in PROVINCE.files.iter().filter(|file| chosen(file)) {
            let report = load(&site.app, &by, file).await;
            let repeated = |sheet: &str, row: i32| {
                let twins = file.traps.iter().filter(|trap| trap.kind == TrapKind::DuplicateRow);
                twins.into_iter().any(|trap| trap.sheet == sheet && trap.row == row.unsigned_abs())
            };
            let mut wrong: Vec<(String, i32)> = Vec::new();
            for problem in &report.problems {
                let left_out =
                    problem.left_out || problem.sentences.iter().any(|text| text.contains("只导入一次"));
                if left_out {
                    wrong.push((problem.sheet.clone(), problem.row));
                }
                assert!(left_out || !repeated(&problem.sheet, problem.row), "{problem:?}");
            }
            let refused = file.traps.iter().filter(|trap| trap.kind.fate() == Fate::Refused);
            let mut planted: Vec<_> =
                refused.map(|trap| (trap.sheet.clone(), i32::try_from(trap.row).unwrap())).collect();
            planted.sort();
            wrong.sort();
            let odd: Vec<_> = report
                .problems
                .iter()
                .filter(|p| !planted.contains(&(p.sheet.clone(), p.row)))
                .take(5)
                .collect();
            assert_eq!(wrong, planted, "{}: {odd:?}", file.name);
            let now = facts(&site).await;
            assert_eq!(now - total, i64::try_from(file.expected.facts).unwrap(), "{}", file.name);
            total = now;
        }
        assert!(total > 3_000, "{total}");
    })
    .await;
}
