//! `lvzhi init`, `import`, `evaluate`, `export`: what the pages do, from the command line.
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use clap::{Args, Subcommand, ValueEnum};
use lvzhi_imports::Targets;
use lvzhi_platform::act::By;
use lvzhi_platform::auth::{Actor, hash_password, one_time_password};
use lvzhi_schema::evaluation::cycle;
use uuid::Uuid;

use super::console::wheel;
use super::{Ended, NOT_IN_ORDER};
use lvzhi_access::{self as access, NewAccount};
use lvzhi_duty::KEEP_FACTS;
use lvzhi_duty::{self as duty, FileOptions};
use lvzhi_evaluation::papers::{self, Material};
use lvzhi_evaluation::runs::Progress;
use lvzhi_evaluation::{EXPORT_BUNDLE, EXPORT_CIRCULAR, EXPORT_RANKING, EXPORT_SCORES, RUN_EVALUATION};
use lvzhi_evaluation::{bundle, cycles, runs};
use lvzhi_imports::{self as imports, ImportReport, Upload};
use lvzhi_people::KEEP_PEOPLE;
use lvzhi_people::{self as people, NewCommittee};
use lvzhi_shell::app::App;
use lvzhi_shell::policy::EXPORT;
use lvzhi_shell::policy::{Permission, Role, allows_all};

#[derive(Args)]
pub(super) struct InitArguments {
    /// 政协组织全称，例如 云岭省政协
    #[arg(long, value_name = "名称")]
    name: String,
    /// 级别：province 省，city 市，county 县
    #[arg(long, value_name = "级别", default_value = "province", value_parser = ["province", "city", "county"])]
    level: String,
    /// 系统管理员的登录名
    #[arg(long, value_name = "登录名", default_value = "admin")]
    admin: String,
}

/// Makes a committee and its system administrator with a password that must be changed.
pub(super) async fn init(app: &App, arguments: &InitArguments) -> Ended {
    let password = one_time_password()?;
    let committee = Uuid::now_v7();
    let new = NewCommittee { name: arguments.name.clone(), level: arguments.level.clone() };
    let administrator = NewAccount {
        committee,
        login: access::fold_login(&arguments.admin),
        name: "系统管理员".into(),
        role: Role::SystemAdministrator,
        member: None,
        staff: None,
        password_hash: hash_password(password.clone()).await?,
        must_change: true,
    };
    app.act_by(committee, By::program(), async |act| {
        people::found(act, &new).await?;
        access::create_account(act, administrator).await
    })
    .await?;
    println!("已建“{}”。", arguments.name);
    println!("系统管理员 {}，初始密码 {password}，首次登录要改。", arguments.admin);
    Ok(ExitCode::SUCCESS)
}

#[derive(Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// 导入人员：三级政协、机构、委员名册、机关干部名册
    People {
        /// 工作簿 .xlsx .xls .csv
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 哪一类：members 委员，staff 机关干部，units 机构，committees 三级政协
        #[arg(long, value_name = "类别", default_value = "members", value_parser = ["members", "staff", "units", "committees"])]
        target: String,
        /// 委员名册是哪一届，例如 十三届；第一次导入时要写
        #[arg(long, value_name = "届次")]
        term: Option<String>,
        #[command(flatten)]
        by: InWhoseName,
    },
    /// 导入履职事实
    Facts {
        /// 工作簿 .xlsx .xls .csv
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 事实种类，例如 提案；不写就按表头猜
        #[arg(long, value_name = "种类")]
        kind: Option<String>,
        /// 日期没写年份时用哪一年
        #[arg(long, value_name = "年份")]
        year: Option<i32>,
        /// 已由组织单位核实，导入即算确认
        #[arg(long)]
        confirmed: bool,
        /// 记录单位
        #[arg(long, value_name = "单位", default_value = "")]
        recorder: String,
        #[command(flatten)]
        by: InWhoseName,
    },
}

/// In whose name the command acts.
#[derive(Args)]
struct InWhoseName {
    /// 以哪个账号的名义办（写进审计记录）
    #[arg(long = "as", value_name = "登录名")]
    login: String,
    /// 只看预览，不写入
    #[arg(long)]
    preview: bool,
}

pub(super) async fn actor(app: &App, login: &str) -> anyhow::Result<Actor> {
    access::actor(&app.db, login).await?.ok_or_else(|| anyhow!("没有“{login}”这个账号，或者它已停用"))
}

/// The account in whose name a command acts: it may do no more than it may in the browser.
pub(super) async fn allowed(app: &App, login: &str, permission: Permission) -> anyhow::Result<Actor> {
    let actor = actor(app, login).await?;
    if !allows_all(&actor, permission) {
        bail!("“{login}”没有“{}”的权限，换一个账号", permission.label);
    }
    Ok(actor)
}

fn read(file: &Path) -> anyhow::Result<Upload> {
    let bytes = std::fs::read(file).with_context(|| format!("读不了 {}", file.display()))?;
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(Upload { name, bytes })
}

