//! A PostgreSQL of a test's own, which may be killed.
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A private cluster; stopped and removed when it is dropped.
#[allow(dead_code)]
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
}

#[allow(dead_code)]
impl Cluster {
    /// A new cluster, running; none where PostgreSQL's server is not installed.
    pub fn start() -> Option<Self> {
        let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
        let programs = versions.filter_map(Result::ok).map(|entry| entry.path().join("bin"));
        let programs = programs.filter(|path| path.join("initdb").is_file()).max()?;
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let folder = std::env::temp_dir().join(format!("lvzhi-cluster-{}-{port}", std::process::id()));
        let cluster = Self { programs, folder, port };
        let data = cluster.data();
        cluster
            .run("initdb", &["-D", &data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"]);
        cluster.rise();
        Some(cluster)
    }

    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it (again) and waits until it answers.
    pub fn rise(&self) {
        let options = format!("-h 127.0.0.1 -p {} -k {}", self.port, std::env::temp_dir().display());
        let log = self.folder.join("log");
        self.run("pg_ctl", &["start", "-w", "-D", &self.data(), "-o", &options, "-l", log.to_str().unwrap()]);
    }

    /// Ends it without any farewell: every process is killed, as in a power cut.
    pub fn fall(&self) {
        self.run("pg_ctl", &["stop", "-w", "-m", "immediate", "-D", &self.data()]);
    }

    fn data(&self) -> String {
        self.folder.to_str().unwrap().to_owned()
    }

    #[track_caller]
    fn run(&self, program: &str, arguments: &[&str]) {
        assert!(self.command(program, arguments), "{program} {arguments:?}");
    }

    /// PostgreSQL refuses to run as root.
    fn command(&self, program: &str, arguments: &[&str]) -> bool {
        let id = Command::new("id").arg("-u").output().unwrap().stdout;
        let path = self.programs.join(program);
        let mut command = if id.starts_with(b"0\n") {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.args(arguments).current_dir(Path::new("/"));
        // The server keeps what it inherits; a pipe would never end.
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.command("pg_ctl", &["stop", "-w", "-m", "immediate", "-D", &self.data()]);
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
