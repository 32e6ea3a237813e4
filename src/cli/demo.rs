//! `lvzhi demo`: makes the invented province from its clerks' workbooks by the ordinary acts, then serves it.
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use chrono::{Days, NaiveDate};
use clap::Args;
use indicatif::ProgressBar;
use lvzhi_demo::{DemoFile, FileKind, HalfYear, PeopleList, ProvinceFiles};
use lvzhi_imports::Targets;
use lvzhi_platform::Clock;
use lvzhi_platform::act::By;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::calendar::Calendar;
use lvzhi_platform::clock::at_local;
use serde_json::json;
use uuid::Uuid;

use super::import::actor;
use super::{Ended, console, demo_accounts, demo_draft, demo_hanging, serve};
use lvzhi_duty::{self as duty, FileOptions};
use lvzhi_evaluation::cycles::{self, NewCycle};
use lvzhi_evaluation::publication;
use lvzhi_evaluation::runs::{self, Progress};
use lvzhi_evaluation::schemes;
use lvzhi_imports::{self as imports, Upload};
use lvzhi_papers::{self as papers, Choice};
use lvzhi_people::{self as people, NewCommittee};
use lvzhi_shell::app::App;
use lvzhi_shell::config::Config;

const COMMITTEE: &str = "云岭省政协";
const CODE: &str = "云岭政协办发";
const NOTICE: &str = "演示数据：云岭省及其人物、单位均为虚构";

#[derive(Args)]
pub(super) struct Arguments {
    /// 端口
    #[arg(long, default_value_t = 8080, value_name = "端口")]
    port: u16,
    /// 造好数据、做完考评就结束，不启动服务
    #[arg(long)]
    no_serve: bool,
    /// 以一行 JSON 输出账号和页面地址
    #[arg(long)]
    json: bool,
}

/// The days on which things happen in the demo.
struct Dates {
    load: NaiveDate,
    compute: NaiveDate,
    announce: NaiveDate,
    review: NaiveDate,
    publish: NaiveDate,
}

/// The open cycle was announced so recently that its notice period has just ended: the next step is the visitor's.
fn recent(calendar: &Calendar, today: NaiveDate) -> Dates {
    let before = |days: u32| {
        let mut day = today;
        while calendar.business_days_between(day, today) < days {
            day = day - Days::new(1);
        }
        day
    };
    Dates { load: before(12), compute: before(8), announce: before(7), review: today, publish: today }
}

/// A finished cycle was evaluated in the month after its half-year.
fn dates(half: HalfYear) -> Option<Dates> {
    let (year, month) = if half.second { (half.year + 1, 1) } else { (half.year, 7) };
    let day = |day| NaiveDate::from_ymd_opt(year, month, day);
    Some(Dates { load: day(6)?, compute: day(10)?, announce: day(13)?, review: day(21)?, publish: day(28)? })
}

