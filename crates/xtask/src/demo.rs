//! `cargo xtask demo`: the release binary on the invented province. Needs nothing but cargo and a C compiler.
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// Builds the release binary and runs `lvzhi demo` with what the caller passed.
pub fn run(arguments: &[String]) -> Result<()> {
    build()?;
    let mut command = Command::new(process::binary("release"));
    command.arg("demo");
    if !names(arguments, "--data") {
        let folder = process::target().join("demo-data");
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        command.arg("--data").arg(folder);
    }
    if !names(arguments, "--port") {
        command.args(["--port", "8080"]);
    }
    process::run(command.args(arguments))
}

/// Builds the release binary.
pub fn build() -> Result<()> {
    process::run(process::cargo().args(["build", "--locked", "--release", "--package", "lvzhi"]))
}

fn names(arguments: &[String], option: &str) -> bool {
    arguments.iter().any(|word| word == option || word.starts_with(&format!("{option}=")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_seen_in_both_spellings() {
        assert!(names(&["--data".into(), "x".into()], "--data"));
        assert!(names(&["--port=9000".into()], "--port"));
        assert!(!names(&["--database".into()], "--data"));
    }
}
