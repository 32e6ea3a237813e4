//! The scoring core's tally on columns in memory, timed: `cargo xtask bench scoring` runs it beside DuckDB and Polars
//! and compares; alone, `cargo bench -p lvzhi-scoring --bench tally` prints one JSON line for each measurement.
mod by_hand;
mod engine;
mod facts;
mod memory;
mod options;

use std::time::{Duration, Instant};

use facts::{Facts, Scheme};
use options::Options;
use serde_json::json;

/// Times stop being taken after so long, so that slow engines do not hold up the others; two are always taken. The peers have the same.
const PATIENCE: Duration = Duration::from_secs(6);

/// What is tallied.
#[derive(Clone, Copy, PartialEq)]
pub enum Workload {
    /// The points of each subject's facts, added.
    Plain,
    /// Facts of the period, points × quantity, with the caps of rules, groups and the whole.
    Capped,
    /// The same with pieces of which the best count, sequences, and places.
    Full,
}

impl Workload {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 3] = [Self::Plain, Self::Capped, Self::Full];

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Capped => "capped",
            Self::Full => "full",
        }
    }

    /// Bytes of the columns that it reads for each fact.
    fn bytes(self) -> usize {
        match self {
            Self::Plain => 8,
            Self::Capped => 20,
            Self::Full => 24,
        }
    }
}

/// What a tally gives: the total of each subject and, in [`Workload::Full`], its place.
pub struct Outcome {
    /// In 1/10 000 of a point, by subject.
    pub totals: Vec<i64>,
    /// 1, 1, 3; empty where no places are given.
    pub places: Vec<u32>,
}

impl Outcome {
    /// Does not depend on any order but tells subjects apart; `peers.py` has the same formula. Exact in 64 bits:
    /// below 2^61 for a million subjects of 1000 points.
    fn checksum(&self) -> i64 {
        let places = self.places.iter().copied().chain(std::iter::repeat(0));
        let terms = self.totals.iter().zip(places).zip(0_i64..);
        terms.map(|((total, place), subject)| (total + i64::from(place) * 31) * (subject % 1009 + 1)).sum()
    }
}

/// An engine that has the columns in memory and is ready to tally them on so many threads.
pub type Ready<'a> = Box<dyn Fn(Workload, usize) -> Outcome + 'a>;
/// Makes an engine ready; not timed, as the peers' tables are made before their clocks start.
type Prepare = for<'a> fn(&'a Facts, &'a Scheme) -> Ready<'a>;

/// The engines that are measured, by the names they have in the table; the first is compared with the peers.
const ENGINES: [(&str, Prepare); 2] = [("lvzhi", engine::prepare), ("loop", by_hand::prepare)];

fn main() {
    let options = Options::read(std::env::args().skip(1)).unwrap_or_else(|problem| {
        eprintln!("tally: {problem}");
        std::process::exit(2)
    });
    let scheme = Scheme::new();
    let facts = Facts::new(options.subjects, options.seed, &scheme);
    if let Some(folder) = &options.write {
        facts.write(&scheme, folder).expect("the columns can be written");
    }
    if options.explain {
        return explain(&facts, &scheme, &options);
    }
    if options.runs == 0 { count(&facts, &scheme, &options) } else { measure(&facts, &scheme, &options) }
}

/// Times every engine on every workload, and the machine's memory.
fn measure(facts: &Facts, scheme: &Scheme, options: &Options) {
    for &threads in &options.threads {
        let (seconds, sum) = best(options.runs, || memory::sum(facts, threads));
        println!("{}", line("memory", "sum", threads, seconds, facts.len(), 24, sum as i64));
    }
    for (name, prepare) in ENGINES {
        let ready = prepare(facts, scheme);
        for workload in Workload::ALL {
            for &threads in &options.threads {
                let (seconds, outcome) = best(options.runs, || ready(workload, threads));
                let checksum = outcome.checksum();
                println!(
                    "{}",
                    line(workload.name(), name, threads, seconds, facts.len(), workload.bytes(), checksum)
                );
            }
        }
    }
}

/// Times the full workload with every step and its reason kept; `sum` is the number of steps.
fn explain(facts: &Facts, scheme: &Scheme, options: &Options) {
    let explained = engine::explained(facts, scheme);
    for &threads in &options.threads {
        let (seconds, steps) = best(options.runs, || explained(threads));
        println!("{}", line("explained", "lvzhi", threads, seconds, facts.len(), 24, steps));
    }
}

/// Tallies one workload `--tallies` times and prints nothing but the number of facts: what is counted from outside
/// with twice as many tallies, less what is counted with once as many, is the cost of the tallies alone.
fn count(facts: &Facts, scheme: &Scheme, options: &Options) {
    let workload = Workload::ALL.into_iter().find(|it| Some(it.name()) == options.workload.as_deref());
    let engine = ENGINES.iter().find(|(name, _)| Some(*name) == options.engine.as_deref());
    let (Some(workload), Some((_, prepare))) = (workload, engine) else { return };
    let ready = prepare(facts, scheme);
    for _ in 0..options.tallies {
        std::hint::black_box(ready(workload, 1));
    }
    println!("{}", facts.len());
}

/// The best of several times after one that does not count, and what came out.
fn best<T>(runs: u32, mut tally: impl FnMut() -> T) -> (f64, T) {
    let mut outcome = tally();
    let started = Instant::now();
    let mut best = f64::INFINITY;
    for run in 0..runs {
        let clock = Instant::now();
        outcome = std::hint::black_box(tally());
        best = best.min(clock.elapsed().as_secs_f64());
        if run > 0 && started.elapsed() > PATIENCE {
            break;
        }
    }
    (best, outcome)
}

fn line(
    workload: &str,
    engine: &str,
    threads: usize,
    seconds: f64,
    facts: usize,
    bytes: usize,
    sum: i64,
) -> String {
    json!({ "workload": workload, "engine": engine, "threads": threads, "seconds": seconds, "facts": facts,
        "bytes": bytes, "checksum": sum })
    .to_string()
}
