//! What the frame of a page needs to know: where it leads, who reads it, how it is shown.

use super::Icon;

/// Light or dark. `Auto` follows the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Paper.
    Light,
    /// Inkstone.
    Dark,
}

impl Theme {
    /// The word in the cookie and in `?theme=`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads the word; anything unknown is `Auto`.
    pub fn from_word(word: &str) -> Self {
        match word {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }

    pub(super) const fn next(self) -> Self {
        match self {
            Self::Auto => Self::Dark,
            Self::Dark => Self::Light,
            Self::Light => Self::Auto,
        }
    }
}

/// Letter size. `Large` is 125 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// As designed.
    #[default]
    Normal,
    /// 大字.
    Large,
}

impl Size {
    /// The word in the cookie and in `?size=`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
        }
    }

    /// Reads the word; anything unknown is `Normal`.
    pub fn from_word(word: &str) -> Self {
        if word == "large" { Self::Large } else { Self::Normal }
    }

    pub(super) const fn next(self) -> Self {
        match self {
            Self::Normal => Self::Large,
            Self::Large => Self::Normal,
        }
    }
}

/// One entry of the index rail.
#[derive(Clone, Debug, Default)]
pub struct RailItem {
    /// Two characters.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// How many things wait there.
    pub badge: Option<u32>,
    /// We are here.
    pub current: bool,
    /// A short rule stands above it.
    pub break_before: bool,
}

impl RailItem {
    /// An entry with no badge.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), ..Self::default() }
    }
}

/// One entry of the bottom bar on phones.
#[derive(Clone, Debug)]
pub struct TabItem {
    /// Its drawing.
    pub icon: Icon,
    /// Its word.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// How many things wait there.
    pub badge: Option<u32>,
    /// We are here.
    pub current: bool,
}

impl TabItem {
    /// An entry with no badge.
    pub fn new(icon: Icon, label: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Self { icon, label: label.into(), href: href.into(), badge: None, current }
    }
}

/// The find form in the bar: a GET form with one field `q`.
#[derive(Clone, Debug)]
pub struct Find {
    /// Where it is sent.
    pub action: String,
    /// What may be found, in the empty field.
    pub placeholder: String,
    /// What was looked for.
    pub value: String,
}

/// The form that logs out.
#[derive(Clone, Debug)]
pub struct Logout {
    /// Where it is posted.
    pub action: String,
    /// The token against forged requests, when there is one.
    pub csrf: Option<String>,
}

/// What the frame of a page needs to know. Fill it by `Page { rail, .., ..Page::new("标题") }`.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// In the browser's title, before “· 履职”.
    pub title: String,
    /// From the committee down to here; the last is the page itself.
    pub crumbs: Vec<(String, Option<String>)>,
    /// The index rail.
    pub rail: Vec<RailItem>,
    /// The bottom bar on phones: four at most.
    pub tabs: Vec<TabItem>,
    /// Where the seal leads.
    pub home: String,
    /// Path and query of this page: the links 大字, 深浅, 打印 add to it.
    pub here: String,
    /// The find form.
    pub find: Option<Find>,
    /// Who is logged in, as in “秘书处 · 何以宁”.
    pub who: Option<String>,
    /// Where the name leads.
    pub who_href: Option<String>,
    /// The form that logs out.
    pub logout: Option<Logout>,
    /// Light or dark.
    pub theme: Theme,
    /// Letter size.
    pub size: Size,
    /// It answers while one types: it loads the script.
    pub live: bool,
    /// Made for paper: every `<details>` must be open.
    pub print: bool,
    /// Whose page it is: on top of every page and over what is printed. Empty for strangers where there are several.
    pub committee: String,
    /// Where 意见与投诉 leads.
    pub complaint: String,
    /// Said in the foot when the data is invented.
    pub demo_note: Option<String>,
    /// “2026-07-15 09:00”, said in the foot.
    pub data_as_of: Option<String>,
    /// Further sentences for the foot.
    pub foot: Vec<String>,
}

impl Page {
    /// A page with a title, `/` for home and `/complaints` for complaints.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), home: "/".into(), complaint: "/complaints".into(), ..Self::default() }
    }

    /// Adds a crumb that leads somewhere.
    pub fn crumb(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push((label.into(), Some(href.into())));
        self
    }

    /// Ends the crumbs with this page itself.
    pub fn crumb_here(mut self, label: impl Into<String>) -> Self {
        self.crumbs.push((label.into(), None));
        self
    }

    /// This page's address without `print`.
    pub fn link_back(&self) -> String {
        let (path, query) = self.here.split_once('?').unwrap_or((&self.here, ""));
        let rest: Vec<_> =
            query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("print=")).collect();
        if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) }
    }

    /// This page's address with one parameter set, the others kept.
    pub fn link_with(&self, key: &str, value: &str) -> String {
        let (path, query) = self.here.split_once('?').unwrap_or((&self.here, ""));
        let mut out = format!("{path}?");
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let name = pair.split('=').next().unwrap_or_default();
            if name != key && !matches!(name, "theme" | "size" | "print") {
                out.push_str(pair);
                out.push('&');
            }
        }
        out.push_str(key);
        out.push('=');
        out.push_str(value);
        out
    }
}
