//! `cargo xtask bench`: how fast, how big, how soon, measured on this machine and written into docs/performance.md.
mod build;
mod open;
mod scoring;
mod table;
mod wrk;

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};

use crate::postgres::{Durability, Postgres};
use crate::server::{Installation, Server};
use crate::{demo, process, setup};
use table::{Load, Measured, Report};

/// Whose eyes the pages are measured with; he may open all of them.
const ROLE: &str = "committee_clerk";
/// The pages under load, as the demo names them, and what to call them.
const PAGES: [(&str, &str); 3] =
    [("home", "Home"), ("ranking", "Ranking of a cycle"), ("score", "One member's score sheet")];

/// What `cargo xtask bench` takes.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Options {
    #[command(subcommand)]
    part: Option<Part>,
    /// Seconds of load on each page
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=60))]
    seconds: u32,
    /// Leave out `cargo bench`
    #[arg(long)]
    no_cargo_bench: bool,
    /// Print the table and leave docs/performance.md as it is
    #[arg(long)]
    print_only: bool,
}

/// What is measured apart from the program.
#[derive(Subcommand)]
enum Part {
    /// Measure the scoring core's tally beside DuckDB and Polars, and print the tables
    Scoring(scoring::Options),
    /// Measure what a touched line costs to check, to test and to release, and print the table
    Build(build::Options),
}

/// Measures everything, prints the table and writes it into the document.
pub fn run(options: &Options) -> Result<()> {
    match &options.part {
        Some(Part::Scoring(options)) => return scoring::run(options),
        Some(Part::Build(options)) => return build::run(options),
        None => {}
    }
    setup::run(true)?;
    let acts = if options.no_cargo_bench { String::new() } else { acts()? };
    demo::build()?;
    let report = Report { acts, ..measure(options)? };
    let text = report.markdown();
    println!("\n{text}");
    if options.print_only { Ok(()) } else { write(&text) }
}

fn measure(options: &Options) -> Result<Report> {
    let size = fs::metadata(process::binary("release")).context("the release binary")?.len();
    let sqlite = on_database(None, options.seconds)?;
    let postgres = Postgres::start(Durability::Kept)?;
    let on_postgres = on_database(Some(postgres.url()), options.seconds)?;
    Ok(Report {
        acts: String::new(),
        machine: machine()?,
        commit: commit()?,
        day: day()?,
        seconds: options.seconds,
        connections: wrk::CONNECTIONS,
        binary: size,
        databases: vec![("SQLite".into(), sqlite), ("PostgreSQL".into(), on_postgres)],
    })
}

fn on_database(url: Option<String>, seconds: u32) -> Result<Measured> {
    let name = if url.is_some() { "PostgreSQL" } else { "SQLite" };
    println!("bench: filling the invented province on {name}");
    let installation = Installation::fill(&process::target().join("bench-data"), url)?;
    let server = installation.serve()?;
    let idle = server.memory("VmRSS")?;
    let (login, password) = installation.account(ROLE)?;
    let cookie = server.log_in(login, password)?;
    let mut pages = Vec::new();
    for (page, title) in PAGES {
        let path = installation.page(page)?;
        println!("bench: {title} on {name}, twice {seconds} s");
        pages.push((title.to_owned(), load(&server, path, &cookie, seconds)?));
    }
    Ok(Measured { start_up: server.start_up, idle, peak: server.memory("VmHWM")?, pages })
}

/// Puts load on one page, after seeing that the page is what this user should get.
fn load(server: &Server, path: &str, cookie: &str, seconds: u32) -> Result<Load> {
    let answer = server.get(path, cookie)?;
    if answer.status != 200 {
        bail!("{path} answered {} to the clerk", answer.status);
    }
    let closed = wrk::run(server.port, path, cookie, seconds)?;
    let open = open::run(server.port, path, cookie, seconds)?;
    Ok(Load { bytes: answer.length, closed, open })
}

/// The table that `cargo bench` prints, on SQLite and a private PostgreSQL that keeps what it commits.
fn acts() -> Result<String> {
    println!("bench: acts on both databases");
    let postgres = Postgres::start(Durability::Kept)?;
    let mut command = process::cargo();
    command
        .args(["bench", "--locked", "--quiet", "--bench", "office"])
        .env("LVZHI_TEST_POSTGRES", postgres.url());
    let table = table::only_rows(&process::output(&mut command)?);
    if table.is_empty() { bail!("cargo bench printed no table") } else { Ok(table) }
}

/// The commit that is measured.
fn commit() -> Result<String> {
    let mut git = Command::new("git");
    let commit = process::output(git.args(["rev-parse", "--short", "HEAD"]).current_dir(process::root()))?;
    Ok(commit.trim().to_owned())
}

/// Today.
fn day() -> Result<String> {
    Ok(process::output(Command::new("date").arg("+%F"))?.trim().to_owned())
}

/// Cores, processor and memory, in one line.
fn machine() -> Result<String> {
    let processors = fs::read_to_string("/proc/cpuinfo")?;
    let cores = processors.lines().filter(|line| line.starts_with("processor")).count();
    let model = processors.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    let memory = fs::read_to_string("/proc/meminfo")?;
    let kib = memory.lines().find_map(|line| line.strip_prefix("MemTotal:")?.trim().strip_suffix(" kB"));
    let gib = kib.and_then(|kib| kib.trim().parse::<u64>().ok()).unwrap_or(0) / 1024 / 1024;
    Ok(format!("{cores} cores ({}), {gib} GiB", model.map_or("unknown", |(_, name)| name.trim())))
}

/// What else ran on the machine in the last minute, in cores: a busy machine measures nobody well.
fn busy() -> Result<String> {
    let averages = fs::read_to_string("/proc/loadavg").context("/proc/loadavg")?;
    Ok(averages.split(' ').next().unwrap_or_default().to_owned())
}

fn write(text: &str) -> Result<()> {
    let path = process::root().join("docs/performance.md");
    let document = fs::read_to_string(&path).context("docs/performance.md")?;
    let document = table::between_markers(&document, text)
        .context("docs/performance.md has no lines <!-- bench:begin --> and <!-- bench:end -->")?;
    fs::write(&path, document).context("docs/performance.md")
}
