//! `lvzhi sandbox`: the same people and facts by two schemes; who moves, who gains, how firm the order is.
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use clap::Args;
use lvzhi_scoring::sandbox::Question;
use lvzhi_scoring::{Input, Points};

use super::import::{allowed, find_cycle};
use super::sandbox_report::print;
use super::{Ended, NOT_IN_ORDER};
use lvzhi_evaluation::SEE_EVALUATION;
use lvzhi_evaluation::schemes::{CATALOGUE, Rulebook, findings_text};
use lvzhi_evaluation::{bundle, runs, sandbox};
use lvzhi_shell::app::App;

/// People and facts come from a file, or from a computed cycle of the database.
#[derive(Args)]
pub(super) struct Arguments {
    /// 现行办法 .toml
    #[arg(long, value_name = "文件")]
    a: PathBuf,
    /// 改后的办法 .toml
    #[arg(long, value_name = "文件")]
    b: PathBuf,
    /// 人员和事实：复算包 .zip，或其中的 input.json
    #[arg(long, value_name = "文件", required_unless_present = "cycle", conflicts_with = "cycle")]
    pub(super) input: Option<PathBuf>,
    /// 数据库里已核算的周期，例如 2026-H1
    #[arg(long, value_name = "周期", requires = "login")]
    cycle: Option<String>,
    /// 以哪个账号的名义看
    #[arg(long = "as", value_name = "登录名")]
    login: Option<String>,
    /// 事实目录（默认用程序自带的）
    #[arg(long, value_name = "文件")]
    catalogue: Option<PathBuf>,
    /// 看哪几条线，例如 10%,60%
    #[arg(long, value_name = "比例", value_delimiter = ',', default_value = "10%,60%", value_parser = share)]
    lines: Vec<Points>,
    /// 分值随机浮动试几次
    #[arg(long, value_name = "次数", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    shakes: u32,
    /// 随机数的种子：同一种子结果相同
    #[arg(long, value_name = "数", default_value_t = 1)]
    seed: u64,
    /// 列出名次变动最大的几人
    #[arg(long, value_name = "人数", default_value_t = 20)]
    top: usize,
    /// 以 JSON 输出全部明细
    #[arg(long)]
    json: bool,
}

/// “60%” as a share of people.
fn share(text: &str) -> Result<Points, String> {
    let share = Points::from_percent(text).filter(|share| (1..=Points::UNIT).contains(&share.0));
    share.ok_or_else(|| "应是 0% 到 100% 之间的比例".into())
}

/// With the facts of a file.
pub(super) fn on_file(arguments: &Arguments) -> Ended {
    let file = arguments.input.as_deref().context("缺 --input")?;
    let bytes = std::fs::read(file).with_context(|| format!("读不了 {}", file.display()))?;
    let mut input =
        if bytes.starts_with(b"PK") { bundle::unpack(&bytes)?.input } else { parse(file, &bytes)? };
    input.normalise();
    compare(arguments, &input)
}

fn parse(file: &Path, bytes: &[u8]) -> anyhow::Result<Input> {
    serde_json::from_slice(bytes).map_err(|cause| {
        let place = format!("第 {} 行第 {} 列", cause.line(), cause.column());
        anyhow!("{} 不是复算包里的 input.json：{place}：{cause}", file.display())
    })
}

/// With the frozen facts of a computed cycle.
pub(super) async fn on_cycle(app: &App, arguments: &Arguments) -> Ended {
    let (label, login) =
        arguments.cycle.as_deref().zip(arguments.login.as_deref()).context("缺 --cycle 和 --as")?;
    let actor = allowed(app, login, SEE_EVALUATION).await?;
    let cycle = find_cycle(app, actor.committee, label).await?;
    let run = cycle.current_run_id.context("这个周期还没有核算，先核算再试算")?;
    let run = runs::find(&app.db, actor.committee, run).await?;
    compare(arguments, &runs::snapshot_input(&app.db, &run).await?.input)
}

fn compare(arguments: &Arguments, input: &Input) -> Ended {
    let text =
        |path: &Path| std::fs::read_to_string(path).with_context(|| format!("读不了 {}", path.display()));
    let catalogue = arguments.catalogue.as_deref().map_or_else(|| Ok(CATALOGUE.to_owned()), text)?;
    let mut rulebooks = Vec::new();
    for path in [&arguments.a, &arguments.b] {
        match Rulebook::parse(&text(path)?, &catalogue) {
            Ok((rulebook, _)) => rulebooks.push(rulebook),
            Err(findings) => {
                eprintln!("{}：\n{}", path.display(), findings_text(&findings));
                return Ok(ExitCode::from(NOT_IN_ORDER));
            }
        }
    }
    let [before, after] = rulebooks.as_slice() else { bail!("要两份办法") };
    if before.scheme.subject != after.scheme.subject {
        bail!("两份办法考的不是同一种对象（{}、{}），不能比", before.scheme.subject, after.scheme.subject);
    }
    let question = Question {
        lines: arguments.lines.clone(),
        shakes: arguments.shakes,
        seed: arguments.seed,
        ..Question::default()
    };
    let answer = sandbox::compute(&before.scheme, &after.scheme, &after.catalogue, input, &question);
    if arguments.json {
        println!("{}", serde_json::to_string(&answer.report)?);
    } else {
        print(&before.scheme, &after.scheme, input.period, &answer, arguments.top);
    }
    Ok(ExitCode::SUCCESS)
}
