//! The frame of a request: who looks, in which light, and the chrome around the page.
use std::collections::BTreeMap;
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
use crate::register::Register;
use lvzhi_ui::{self as ui, Find, Icon, Logout, Page, RailItem, Size, TabItem, Theme};

/// A part of the program, as it stands in the index. Two entries of one id are one part under two names, for different people.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Identifier.
    pub id: &'static str,
    /// As printed.
    pub label: &'static str,
    /// Where it begins.
    pub href: &'static str,
    /// For the tabs of a phone.
    pub icon: Icon,
    /// Place in the index, from the top; a new ten begins after a gap.
    pub place: u8,
    /// Who sees it.
    pub shown: fn(&Frame) -> bool,
}

/// The first page of whoever works in the office.
pub const HOME: Part = Part {
    id: "home",
    label: "案头",
    href: "/",
    icon: Icon::Home,
    place: 0,
    shown: |frame| !frame.is_member(),
};
/// The first page of a member.
pub const OWN_HOME: Part = Part { label: "首页", shown: Frame::is_member, ..HOME };

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
    /// What the slices have brought.
    pub register: Arc<Register>,
    committee: String,
    counts: BTreeMap<&'static str, u32>,
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
        let actor = parts.extensions.get::<Arc<Actor>>().cloned();
        Self {
            committee: actor.as_deref().map(|actor| actor.committee_name.clone()).unwrap_or_default(),
            counts: BTreeMap::new(),
            actor,
            theme: Theme::from_word(&cookie(&parts.headers, "theme").unwrap_or_default()),
            size: Size::from_word(&cookie(&parts.headers, "size").unwrap_or_default()),
            print: parts.uri.query().is_some_and(|query| query.split('&').any(|pair| pair == "print=1")),
            here: parts.uri.path_and_query().map_or_else(|| "/".into(), ToString::to_string),
            today: day_of(now),
            register: app.register.clone(),
            data_as_of: local(now).format("%Y-%m-%d %H:%M").to_string(),
            notice: app.config.notice.clone(),
        }
    }

    /// In the name of a committee, before anybody has logged in.
    #[must_use]
    pub fn of_committee(self, committee: String) -> Self {
        Self { committee, ..self }
    }

    /// With how many things wait in each part, by the part's id.
    #[must_use]
    pub fn counting(self, counts: BTreeMap<&'static str, u32>) -> Self {
        Self { counts, ..self }
    }

    /// Whether this person holds a permission in any relation.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.actor.as_deref().is_some_and(|actor| allows(actor, permission))
    }

    /// Whether this person is a member, who sees himself alone.
    #[must_use]
    pub fn is_member(&self) -> bool {
        self.actor.as_deref().is_some_and(|actor| Role::parse(&actor.role) == Some(Role::Member))
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

    /// How a page with this title is shown to this person, but for where it stands in the index.
    #[must_use]
    pub fn chrome(&self, title: &str) -> Page {
        let who = self.actor.as_deref().map(|actor| {
            let role = Role::parse(&actor.role).map_or("", Role::label);
            format!("{role} · {}", actor.name)
        });
        Page {
            here: self.here.clone(),
            theme: self.theme,
            size: self.size,
            print: self.print,
            committee: self.committee.clone(),
            who_href: who.is_some().then(|| "/account".to_owned()),
            logout: who.is_some().then(|| Logout { action: "/logout".into(), csrf: None }),
            find: who.is_some().then(|| self.find()),
            who,
            demo_note: self.notice.clone(),
            data_as_of: Some(self.data_as_of.clone()),
            ..Page::new(title)
        }
    }

    fn find(&self) -> Find {
        let asked = self.here.strip_prefix("/search?").map_or("", |_| self.here.as_str());
        let value = form_urlencoded::parse(asked.trim_start_matches("/search?").as_bytes())
            .find_map(|(name, value)| (name == "q").then(|| value.into_owned()));
        Find {
            action: "/search".into(),
            placeholder: "找人、找事、找文号".into(),
            value: value.unwrap_or_default(),
        }
    }

    /// The parts that this person sees, in their order.
    fn parts(&self) -> Vec<Part> {
        let shown = self.register.all::<Part>().iter().filter(|part| (part.shown)(self));
        let mut parts: Vec<Part> = shown.copied().collect();
        parts.sort_by_key(|part| part.place);
        parts
    }

    fn rail(&self, current: Part) -> Vec<RailItem> {
        let mut ten = 0;
        let mut items = Vec::new();
        for part in self.parts() {
            let break_before = part.place / 10 != ten;
            ten = part.place / 10;
            items.push(RailItem {
                current: part.id == current.id,
                badge: self.counts.get(part.id).copied(),
                break_before,
                ..RailItem::new(part.label, part.href)
            });
        }
        items
    }

    fn tabs(&self, current: Part) -> Vec<TabItem> {
        // Six words fit side by side on the narrowest phone.
        let parts = self.parts().into_iter().take(6);
        let tab = |part: Part| TabItem {
            badge: self.counts.get(part.id).copied(),
            ..TabItem::new(part.icon, part.label, part.href, part.id == current.id)
        };
        parts.map(tab).collect()
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
