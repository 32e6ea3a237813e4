//! `lvzhi verify`: checks that anyone can repeat.
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use lvzhi_platform::audit::{self, ChainState};

use super::{Ended, NOT_IN_ORDER};
use lvzhi_evaluation::bundle;
use lvzhi_people as people;
use lvzhi_shell::app::App;

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

pub(super) fn result(file: &Path) -> Ended {
    let bytes = std::fs::read(file).with_context(|| format!("读不了 {}", file.display()))?;
    let (bundle, differences) = bundle::verify(&bytes)?;
    if differences.is_empty() {
        println!(
            "核验一致：{} 人、{} 条履职记录重算，逐字节相同。",
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
