//! Instructions for each fact, counted by valgrind: the same on a busy machine as on an idle one.
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::PEERS;
use super::line::{Line, MEMORY};
use crate::process;

/// Enough for the costs of single subjects to be evened out, and few enough for valgrind.
const SUBJECTS: u32 = 4_000;

/// What one of our engines needs for each fact of a workload.
pub struct Counted {
    /// What was tallied.
    pub workload: String,
    /// Who tallied.
    pub engine: String,
    /// Instructions divided by facts.
    pub for_each_fact: f64,
}

/// Counts for each of our engines and workloads that was measured.
pub fn count(tally: &Path, lines: &[Line]) -> Result<Vec<Counted>> {
    let ours = lines.iter().filter(|line| line.threads == 1 && line.workload != MEMORY);
    ours.filter(|line| !PEERS.contains(&line.engine.as_str()))
        .map(|line| {
            println!("bench: instructions of {}, {}", line.engine, line.workload);
            let (once, facts) = instructions(tally, line, 1)?;
            // Making the facts costs the same both times, so the difference is one tally.
            let (twice, _) = instructions(tally, line, 2)?;
            let for_each_fact = twice.saturating_sub(once) as f64 / facts as f64;
            Ok(Counted { workload: line.workload.clone(), engine: line.engine.clone(), for_each_fact })
        })
        .collect()
}

/// Instructions of the whole program with so many tallies, and its number of facts.
fn instructions(tally: &Path, line: &Line, tallies: u32) -> Result<(u64, u64)> {
    let log = process::target().join("bench-callgrind.log");
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    valgrind.arg(format!("--log-file={}", log.display())).arg(tally);
    valgrind.args(["--runs", "0", "--subjects", &SUBJECTS.to_string(), "--tallies", &tallies.to_string()]);
    valgrind.args(["--workload", &line.workload, "--engine", &line.engine]);
    let printed = process::output(&mut valgrind)?;
    let facts = printed.trim().parse().context("our tally printed no number of facts")?;
    Ok((collected(&std::fs::read_to_string(log)?).context("valgrind wrote no line `Collected`")?, facts))
}

/// The number that callgrind writes at its end.
fn collected(log: &str) -> Option<u64> {
    let line = log.lines().find_map(|line| line.split_once("Collected :"))?;
    line.1.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn the_count_is_read_from_the_log() {
        let log = "==7== Callgrind\n==7== \n==7== Events    : Ir\n==7== Collected : 123456\n==7== \n";
        assert_eq!(collected(log), Some(123_456));
        assert_eq!(collected("==7== killed\n"), None);
    }
}