pub(super) async fn run(app: &App, arguments: &Arguments) -> Ended {
    let wheel = wheel("正在导入");
    let ImportReport { counts, problems, .. } = match &arguments.what {
        What::People { file, target, term, by } => {
            let actor = allowed(app, &by.login, KEEP_PEOPLE).await?;
            let targets = Targets::of(&app.register);
            let target = targets.find(target).context("没有这一类")?;
            let options = term.iter().map(|term| ("term".to_owned(), term.clone())).collect();
            imports::import_file(app, &actor, target, read(file)?, options, by.preview).await?
        }
        What::Facts { file, kind, year, confirmed, recorder, by } => {
            let actor = allowed(app, &by.login, KEEP_FACTS).await?;
            let Upload { name, bytes } = read(file)?;
            let options = FileOptions {
                kind: kind.clone(),
                year: *year,
                recorder: recorder.clone(),
                confirmed: *confirmed,
                look_only: by.preview,
            };
            let mut tell = |sentence: &str| wheel.set_message(sentence.to_owned());
            duty::import_facts_file(app, &actor, &name, bytes, &options, &mut tell).await?
        }
    };
    wheel.finish_and_clear();
    for problem in &problems {
        let what = if problem.left_out { "没有导入" } else { "请看一眼" };
        println!("{} 第 {} 行　{what}：{}", problem.sheet, problem.row, problem.sentences.join("；"));
    }
    println!(
        "新增 {}，改动 {}，没有变化 {}，没有导入 {}。",
        counts.will_add, counts.will_change, counts.same, counts.error
    );
    counts.notes.iter().for_each(|note| println!("{note}。"));
    Ok(if counts.error > 0 { ExitCode::from(NOT_IN_ORDER) } else { ExitCode::SUCCESS })
}

#[derive(Args)]
pub(super) struct EvaluateArguments {
    /// 周期，例如 2026-H1
    #[arg(long, value_name = "周期")]
    cycle: String,
    /// 重新核算的理由
    #[arg(long, value_name = "理由", default_value = "")]
    reason: String,
    /// 以哪个账号的名义办
    #[arg(long = "as", value_name = "登录名")]
    login: String,
}

pub(super) async fn find_cycle(app: &App, committee: Uuid, label: &str) -> anyhow::Result<cycle::Model> {
    let cycles = cycles::list(&app.db, committee).await?;
    let known: Vec<_> = cycles.iter().map(|cycle| cycle.label.clone()).collect();
    let found = cycles.into_iter().find(|cycle| cycle.label == label || cycle.name == label);
    found.ok_or_else(|| anyhow!("没有“{label}”这个周期。现有：{}", known.join("、")))
}

pub(super) async fn evaluate(app: &App, arguments: &EvaluateArguments) -> Ended {
    let actor = allowed(app, &arguments.login, RUN_EVALUATION).await?;
    let cycle = find_cycle(app, actor.committee, &arguments.cycle).await?;
    if cycle.current_run_id.is_some() && arguments.reason.trim().is_empty() {
        bail!("重新核算要写明理由，用 --reason");
    }
    let wheel = wheel("正在核算");
    let progress = Progress { app, job: None };
    let run = runs::compute(app, actor.committee, cycle.id, actor.by(), &arguments.reason, progress).await?;
    let head = runs::head(&app.db, actor.committee, run).await?;
    wheel.finish_and_clear();
    println!(
        "{}：参评 {} 人，免评 {} 人，第 {} 次核算。",
        cycle.name, head.ranked, head.exempt, head.ordinal
    );
    for cut in &head.summary.cuts {
        println!(
            "{}：{} 人，{} 分以上，{}",
            cut.label,
            cut.people,
            cut.points.to_one_decimal(),
            cut.consequence
        );
    }
    println!("结果 SM3 {}", head.result_digest);
    Ok(ExitCode::SUCCESS)
}

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Paper {
    /// 名次表 .xlsx
    Ranking,
    /// 得分明细 .xlsx
    Scores,
    /// 通报 .docx
    Circular,
    /// 复算包 .zip
    Bundle,
}

#[derive(Args)]
pub(super) struct ExportArguments {
    /// 导出什么：ranking 名次表 .xlsx，scores 得分明细 .xlsx，circular 通报 .docx，bundle 复算包 .zip
    #[arg(value_name = "内容")]
    paper: Paper,
    /// 周期，例如 2026-H1
    #[arg(long, value_name = "周期")]
    cycle: String,
    /// 写到哪个文件
    #[arg(long, value_name = "文件")]
    out: PathBuf,
    /// 以哪个账号的名义办
    #[arg(long = "as", value_name = "登录名")]
    login: String,
}

pub(super) async fn export(app: &App, arguments: &ExportArguments) -> Ended {
    let actor = allowed(app, &arguments.login, EXPORT).await?;
    let cycle = find_cycle(app, actor.committee, &arguments.cycle).await?;
    let run = cycles::shown_run(&cycle).context("还没有核算结果，先核算再导出")?;
    let material = Material::load(&app.db, cycle, run).await?;
    let (action, bytes) = match arguments.paper {
        Paper::Ranking => (EXPORT_RANKING, papers::ranking_workbook(&material)?),
        Paper::Scores => {
            let run = runs::find(&app.db, actor.committee, run).await?;
            (EXPORT_SCORES, papers::scores_workbook(&material, &runs::stored_evaluation(&run)?)?)
        }
        Paper::Circular => {
            let office = access::office(&app.db, actor.committee).await?;
            let evaluation = runs::stored_evaluation(&runs::find(&app.db, actor.committee, run).await?)?;
            (EXPORT_CIRCULAR, papers::circular(&material, &evaluation, &office, app.clock.today()).to_docx()?)
        }
        Paper::Bundle => (EXPORT_BUNDLE, bundle::export(&app.db, actor.committee, run).await?),
    };
    papers::record_export(app, &actor, action, &material).await?;
    std::fs::write(&arguments.out, bytes).with_context(|| format!("写不了 {}", arguments.out.display()))?;
    println!("已写到 {}", arguments.out.display());
    Ok(ExitCode::SUCCESS)
}
