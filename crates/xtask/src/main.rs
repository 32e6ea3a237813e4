//! The commands of a developer's day: `cargo xtask setup | demo | test | fuzz | tidy | bench`.
//!
//! This crate knows the application only from outside, as a program that is started, asked and measured;
//! it stays small so that it compiles before the first cup of tea is poured.
mod bench;
mod demo;
mod fuzz;
mod postgres;
mod process;
mod server;
mod setup;
mod suite;
mod tidy;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Build, check and measure Lvzhi.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what a bare Debian 12 lacks for the tests, and only that
    Setup {
        /// Also install what `bench` needs (wrk)
        #[arg(long)]
        bench: bool,
    },
    /// Build the release binary and run it on the invented province, in a fresh data folder
    Demo {
        /// Passed to `lvzhi demo` as they stand (for example `--port 9000` or `--data FOLDER`)
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Run every test: Rust on SQLite and a private PostgreSQL, short fuzzing, the journeys in a real browser
    Test(suite::Options),
    /// Try made-up bytes on the scoring core; a failure names the file that shows it again
    Fuzz(fuzz::Options),
    /// Hold the source to the rules of ARCHITECTURE.md and STYLE.md
    Tidy,
    /// Measure the program and write the table in docs/performance.md
    Bench(bench::Options),
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs one command; `false` means that it worked and found something wrong.
fn run(command: Command) -> Result<bool> {
    match command {
        Command::Setup { bench } => setup::run(bench).map(|()| true),
        Command::Demo { arguments } => demo::run(&arguments).map(|()| true),
        Command::Test(options) => suite::run(&options),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::Tidy => tidy::run(),
        Command::Bench(options) => bench::run(&options).map(|()| true),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Arguments::command().debug_assert();
    }
}
