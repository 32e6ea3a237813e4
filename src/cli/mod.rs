//! The command line: help and messages in Chinese, logs in English.
//!
//! Exit codes: 0 done; 1 could not be done; 2 the call was wrong; 3 checked, and something is not in order
//! (a bundle that does not recompute, a broken audit chain, a scheme with errors, an import with bad rows).
mod aligned;
mod backup;
mod console;
mod demo;
mod demo_accounts;
mod demo_draft;
mod demo_hanging;
mod import;
mod sandbox;
mod sandbox_report;
mod scheme;
mod score;
mod score_input;
mod serve;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use lvzhi_platform::Clock;

use lvzhi_shell::app::App;
use lvzhi_shell::config::Config;

/// Checked, and something is not in order.
pub(crate) const NOT_IN_ORDER: u8 = 3;

/// How a command ended.
pub(crate) type Ended = anyhow::Result<ExitCode>;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

#[derive(Parser)]
#[command(name = "lvzhi", version, about = "履职：地方政协机关的履职考评与督办系统", long_about = None)]
struct Cli {
    /// 配置文件（默认读当前文件夹的 lvzhi.toml，没有也行）
    #[arg(long, global = true, value_name = "文件")]
    config: Option<PathBuf>,
    /// 数据文件夹（默认 lvzhi-data）
    #[arg(long, global = true, value_name = "文件夹")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 启动服务
    Serve {
        /// 监听地址，例如 127.0.0.1:8080
        #[arg(long, value_name = "地址")]
        listen: Option<std::net::SocketAddr>,
    },
    /// 建一个演示省（云岭省），导入数据、核算考评，并启动服务
    Demo(demo::Arguments),
    /// 新建一个政协组织和它的系统管理员
    Init(import::InitArguments),
    /// 导入人员或履职事实的工作簿
    Import(import::Arguments),
    /// 核算一个考评周期
    Evaluate(import::EvaluateArguments),
    /// 导出名次表、通报或复算包
    Export(import::ExportArguments),
    /// 核验复算包或审计链
    #[command(subcommand)]
    Verify(verify::Command),
    /// 检查、打印、比较考评办法
    #[command(subcommand)]
    Scheme(scheme::Command),
    /// 不用数据库，按文件算分：办法、人员、事实三个文件进，带说明的结果出
    Score(score::Arguments),
    /// 试算：同样的人和事实，按两份办法各算一遍，看谁升谁降、对谁不利、次序稳不稳
    Sandbox(sandbox::Arguments),
    /// 备份到一个文件（可在运行中进行）
    Backup {
        /// 备份文件
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
    /// 从备份文件恢复到空的数据文件夹或空的数据库
    Restore {
        /// 备份文件
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match parse() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("没有办成：{}", sentence(&error));
            ExitCode::from(1)
        }
    }
}

/// The error and its causes in one sentence.
fn sentence(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).collect::<Vec<_>>().join("：")
}

fn parse() -> Result<Cli, ExitCode> {
    let matches = chinese(Cli::command()).try_get_matches();
    match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => Ok(cli),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            print!("{}", error.to_string().replace("[OPTIONS]", "[选项]"));
            Err(ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("{}", usage_sentence(&error));
            Err(ExitCode::from(2))
        }
    }
}

/// Chinese headings for a command and all below it, and a Chinese `--version` for the program.
fn chinese(command: clap::Command) -> clap::Command {
    let version = clap::Arg::new("version")
        .long("version")
        .short('V')
        .action(clap::ArgAction::Version)
        .help("显示版本")
        .help_heading("选项");
    chinese_below(command).arg(version)
}

fn chinese_below(command: clap::Command) -> clap::Command {
    command
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_help_subcommand(true)
        .mut_args(|argument| {
            let heading = if argument.is_positional() { "参数" } else { "选项" };
            with_default(argument).help_heading(heading)
        })
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            clap::Arg::new("help")
                .long("help")
                .short('h')
                .action(clap::ArgAction::Help)
                .help("显示帮助")
                .help_heading("选项"),
        )
        .mut_subcommands(chinese_below)
}

/// The default in Chinese brackets instead of clap's English ones. Possible values stand in the help itself.
fn with_default(argument: clap::Arg) -> clap::Arg {
    if !argument.get_action().takes_values() {
        return argument;
    }
    let defaults = argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned());
    let default = defaults.collect::<Vec<_>>().join(" ");
    let argument = argument.hide_default_value(true).hide_possible_values(true);
    match argument.get_help().map(ToString::to_string) {
        Some(help) if !default.is_empty() => argument.help(format!("{help}（默认 {default}）")),
        _ => argument,
    }
}

fn usage_sentence(error: &clap::Error) -> String {
    use clap::error::ContextKind;
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个参数。加 --help 看用法。"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令。加 --help 看有哪些。", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("还缺 {argument}。加 --help 看用法。"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argument} 的值“{}”不对。加 --help 看用法。", context(ContextKind::InvalidValue))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let help = error.to_string().replace("[OPTIONS]", "[选项]");
            if help.contains("用法") {
                help
            } else {
                "还缺命令。加 --help 看有哪些。".to_owned()
            }
        }
        _ => "参数不对。加 --help 看用法。".to_owned(),
    }
}

fn run(cli: Cli) -> Ended {
    let mut config = Config::load(cli.config.as_deref())?;
    match (cli.data, &cli.command) {
        (Some(data), _) => config.data = data,
        (None, Command::Demo(_)) => config.data = PathBuf::from("lvzhi-demo"), // never into real data
        (None, _) => {}
    }
    match cli.command {
        // These need neither database nor threads.
        Command::Score(arguments) => return score::run(&arguments),
        Command::Sandbox(arguments) if arguments.input.is_some() => return sandbox::on_file(&arguments),
        Command::Scheme(command) => return scheme::run(&command),
        Command::Verify(verify::Command::Result { file }) => return verify::result(&file),
        _ => {}
    }
    if let Command::Serve { listen: Some(listen) } = &cli.command {
        config.listen = *listen;
    }
    console::start_logs(config.json_logs);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(dispatch(config, cli.command))
}

async fn dispatch(config: Config, command: Command) -> Ended {
    match command {
        Command::Serve { .. } => serve::run(open(config).await?).await,
        Command::Demo(arguments) => demo::run(config, &arguments).await,
        Command::Init(arguments) => import::init(&open(config).await?, &arguments).await,
        Command::Import(arguments) => import::run(&open(config).await?, &arguments).await,
        Command::Evaluate(arguments) => import::evaluate(&open(config).await?, &arguments).await,
        Command::Export(arguments) => import::export(&open(config).await?, &arguments).await,
        Command::Sandbox(arguments) => sandbox::on_cycle(&open(config).await?, &arguments).await,
        Command::Verify(verify::Command::Audit) => verify::audit(&open(config).await?).await,
        Command::Backup { file } => backup::run(&open(config).await?, &file).await,
        Command::Restore { file } => backup::restore(config, &file).await,
        Command::Score(_) | Command::Scheme(_) | Command::Verify(verify::Command::Result { .. }) => {
            Ok(ExitCode::SUCCESS) // dealt with before the runtime was built
        }
    }
}

async fn open(config: Config) -> anyhow::Result<App> {
    crate::open(config, Clock::System).await
}
