//! Load by wrk, bounded in connections and time, on this machine only.
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// How many people press reload at once.
pub const CONNECTIONS: u32 = 50;

/// What wrk measured on one page.
#[derive(Debug, PartialEq)]
pub struct Outcome {
    /// Answers in a second.
    pub per_second: f64,
    /// Time that half of the answers stay under, as wrk writes it.
    pub median: String,
    /// Time that 99 in 100 answers stay under, as wrk writes it.
    pub slowest_percent: String,
}

/// Runs wrk against a page of the local server; any answer that is not the page is an error.
pub fn run(port: u16, path: &str, cookie: &str, seconds: u32) -> Result<Outcome> {
    let mut command = Command::new("wrk");
    command.args(["-t2", "--latency", &format!("-c{CONNECTIONS}"), &format!("-d{seconds}s")]);
    command.args(["-H", &format!("Cookie: {cookie}"), &format!("http://127.0.0.1:{port}{path}")]);
    parse(&process::output(&mut command)?)
}

fn parse(printed: &str) -> Result<Outcome> {
    for bad in ["Non-2xx or 3xx responses:", "Socket errors:"] {
        if let Some(line) = printed.lines().find(|line| line.trim_start().starts_with(bad)) {
            bail!("the load met errors: {}", line.trim());
        }
    }
    let after = |label: &str| {
        let line = printed.lines().find_map(|line| line.trim_start().strip_prefix(label));
        line.map(|rest| rest.trim().to_owned()).with_context(|| format!("wrk printed no {label}"))
    };
    Ok(Outcome {
        per_second: after("Requests/sec:")?.parse().context("wrk's requests per second")?,
        median: after("50%")?,
        slowest_percent: after("99%")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "Running 10s test @ x\n  Latency Distribution\n     50%    1.24ms\n     75%    2.00ms\n\
        \x20    99%   12.30ms\n  1000 requests in 10.00s, 1.00MB read\nRequests/sec:  41234.50\n";

    #[test]
    fn figures_are_read() {
        let outcome = parse(PRINTED).expect("figures");
        assert_eq!(outcome.per_second, 41234.5);
        assert_eq!((outcome.median.as_str(), outcome.slowest_percent.as_str()), ("1.24ms", "12.30ms"));
    }

    #[test]
    fn a_load_that_met_errors_is_no_measurement() {
        assert!(parse(&format!("{PRINTED}  Non-2xx or 3xx responses: 3\n")).is_err());
        assert!(
            parse(&format!("{PRINTED}  Socket errors: connect 0, read 1, write 0, timeout 0\n")).is_err()
        );
    }
}
