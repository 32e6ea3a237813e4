//! What an office waits for, measured through the same functions as the pages call: `cargo bench --bench office`.
//! On SQLite, and on PostgreSQL where `LVZHI_TEST_POSTGRES` names a server. Prints a Markdown table; each figure is
//! the median of several runs in one process, with the data on disk as in real use.
#![allow(missing_docs, clippy::unwrap_used, clippy::disallowed_methods)] // a measurement stops at the first failure
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use lvzhi_demo::{FileKind, HALF_YEARS, PeopleList, ProvinceFiles};
use lvzhi_duty::{FileOptions, import_facts_file};
use lvzhi_evaluation::cycles::{self, NewCycle};
use lvzhi_evaluation::runs::{self, Progress};
use lvzhi_evaluation::{bundle, schemes};
use lvzhi_imports::{Options, Targets, Upload, import_file};
use lvzhi_people::{self as people, NewCommittee};
use lvzhi_platform::Clock;
use lvzhi_platform::act::By;
use lvzhi_platform::auth::Actor;
use lvzhi_scoring::evaluate;
use lvzhi_shell::app::App;
use lvzhi_shell::config::Config;
use sea_orm::{ConnectionTrait, Database};
use uuid::Uuid;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs behind each median.
const RUNS: usize = 5;
/// Seconds that a well-known assembly system took to import 400 people.
const ELSEWHERE: f64 = 27.0;

/// One line of the table.
struct Line {
    what: String,
    database: &'static str,
    times: Vec<Duration>,
    note: fn(f64) -> String,
}

impl Line {
    fn new(what: impl Into<String>, database: &'static str, times: Vec<Duration>) -> Self {
        Self { what: what.into(), database, times, note: |_| String::new() }
    }

    fn markdown(&mut self) -> String {
        self.times.sort_unstable();
        let seconds = |time: &Duration| time.as_secs_f64();
        let (median, most) =
            (seconds(&self.times[self.times.len() / 2]), seconds(&self.times[self.times.len() - 1]));
        let (what, database, note) = (&self.what, self.database, (self.note)(median));
        format!("| {what} | {database} | {:.0} ms | {:.0} ms | {note} |", median * 1000.0, most * 1000.0)
    }
}

