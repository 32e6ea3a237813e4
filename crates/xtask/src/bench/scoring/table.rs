//! The measurements as Markdown: who is how fast, and how near to what the memory gives.
use anyhow::{Context, Result};

use super::PEERS;
use super::instructions::Counted;
use super::line::{Line, MEMORY};

/// Everything one run measured.
pub struct Report {
    /// Cores, processor and memory.
    pub machine: String,
    /// The commit that was measured.
    pub commit: String,
    /// The day it was measured.
    pub day: String,
    /// Load of the machine in the minute before.
    pub load: String,
    /// How many subjects there were.
    pub subjects: u32,
    /// The peers and their versions.
    pub versions: String,
    /// Times that the clock was started.
    pub runs: u32,
    /// The measurements, ours first.
    pub lines: Vec<Line>,
    /// Instructions, where they were counted.
    pub counted: Vec<Counted>,
}

impl Report {
    /// The report as it may stand in the document.
    pub fn markdown(&self) -> Result<String> {
        let facts = self.lines.first().context("nothing was measured")?.facts;
        let heading = format!(
            "Measured {} at `{}` on {}; load before the run {}. {} subjects, {facts} facts; best of {}; {}.\n",
            self.day, self.commit, self.machine, self.load, self.subjects, self.runs, self.versions
        );
        let counted = if self.counted.is_empty() { String::new() } else { format!("\n{}", self.counted()) };
        Ok(format!("{heading}\n{}\n{}{counted}", self.speeds()?, self.bandwidths()?))
    }

    /// A row for each workload and number of threads, a column for each engine.
    fn speeds(&self) -> Result<String> {
        let engines = distinct(self.tallies().map(|line| line.engine.as_str()));
        let first = *engines.first().context("no engine was measured")?;
        let mut head = vec!["workload".to_owned(), "threads".to_owned()];
        head.extend(engines.iter().map(|engine| format!("{engine}, M facts/s")));
        head.extend(PEERS.map(|peer| format!("{first} ÷ {peer}")));
        let mut text = row(&head) + "|---" + &"|--:".repeat(head.len() - 1) + "|\n";
        for workload in distinct(self.tallies().map(|line| line.workload.as_str())) {
            for threads in distinct(self.tallies().map(|line| line.threads)) {
                let speed = |engine| self.find(workload, engine, threads).map(Line::speed);
                let mut cells = vec![workload.to_owned(), threads.to_string()];
                for engine in &engines {
                    cells.push(format!("{:.1}", speed(engine)?));
                }
                for peer in PEERS {
                    cells.push(format!("{:.1}", speed(first)? / speed(peer)?));
                }
                text += &row(&cells);
            }
        }
        Ok(text)
    }

    /// A row for each measurement, beside what the memory gives to as many threads.
    fn bandwidths(&self) -> Result<String> {
        let mut text = String::from(
            "| workload | engine | threads | seconds | bytes a fact | GB/s | memory is faster by | asked as |\n\
             |---|---|--:|--:|--:|--:|--:|---|\n",
        );
        for line in &self.lines {
            let memory = self.lines.iter().find(|it| it.workload == MEMORY && it.threads == line.threads);
            let memory =
                memory.with_context(|| format!("memory was not read with threads {}", line.threads))?;
            text += &row(&[
                line.workload.clone(),
                line.engine.clone(),
                line.threads.to_string(),
                format!("{:.3}", line.seconds),
                line.bytes.to_string(),
                format!("{:.2}", line.bandwidth()),
                format!("{:.1}", memory.bandwidth() / line.bandwidth()),
                line.way.clone(),
            ]);
        }
        Ok(text)
    }

    fn counted(&self) -> String {
        let rows = self
            .counted
            .iter()
            .map(|it| row(&[it.workload.clone(), it.engine.clone(), format!("{:.1}", it.for_each_fact)]));
        format!("| workload | engine | instructions a fact |\n|---|---|--:|\n{}", rows.collect::<String>())
    }

    fn tallies(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.workload != MEMORY)
    }

    fn find(&self, workload: &str, engine: &str, threads: u64) -> Result<&Line> {
        self.lines
            .iter()
            .find(|it| it.workload == workload && it.engine == engine && it.threads == threads)
            .with_context(|| format!("{engine} was not measured on `{workload}` with threads {threads}"))
    }
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// Each value once, in the order of their first appearance.
fn distinct<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    values.fold(Vec::new(), |mut seen, value| {
        if !seen.contains(&value) {
            seen.push(value);
        }
        seen
    })
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::line;
    use super::*;

    fn report(lines: Vec<Line>) -> Report {
        Report {
            machine: "2 cores".into(),
            commit: "abc".into(),
            day: "2026-11-23".into(),
            load: "0.10".into(),
            subjects: 33_000,
            versions: "duckdb 1, polars 2".into(),
            runs: 5,
            lines,
            counted: Vec::new(),
        }
    }

    fn measured() -> Vec<Line> {
        vec![
            line("memory", "sum", 1, 0.01),
            line("plain", "lvzhi", 1, 0.02),
            line("plain", "loop", 1, 0.025),
            line("plain", "DuckDB", 1, 0.2),
            line("plain", "Polars", 1, 0.1),
        ]
    }

    #[test]
    fn each_engine_has_its_column_and_each_peer_its_ratio_to_the_first() {
        let text = report(measured()).markdown().expect("a table");
        let head = "| workload | threads | lvzhi, M facts/s | loop, M facts/s | DuckDB, M facts/s | \
            Polars, M facts/s | lvzhi ÷ DuckDB | lvzhi ÷ Polars |\n|---|--:|--:|--:|--:|--:|--:|--:|\n";
        assert!(text.contains(head), "{text}");
        assert!(text.contains("| plain | 1 | 100.0 | 80.0 | 10.0 | 20.0 | 10.0 | 5.0 |"), "{text}");
        assert!(text.contains("33000 subjects, 2000000 facts"), "{text}");
    }

    #[test]
    fn each_measurement_stands_beside_the_memory_of_as_many_threads() {
        let mut lines = measured();
        lines[3].way = "join".into();
        let text = report(lines).markdown().expect("a table");
        assert!(text.contains("| plain | lvzhi | 1 | 0.020 | 8 | 0.80 | 2.0 |  |"), "{text}");
        assert!(text.contains("| plain | DuckDB | 1 | 0.200 | 8 | 0.08 | 20.0 | join |"), "{text}");
    }

    #[test]
    fn instructions_are_shown_where_they_were_counted() {
        let counted = Counted { workload: "plain".into(), engine: "lvzhi".into(), for_each_fact: 2.46 };
        let with = Report { counted: vec![counted], ..report(measured()) };
        assert!(with.markdown().expect("a table").ends_with("| plain | lvzhi | 2.5 |\n"));
        assert!(!report(measured()).markdown().expect("a table").contains("instructions"));
    }

    #[test]
    fn a_peer_that_is_missing_is_an_error_and_not_a_gap() {
        let mut lines = measured();
        lines.pop();
        let error = report(lines).markdown().expect_err("Polars is missing").to_string();
        assert!(error.contains("Polars was not measured on `plain` with threads 1"), "{error}");
    }
}
