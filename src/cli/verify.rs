//! `lvzhi verify` and `lvzhi scheme`: checks that anyone can repeat.
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use lvzhi_platform::audit::{self, ChainState};
use lvzhi_scoring::Severity;

use super::{Ended, NOT_IN_ORDER};
use crate::app::App;
use crate::evaluation::bundle;
use crate::evaluation::schemes::{CATALOGUE, Rulebook, finding_text};
use crate::people;

/// What can be verified.
#[derive(Subcommand)]
pub(super) enum Command {
    /// 离线重算一个复算包，逐字节比对
    Result {
        /// 从名次页下载的复算包 .zip
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
    /// 核验审计链
    Audit,
}

/// What can be done with a scheme file.
#[derive(Subcommand)]
pub(super) enum SchemeCommand {
    /// 检查一份办法文件
    Check {
        /// 办法文件 .toml
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 事实目录（默认用程序自带的）
        #[arg(long, value_name = "文件")]
        catalogue: Option<PathBuf>,
    },
}

pub(super) fn result(file: &Path) -> Ended {
    let bytes = std::fs::read(file).with_context(|| format!("读不了 {}", file.display()))?;
    let (bundle, differences) = bundle::verify(&bytes)?;
    if differences.is_empty() {
        println!(
            "核验一致：{} 人、{} 条事实重算，逐字节相同。",
            bundle.input.subjects.len(),
            bundle.input.facts.len()
        );
        println!("结果 SM3 {}", bundle.manifest.evaluation_digest);
        return Ok(ExitCode::SUCCESS);
    }
    println!("核验不一致，{} 处：", differences.len());
    for difference in &differences {
        println!("  {difference}");
    }
    Ok(ExitCode::from(NOT_IN_ORDER))
}

pub(super) async fn audit(app: &App) -> Ended {
    let mut whole = true;
    for committee in people::committees(&app.db).await? {
        match audit::verify(&app.db, committee.id).await? {
            ChainState::Whole { events: 0, .. } => {}
            ChainState::Whole { events, head } => {
                println!("{}：核验一致，{events} 条，链尾 SM3 {head}", committee.name)
            }
            ChainState::Broken { seq, why } => {
                whole = false;
                println!("{}：从第 {seq} 条起断开。{why}。", committee.name);
            }
        }
    }
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(NOT_IN_ORDER) })
}

pub(super) fn scheme(command: &SchemeCommand) -> Ended {
    let SchemeCommand::Check { file, catalogue } = command;
    let read =
        |path: &Path| std::fs::read_to_string(path).with_context(|| format!("读不了 {}", path.display()));
    let text = read(file)?;
    let catalogue = catalogue.as_deref().map_or_else(|| Ok(CATALOGUE.to_owned()), read)?;
    match Rulebook::parse(&text, &catalogue) {
        Ok((rulebook, warnings)) => {
            let scheme = &rulebook.scheme;
            println!("《{}》{}：没有错误，{} 条提醒。", scheme.title, scheme.version, warnings.len());
            warnings.iter().for_each(|warning| println!("{}", finding_text(warning)));
            Ok(ExitCode::SUCCESS)
        }
        Err(findings) => {
            let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
            println!("{}：{errors} 处错误。", file.display());
            findings.iter().for_each(|finding| println!("{}", finding_text(finding)));
            Ok(ExitCode::from(NOT_IN_ORDER))
        }
    }
}