#[tokio::main]
async fn main() {
    let folder = std::env::temp_dir().join(format!("lvzhi-bench-{}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    let files = lvzhi_demo::write_province(&folder, lvzhi_demo::SEED, &mut |_| {}).unwrap();
    let mut lines = on_database("SQLite", &folder, None, &files).await;
    if let Ok(server) = std::env::var("LVZHI_TEST_POSTGRES") {
        let name = format!("bench_{}", std::process::id());
        let admin = Database::connect(&server).await.unwrap();
        admin.execute_unprepared(&format!("create database {name}")).await.unwrap();
        let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
        lines.extend(on_database("PostgreSQL", &folder, Some(url), &files).await);
        admin.execute_unprepared(&format!("drop database {name} with (force)")).await.unwrap();
    }
    std::fs::remove_dir_all(&folder).unwrap();
    let mut table = format!("| act | database | median of {RUNS} | slowest | |\n|---|---|--:|--:|---|\n");
    for line in &mut lines {
        writeln!(table, "{}", line.markdown()).unwrap();
    }
    println!("{table}");
}

async fn on_database(
    name: &'static str,
    folder: &Path,
    url: Option<String>,
    files: &ProvinceFiles,
) -> Vec<Line> {
    eprintln!("bench: {name}");
    let data: PathBuf = folder.join(name);
    let config = Config { data, database_url: url, ..Config::default() };
    let app = lvzhi::open(config, Clock::System).await.unwrap();
    let mut lines = Vec::new();
    for people in [400, 5_000] {
        let mut times = Vec::new();
        for run in 0..RUNS {
            let by = office(&app, &format!("第{run}县{people}人政协")).await;
            let bytes = roster(people);
            let begun = Instant::now();
            members(&app, &by, "名册.csv", bytes).await;
            times.push(begun.elapsed());
        }
        let mut line = Line::new(format!("Import of {people} people, preview and confirmation"), name, times);
        if people == 400 {
            line.note =
                |median| format!("{:.0} times faster than {ELSEWHERE} s elsewhere", ELSEWHERE / median);
        }
        lines.push(line);
    }
    lines.extend(half_year(&app, name, files).await);
    app.db.close().await.unwrap();
    lines
}

/// A committee of its own, so that every run meets an empty roster.
async fn office(app: &App, name: &str) -> Actor {
    let committee = Uuid::now_v7();
    let new = NewCommittee { name: name.into(), level: "province".into() };
    app.act_by(committee, By::program(), async |act| people::found(act, &new).await).await.unwrap();
    Actor {
        account: Uuid::now_v7(),
        committee,
        committee_name: String::new(),
        login: "clerk".into(),
        name: "何以宁".into(),
        role: "committee_clerk".into(),
        member: None,
        staff: None,
        must_change_password: false,
        totp_enrolled: false,
        totp_passed: true,
        must_enrol: false,
        session: String::new(),
    }
}

fn roster(people: usize) -> Vec<u8> {
    let mut text = String::from("委员编号,姓名,界别,专委会,手机,任职起\n");
    for number in 0..people {
        let (sector, body) = (number % 34, number % 10);
        writeln!(text, "A{number:05},演员{number},第{sector}界,第{body}委员会,139{number:08},2023-01-10")
            .unwrap();
    }
    text.into_bytes()
}

async fn members(app: &App, by: &Actor, name: &str, bytes: Vec<u8>) {
    people_list(app, by, "members", name, bytes).await;
}

async fn people_list(app: &App, by: &Actor, id: &str, name: &str, bytes: Vec<u8>) {
    let targets = Targets::of(&app.register);
    let target = targets.find(id).unwrap();
    let options: Options =
        (id == "members").then(|| ("term".to_owned(), "十三届".to_owned())).into_iter().collect();
    let upload = Upload { name: name.into(), bytes };
    let report = import_file(app, by, target, upload, options, false).await.unwrap();
    assert!(report.counts.will_add > 0, "{id}: {report:?}");
}

/// The invented province's last half-year: from the database to the stored result, then what needs no database.
async fn half_year(app: &App, name: &'static str, files: &ProvinceFiles) -> Vec<Line> {
    let by = office(app, "云岭省政协").await;
    let half = *HALF_YEARS.last().unwrap();
    for file in files.files.iter().filter(|file| file.half_year.is_none_or(|of| of == half)) {
        let (bytes, label) =
            (std::fs::read(&file.path).unwrap(), file.path.file_name().unwrap().to_string_lossy());
        match &file.kind {
            FileKind::People(PeopleList::Members) => members(app, &by, &label, bytes).await,
            FileKind::People(PeopleList::Units) => people_list(app, &by, "units", &label, bytes).await,
            FileKind::People(_) => {}
            FileKind::Facts(kind) => {
                let options = FileOptions {
                    kind: Some((*kind).to_owned()),
                    year: Some(half.year),
                    recorder: String::new(),
                    confirmed: true,
                    look_only: false,
                };
                import_facts_file(app, &by, &label, bytes, &options, &mut |_| {}).await.unwrap();
            }
        }
    }
    let adopted =
        app.act(&by, async |act| schemes::adopt(act, schemes::MEMBER_SCHEME, schemes::CATALOGUE).await);
    let scheme = adopted.await.unwrap();
    let (mut times, mut last) = (Vec::new(), None);
    for run in 0..RUNS {
        // A cycle of its own for each run: a second run of one cycle would find its data frozen already.
        let new = NewCycle {
            scheme,
            name: format!("第 {run} 次"),
            label: format!("run-{run}"),
            starts_on: half.first_day(),
            ends_on: half.last_day(),
        };
        let cycle = app.act(&by, async |act| cycles::create(act, &new).await).await.unwrap();
        let begun = Instant::now();
        let run = runs::compute(app, by.committee, cycle, by.by(), "", Progress { app, job: None }).await;
        times.push(begun.elapsed());
        last = Some(run.unwrap());
    }
    let run = runs::find(&app.db, by.committee, last.unwrap()).await.unwrap();
    let input = runs::snapshot_input(&app.db, &run).await.unwrap().input;
    let (subjects, facts) = (input.subjects.len(), input.facts.len());
    let what = format!("Evaluation of {subjects} people, {facts} facts: read, freeze, compute, store");
    let mut lines = vec![Line::new(what, name, times)];
    if name == "SQLite" {
        let rulebook = schemes::rulebook(&app.db, by.committee, scheme).await.unwrap();
        let times = repeat(|| {
            evaluate(&rulebook.scheme, &rulebook.catalogue, &input);
        });
        lines.push(Line::new("The same, computing alone", "—", times));
        let bytes = bundle::export(&app.db, by.committee, run.id).await.unwrap();
        let times = repeat(|| assert!(bundle::verify(&bytes).unwrap().1.is_empty()));
        let what = format!("`lvzhi verify result` of its bundle ({} KiB)", bytes.len() / 1024);
        lines.push(Line::new(what, "—", times));
    }
    lines
}

fn repeat(act: impl Fn()) -> Vec<Duration> {
    let time = |_| {
        let begun = Instant::now();
        act();
        begun.elapsed()
    };
    (0..RUNS).map(time).collect()
}
