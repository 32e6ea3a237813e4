//! The program from outside: what it prints, what it leaves behind, and with which code it ends.
mod backup;
mod help;
mod office;
mod sandbox;
mod scheme;
mod score;
mod serve;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::support::Site;

/// How a command ended.
struct Ended {
    code: i32,
    out: String,
    err: String,
}

impl Ended {
    /// Fails unless it ended with this code and printed all of this.
    #[track_caller]
    fn expect(&self, code: i32, sentences: &[&str]) -> &Self {
        let all = format!("{}{}", self.out, self.err);
        assert_eq!(self.code, code, "{all}");
        for sentence in sentences {
            assert!(all.contains(sentence), "{sentence} is missing in:\n{all}");
        }
        self
    }
}

/// The program, with nothing of the tester's environment that it would read.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lvzhi"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("LVZHI_REQUIRE_SECOND_FACTOR", "false");
    for name in ["LVZHI_DATA", "DATABASE_URL", "LVZHI_LISTEN", "LVZHI_SECURE_COOKIES", "LVZHI_JSON_LOGS"] {
        command.env_remove(name);
    }
    command
}

fn end(command: &mut Command) -> Ended {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

fn lvzhi(arguments: &[&str]) -> Ended {
    end(program().args(arguments))
}

/// The program on the data of a site.
fn on_site(site: &Site) -> Command {
    let mut command = program();
    command.env("LVZHI_DATA", &site.app.config.data);
    if let Some(url) = &site.app.config.database_url {
        command.env("DATABASE_URL", url);
    }
    command
}

fn at_site(site: &Site, arguments: &[&str]) -> Ended {
    end(on_site(site).args(arguments))
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A folder of a test's own, gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("lvzhi-commands-{}-{number}", std::process::id()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.0.join(name), bytes).unwrap();
        self.path(name)
    }

    /// Names of what is in it.
    fn names(&self) -> Vec<String> {
        names(&self.0)
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
