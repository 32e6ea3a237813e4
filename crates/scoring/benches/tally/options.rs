//! What the measurement takes from its command line.
use std::path::PathBuf;
use std::str::FromStr;

/// Sizes, threads and repetitions.
pub struct Options {
    /// How many subjects.
    pub subjects: u32,
    /// Where the numbers start.
    pub seed: u64,
    /// Threads, one measurement for each.
    pub threads: Vec<usize>,
    /// How many times the clock is started for each measurement; 0 only tallies, for counting instructions.
    pub runs: u32,
    /// Where the columns are written for the peers; nowhere if empty.
    pub write: Option<PathBuf>,
    /// The workload to tally when nothing is timed.
    pub workload: Option<String>,
    /// The engine to tally with when nothing is timed.
    pub engine: Option<String>,
    /// How often to tally when nothing is timed.
    pub tallies: u32,
    /// Whether only the full explanation is timed, which no peer gives.
    pub explain: bool,
}

impl Options {
    /// Reads `--name value` pairs; `--bench`, which cargo adds, is passed over.
    pub fn read(words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut words = words.filter(|word| word != "--bench");
        let mut options = Self {
            subjects: 64_000,
            seed: 20_260_101,
            threads: vec![1, 2],
            runs: 5,
            write: None,
            workload: None,
            engine: None,
            tallies: 1,
            explain: false,
        };
        while let Some(word) = words.next() {
            let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
            match word.as_str() {
                "--subjects" => options.subjects = number(&word, &value)?,
                "--seed" => options.seed = number(&word, &value)?,
                "--threads" => {
                    options.threads =
                        value.split(',').map(|it| number(&word, it)).collect::<Result<_, _>>()?;
                }
                "--runs" => options.runs = number(&word, &value)?,
                "--write" => options.write = Some(value.into()),
                "--workload" => options.workload = Some(value),
                "--engine" => options.engine = Some(value),
                "--tallies" => options.tallies = number(&word, &value)?,
                "--explain" => options.explain = number(&word, &value)?,
                _ => return Err(format!("{word} is unknown")),
            }
        }
        Ok(options)
    }
}

fn number<T: FromStr>(word: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("{word} takes a number, not {value}"))
}
