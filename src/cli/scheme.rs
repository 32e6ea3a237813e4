//! `lvzhi scheme`: a scheme file checked, printed as the 办法 it is, or compared with another. Needs no database.
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use lvzhi_scoring::{Catalogue, Finding, Scheme, Severity, print_among, scheme_diff_among};
use serde_json::json;

use super::{Ended, NOT_IN_ORDER};
use lvzhi_evaluation::schemes::{self, CATALOGUE, Rulebook, SHIPPED};

/// What can be done with a scheme file.
#[derive(Subcommand)]
pub(super) enum Command {
    /// 检查办法文件，逐处指出行和列
    Check {
        /// 办法文件 .toml，可以写几个
        #[arg(value_name = "文件", required = true)]
        files: Vec<PathBuf>,
        /// 事实目录（默认用程序自带的）
        #[arg(long, value_name = "文件")]
        catalogue: Option<PathBuf>,
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 把办法文件写成条文，附计分表
    Print {
        /// 办法文件 .toml
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 所引用结果的其他办法 .toml，可写几次（程序自带的不用写）
        #[arg(long = "with", value_name = "文件")]
        others: Vec<PathBuf>,
        /// 写成公文格式的 .docx，不写则输出文字
        #[arg(long, value_name = "文件")]
        docx: Option<PathBuf>,
        /// 事实目录（默认用程序自带的）
        #[arg(long, value_name = "文件")]
        catalogue: Option<PathBuf>,
    },
    /// 比较两份办法文件，逐条列出改动
    Diff {
        /// 原来的办法文件 .toml
        #[arg(value_name = "原文件")]
        before: PathBuf,
        /// 现在的办法文件 .toml
        #[arg(value_name = "新文件")]
        after: PathBuf,
        /// 事实目录（默认用程序自带的）
        #[arg(long, value_name = "文件")]
        catalogue: Option<PathBuf>,
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(command: &Command) -> Ended {
    match command {
        Command::Check { files, catalogue, json } => check(files, catalogue.as_deref(), *json),
        Command::Print { file, others, docx, catalogue } => {
            write(file, others, docx.as_deref(), catalogue.as_deref())
        }
        Command::Diff { before, after, catalogue, json } => diff(before, after, catalogue.as_deref(), *json),
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("读不了 {}", path.display()))
}

fn catalogue_text(path: Option<&Path>) -> anyhow::Result<String> {
    path.map_or_else(|| Ok(CATALOGUE.to_owned()), read)
}

/// "办法.toml:12:3 错误：…　建议：…".
fn located(file: &Path, finding: &Finding) -> String {
    let kind = if finding.severity == Severity::Error { "错误" } else { "提醒" };
    let advice = finding.suggestion.as_ref().map_or_else(String::new, |advice| format!("　建议：{advice}"));
    format!("{}:{}:{} {kind}：{}{advice}", file.display(), finding.line, finding.column, finding.message)
}

fn check(files: &[PathBuf], catalogue: Option<&Path>, as_json: bool) -> Ended {
    let catalogue_text = catalogue_text(catalogue)?;
    let mut list = Vec::new();
    let mut broken = false;
    for file in files {
        let text = read(file)?;
        // Findings of the catalogue have their place in that file.
        if let (Err(findings), Some(catalogue)) = (Catalogue::parse(&catalogue_text), catalogue) {
            findings.iter().for_each(|finding| println!("{}", located(catalogue, finding)));
            return Ok(ExitCode::from(NOT_IN_ORDER));
        }
        let (good, findings) = match Rulebook::parse(&text, &catalogue_text) {
            Ok((rulebook, warnings)) => (Some(rulebook.scheme), warnings),
            Err(findings) => (None, findings),
        };
        broken |= good.is_none();
        if as_json {
            let found = findings.iter().map(|f| {
                json!({ "file": file.display().to_string(), "line": f.line, "column": f.column, "severity": f.severity,
                        "message": f.message, "suggestion": f.suggestion })
            });
            list.extend(found);
            continue;
        }
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        match good {
            Some(scheme) => {
                println!("《{}》{}：没有错误，{} 条提醒。", scheme.title, scheme.version, findings.len());
            }
            None => println!("{}：{errors} 处错误。", file.display()),
        }
        findings.iter().for_each(|finding| println!("{}", located(file, finding)));
    }
    if as_json {
        println!("{}", json!(list));
    }
    Ok(if broken { ExitCode::from(NOT_IN_ORDER) } else { ExitCode::SUCCESS })
}

/// A scheme without errors; with errors they are printed and there is none.
fn good(file: &Path, catalogue: Option<&Path>) -> anyhow::Result<Option<Rulebook>> {
    match Rulebook::parse(&read(file)?, &catalogue_text(catalogue)?) {
        Ok((rulebook, _)) => Ok(Some(rulebook)),
        Err(findings) => {
            findings.iter().for_each(|finding| eprintln!("{}", located(file, finding)));
            Ok(None)
        }
    }
}

/// Schemes whose results may be read: those named, then those that ship with the program.
fn among(files: &[PathBuf], catalogue: Option<&Path>) -> anyhow::Result<Option<Vec<Scheme>>> {
    let mut schemes = Vec::new();
    for file in files {
        let Some(rulebook) = good(file, catalogue)? else { return Ok(None) };
        schemes.push(rulebook.scheme);
    }
    let shipped = SHIPPED.iter().filter_map(|(_, text)| Rulebook::parse(text, CATALOGUE).ok());
    schemes.extend(shipped.map(|(rulebook, _)| rulebook.scheme));
    Ok(Some(schemes))
}

fn write(file: &Path, others: &[PathBuf], docx: Option<&Path>, catalogue: Option<&Path>) -> Ended {
    let (Some(rulebook), Some(others)) = (good(file, catalogue)?, among(others, catalogue)?) else {
        return Ok(ExitCode::from(NOT_IN_ORDER));
    };
    let printed = print_among(&rulebook.scheme, &rulebook.catalogue, &others.iter().collect::<Vec<_>>());
    let Some(docx) = docx else {
        print!("{}", printed.to_text());
        return Ok(ExitCode::SUCCESS);
    };
    std::fs::write(docx, schemes::docx(&printed)?).with_context(|| format!("写不了 {}", docx.display()))?;
    println!("已写入 {}，{} 条。", docx.display(), printed.articles().count());
    Ok(ExitCode::SUCCESS)
}

fn diff(before: &Path, after: &Path, catalogue: Option<&Path>, as_json: bool) -> Ended {
    let (Some(old), Some(new)) = (good(before, catalogue)?, good(after, catalogue)?) else {
        return Ok(ExitCode::from(NOT_IN_ORDER));
    };
    let others = among(&[], None)?.unwrap_or_default();
    let others: Vec<_> = others.iter().collect();
    let changes = scheme_diff_among(&old.scheme, &new.scheme, &new.catalogue, &others);
    if as_json {
        println!("{}", json!(changes));
        return Ok(ExitCode::SUCCESS);
    }
    match changes.len() {
        0 => println!("两份办法的规则相同。"),
        count => println!("{count} 处改动："),
    }
    changes.iter().for_each(|change| println!("{}", change.sentence));
    Ok(ExitCode::SUCCESS)
}