pub(super) async fn run(mut config: Config, arguments: &Arguments) -> Ended {
    config.listen = SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port));
    config.require_second_factor = false;
    config.notice = Some(NOTICE.into());
    config.is_demo = true;
    let listener = if arguments.no_serve { None } else { Some(serve::bind(config.listen).await?) };
    let app = crate::open(config, Clock::System).await?;
    if people::committees(&app.db).await?.is_empty() {
        let workbooks = app.config.data.join("workbooks");
        build(&app, &workbooks, !arguments.json).await?;
    }
    let tour = tour(&app).await?;
    if arguments.json {
        let pages = json!({ "home": "/", "ranking": tour.ranking, "score": tour.score });
        println!("{}", json!({ "accounts": demo_accounts::all(), "pages": pages, "summary": tour.summary }));
    } else {
        print(&app, &tour, listener.is_some());
    }
    match listener {
        Some(listener) => serve::serve(app, listener).await?,
        None => app.db.close().await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The application as it stood on a day.
fn on(app: &App, day: NaiveDate) -> App {
    App { clock: Clock::Fixed(at_local(day, 9, 0)), ..app.clone() }
}

async fn build(app: &App, workbooks: &Path, say: bool) -> anyhow::Result<()> {
    std::fs::create_dir_all(workbooks)?;
    let files = lvzhi_demo::write_province(workbooks, lvzhi_demo::SEED, &mut |_| {})?;
    let steps = files.files.len() + 3 * lvzhi_demo::HALF_YEARS.len() + 2;
    let bar = if say { console::bar(steps as u64) } else { ProgressBar::hidden() };
    let first = lvzhi_demo::HALF_YEARS.first().and_then(|half| dates(*half)).context("演示没有半年")?;
    let before = on(app, first.load - Days::new(4));
    let committee = found(&before).await?;
    let clerk = actor(app, demo_accounts::CLERK).await?;
    bar.inc(1);
    for file in files.files.iter().filter(|file| file.half_year.is_none()) {
        bar.set_message(file.label.clone());
        load(&before, &clerk, file).await?;
        bar.inc(1);
    }
    demo_accounts::make(&before, committee, true).await?;
    let scheme = adopt(&before).await?;
    issue(&before, &clerk, "scheme_notice", scheme).await?;
    bar.inc(1);
    let last = lvzhi_demo::HALF_YEARS.len() - 1;
    for (at, half) in lvzhi_demo::HALF_YEARS.into_iter().enumerate() {
        let today = Clock::System.today();
        let dates = if at < last {
            dates(half).context("演示的日期不对")?
        } else {
            recent(&app.calendar, today)
        };
        load_half(app, &clerk, &files, half, &dates, &bar).await?;
        evaluate(app, &clerk, scheme, half, &dates, at < last, &bar).await?;
    }
    let yesterday = Clock::System.today() - Days::new(1);
    demo_draft::submit(&on(app, yesterday), &clerk, scheme).await?;
    let secretary = actor(app, demo_accounts::SECRETARY).await?;
    demo_hanging::add(&on(app, yesterday), clerk, secretary, toured(app).await?).await?;
    bar.finish_and_clear();
    Ok(())
}

async fn found(app: &App) -> anyhow::Result<Uuid> {
    let committee = Uuid::now_v7();
    let new = NewCommittee { name: COMMITTEE.into(), level: "province".into() };
    app.act_by(committee, By::program(), async |act| people::found(act, &new).await).await?;
    demo_accounts::make(app, committee, false).await?;
    Ok(committee)
}

fn upload(file: &DemoFile) -> anyhow::Result<Upload> {
    let bytes = std::fs::read(&file.path).with_context(|| format!("读不了 {}", file.path.display()))?;
    let name = file.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(Upload { name, bytes })
}

/// Loads one workbook as the clerk would.
async fn load(app: &App, clerk: &Actor, file: &DemoFile) -> anyhow::Result<()> {
    let Upload { name, bytes } = upload(file)?;
    match &file.kind {
        FileKind::People(list) => {
            let id = match list {
                PeopleList::Committees => "committees",
                PeopleList::Units => "units",
                PeopleList::Members => "members",
                PeopleList::Staff => "staff",
            };
            let targets = Targets::of(&app.register);
            let target = targets.find(id).context("没有这一类导入")?;
            let term = (id == "members").then(|| ("term".to_owned(), "十三届".to_owned()));
            let options = term.into_iter().collect();
            imports::import_file(app, clerk, target, Upload { name, bytes }, options, false).await?;
        }
        FileKind::Facts(kind) => {
            let options = FileOptions {
                kind: Some((*kind).to_owned()),
                year: file.half_year.map(|half| half.year),
                recorder: "办公厅委员工作处".into(),
                confirmed: true,
                look_only: false,
            };
            duty::import_facts_file(app, clerk, &name, bytes, &options, &mut |_| {}).await?;
        }
    }
    Ok(())
}

async fn load_half(
    app: &App,
    clerk: &Actor,
    files: &ProvinceFiles,
    half: HalfYear,
    dates: &Dates,
    bar: &ProgressBar,
) -> anyhow::Result<()> {
    let then = on(app, dates.load);
    for file in files.files.iter().filter(|file| file.half_year == Some(half)) {
        bar.set_message(format!("{} {}", half.label(), file.label));
        load(&then, clerk, file).await.with_context(|| file.path.display().to_string())?;
        bar.inc(1);
    }
    Ok(())
}

async fn adopt(app: &App) -> anyhow::Result<Uuid> {
    let secretary = actor(app, demo_accounts::SECRETARY).await?;
    let adopted = app
        .act(&secretary, async |act| schemes::adopt(act, schemes::MEMBER_SCHEME, schemes::CATALOGUE).await);
    Ok(adopted.await?)
}

/// One cycle from preparing to the notice, or to the published result.
async fn evaluate(
    app: &App,
    clerk: &Actor,
    scheme: Uuid,
    half: HalfYear,
    dates: &Dates,
    publish: bool,
    bar: &ProgressBar,
) -> anyhow::Result<()> {
    let committee = clerk.committee;
    let new = NewCycle {
        scheme,
        name: format!("{} 年{}半年", half.year, if half.second { "下" } else { "上" }),
        label: format!("{}-H{}", half.year, 1 + u8::from(half.second)),
        starts_on: half.first_day(),
        ends_on: half.last_day(),
    };
    bar.set_message(format!("核算 {}", new.name));
    let then = on(app, dates.load);
    let id = then.act(clerk, async |act| cycles::create(act, &new).await).await?;
    bar.inc(1);
    let then = on(app, dates.compute);
    runs::compute(&then, committee, id, clerk.by(), "", Progress { app: &then, job: None }).await?;
    bar.inc(1);
    let then = on(app, dates.announce);
    let cycle = cycles::find(&app.db, committee, id).await?;
    let run = cycle.current_run_id.context("演示的考评没有算出结果")?;
    then.act(clerk, async |act| publication::announce(&then, act, id, run).await).await?;
    if publish {
        finish(app, clerk, id, run, dates).await?;
    }
    bar.inc(1);
    Ok(())
}

async fn finish(app: &App, clerk: &Actor, id: Uuid, run: Uuid, dates: &Dates) -> anyhow::Result<()> {
    let then = on(app, dates.review);
    then.act(clerk, async |act| publication::begin_review(act, id).await).await?;
    let secretary = actor(app, demo_accounts::SECRETARY).await?;
    let then = on(app, dates.publish);
    then.act(&secretary, async |act| publication::publish(&then, act, id, run).await).await?;
    issue(&then, clerk, "circular", id).await
}

/// Issues a paper today with the next number of the year.
async fn issue(app: &App, clerk: &Actor, kind: &str, id: Uuid) -> anyhow::Result<()> {
    let clerk = Arc::new(clerk.clone());
    let (kind, seen) = papers::issuable(app, &clerk, kind, id).await?;
    let issued_on = app.clock.today();
    let sequence = papers::next(app, clerk.committee, CODE, issued_on).await?;
    papers::issue(app, &clerk, &kind, &seen, &Choice { code: CODE.into(), sequence, issued_on }).await?;
    Ok(())
}

/// Where the tour leads, and what was done.
struct Tour {
    ranking: String,
    score: String,
    summary: serde_json::Value,
}

/// The member whose score the tour opens.
async fn toured(app: &App) -> anyhow::Result<Uuid> {
    actor(app, "lujinghe").await?.member.context("演示的委员账号没有对应的委员")
}

async fn tour(app: &App) -> anyhow::Result<Tour> {
    let clerk = actor(app, demo_accounts::CLERK).await?;
    let cycles = cycles::list(&app.db, clerk.committee).await?;
    let cycle = cycles.first().context("演示数据里没有考评周期")?;
    let run = cycles::shown_run(cycle).context("演示数据没有核算过")?;
    let head = runs::head(&app.db, clerk.committee, run).await?;
    let member = toured(app).await?;
    let path = format!("/evaluation/cycles/{}", cycle.id);
    Ok(Tour {
        ranking: format!("{path}/ranking"),
        score: format!("{path}/members/{member}"),
        summary: json!({
            "cycle": cycle.name,
            "ranked": head.ranked,
            "exempt": head.exempt,
            "facts": head.summary.facts,
            "result": head.result_digest,
        }),
    })
}

fn print(app: &App, tour: &Tour, serving: bool) {
    let summary = &tour.summary;
    println!(
        "\n云岭省（虚构）已备好：{}参评 {} 人，免评 {} 人，{} 条履职记录。",
        summary["cycle"].as_str().unwrap_or_default(),
        summary["ranked"],
        summary["exempt"],
        summary["facts"]
    );
    println!("工作簿在 {}，可以自己再导一遍。", app.config.data.join("workbooks").display());
    println!("\n演示账号，密码都是 {}：", demo_accounts::PASSWORD);
    for account in demo_accounts::all() {
        println!("  {:<12} {}　{}", account.login, account.label, account.name);
    }
    if serving {
        println!("\n打开 http://{}/，Ctrl-C 结束。", app.config.listen);
    }
}
