//! `cargo xtask setup`: what a bare Debian 12 lacks for the tests, and only that.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{postgres, process};

/// One thing the tests need, how to see that it is there, and the Debian packages that bring it.
struct Need {
    what: &'static str,
    packages: &'static [&'static str],
    present: fn() -> bool,
}

const TESTS: [Need; 7] = [
    COMPILER,
    Need { what: "Chromium", packages: &["chromium"], present: || Path::new("/usr/bin/chromium").exists() },
    Need { what: "PostgreSQL", packages: &["postgresql"], present: || postgres::programs().is_ok() },
    Need {
        what: "Chinese fonts",
        packages: &["fonts-noto-cjk"],
        present: || Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists(),
    },
    Need {
        what: "PDF tools",
        packages: &["poppler-utils"],
        present: || process::on_path("pdftotext") && process::on_path("pdftoppm"),
    },
    Need {
        what: "LibreOffice Writer",
        packages: &["libreoffice-writer-nogui"],
        present: || Path::new("/usr/lib/libreoffice/program/libswlo.so").exists(),
    },
    Need {
        what: "Node.js and npm",
        packages: &["nodejs", "npm"],
        present: || process::on_path("node") && process::on_path("npm"),
    },
];

/// What libFuzzer, which is written in C++, is built with.
const COMPILER: Need = Need { what: "C++ compiler", packages: &["g++"], present: || process::on_path("c++") };

const BENCH: Need = Need { what: "wrk", packages: &["wrk"], present: || process::on_path("wrk") };

/// What only `bench scoring` needs: Debian brings Python without the module that makes environments.
const PYTHON: Need = Need {
    what: "Python 3 with venv",
    packages: &["python3-venv"],
    present: || succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"])),
};

const VALGRIND: Need =
    Need { what: "valgrind", packages: &["valgrind"], present: || process::on_path("valgrind") };

/// Installs what is missing; `bench` adds what only measuring needs.
pub fn run(bench: bool) -> Result<()> {
    let missing: Vec<&Need> =
        TESTS.iter().chain(bench.then_some(&BENCH)).filter(|need| !(need.present)()).collect();
    if missing.is_empty() {
        println!("setup: every Debian package is there");
    } else {
        install(&missing)?;
    }
    browser_packages()
}

/// Installs only what the fuzz targets need.
pub fn compiler() -> Result<()> {
    if (COMPILER.present)() { Ok(()) } else { install(&[&COMPILER]) }
}

/// What `bench scoring` needs, and no more; gives the Python that has the packages of a file of requirements.
pub fn scoring(requirements: &Path, callgrind: bool) -> Result<PathBuf> {
    let missing: Vec<&Need> = [&PYTHON]
        .into_iter()
        .chain(callgrind.then_some(&VALGRIND))
        .filter(|need| !(need.present)())
        .collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    python_packages(requirements)
}

/// An environment of Python under target/, unless what stands there was installed from these very requirements.
fn python_packages(requirements: &Path) -> Result<PathBuf> {
    let pins = fs::read_to_string(requirements).with_context(|| requirements.display().to_string())?;
    let folder = process::target().join("bench-python");
    let python = folder.join("bin/python");
    let mark = folder.join(".installed-from");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == pins) {
        return Ok(python);
    }
    println!("setup: {} into {}", pins.lines().collect::<Vec<_>>().join(", "), folder.display());
    process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    twice(|| {
        let mut install = Command::new(&python);
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
        process::run(install.arg(requirements))
    })?;
    fs::write(mark, pins).context("cannot mark the Python environment as installed")?;
    Ok(python)
}

fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

fn install(missing: &[&Need]) -> Result<()> {
    for need in missing {
        println!("setup: {} is missing, installing {}", need.what, need.packages.join(" "));
    }
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    twice(|| {
        apt(&["update", "-qq"])?;
        apt(&[&["install", "-y", "-qq", "--no-install-recommends"], packages.as_slice()].concat())
    })?;
    match missing.iter().find(|need| !(need.present)()) {
        Some(need) => bail!("{} was installed, yet {} is not found", need.packages.join(" "), need.what),
        None => Ok(()),
    }
}

/// Runs apt-get as root: directly, or through sudo.
fn apt(arguments: &[&str]) -> Result<()> {
    let mut command = if process::is_root() {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    } else if process::on_path("sudo") {
        let mut command = Command::new("sudo");
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        command
    } else {
        bail!("installing packages needs root; run `cargo xtask setup` as root once");
    };
    process::run(command.args(arguments))
}

/// A registry that stumbles once is asked once more.
fn twice(mut attempt: impl FnMut() -> Result<()>) -> Result<()> {
    attempt().or_else(|error| {
        eprintln!("setup: {error:#}; trying once more");
        attempt()
    })
}

/// `npm ci` in e2e/, unless what stands there was installed from this very lock file.
fn browser_packages() -> Result<()> {
    let folder = process::root().join("e2e");
    let lock = fs::read_to_string(folder.join("package-lock.json")).context("e2e/package-lock.json")?;
    let mark = folder.join("node_modules/.installed-from");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == lock) {
        println!("setup: e2e/node_modules is up to date");
        return Ok(());
    }
    println!("setup: npm ci in e2e/");
    twice(|| {
        let npm = "npm";
        process::run(
            Command::new(npm)
                .args(["ci", "--no-audit", "--no-fund"])
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                .current_dir(&folder),
        )
    })?;
    fs::write(mark, lock).context("cannot mark e2e/node_modules as installed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stumble_is_forgiven_once() {
        let mut calls = 0;
        let outcome = twice(|| {
            calls += 1;
            if calls == 1 { bail!("the registry stumbled") } else { Ok(()) }
        });
        assert!(outcome.is_ok());
        assert_eq!(calls, 2);
    }

    #[test]
    fn a_second_stumble_is_an_error() {
        assert!(twice(|| bail!("gone")).is_err());
    }
}
