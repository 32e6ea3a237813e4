//! `cargo xtask test`: every test there is, and one closing line that counts them.
use std::fs;
use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use serde_json::Value;

use crate::postgres::{Durability, Postgres};
use crate::{fuzz, process, setup};

/// The name of the variable that tells the Rust tests where the private PostgreSQL listens.
const POSTGRES: &str = "LVZHI_TEST_POSTGRES";
/// Enough to read all seeds and to notice what is plainly broken; `cargo xtask fuzz` runs for longer.
const FUZZ_SECONDS: u32 = 5;

/// What `cargo xtask test` takes.
#[derive(Args)]
pub struct Options {
    /// Run only the tests whose name contains this
    filter: Option<String>,
    /// Leave out the journeys in the browser
    #[arg(long)]
    no_browser: bool,
    /// Run one part only
    #[arg(long, conflicts_with = "no_browser")]
    only: Option<Part>,
}

/// A part of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Tests inside the crates
    Unit,
    /// The application's integration tests (tests/it)
    It,
    /// A few seconds of each fuzz target (crates/scoring/fuzz)
    Fuzz,
    /// The journeys in a real browser (e2e)
    Browser,
}

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs the parts asked for and prints the closing line; `false` when something failed.
pub fn run(options: &Options) -> Result<bool> {
    setup::run(false)?;
    let mut count = Count::default();
    if !matches!(options.only, Some(Part::Browser | Part::Fuzz)) {
        count += rust(options)?;
    }
    if options.only == Some(Part::Fuzz) || (options.only.is_none() && options.filter.is_none()) {
        count += fuzzed()?;
    }
    if options.only == Some(Part::Browser) || (options.only.is_none() && !options.no_browser) {
        count += browser(options.filter.as_deref())?;
    }
    println!("\n{} passed, {} failed", count.passed, count.failed);
    Ok(count.failed == 0)
}

fn rust(options: &Options) -> Result<Count> {
    let postgres = Postgres::start(Durability::Throwaway)?;
    println!("test: PostgreSQL for the tests is {}", postgres.url());
    let mut command = process::cargo();
    command.args(["test", "--locked", "--no-fail-fast"]).args(selection(options.only)).args(&options.filter);
    counted(command.env(POSTGRES, postgres.url()))
}

fn selection(only: Option<Part>) -> &'static [&'static str] {
    match only {
        Some(Part::Unit) => &["--workspace", "--lib", "--bins"],
        Some(Part::It) => &["--package", "lvzhi", "--test", "it"],
        _ => &["--workspace"],
    }
}

/// Runs cargo test, shows what it prints, and adds up its result lines.
/// A run that fails without a failed test (it did not compile, it crashed) counts as one failure.
fn counted(command: &mut Command) -> Result<Count> {
    let shown = process::show(command);
    println!("test: {shown}");
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {shown}"))?;
    let output = child.stdout.take().context("cargo test has no output")?;
    let mut count = Count::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        if let Some(found) = result_line(&line) {
            count += found;
        }
    }
    let status = child.wait()?;
    if !status.success() && count.failed == 0 {
        eprintln!("test: {shown} ended with {status}; counted as one failure");
        count.failed = 1;
    }
    Ok(count)
}

/// Reads `test result: ok. 12 passed; 0 failed; 0 ignored; …`.
fn result_line(line: &str) -> Option<Count> {
    let (_, numbers) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number = |word: &str| {
        let part = numbers.split(';').find_map(|part| part.trim().strip_suffix(word))?;
        part.trim().parse().ok()
    };
    Some(Count { passed: number("passed")?, failed: number("failed")? })
}

/// Each fuzz target for a few seconds, its seeds first; each counts as one test.
fn fuzzed() -> Result<Count> {
    let mut count = Count::default();
    for passed in fuzz::all(FUZZ_SECONDS)? {
        count += Count { passed: u64::from(passed), failed: u64::from(!passed) };
    }
    Ok(count)
}

/// Builds the application and runs the journeys, whose own setup starts the server.
fn browser(filter: Option<&str>) -> Result<Count> {
    process::run(process::cargo().args(["build", "--locked", "--package", "lvzhi"]))?;
    let folder = process::root().join("e2e");
    process::run(Command::new("node_modules/.bin/tsc").args(["--noEmit"]).current_dir(&folder))?;
    let report = process::target().join("e2e/report.json");
    fs::remove_file(&report).ok();
    let mut command = Command::new("node_modules/.bin/playwright");
    command.arg("test").current_dir(&folder);
    command.env("LVZHI_BIN", process::binary("debug")).env("LVZHI_E2E_REPORT", &report);
    if let Some(filter) = filter {
        command.args(["--grep", filter, "--pass-with-no-tests"]);
    }
    println!("test: {}", process::show(&command));
    let passed = command.status().context("cannot start Playwright")?.success();
    let mut count = journeys(&report).unwrap_or_default();
    if !passed && count.failed == 0 {
        eprintln!("test: the journeys ended with an error; counted as one failure");
        count.failed = 1;
    }
    Ok(count)
}

/// Reads the counts from Playwright's JSON report. A journey that passed only when tried again has failed.
fn journeys(report: &Path) -> Result<Count> {
    let report: Value = serde_json::from_str(&fs::read_to_string(report)?)?;
    let number = |name: &str| report["stats"][name].as_u64().unwrap_or(0);
    Ok(Count { passed: number("expected"), failed: number("unexpected") + number("flaky") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_line_is_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(result_line(line), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(result_line("test scoring::adds ... ok"), None);
    }

    #[test]
    fn a_run_that_breaks_without_a_failed_test_is_one_failure() {
        let mut broken = Command::new("sh");
        broken.args(["-c", "echo 'test result: ok. 2 passed; 0 failed; 0 ignored'; exit 101"]);
        assert_eq!(counted(&mut broken).expect("it ran"), Count { passed: 2, failed: 1 });
    }

    #[test]
    fn a_journey_that_needed_a_second_try_has_failed() {
        let file = std::env::temp_dir().join(format!("lvzhi-xtask-report-{}.json", std::process::id()));
        fs::write(&file, r#"{"stats":{"expected":4,"unexpected":1,"flaky":1,"skipped":2}}"#)
            .expect("written");
        assert_eq!(journeys(&file).expect("read"), Count { passed: 4, failed: 2 });
        fs::remove_file(file).expect("removed");
    }
}
