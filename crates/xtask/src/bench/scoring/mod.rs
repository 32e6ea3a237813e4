//! `cargo xtask bench scoring`: the scoring core's tally beside DuckDB and Polars, on the same columns in memory, with
//! as many threads, in one run. Different results are an error, whatever the times.
mod instructions;
mod line;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use clap::Args;
use serde_json::Value;

use crate::{process, setup};
use line::Line;
use table::Report;

/// The peers, by the names that `peers.py` knows them by.
const PEERS: [&str; 2] = ["DuckDB", "Polars"];
/// The numbers of threads that everybody is measured with.
const THREADS: [u32; 2] = [1, 2];

/// What `cargo xtask bench scoring` takes.
#[derive(Args)]
pub struct Options {
    /// How many subjects; each has 0 to 120 facts, 60 on average
    #[arg(long, default_value_t = 640_000, value_parser = clap::value_parser!(u32).range(1_000..=4_000_000))]
    subjects: u32,
    /// Where the invented facts start
    #[arg(long, default_value_t = 20_260_101)]
    seed: u64,
    /// Times that the clock is started for each measurement; the best counts
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=50))]
    runs: u32,
    /// Also count our instructions for each fact, with valgrind on a few subjects
    #[arg(long)]
    callgrind: bool,
}

/// Measures and prints the tables; what could not be compared is an error.
pub fn run(options: &Options) -> Result<()> {
    // Before we build anything: our own work in the last minute is not what spoils a measurement.
    let load = super::busy()?;
    let peers = process::root().join("crates/xtask/src/bench/scoring/peers");
    let requirements = peers.join("requirements.txt");
    let python = setup::scoring(&requirements, options.callgrind)?;
    let tally = build()?;
    let folder = process::target().join("bench-columns");
    let mut lines = ours(&tally, &folder, options)?;
    for peer in PEERS {
        for threads in THREADS {
            println!("bench: {peer}, threads {threads}");
            lines.extend(of_peer(&python, &peers.join("peers.py"), &folder, peer, threads, options.runs)?);
        }
    }
    fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    line::agree(&lines)?;
    let counted = if options.callgrind { instructions::count(&tally, &lines)? } else { Vec::new() };
    let pins = fs::read_to_string(requirements)?.replace("==", " ");
    let report = Report {
        machine: super::machine()?,
        commit: super::commit()?,
        day: super::day()?,
        load,
        subjects: options.subjects,
        versions: pins.lines().collect::<Vec<_>>().join(", "),
        runs: options.runs,
        lines,
        counted,
    };
    println!("\n{}", report.markdown()?);
    Ok(())
}

/// Builds our tally as it is released and gives its program.
fn build() -> Result<PathBuf> {
    let mut cargo = process::cargo();
    cargo.args(["bench", "--locked", "--quiet", "-p", "lvzhi-scoring", "--bench", "tally", "--no-run"]);
    program(&process::output(cargo.args(["--message-format", "json"]))?)
        .context("cargo named no program for the bench `tally`")
}

/// The program among cargo's messages.
fn program(messages: &str) -> Option<PathBuf> {
    messages.lines().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let program = message["executable"].as_str().map(PathBuf::from);
        program.filter(|_| message["target"]["name"] == "tally")
    })
}

fn ours(tally: &Path, folder: &Path, options: &Options) -> Result<Vec<Line>> {
    println!("bench: our tally; it makes the columns first");
    let threads = THREADS.map(|it| it.to_string()).join(",");
    let mut command = Command::new(tally);
    command.args(["--subjects", &options.subjects.to_string(), "--seed", &options.seed.to_string()]);
    command.args(["--runs", &options.runs.to_string(), "--threads", &threads, "--write"]).arg(folder);
    line::read(&process::output(&mut command)?)
}

fn of_peer(
    python: &Path,
    script: &Path,
    folder: &Path,
    peer: &str,
    threads: u32,
    runs: u32,
) -> Result<Vec<Line>> {
    let mut command = Command::new(python);
    command.env("PYTHONDONTWRITEBYTECODE", "1").arg(script).arg(folder);
    command.args([peer, &threads.to_string(), &runs.to_string()]);
    line::read(&process::output(&mut command)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_found_among_the_messages_of_cargo() {
        let messages = "{\"reason\":\"compiler-artifact\",\"target\":{\"name\":\"serde\"},\"executable\":null}\n\
            {\"target\":{\"name\":\"tally\"},\"executable\":\"/t/tally-1\"}\n{\"reason\":\"build-finished\"}\n";
        assert_eq!(program(messages), Some(PathBuf::from("/t/tally-1")));
        assert_eq!(program("{\"reason\":\"build-finished\"}\n"), None);
    }
}
