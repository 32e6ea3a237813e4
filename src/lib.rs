//! 履职 / Lvzhi: record what people do, evaluate it by published rules, act on the result.
//!
//! This crate puts the slices together: what each brings, one router, one command line.
pub mod cli;
pub mod web;

use lvzhi_platform::Clock;
use lvzhi_shell::app::App;
use lvzhi_shell::config::Config;
use lvzhi_shell::register::Register;

/// What all slices bring. A new slice adds its line here.
#[must_use]
pub fn register() -> Register {
    let mut register = Register::default();
    lvzhi_shell::noun::register(&mut register);
    lvzhi_desk::register(&mut register);
    lvzhi_people::register(&mut register);
    lvzhi_duty::register(&mut register);
    lvzhi_imports::register(&mut register);
    lvzhi_evaluation::register(&mut register);
    lvzhi_papers::register(&mut register);
    lvzhi_notices::register(&mut register);
    lvzhi_access::register(&mut register);
    lvzhi_audit::register(&mut register);
    lvzhi_attachments::register(&mut register);
    lvzhi_remarks::register(&mut register);
    register
}

/// Opens the application with all slices.
///
/// # Errors
/// When the data folder or the database is not to be had.
pub async fn open(config: Config, clock: Clock) -> anyhow::Result<App> {
    App::open(config, clock, register()).await
}
