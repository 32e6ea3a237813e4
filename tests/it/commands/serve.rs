//! `lvzhi serve`: starts, answers, and ends when told to.
use std::time::{Duration, Instant};

use super::{Folder, end, program};
use crate::support::{Server, each_database};

#[tokio::test]
async fn it_starts_answers_and_ends_within_five_seconds_of_sigterm() {
    each_database(async |site| {
        let server = Server::start(&site.app.config);
        let reply = server.get("/healthz", "");
        assert_eq!(reply.status, 200, "{}", reply.text);
        assert_eq!(server.get("/login", "").status, 200);
        assert_eq!(server.get("/members", "").status, 303);
        let begun = Instant::now();
        assert_eq!(server.terminate(), Some(0));
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    })
    .await;
}

#[test]
fn a_taken_port_is_named_with_the_way_out() {
    let folder = Folder::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    end(program().args(["--data", &folder.path("data"), "serve", "--listen", &address]))
        .expect(1, &["没有办成：", &address, "监听不了，多半已被别的程序占用", "--listen 127.0.0.1:8081"]);
}
