//! Load at a constant rate, whatever the server does: people do not wait for each other before they press reload.
//!
//! A time is counted from the moment a request was due, not from when a connection was free to send it: a server that
//! stalls answers late to all who came meanwhile, and a closed loop (wrk) would not even have asked.
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

/// Requests due in a second.
pub const RATE: u32 = 300;
/// Connections that send them; as many as wrk holds.
const CONNECTIONS: usize = super::wrk::CONNECTIONS as usize;

/// What was measured on one page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Time that half of the answers stay under.
    pub median: Duration,
    /// Time that 99 in 100 answers stay under.
    pub slowest_percent: Duration,
    /// The longest.
    pub most: Duration,
}

/// Asks for a page of the local server [`RATE`] times a second; any answer that is not the page is an error.
pub fn run(port: u16, path: &str, cookie: &str, seconds: u32) -> Result<Outcome> {
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n").into_bytes();
    let (next, all, begun) = (AtomicU32::new(0), RATE * seconds, Instant::now());
    let times = thread::scope(|scope| {
        let one = || connection(port, &request, |_| due(&next, all, begun));
        let threads: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(one)).collect();
        let ended =
            threads.into_iter().map(|thread| thread.join().map_err(|_| anyhow!("a thread panicked"))?);
        ended.collect::<Result<Vec<_>>>()
    })?;
    outcome(times.concat())
}

/// When the next request is due; none after the last.
fn due(next: &AtomicU32, all: u32, begun: Instant) -> Option<Instant> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    (number < all).then(|| begun + Duration::from_secs(1) * number / RATE)
}

/// Sends requests when they are due, over one connection; gives how late each answer was.
fn connection(
    port: u16,
    request: &[u8],
    due: impl Fn(&[Duration]) -> Option<Instant>,
) -> Result<Vec<Duration>> {
    let stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let (mut times, mut answers) = (Vec::new(), BufReader::new(&stream));
    while let Some(due) = due(&times) {
        thread::sleep(due.saturating_duration_since(Instant::now()));
        (&stream).write_all(request)?;
        read_page(&mut answers)?;
        times.push(due.elapsed());
    }
    Ok(times)
}

/// Reads one answer to its end.
fn read_page(answers: &mut impl BufRead) -> Result<()> {
    let (mut line, mut length) = (String::new(), None);
    answers.read_line(&mut line)?;
    if line.split(' ').nth(1) != Some("200") {
        bail!("the load met an error: {}", line.trim());
    }
    while line != "\r\n" {
        line.clear();
        if answers.read_line(&mut line)? == 0 {
            bail!("an answer broke off");
        }
        let field = line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        if let Some((_, value)) = field {
            length = Some(value.trim().parse()?);
        }
    }
    let length = length.context("an answer without Content-Length")?;
    let mut body = vec![0; length];
    Ok(answers.read_exact(&mut body)?)
}

fn outcome(mut times: Vec<Duration>) -> Result<Outcome> {
    times.sort_unstable();
    let at = |hundredth: usize| times.get(times.len() * hundredth / 100).or(times.last()).copied();
    let none = "no request was due";
    Ok(Outcome {
        median: at(50).context(none)?,
        slowest_percent: at(99).context(none)?,
        most: at(100).context(none)?,
    })
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_stall_is_counted_for_every_request_that_was_due_meanwhile() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let port = listener.local_addr().expect("its number").port();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a connection");
            let mut request = [0; 4];
            for _ in 0..3 {
                stream.read_exact(&mut request).expect("a request");
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").expect("an answer");
            }
        });
        // All three were due 300 ms ago: what a stall of that long leaves behind.
        let due = Instant::now().checked_sub(Duration::from_millis(300)).expect("an earlier moment");
        let times = connection(port, b"ping", |times| (times.len() < 3).then_some(due)).expect("answers");
        server.join().expect("the server");
        assert!(
            times.len() == 3 && times.iter().all(|time| *time >= Duration::from_millis(300)),
            "{times:?}"
        );
    }

    #[test]
    fn requests_are_due_at_a_constant_rate() {
        let (next, begun) = (AtomicU32::new(0), Instant::now());
        let moments: Vec<_> = std::iter::from_fn(|| due(&next, RATE + 1, begun)).collect();
        assert_eq!(moments.len(), RATE as usize + 1);
        assert_eq!(moments.last().copied(), Some(begun + Duration::from_secs(1)));
    }

    #[test]
    fn an_answer_that_is_not_the_page_is_no_measurement() {
        assert!(read_page(&mut &b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"[..]).is_err());
        assert!(read_page(&mut &b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nok"[..]).is_err());
        assert!(read_page(&mut &b"HTTP/1.1 200 OK\r\n\r\n"[..]).is_err());
        assert!(read_page(&mut &b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"[..]).is_ok());
    }

    #[test]
    fn a_hundredth_of_the_answers_is_slower_than_99_in_100() {
        let times = (1..=200).map(Duration::from_millis).collect();
        let outcome = outcome(times).expect("figures");
        assert_eq!(outcome.median, Duration::from_millis(101));
        assert_eq!((outcome.slowest_percent.as_millis(), outcome.most.as_millis()), (199, 200));
    }
}
