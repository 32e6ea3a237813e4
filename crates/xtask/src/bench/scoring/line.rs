//! One measurement, as our tally and the peers print it, and whether the measurements may be compared.
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

/// The workload that only reads memory; the bound of the others.
pub const MEMORY: &str = "memory";

/// One measurement.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What was tallied.
    pub workload: String,
    /// Who tallied.
    pub engine: String,
    /// On how many threads.
    pub threads: u64,
    /// The best time.
    pub seconds: f64,
    /// How many facts there were.
    pub facts: u64,
    /// Bytes of the columns that the workload reads for each fact.
    pub bytes: u64,
    /// Over all totals and places; exact.
    pub checksum: i64,
    /// The fastest way to ask for it, where several were tried.
    pub way: String,
}

impl Line {
    /// Million facts a second.
    pub fn speed(&self) -> f64 {
        self.facts as f64 / self.seconds / 1e6
    }

    /// GB of columns a second.
    pub fn bandwidth(&self) -> f64 {
        self.speed() * self.bytes as f64 / 1e3
    }

    fn parse(text: &str) -> Result<Self> {
        let value: Value = serde_json::from_str(text)?;
        let word = |name: &str| value[name].as_str().map(str::to_owned);
        let number = |name: &str| value[name].as_u64().with_context(|| format!("no {name}"));
        let line = Self {
            workload: word("workload").context("no workload")?,
            engine: word("engine").context("no engine")?,
            threads: number("threads")?,
            seconds: value["seconds"].as_f64().context("no seconds")?,
            facts: number("facts")?,
            bytes: number("bytes")?,
            checksum: value["checksum"].as_i64().context("no checksum that is a whole number")?,
            way: word("way").unwrap_or_default(),
        };
        ensure!(line.seconds > 0.0 && line.facts > 0, "nothing was measured");
        Ok(line)
    }
}

/// The measurements in what a program printed.
pub fn read(printed: &str) -> Result<Vec<Line>> {
    let lines = printed.lines().filter(|line| line.starts_with('{'));
    let lines: Vec<Line> = lines
        .map(|text| Line::parse(text).with_context(|| format!("not a measurement: {text}")))
        .collect::<Result<_>>()?;
    if lines.is_empty() { bail!("no measurement was printed") } else { Ok(lines) }
}

/// Everybody tallied the same facts with the same result, or there is nothing to compare.
pub fn agree(lines: &[Line]) -> Result<()> {
    for line in lines {
        let first = lines.iter().find(|it| it.workload == line.workload).unwrap_or(line);
        for (what, one, other) in [
            ("result", first.checksum, line.checksum),
            ("number of facts", first.facts.cast_signed(), line.facts.cast_signed()),
            ("number of bytes", first.bytes.cast_signed(), line.bytes.cast_signed()),
        ] {
            ensure!(
                one == other,
                "different {what} in `{}`: {} (threads {}) has {one}, {} (threads {}) has {other}",
                line.workload,
                first.engine,
                first.threads,
                line.engine,
                line.threads
            );
        }
    }
    Ok(())
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A measurement with a checksum of 7.
    pub fn line(workload: &str, engine: &str, threads: u64, seconds: f64) -> Line {
        let (workload, engine, way) = (workload.into(), engine.into(), String::new());
        Line { workload, engine, threads, seconds, facts: 2_000_000, bytes: 8, checksum: 7, way }
    }

    #[test]
    fn measurements_are_read_and_other_words_passed_over() {
        let printed = "loading\n{\"workload\": \"plain\", \"engine\": \"DuckDB\", \"threads\": 2, \
            \"seconds\": 0.5, \"facts\": 2000000, \"bytes\": 8, \"checksum\": 7, \"way\": \"join\"}\n";
        let expected = Line { way: "join".into(), ..line("plain", "DuckDB", 2, 0.5) };
        assert_eq!(read(printed).expect("a measurement"), [expected]);
    }

    #[test]
    fn what_is_no_measurement_is_an_error() {
        assert!(read("nothing here\n").is_err());
        assert!(read("{\"workload\": \"plain\"}\n").is_err());
        let rounded = "{\"workload\":\"plain\",\"engine\":\"a\",\"threads\":1,\"seconds\":1.0,\"facts\":1,\
            \"bytes\":8,\"checksum\":7.5}\n";
        assert!(read(rounded).is_err(), "a checksum is exact");
        let nothing = rounded.replace("7.5", "7").replace("\"facts\":1", "\"facts\":0");
        assert!(read(&nothing).is_err());
    }

    #[test]
    fn equal_results_agree() {
        agree(&[line("plain", "lvzhi", 1, 1.0), line("plain", "DuckDB", 2, 2.0)]).expect("they agree");
    }

    #[test]
    fn a_different_result_is_an_error_that_names_both() {
        let other = Line { checksum: 8, ..line("plain", "DuckDB", 1, 2.0) };
        let error = agree(&[line("plain", "lvzhi", 1, 1.0), other]).expect_err("they differ").to_string();
        assert!(error.contains("lvzhi (threads 1) has 7, DuckDB (threads 1) has 8"), "{error}");
    }

    #[test]
    fn results_of_different_workloads_are_not_compared() {
        let other = Line { checksum: 8, ..line("full", "DuckDB", 1, 2.0) };
        agree(&[line("plain", "lvzhi", 1, 1.0), other]).expect("nothing to compare");
    }

    #[test]
    fn other_facts_are_an_error() {
        let fewer = Line { facts: 1_999_999, ..line("plain", "DuckDB", 1, 2.0) };
        assert!(agree(&[line("plain", "lvzhi", 1, 1.0), fewer]).is_err());
    }
}
