//! The application seen from outside: filling a data folder, starting the server, asking it over HTTP.
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{fs, io};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process;

/// A demo installation on one database.
pub struct Installation {
    folder: PathBuf,
    database: Option<String>,
    /// What `lvzhi demo --json --no-serve` printed: accounts and pages.
    pub facts: Value,
}

impl Installation {
    /// Fills an empty folder (and the PostgreSQL database, where one is given) with the invented province.
    pub fn fill(folder: &Path, database: Option<String>) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        let mut installation = Self { folder: folder.to_owned(), database, facts: Value::Null };
        let printed = process::output(installation.command().args(["--json", "--no-serve"]))?;
        let line = printed.lines().find(|line| line.starts_with('{'));
        installation.facts = serde_json::from_str(line.context("`lvzhi demo --json` printed no JSON line")?)?;
        Ok(installation)
    }

    /// Login and password of the first account of a role.
    pub fn account(&self, role: &str) -> Result<(&str, &str)> {
        let accounts = self.facts["accounts"].as_array().context("no `accounts` in the demo's JSON")?;
        let account = accounts.iter().find(|account| account["role"] == role);
        let account = account.with_context(|| format!("the demo has no account of role {role}"))?;
        let field = |name: &str| account[name].as_str().with_context(|| format!("account without {name}"));
        Ok((field("login")?, field("password")?))
    }

    /// The path of a page that the demo names.
    pub fn page(&self, name: &str) -> Result<&str> {
        self.facts["pages"][name].as_str().with_context(|| format!("the demo's JSON has no pages.{name}"))
    }

    /// Starts the server on what was filled, and waits until it answers.
    pub fn serve(&self) -> Result<Server> {
        let port = process::free_port()?;
        let mut command = self.command();
        command.args(["--json", "--port", &port.to_string()]).stdout(Stdio::null());
        let start = Instant::now();
        let child = command.spawn().with_context(|| format!("cannot start {}", process::show(&command)))?;
        let mut server = Server { child, port, start_up: Duration::ZERO };
        while get(port, "/healthz", None).map_or(true, |answer| answer.status != 200) {
            if let Some(status) = server.child.try_wait()? {
                bail!("the server ended with {status} before it answered");
            }
            if start.elapsed() > Duration::from_secs(60) {
                bail!("the server did not answer within 60 seconds");
            }
            sleep(Duration::from_millis(2));
        }
        server.start_up = start.elapsed();
        Ok(server)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(process::binary("release"));
        command.arg("demo").arg("--data").arg(&self.folder).env_remove("DATABASE_URL");
        if let Some(url) = &self.database {
            command.env("DATABASE_URL", url);
        }
        command
    }
}

/// A running server; dropping it ends it.
pub struct Server {
    child: Child,
    /// Where it listens on 127.0.0.1.
    pub port: u16,
    /// From starting the program to the first 200 of `/healthz`.
    pub start_up: Duration,
}

impl Server {
    /// Logs in through the real form and gives the `Cookie` header that carries the session.
    pub fn log_in(&self, login: &str, password: &str) -> Result<String> {
        let form = format!("login={}&password={}", encode(login), encode(password));
        let extra = format!(
            "Origin: http://127.0.0.1:{}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n",
            self.port,
            form.len()
        );
        let answer = exchange(self.port, "POST /login", &extra, &form)?;
        if answer.status != 303 {
            bail!("POST /login as {login} answered {} instead of 303", answer.status);
        }
        answer.session().with_context(|| format!("POST /login as {login} set no cookie lvzhi_session"))
    }

    /// Asks for a page as the owner of a session.
    pub fn get(&self, path: &str, cookie: &str) -> Result<Answer> {
        get(self.port, path, Some(cookie))
    }

    /// A figure of `/proc/PID/status` in KiB, such as `VmRSS`.
    pub fn memory(&self, name: &str) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        let number = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok());
        number.with_context(|| format!("/proc tells no {name}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// What a server answered.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    headers: Vec<(String, String)>,
    /// How many bytes the body has.
    pub length: usize,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()));
        Some(Self { status, headers: headers.collect(), length: bytes.len() - end - 4 })
    }

    /// The session cookie, as the next request has to send it.
    fn session(&self) -> Option<String> {
        let cookies = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        let pairs: BTreeMap<&str, &str> =
            cookies.filter_map(|(_, value)| value.split(';').next()?.split_once('=')).collect();
        pairs.get("lvzhi_session").map(|value| format!("lvzhi_session={value}"))
    }
}

fn get(port: u16, path: &str, cookie: Option<&str>) -> Result<Answer> {
    let extra = cookie.map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default();
    exchange(port, &format!("GET {path}"), &extra, "")
}

fn exchange(port: u16, request: &str, extra: &str, body: &str) -> Result<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    write!(stream, "{request} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{extra}\r\n{body}")?;
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes) {
        Err(error) if error.kind() != io::ErrorKind::ConnectionReset => Err(error.into()),
        _ => Answer::parse(&bytes).context("the server's answer is not HTTP"),
    }
}

/// Percent-encodes a form value.
fn encode(value: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    value
        .as_bytes()
        .iter()
        .map(|byte| if plain(byte) { char::from(*byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_values_are_percent_encoded() {
        assert_eq!(encode("a b&c=文"), "a%20b%26c%3D%E6%96%87");
    }

    #[test]
    fn the_session_is_taken_from_the_right_cookie() {
        let bytes = b"HTTP/1.1 303 See Other\r\nSet-Cookie: theme=dark; Path=/\r\n\
            Set-Cookie: lvzhi_session=abc.d=; HttpOnly; SameSite=Lax\r\n\r\nhello";
        let answer = Answer::parse(bytes).expect("HTTP");
        assert_eq!((answer.status, answer.length), (303, 5));
        assert_eq!(answer.session().as_deref(), Some("lvzhi_session=abc.d="));
    }

    #[test]
    fn half_an_answer_is_none() {
        assert!(Answer::parse(b"HTTP/1.1 200 OK\r\n").is_none());
    }
}
