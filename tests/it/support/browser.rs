//! A browser without screen: keeps cookies, sends forms and files.
use lvzhi_platform::act::{By, Unaudited};
use lvzhi_platform::{Clock, auth};
use lvzhi_shell::app::App;
use std::collections::BTreeMap;
use std::fmt::Write;

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, header};
use tower::ServiceExt;

use super::cast::PASSWORD;
use super::stage::Site;

/// An answer, read to its end.
#[allow(dead_code)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub body: String,
}

impl Reply {
    #[allow(dead_code)]
    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
    }
}

/// A file in a form.
#[allow(dead_code)]
pub struct Upload<'a> {
    pub field: &'a str,
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// One person's browser.
pub struct Browser {
    router: axum::Router,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub fn stranger(site: &Site) -> Self {
        Self { router: site.router.clone(), cookies: BTreeMap::new() }
    }

    /// Opens a session without the form: for tests that are not about logging in.
    #[allow(dead_code)]
    pub async fn signed_in(site: &Site, login: &str) -> Self {
        let token = session(&site.app, site, login).await;
        let mut browser = Self::stranger(site);
        browser.cookies.insert(auth::COOKIE.into(), token);
        browser
    }

    /// A session that is open by the machine's clock: for a server that runs as a process of its own.
    #[allow(dead_code)]
    pub async fn cookie_by_the_clock(site: &Site, login: &str) -> String {
        let by_the_clock = App { clock: Clock::System, ..site.app.clone() };
        format!("{}={}", auth::COOKIE, session(&by_the_clock, site, login).await)
    }

    /// Logs in through the form.
    #[allow(dead_code)]
    pub async fn login(site: &Site, login: &str) -> Self {
        let mut browser = Self::stranger(site);
        let reply = browser.post("/login", &[("login", login), ("password", PASSWORD)]).await;
        assert_eq!(reply.status, 303, "{login} cannot log in: {}", reply.body);
        browser
    }

    /// The same browser on the same site, at another moment.
    #[allow(dead_code)]
    pub fn goes_to(&mut self, site: &Site) {
        self.router = site.router.clone();
    }

    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, None, Body::empty()).await
    }

    #[allow(dead_code)]
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Reply {
        let pairs: Vec<_> =
            form.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let kind = "application/x-www-form-urlencoded";
        self.send(Method::POST, path, Some(kind), Body::from(pairs.join("&"))).await
    }

    #[allow(dead_code)]
    pub async fn upload(&mut self, path: &str, form: &[(&str, &str)], file: Upload<'_>) -> Reply {
        let boundary = "lvzhi-test-boundary";
        let mut bytes = Vec::new();
        for (name, value) in form {
            let part =
                format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            bytes.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n",
            file.field, file.name
        );
        bytes.extend_from_slice(head.as_bytes());
        bytes.extend_from_slice(file.bytes);
        bytes.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={boundary}");
        self.send(Method::POST, path, Some(&kind), Body::from(bytes)).await
    }

    /// Posts and follows redirects, as a browser does.
    #[allow(dead_code)]
    pub async fn follow(&mut self, mut reply: Reply) -> Reply {
        while matches!(reply.status, 302 | 303) {
            let location = reply.header("location");
            reply = self.get(&location).await;
        }
        reply
    }

    pub async fn send(&mut self, method: Method, path: &str, kind: Option<&str>, body: Body) -> Reply {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "lvzhi.test");
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind).header(header::ORIGIN, "http://lvzhi.test");
        }
        let jar: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !jar.is_empty() {
            request = request.header(header::COOKIE, jar.join("; "));
        }
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        for value in parts.headers.get_all(header::SET_COOKIE) {
            let pair = value.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.into(), value.into());
        }
        let bytes = axum::body::to_bytes(body, 64 << 20).await.unwrap().to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Reply { status: parts.status.as_u16(), headers: parts.headers, bytes, body }
    }
}

fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Opens a session of somebody of the cast; gives its token.
async fn session(app: &App, site: &Site, login: &str) -> String {
    let account = site.cast.accounts[login];
    let opened = app.act_by(site.cast.province, By::program(), async |act| {
        act.unaudited(Unaudited::Session);
        auth::open_session(act, account, true, "test").await
    });
    opened.await.unwrap().token
}
