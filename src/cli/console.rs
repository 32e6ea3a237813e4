//! What the command line writes: logs to standard error, bars while something takes long.
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::prelude::*;

/// Starts the log: lines on standard error, or JSON lines; `RUST_LOG` chooses.
pub(super) fn start_logs(json: bool) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("warn,lvzhi=info,tower_http::trace=warn"));
    let registry = tracing_subscriber::registry().with(filter);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let started =
        if json { registry.with(lines.json()).try_init() } else { registry.with(lines.compact()).try_init() };
    if let Err(error) = started {
        eprintln!("log: {error}");
    }
}

/// A turning wheel with a sentence; silent where standard error is not a terminal.
pub(super) fn wheel(sentence: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    bar.set_message(sentence.to_owned());
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// A bar for so many steps.
pub(super) fn bar(steps: u64) -> ProgressBar {
    let bar = ProgressBar::new(steps);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len}  {elapsed}  {msg}") {
        bar.set_style(style);
    }
    bar
}
