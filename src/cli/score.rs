//! `lvzhi score`: scheme, people and facts as files in, the explained result out. Needs no database.
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::Args;
use lvzhi_scoring::{Evaluation, Input, Period, Standing, evaluate};

use super::score_input;
use super::{Ended, NOT_IN_ORDER};
use lvzhi_evaluation::schemes::{CATALOGUE, Rulebook, findings_text};

/// The columns of both tables are documented in docs/import-formats.md.
#[derive(Args)]
pub(super) struct Arguments {
    /// 考评办法 .toml
    #[arg(long, value_name = "文件")]
    scheme: PathBuf,
    /// 人员表 .csv 或 .xlsx：编号、姓名、界别、专委会、任职起、任职止、职务、免评起、免评止、免评原因
    #[arg(long, value_name = "文件")]
    people: PathBuf,
    /// 事实表 .csv 或 .xlsx：编号或姓名、种类、日期、数量、件号、阶段、角色、签名人数，以及目录里的各栏
    #[arg(long, value_name = "文件")]
    facts: PathBuf,
    /// 事实目录（默认用程序自带的）
    #[arg(long, value_name = "文件")]
    catalogue: Option<PathBuf>,
    /// 考评时段起（默认取最早的事实所在半年）
    #[arg(long, value_name = "日期")]
    from: Option<NaiveDate>,
    /// 考评时段止
    #[arg(long, value_name = "日期")]
    to: Option<NaiveDate>,
    /// 以 JSON 输出全部明细
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    let text =
        |path: &PathBuf| std::fs::read_to_string(path).with_context(|| format!("读不了 {}", path.display()));
    let catalogue = arguments.catalogue.as_ref().map_or_else(|| Ok(CATALOGUE.to_owned()), text)?;
    let rulebook = match Rulebook::parse(&text(&arguments.scheme)?, &catalogue) {
        Ok((rulebook, _)) => rulebook,
        Err(findings) => {
            eprintln!("{}", findings_text(&findings));
            return Ok(ExitCode::from(NOT_IN_ORDER));
        }
    };
    let subjects = score_input::people(&arguments.people)?;
    let facts = score_input::facts(&arguments.facts, &rulebook.catalogue, &subjects)?;
    let period = period(arguments, &facts)?;
    let mut input = Input { period, subjects, facts, previous: Vec::new() };
    input.normalise();
    let evaluation = evaluate(&rulebook.scheme, &rulebook.catalogue, &input);
    if arguments.json {
        println!("{}", evaluation.to_canonical_json());
    } else {
        print(&rulebook, &input, &evaluation);
    }
    Ok(ExitCode::SUCCESS)
}

fn period(arguments: &Arguments, facts: &[lvzhi_scoring::Fact]) -> anyhow::Result<Period> {
    use chrono::Datelike;
    let first = facts.iter().map(|fact| fact.date).min();
    let half = |day: NaiveDate| {
        let (from, to) = if day.month() <= 6 { ((1, 1), (6, 30)) } else { ((7, 1), (12, 31)) };
        let date = |(month, date)| NaiveDate::from_ymd_opt(day.year(), month, date);
        date(from).zip(date(to))
    };
    match (arguments.from.zip(arguments.to), first.and_then(half)) {
        (Some((from, to)), _) if from <= to => Ok(Period { from, to }),
        (Some((from, to)), _) => bail!("时段起 {from} 晚于时段止 {to}"),
        (None, Some((from, to))) => Ok(Period { from, to }),
        (None, None) => bail!("履职表是空的，请用 --from 和 --to 写明考评时段"),
    }
}

fn print(rulebook: &Rulebook, input: &Input, evaluation: &Evaluation) {
    let scheme = &rulebook.scheme;
    println!("《{}》{}，{} 至 {}", scheme.title, scheme.version, input.period.from, input.period.to);
    let name = |id: &str| {
        input
            .subjects
            .iter()
            .find(|subject| subject.id == id)
            .map_or_else(|| id.to_owned(), |s| s.name.clone())
    };
    let mut ranked: Vec<_> = evaluation.assessments.iter().collect();
    ranked.sort_by_key(|assessment| (assessment.place.is_none(), assessment.place));
    for assessment in ranked {
        let place = assessment.place.map_or_else(|| "免评".into(), |place| format!("第 {place} 名"));
        let grade =
            assessment.grade.as_deref().and_then(|id| scheme.grade(id)).map_or("", |grade| &grade.label);
        println!("\n{}　{} 分　{place}　{grade}", name(&assessment.subject), assessment.total);
        if let Standing::Exempt(reason) = &assessment.standing {
            println!("  免评：{reason}");
        }
        for indicator in assessment.indicators.iter().filter(|indicator| !indicator.lines.is_empty()) {
            println!("  {}　{} 分，满分 {}", scheme.label_of(&indicator.id), indicator.points, indicator.max);
            for line in &indicator.lines {
                let fact = line.fact.as_deref().map_or_else(String::new, |fact| format!("（{fact}）"));
                println!(
                    "    {:>8}  {}：{}{fact}",
                    line.points.to_string(),
                    scheme.label_of(&line.rule),
                    line.reason
                );
            }
        }
        for line in &assessment.unused {
            println!("    不计分  {}（{}）", line.reason, line.fact.as_deref().unwrap_or_default());
        }
        assessment.notes.iter().for_each(|note| println!("  说明：{}", note.text));
    }
    evaluation.notes.iter().for_each(|note| println!("说明：{}", note.text));
    println!("\n结果 SM3 {}", evaluation.digest());
}
