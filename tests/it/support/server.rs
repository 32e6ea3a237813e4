//! `lvzhi serve` as a process of its own, spoken to over a socket.
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use lvzhi_shell::config::Config;

/// An answer over the socket.
#[allow(dead_code)]
pub struct Answer {
    pub status: u16,
    /// Head and body as they came.
    pub text: String,
}

impl Answer {
    #[allow(dead_code)]
    pub fn header(&self, name: &str) -> String {
        let lines = self.text.lines().take_while(|line| !line.is_empty());
        let mut pairs = lines.filter_map(|line| line.split_once(':'));
        let found = pairs.find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map_or_else(String::new, |(_, value)| value.trim().to_owned())
    }
}

/// A running server; killed when it is dropped.
pub struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts the program on this configuration's data and waits for its address.
    pub fn start(config: &Config) -> Self {
        Self::start_with(config, |_| {})
    }

    /// The same with further settings.
    pub fn start_with(config: &Config, settings: impl FnOnce(&mut Command)) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lvzhi"));
        command.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
        command.env("LVZHI_DATA", &config.data).env("LVZHI_REQUIRE_SECOND_FACTOR", "false");
        match &config.database_url {
            Some(url) => command.env("DATABASE_URL", url),
            None => command.env_remove("DATABASE_URL"),
        };
        settings(&mut command);
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit('/').next().unwrap().to_owned();
        assert!(address.starts_with("127.0.0.1:"), "{line}");
        Self { child, address }
    }

    fn send(&self, head: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // HTTP/1.0: the answer ends where the connection ends.
        let address = &self.address;
        let length = body.len();
        let head =
            format!("{head}Host: {address}\r\nOrigin: http://{address}\r\nContent-Length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, text }
    }

    #[allow(dead_code)]
    pub fn get(&self, path: &str, cookie: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.0\r\nCookie: {cookie}\r\n"), b"")
    }

    /// Sends an empty form.
    #[allow(dead_code)]
    pub fn post(&self, path: &str, cookie: &str) -> Answer {
        let kind = "application/x-www-form-urlencoded";
        self.send(&format!("POST {path} HTTP/1.0\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\n"), b"")
    }

    /// Uploads a file to be imported.
    #[allow(dead_code)]
    pub fn upload(&self, target: &str, name: &str, text: &str, cookie: &str) -> Answer {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"target\"\r\n\r\n{target}\r\n\
             --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{text}\r\n--b--\r\n"
        );
        let kind = "multipart/form-data; boundary=b";
        let head = format!("POST /imports HTTP/1.0\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\n");
        self.send(&head, body.as_bytes())
    }

    /// Ends it at once, as a power cut would: SIGKILL.
    #[allow(dead_code)]
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, and gives its exit code.
    #[allow(dead_code)]
    pub fn terminate(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let deadline = Instant::now() + Duration::from_secs(20);
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the server does not end");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
