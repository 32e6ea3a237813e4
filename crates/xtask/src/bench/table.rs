//! The measured table, as Markdown, and its place in the document.
use std::time::Duration;

use super::{open, wrk};

const BEGIN: &str = "<!-- bench:begin -->";
const END: &str = "<!-- bench:end -->";
/// Answers a second that a well-known assembly system gave; a hundred times as many are aimed at.
const ELSEWHERE: f64 = 12.0;

/// Everything one run of `bench` measured.
pub struct Report {
    /// The table of acts that `cargo bench` printed; may be empty.
    pub acts: String,
    /// Cores, processor and memory.
    pub machine: String,
    /// The commit that was measured.
    pub commit: String,
    /// The day it was measured.
    pub day: String,
    /// Seconds of load on each page.
    pub seconds: u32,
    /// Connections at once.
    pub connections: u32,
    /// Bytes of the release binary.
    pub binary: u64,
    /// What was measured on each database.
    pub databases: Vec<(String, Measured)>,
}

/// What was measured on one database.
pub struct Measured {
    /// From starting the program to its first answer.
    pub start_up: Duration,
    /// Memory before any page, KiB.
    pub idle: u64,
    /// Most memory under load, KiB.
    pub peak: u64,
    /// Each page under load.
    pub pages: Vec<(String, Load)>,
}

/// One page under load.
pub struct Load {
    /// Bytes of the page, uncompressed.
    pub bytes: usize,
    /// What wrk measured: every connection asks again as soon as it is answered.
    pub closed: wrk::Outcome,
    /// What a constant rate met.
    pub open: open::Outcome,
}

impl Report {
    /// The report as it stands in the document.
    pub fn markdown(&self) -> String {
        let mut text = format!(
            "Measured {} at `{}` on {}; wrk on the same machine, {} connections, {} s a page; then as long at {} requests a \
             second, each timed from when it was due.\n\n",
            self.day,
            self.commit,
            self.machine,
            self.connections,
            self.seconds,
            open::RATE
        );
        text += &format!(
            "| page | database | page size | answers/s | of {ELSEWHERE} × 100 | median | 99 % under | at {}/s: median | 99 % under | slowest |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n",
            open::RATE
        );
        for (database, measured) in &self.databases {
            for (page, load) in &measured.pages {
                let wrk::Outcome { per_second, median, slowest_percent } = &load.closed;
                let [half, most_of, all] =
                    [load.open.median, load.open.slowest_percent, load.open.most].map(milliseconds);
                let kib = load.bytes.div_ceil(1024);
                let share = per_second / (ELSEWHERE * 100.0);
                text += &format!(
                    "| {page} | {database} | {kib} KiB | {per_second:.0} | {share:.2} | {median} | {slowest_percent} | {half} | {most_of} | {all} |\n"
                );
            }
        }
        text += "\n| | database | value |\n|---|---|--:|\n";
        for (database, measured) in &self.databases {
            let milliseconds = measured.start_up.as_millis();
            text += &format!("| Start to first answer | {database} | {milliseconds} ms |\n");
            text += &format!("| Memory before load | {database} | {} MiB |\n", measured.idle.div_ceil(1024));
            text +=
                &format!("| Most memory under load | {database} | {} MiB |\n", measured.peak.div_ceil(1024));
        }
        text += &format!("| Release binary | | {} MiB |\n", self.binary.div_ceil(1024 * 1024));
        if self.acts.is_empty() { text } else { format!("{text}\n{}", self.acts) }
    }
}

/// As wrk writes times.
fn milliseconds(time: Duration) -> String {
    format!("{:.2}ms", time.as_secs_f64() * 1000.0)
}

/// The rows of a Markdown table in what a program printed.
pub fn only_rows(printed: &str) -> String {
    printed.lines().filter(|line| line.starts_with('|')).map(|line| format!("{line}\n")).collect()
}

/// The document with the text between its markers replaced; none where a marker is missing.
pub fn between_markers(document: &str, text: &str) -> Option<String> {
    let begin = document.find(BEGIN)? + BEGIN.len();
    let end = begin + document[begin..].find(END)?;
    Some(format!("{}\n{text}{}", &document[..begin], &document[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let closed =
            wrk::Outcome { per_second: 1234.6, median: "1.2ms".into(), slowest_percent: "9.0ms".into() };
        let [median, slowest_percent, most] = [1, 4, 7].map(Duration::from_millis);
        let open = open::Outcome { median, slowest_percent, most };
        let pages = vec![("Home".into(), Load { bytes: 10_000, closed, open })];
        let measured = Measured { start_up: Duration::from_millis(41), idle: 20_480, peak: 30_000, pages };
        Report {
            acts: "| a |\n".into(),
            machine: "2 cores".into(),
            commit: "abc".into(),
            day: "2026-11-23".into(),
            seconds: 10,
            connections: 50,
            binary: 31 * 1024 * 1024,
            databases: vec![("SQLite".into(), measured)],
        }
    }

    #[test]
    fn each_figure_has_its_row() {
        let text = report().markdown();
        let row = "| Home | SQLite | 10 KiB | 1235 | 1.03 | 1.2ms | 9.0ms | 1.00ms | 4.00ms | 7.00ms |";
        assert!(text.contains(row), "{text}");
        assert!(text.contains("| Start to first answer | SQLite | 41 ms |"), "{text}");
        assert!(text.contains("| Release binary | | 31 MiB |"), "{text}");
    }

    #[test]
    fn a_printed_table_is_taken_over_without_what_stands_around_it() {
        assert_eq!(only_rows("bench: SQLite\n| a | b |\n|---|--:|\n\nend\n"), "| a | b |\n|---|--:|\n");
        assert!(report().markdown().ends_with("\n\n| a |\n"));
    }

    #[test]
    fn only_what_stands_between_the_markers_changes() {
        let document = "a\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nz\n";
        let expected = "a\n<!-- bench:begin -->\nnew\n<!-- bench:end -->\nz\n";
        assert_eq!(between_markers(document, "new\n").as_deref(), Some(expected));
        assert_eq!(between_markers("no markers", "new"), None);
    }
}
