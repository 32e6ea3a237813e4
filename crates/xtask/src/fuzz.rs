//! `cargo xtask fuzz`: the fuzz targets of the scoring core, built with coverage counters by the stable compiler.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::{process, setup};

/// What `cargo xtask fuzz` takes.
#[derive(Args)]
pub struct Options {
    /// The only target to run; all when left out
    target: Option<Target>,
    /// Seconds for each target
    #[arg(long, default_value_t = 10)]
    seconds: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Target {
    /// Any bytes as the text of a scheme
    SchemeText,
    /// Any bytes as the text of a catalogue
    CatalogueText,
    /// Any people and facts on the schemes at hand
    Facts,
    /// Any bytes as the JSON of a bundle
    BundleJson,
}

/// Where the targets stand, from the top of the work tree.
const FOLDER: &str = "crates/scoring/fuzz";
/// What libFuzzer needs the compiler to put into the code. The flags are stable; no sanitizer, no nightly.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

impl Target {
    fn name(self) -> &'static str {
        match self {
            Target::SchemeText => "scheme_text",
            Target::CatalogueText => "catalogue_text",
            Target::Facts => "facts",
            Target::BundleJson => "bundle_json",
        }
    }

    /// Folders that are read first, every file of them: the committed seeds and the real texts.
    fn seeds(self) -> &'static [&'static str] {
        match self {
            Target::SchemeText | Target::CatalogueText => {
                &["crates/scoring/fuzz/seeds/text", "schemes", "crates/scoring/tests/golden"]
            }
            Target::BundleJson => &["crates/scoring/fuzz/seeds/bundle"],
            Target::Facts => &[],
        }
    }
}

/// Runs the targets asked for; `false` when one of them found something.
pub fn run(options: &Options) -> Result<bool> {
    setup::compiler()?;
    let targets = options.target.as_ref().map_or(Target::value_variants(), std::slice::from_ref);
    Ok(each(targets, options.seconds)?.iter().all(|passed| *passed))
}

/// Runs every target for a few seconds and tells of each whether it passed.
pub fn all(seconds: u32) -> Result<Vec<bool>> {
    each(Target::value_variants(), seconds)
}

fn each(targets: &[Target], seconds: u32) -> Result<Vec<bool>> {
    let programs = build()?;
    targets.iter().map(|target| play(*target, &programs, seconds)).collect()
}

/// Builds the targets beside everything else, so that the counters do not spoil other builds.
fn build() -> Result<PathBuf> {
    let target = process::target().join("fuzz");
    let host = host()?;
    println!("fuzz: building {FOLDER}");
    process::run(
        process::cargo()
            .args(["build", "--locked", "--quiet", "--bins", "--target", &host, "--manifest-path"])
            .arg(process::root().join(FOLDER).join("Cargo.toml"))
            .env("CARGO_TARGET_DIR", &target)
            .env("RUSTFLAGS", COVERAGE),
    )?;
    Ok(target.join(host).join("debug"))
}

/// The machine's name for itself; naming it keeps the counters out of build scripts.
pub fn host() -> Result<String> {
    let said = process::output(Command::new("rustc").arg("-vV").current_dir(process::root()))?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not name its host")
}

fn play(target: Target, programs: &Path, seconds: u32) -> Result<bool> {
    let name = target.name();
    let folder = process::target().join("fuzz");
    let (found, crashes) = (folder.join("found").join(name), folder.join("crashes").join(name));
    for place in [&found, &crashes] {
        fs::create_dir_all(place).with_context(|| format!("cannot make {}", place.display()))?;
    }
    let log = folder.join(format!("{name}.log"));
    let output = fs::File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
    let program = programs.join(name);
    let mut command = Command::new(&program);
    command
        .arg(format!("-max_total_time={seconds}"))
        .args(["-timeout=10", "-rss_limit_mb=1024"])
        .arg(format!("-artifact_prefix={}/", crashes.display()))
        .arg(format!("-dict={}", process::root().join(FOLDER).join("words.dict").display()))
        .arg(&found)
        .args(target.seeds().iter().map(|seeds| process::root().join(seeds)));
    command.stdout(output.try_clone()?).stderr(output);
    let passed = command.status().with_context(|| format!("cannot start {name}"))?.success();
    report(name, &program, passed, &fs::read(&log).context("the log is gone")?);
    Ok(passed)
}

fn report(name: &str, program: &Path, passed: bool, log: &[u8]) {
    let log = String::from_utf8_lossy(log);
    if passed {
        println!("fuzz: {name} ... ok{}", summary(&log));
        return;
    }
    let lines: Vec<&str> = log.lines().collect();
    println!("{}", lines.get(lines.len().saturating_sub(60)..).unwrap_or_default().join("\n"));
    match reproducer(&log) {
        Some(path) => println!("fuzz: {name} ... FAILED; to see it again: {} {path}", program.display()),
        None => println!("fuzz: {name} ... FAILED before any input was tried"),
    }
}

/// ", 4711 inputs" from libFuzzer's last line.
fn summary(log: &str) -> String {
    let runs = log.lines().rev().find_map(|line| line.strip_prefix("Done ")?.split(' ').next());
    runs.map(|runs| format!(", {runs} inputs")).unwrap_or_default()
}

/// The file that libFuzzer wrote.
fn reproducer(log: &str) -> Option<&str> {
    log.lines().find_map(|line| line.split_once("Test unit written to ")).map(|(_, path)| path.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_a_program_with_seeds_that_are_there() {
        let manifest =
            fs::read_to_string(process::root().join(FOLDER).join("Cargo.toml")).expect("a manifest");
        for target in Target::value_variants() {
            assert!(manifest.contains(&format!("name = \"{}\"", target.name())), "{target:?}");
            assert!(target.seeds().iter().all(|folder| process::root().join(folder).is_dir()), "{target:?}");
        }
        let programs = manifest.matches("[[bin]]").count();
        assert_eq!(programs, Target::value_variants().len());
    }

    #[test]
    fn the_reproducing_file_is_found_in_what_libfuzzer_prints() {
        let log = "SUMMARY: libFuzzer: deadly signal\nartifact_prefix='a/'; Test unit written to a/crash-1\nBase64: \n";
        assert_eq!(reproducer(log), Some("a/crash-1"));
        assert_eq!(reproducer("panicked"), None);
        assert_eq!(summary("#5 pulse\nDone 4711 runs in 5 second(s)\n"), ", 4711 inputs");
    }
}
