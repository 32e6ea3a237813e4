//! The frame of a request: who looks, in which light, and the chrome around the page.
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::clock::{day_of, local};
use maud::Markup;

use crate::app::App;
use crate::policy::{Permission, Role, allows, allows_all};
use lvzhi_ui::{self as ui, Icon, Logout, Page, RailItem, Size, TabItem, Theme};

/// The parts of the program, as they stand in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 案头 or 首页.
    Home,
    /// 委员.
    Members,
    /// 事实.
    Facts,
    /// 导入.
    Imports,
    /// 考评 or 成绩.
    Evaluation,
    /// 账号.
    Accounts,
    /// 审计.
    Audit,
}

/// The frame of one request.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Who looks; none before login.
    pub actor: Option<Arc<Actor>>,
    /// Light or dark.
    pub theme: Theme,
    /// Letter size.
    pub size: Size,
    /// Made for paper.
    pub print: bool,
    /// Path and query.
    pub here: String,
    /// Today in China.
    pub today: NaiveDate,
    data_as_of: String,
    notice: Option<String>,
}

/// Nothing from elsewhere, no script, no inline style, no framing: holds for every answer that does not say otherwise.
pub const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'",
);
/// The same with our own script, which may ask our own server.
const LIVE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// A page that runs the one script: see [`Frame::live_page`].
#[derive(Clone, Debug)]
pub struct Live(Markup);

impl IntoResponse for Live {
    fn into_response(self) -> Response {
        ([(header::CONTENT_SECURITY_POLICY, LIVE_POLICY)], self.0).into_response()
    }
}

impl FromRequestParts<App> for Frame {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts, app))
    }
}

impl Frame {
    /// The frame of a request.
    #[must_use]
    pub fn of(parts: &Parts, app: &App) -> Self {
        let now = app.clock.now();
        Self {
            actor: parts.extensions.get::<Arc<Actor>>().cloned(),
            theme: Theme::from_word(&cookie(&parts.headers, "theme").unwrap_or_default()),
            size: Size::from_word(&cookie(&parts.headers, "size").unwrap_or_default()),
            print: parts.uri.query().is_some_and(|query| query.split('&').any(|pair| pair == "print=1")),
            here: parts.uri.path_and_query().map_or_else(|| "/".into(), ToString::to_string),
            today: day_of(now),
            data_as_of: local(now).format("%Y-%m-%d %H:%M").to_string(),
            notice: app.config.notice.clone(),
        }
    }

    /// Whether this person holds a permission in any relation.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.actor.as_deref().is_some_and(|actor| allows(actor, permission))
    }

    /// Whether this person holds a permission for his whole committee.
    #[must_use]
    pub fn may_all(&self, permission: Permission) -> bool {
        self.actor.as_deref().is_some_and(|actor| allows_all(actor, permission))
    }

    /// A whole page; `crumbs` lead from the committee to here, the last is the page itself.
    #[must_use]
    pub fn page(&self, part: Part, title: &str, crumbs: &[(&str, &str)], body: Markup) -> Markup {
        ui::page(&self.outfit(part, title, crumbs), body)
    }

    /// A page that answers while one types. Its own content security policy lets it run the one script.
    #[must_use]
    pub fn live_page(&self, part: Part, title: &str, crumbs: &[(&str, &str)], body: Markup) -> Live {
        Live(ui::page(&Page { live: true, ..self.outfit(part, title, crumbs) }, body))
    }

    fn outfit(&self, part: Part, title: &str, crumbs: &[(&str, &str)]) -> Page {
        let mut page = self.chrome(title);
        for (label, href) in crumbs {
            page = page.crumb(*label, *href);
        }
        page = page.crumb_here(title);
        page.rail = self.rail(part);
        page.tabs = self.tabs(part);
        page
    }

    /// A page without index: login, errors.
    #[must_use]
    pub fn bare(&self, title: &str, body: Markup) -> Markup {
        ui::bare_page(&self.chrome(title), false, body)
    }

    fn chrome(&self, title: &str) -> Page {
        let who = self.actor.as_deref().map(|actor| {
            let role = Role::parse(&actor.role).map_or("", Role::label);
            format!("{role} · {}", actor.name)
        });
        Page {
            here: self.here.clone(),
            theme: self.theme,
            size: self.size,
            print: self.print,
            who_href: who.is_some().then(|| "/account".to_owned()),
            logout: who.is_some().then(|| Logout { action: "/logout".into(), csrf: None }),
            who,
            demo_note: self.notice.clone(),
            data_as_of: Some(self.data_as_of.clone()),
            ..Page::new(title)
        }
    }

    fn rail(&self, current: Part) -> Vec<RailItem> {
        let mut items = Vec::new();
        let mut add = |part: Part, label: &str, href: &str, shown: bool, break_before: bool| {
            if shown {
                let item = RailItem { current: part == current, break_before, ..RailItem::new(label, href) };
                items.push(item);
            }
        };
        let own_only = self.may(Permission::SeeMember) && !self.may_all(Permission::SeeMember);
        add(Part::Home, if own_only { "首页" } else { "案头" }, "/", true, false);
        add(Part::Evaluation, "成绩", "/my/scores", own_only, false);
        add(Part::Members, "我的", "/my/file", own_only, false);
        add(Part::Members, "委员", "/members", self.may_all(Permission::SeePeople), true);
        add(Part::Facts, "事实", "/facts", self.may_all(Permission::SeeFacts), false);
        let keeps = self.may_all(Permission::KeepFacts) || self.may_all(Permission::KeepPeople);
        add(Part::Imports, "导入", "/imports", keeps || self.may_all(Permission::SeeFacts), false);
        add(Part::Evaluation, "考评", "/evaluation", self.may_all(Permission::SeeEvaluation), false);
        add(Part::Accounts, "账号", "/accounts", self.may_all(Permission::KeepAccounts), true);
        add(Part::Audit, "审计", "/audit", self.may_all(Permission::SeeAudit), false);
        items
    }

    fn tabs(&self, current: Part) -> Vec<TabItem> {
        let icon = |label: &str| match label {
            "案头" | "首页" => Icon::Home,
            "考评" | "成绩" => Icon::Chart,
            "导入" => Icon::Task,
            "事实" | "审计" => Icon::Paper,
            "委员" | "账号" => Icon::People,
            _ => Icon::More,
        };
        // Six words fit side by side on the narrowest phone, and nobody has more parts than that.
        let items = self.rail(current).into_iter().take(6);
        items
            .map(|item| TabItem::new(icon(&item.label), item.label.clone(), item.href, item.current))
            .collect()
    }
}

/// Whether the script asks, and wants a part of a page.
#[must_use]
pub fn is_fragment(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request")
}

/// The value of a request's cookie.
#[must_use]
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}
