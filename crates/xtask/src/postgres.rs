//! A private PostgreSQL for tests and measurements: a temporary folder, a free loopback port, gone at the end.
//!
//! The server runs under a small shell, its keeper, which waits on a pipe from us. When the pipe closes, because
//! the guard was dropped, or we were interrupted or killed, the keeper stops the server and removes the folder.
use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process;

const KEEPER: &str = r#"
trap '' INT TERM HUP
folder=$1; shift
"$@" >"$folder/log" 2>&1 </dev/null &
server=$!
read -r _
kill -INT "$server" 2>/dev/null
wait "$server"
cd / && rm -rf "$folder"
"#;

/// Whether what was committed must survive a crash of the machine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// No: for tests.
    Throwaway,
    /// Yes, as in real use: for measurements.
    Kept,
}

/// A running private PostgreSQL; dropping it stops the server and removes its folder.
pub struct Postgres {
    keeper: Child,
    line: Option<ChildStdin>,
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// Makes a new cluster and starts it.
    pub fn start(durability: Durability) -> Result<Self> {
        let programs = programs()?;
        let owner = owner()?;
        let port = process::free_port()?;
        let folder = std::env::temp_dir().join(format!("lvzhi-postgres-{}-{port}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        if let Some((user, group)) = owner {
            chown(&folder, Some(user), Some(group)).context("cannot hand the folder to postgres")?;
        }
        if let Err(error) = initialise(&programs, &folder, owner) {
            fs::remove_dir_all(&folder).ok();
            return Err(error);
        }
        let mut keeper = keep(&programs, &folder, owner, port, durability)?;
        let line = keeper.stdin.take();
        let server = Self { keeper, line, folder, port };
        server.wait_until_ready(&programs)?;
        Ok(server)
    }

    /// The address of its database `postgres`, whose user may create more.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&self, programs: &Path) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(30) {
            let mut ask = Command::new(programs.join("pg_isready"));
            ask.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
            if ask.status().context("cannot start pg_isready")?.success() {
                return Ok(());
            }
            sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        bail!("PostgreSQL did not start within 30 seconds:\n{log}")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.line.take());
        self.keeper.wait().ok();
    }
}

/// The folder of the newest installed PostgreSQL server programs.
pub fn programs() -> Result<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").context("PostgreSQL is not installed")?;
    versions
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("bin/initdb").is_file())
        .max_by_key(|entry| entry.file_name().to_string_lossy().parse::<u32>().unwrap_or(0))
        .map(|entry| entry.path().join("bin"))
        .context("PostgreSQL's server is not installed")
}

/// Whom the server must run as: the user `postgres` when we are root, else ourselves.
fn owner() -> Result<Option<(u32, u32)>> {
    if !process::is_root() {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd").context("/etc/passwd")?;
    identity(&users, "postgres")
        .map(Some)
        .context("PostgreSQL refuses to run as root, and there is no user postgres")
}

fn identity(users: &str, name: &str) -> Option<(u32, u32)> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2).map_while(|field| field.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

fn initialise(programs: &Path, folder: &Path, owner: Option<(u32, u32)>) -> Result<()> {
    let mut command = Command::new(programs.join("initdb"));
    command
        .args(["--username=postgres", "--auth-local=reject", "--auth-host=trust", "--encoding=UTF8"])
        .args(["--locale=C.UTF-8", "--no-sync", "--pgdata"])
        .arg(folder.join("data"))
        .current_dir(folder);
    become_user(&mut command, owner);
    process::output(&mut command).map(drop)
}

fn keep(
    programs: &Path,
    folder: &Path,
    owner: Option<(u32, u32)>,
    port: u16,
    durability: Durability,
) -> Result<Child> {
    let mut command = Command::new("sh");
    command.args(["-c", KEEPER, "keeper"]).arg(folder).arg(programs.join("postgres"));
    command.arg("-D").arg(folder.join("data")).arg("-k").arg(folder);
    command.args(["-h", "127.0.0.1", "-p", &port.to_string(), "-c", "max_connections=200"]);
    if durability == Durability::Throwaway {
        command.args(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]);
    }
    command.current_dir(folder).stdin(Stdio::piped());
    become_user(&mut command, owner);
    command.spawn().context("cannot start PostgreSQL's keeper")
}

fn become_user(command: &mut Command, owner: Option<(u32, u32)>) {
    if let Some((user, group)) = owner {
        command.uid(user).gid(group);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_his_whole_name() {
        let users =
            "root:x:0:0::/root:/bin/sh\npostgresx:x:9:9::/:/bin/sh\npostgres:x:115:121:a:/b:/bin/sh\n";
        assert_eq!(identity(users, "postgres"), Some((115, 121)));
        assert_eq!(identity(users, "nobody"), None);
    }

    /// Runs only where PostgreSQL is installed, as `cargo xtask setup` does before any test.
    #[test]
    fn a_private_server_answers_and_leaves_nothing_behind() {
        let Ok(programs) = programs() else { return };
        let server = Postgres::start(Durability::Throwaway).expect("it starts");
        let mut ask = Command::new(programs.join("psql"));
        let answer = process::output(ask.args([&server.url(), "-Atc", "show fsync"])).expect("it answers");
        assert_eq!(answer.trim(), "off");
        let folder = server.folder.clone();
        assert!(folder.exists());
        drop(server);
        assert!(!folder.exists());
    }
}
