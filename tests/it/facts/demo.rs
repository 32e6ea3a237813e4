//! The demo's workbooks, people and facts, through the same functions as the command line.
use std::path::PathBuf;
use std::sync::LazyLock;

use lvzhi_demo::{DemoFile, Fate, FileKind, PeopleList, ProvinceFiles, SEED, write_province};
use lvzhi_duty::{FileOptions, import_facts_file};
use lvzhi_imports::Targets;
use lvzhi_imports::{ImportReport, Options, Upload, import_file};
use lvzhi_platform::auth::Actor;

use super::{facts, number};
use crate::support::{Site, each_database};

static PROVINCE: LazyLock<ProvinceFiles> = LazyLock::new(|| {
    let folder: PathBuf = std::env::temp_dir().join(format!("lvzhi-it-demo-{}", std::process::id()));
    write_province(&folder, SEED, &mut |_| ()).unwrap()
});

/// The clerk of the city, whose committee has nobody yet: the province of the cast has namesakes of the demo's.
fn clerk(site: &Site) -> Actor {
    Actor {
        account: site.cast.accounts["other_committee_clerk"],
        committee: site.cast.city,
        committee_name: String::new(),
        login: "other_committee_clerk".into(),
        name: "何以宁".into(),
        role: "committee_clerk".into(),
        member: None,
        staff: None,
        must_change_password: false,
        must_enrol: false,
        totp_enrolled: false,
        totp_passed: false,
        session: String::new(),
    }
}

async fn load(site: &Site, by: &Actor, file: &DemoFile) -> ImportReport {
    let bytes = std::fs::read(&file.path).unwrap();
    let name = file.name.rsplit('/').next().unwrap();
    let list = match file.kind {
        FileKind::Facts(kind) => {
            let options =
                FileOptions { confirmed: true, recorder: "办公厅".into(), ..FileOptions::default() };
            let report = import_facts_file(&site.app, by, name, bytes, &options, &mut |_| ()).await.unwrap();
            assert_eq!(report.target, kind, "{}: guessed wrongly", file.name);
            return report;
        }
        FileKind::People(list) => list,
    };
    let label = match list {
        PeopleList::Units => "界别、专委会、处室、支部",
        PeopleList::Members => "委员名册",
        PeopleList::Staff => "机关干部名册",
        PeopleList::Committees => "三级政协",
    };
    let targets = Targets::of(&site.app.register);
    let target = targets.iter().find(|target| target.label() == label).unwrap();
    let upload = Upload { name: name.into(), bytes };
    let term = ("term".to_owned(), "十三届".to_owned());
    let options: Options = (list == PeopleList::Members).then_some(term).into_iter().collect();
    import_file(&site.app, by, target, upload, options, false).await.unwrap()
}

/// Files that together hold most kinds and every layout; all of them with `LVZHI_TEST_WHOLE_DEMO`.
/// Debug builds read a thousand rows a second, so the long lists are left to that.
fn chosen(file: &DemoFile) -> bool {
    let whole = std::env::var_os("LVZHI_TEST_WHOLE_DEMO").is_some();
    file.half_year.is_some_and(|half| whole || (half.second && file.expected.facts < 1_300))
}

#[tokio::test]
async fn the_demo_comes_in_with_exactly_its_bad_rows_left_out() {
    each_database(async |site| {
        let by = clerk(&site);
        let people = [PeopleList::Units, PeopleList::Members].map(FileKind::People);
        for file in PROVINCE.files.iter().filter(|file| people.contains(&file.kind)) {
            let report = load(&site, &by, file).await;
            assert_eq!(report.counts.error, 0, "{:?}", report.problems.first());
        }
        let members = "select count(*) from member where number like 'Y13%'";
        assert_eq!(number(&site, members).await, 586);
        let mut total = 0;
        for file in PROVINCE.files.iter().filter(|file| chosen(file)) {
            let report = load(&site, &by, file).await;
            let wrong = report.problems.iter().filter(|problem| problem.left_out);
            let mut wrong: Vec<_> = wrong.map(|problem| (problem.sheet.clone(), problem.row)).collect();
            let refused = file.traps.iter().filter(|trap| trap.kind.fate() == Fate::Refused);
            let mut planted: Vec<_> =
                refused.map(|trap| (trap.sheet.clone(), i32::try_from(trap.row).unwrap())).collect();
            wrong.sort();
            planted.sort();
            let odd = |row: &(String, i32)| wrong.contains(row) != planted.contains(row);
            let odd = report.problems.iter().find(|problem| odd(&(problem.sheet.clone(), problem.row)));
            assert_eq!(wrong, planted, "{}: {odd:?}", file.name);
            let now = facts(&site).await;
            assert_eq!(now - total, i64::try_from(file.expected.facts).unwrap(), "{}", file.name);
            total = now;
        }
        let evidence = "select count(*) from fact where document = '' or confirmed_by = '' or recorder = ''";
        assert!(total > 3_000 && number(&site, evidence).await == 0, "{total}");
    })
    .await;
}
