//! A list: what its address or form asks for, and what is shown and taken out by it. Anything may stand in an address:
//! what cannot be read is no filter, and the page says so.
mod columns;
mod draw;
mod export;

use std::fmt::Write;

use axum::extract::{FromRequest, RawForm, Request};
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, NaiveDate};
use lvzhi_platform::Error;
use maud::{Markup, html};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::words::Words;

pub use columns::Column;
pub use draw::Shown;
pub use export::{Export, MOST_EXPORTED, export};

/// Rows on a page, when nothing else is asked for.
const ROWS: u64 = 50;
/// The numbers of rows one may ask for.
const ROWS_CHOICES: [u64; 4] = [20, ROWS, 100, 200];
/// Most rows of one printed list: some forty sheets.
pub const MOST_PRINTED: u64 = 2_000;
/// Most characters of a text to look for.
const LONGEST: usize = 100;
/// Fields of every list.
const OWN: [&str; 4] = ["page", "rows", "sort", "print"];

/// Which rows of a list are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Page, from 1.
    pub page: u64,
    /// Of how many, at least 1.
    pub pages: u64,
    /// Rows before it.
    pub offset: u64,
    /// Rows on it.
    pub limit: u64,
}

/// What a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    path: String,
    sent: Vec<(String, String)>,
    kept: Vec<(&'static str, String)>,
    labels: Vec<(&'static str, String)>,
    read: Vec<&'static str>,
    remarks: Vec<String>,
    sort: Option<(&'static str, bool)>,
}

impl<S: Send + Sync> FromRequest<S> for Listing {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let path = request.uri().path().to_owned();
        let form = RawForm::from_request(request, state).await;
        let RawForm(bytes) = form.map_err(|rejection| {
            Error::Invalid(format!("没有读懂要哪些行：{}", rejection.body_text())).into_response()
        })?;
        Ok(Self::read(&path, &bytes))
    }
}

impl Listing {
    /// Reads the query of an address, or a form with the same fields.
    #[must_use]
    pub fn read(path: &str, query: &[u8]) -> Self {
        let mut listing = Self { path: path.to_owned(), ..Self::default() };
        listing.sent = form_urlencoded::parse(query)
            .map(|(name, value)| (name.into_owned(), clean(&value)))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let rows = listing.sent("rows");
        if !rows.is_empty() && !ROWS_CHOICES.iter().any(|choice| choice.to_string() == rows) {
            listing.remarks.push(format!("每页行数没有“{}”这一种，按 {ROWS} 行显示。", short(rows)));
        } else if !rows.is_empty() {
            let rows = rows.to_owned();
            listing.kept.push(("rows", rows));
        }
        let page = listing.sent("page");
        if !page.is_empty() && !page.bytes().all(|byte| byte.is_ascii_digit()) {
            listing.remarks.push(format!("“{}”不是页码，显示第 1 页。", short(page)));
        }
        listing
    }

    /// What was sent under a name, as it was sent; empty when nothing was.
    #[must_use]
    pub fn sent(&self, name: &str) -> &str {
        self.sent.iter().rev().find(|(sent, _)| sent == name).map_or("", |(_, value)| value)
    }

    /// What the list goes by under a name; empty when it does not.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.kept.iter().find(|(kept, _)| *kept == name).map_or("", |(_, value)| value)
    }

    fn keep<T>(
        &mut self,
        name: &'static str,
        label: &str,
        read: impl FnOnce(&str) -> Option<(T, String)>,
    ) -> Option<T> {
        self.read.push(name);
        let sent = self.sent(name).to_owned();
        if sent.is_empty() {
            return None;
        }
        if let Some((value, kept)) = read(&sent) {
            self.kept.push((name, kept));
            self.labels.push((name, label.to_owned()));
            return Some(value);
        }
        self.remarks.push(format!("{label}没有“{}”这一项，没有用它筛选。", short(&sent)));
        None
    }

    /// A text to look for.
    pub fn text(&mut self, name: &'static str, label: &str) -> Option<String> {
        let length = self.sent(name).chars().count();
        if length > LONGEST {
            self.read.push(name);
            self.remarks.push(format!("{label}最多 {LONGEST} 个字，填了 {length} 个，没有用它筛选。"));
            return None;
        }
        self.keep(name, label, |text| Some((text.to_owned(), text.to_owned())))
    }

    /// A day, `2026-07-15`.
    pub fn day(&mut self, name: &'static str, label: &str) -> Option<NaiveDate> {
        self.keep(name, label, |text| {
            let day = text.parse::<NaiveDate>().ok().filter(|day| (1900..2200).contains(&day.year()));
            day.map(|day| (day, day.to_string()))
        })
    }

    /// The id of a row.
    pub fn id(&mut self, name: &'static str, label: &str) -> Option<Uuid> {
        self.keep(name, label, |text| text.parse::<Uuid>().ok().map(|id| (id, id.to_string())))
    }

    /// One of several that `find` knows by their words.
    pub fn choice<T>(
        &mut self,
        name: &'static str,
        label: &str,
        find: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        self.keep(name, label, |text| find(text).map(|value| (value, text.to_owned())))
    }

    /// One value of an enumeration.
    pub fn word<T: Copy + PartialEq>(
        &mut self,
        name: &'static str,
        label: &str,
        words: &Words<T>,
    ) -> Option<T> {
        self.choice(name, label, |id| words.parse(id))
    }

    /// By which of these keys to sort, and whether downwards. The first one when nothing else is asked for; with a
    /// minus before it: downwards.
    pub fn order(&mut self, keys: &[&'static str]) -> (&'static str, bool) {
        let sent = self.sent("sort").to_owned();
        let down = sent.starts_with('-');
        let plain = |key: &'static str| key.trim_start_matches('-');
        let found = keys.iter().map(|key| plain(key)).find(|key| *key == sent.trim_start_matches('-'));
        if let Some(key) = found {
            self.kept.push(("sort", sent));
            self.sort = Some((key, down));
        } else {
            if !sent.is_empty() {
                self.remarks.push(format!("不能按“{}”排序，按原来的次序显示。", short(&sent)));
            }
            self.sort = keys.first().map(|key| (plain(key), key.starts_with('-')));
        }
        self.sort.unwrap_or(("", false))
    }

    /// A field of the form that is no filter.
    pub fn beside(&mut self, name: &'static str) -> String {
        self.read.push(name);
        self.sent(name).to_owned()
    }

    /// Refuses to act on more than was meant: a page may leave out a filter that cannot be read, an act may not.
    ///
    /// # Errors
    /// [`Error::Invalid`] with what could not be read.
    pub fn exact(&self) -> lvzhi_platform::Result<()> {
        let remarks = self.remarks();
        if remarks.is_empty() {
            return Ok(());
        }
        Err(Error::Invalid(format!("没有办，因为条件没有读全：{}请从列表重新来。", remarks.concat())))
    }

    /// Whether the whole list is wanted, for paper.
    #[must_use]
    pub fn is_print(&self) -> bool {
        self.sent("print") == "1"
    }

    /// Rows on a page.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.value("rows").parse().unwrap_or(ROWS)
    }

    /// The rows that are meant, of so many. A page beyond the last is the last.
    #[must_use]
    pub fn span(&self, total: u64) -> Span {
        if self.is_print() {
            return Span { page: 1, pages: 1, offset: 0, limit: MOST_PRINTED };
        }
        let (limit, sent) = (self.rows(), self.sent("page"));
        let pages = total.div_ceil(limit).max(1);
        let is_number = !sent.is_empty() && sent.bytes().all(|byte| byte.is_ascii_digit());
        let page = if is_number { sent.parse().unwrap_or(u64::MAX) } else { 1 }.clamp(1, pages);
        Span { page, pages, offset: (page - 1) * limit, limit }
    }

    /// Whether it goes by no filter at all.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.filters().next().is_none()
    }

    fn filters(&self) -> impl Iterator<Item = &(&'static str, String)> {
        self.kept.iter().filter(|(name, _)| !OWN.contains(name))
    }

    /// The filters by their printed names, for the audit trail.
    #[must_use]
    pub fn detail(&self) -> Value {
        let filters = self.labels.iter().map(|(name, label)| (label.clone(), self.value(name).into()));
        Value::Object(filters.collect::<Map<_, _>>())
    }

    /// The fields of the list as fields of a form that are not seen.
    #[must_use]
    pub fn hidden(&self) -> Markup {
        html! { @for (name, value) in &self.kept { (lvzhi_ui::hidden(name, value)) } }
    }

    /// Another address that is asked for the same.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        self.href_with(path, "", "")
    }

    /// This list with one field changed, from its first page; an empty value takes the field away.
    #[must_use]
    pub fn link(&self, name: &str, value: &str) -> String {
        self.href_with(&self.path, name, value)
    }

    /// The same but for one field.
    #[must_use]
    pub fn href_without(&self, path: &str, name: &str) -> String {
        self.href_with(path, name, "")
    }

    fn href_with(&self, path: &str, name: &str, value: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.kept.iter().filter(|(kept, _)| *kept != name));
        if !value.is_empty() {
            query.append_pair(name, value);
        }
        let (mut href, query) = (path.to_owned(), query.finish());
        if !query.is_empty() {
            let _ = write!(href, "?{query}"); // writing to a String cannot fail
        }
        href
    }

    /// What could not be read, each as a sentence.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = self.remarks.clone();
        let known = |name: &str| OWN.contains(&name) || self.read.contains(&name);
        for (name, _) in self.sent.iter().filter(|(name, _)| !known(name)) {
            remarks.push(format!("这张表没有“{}”这个条件，没有用它筛选。", short(name)));
        }
        remarks
    }
}

/// Without what no text of ours holds and PostgreSQL refuses: control characters.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
}

/// Enough of a text to know it again.
fn short(text: &str) -> String {
    let mut cut: String = text.chars().filter(|c| !c.is_control()).take(20).collect();
    if text.chars().count() > 20 {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(query: &str) -> Listing {
        Listing::read("/lamps", query.as_bytes())
    }

    #[test]
    fn any_page_number_gives_a_page_that_is_there() {
        for (query, page) in [
            ("", 1),
            ("page=2", 2),
            ("page=0", 1),
            ("page=-1", 1),
            ("page=3", 2),
            ("page=18446744073709551615", 2),
            ("page=99999999999999999999999999", 2),
            ("page=zwei", 1),
            ("page=%00", 1),
            ("page=%FF", 1),
        ] {
            let span = listing(query).span(51);
            assert_eq!((span.page, span.pages, span.offset), (page, 2, (page - 1) * 50), "{query}");
        }
        assert_eq!(listing("page=7").span(0), Span { page: 1, pages: 1, offset: 0, limit: 50 });
        assert_eq!(
            listing("page=500&rows=200").span(100_000),
            Span { page: 500, pages: 500, offset: 99_800, limit: 200 }
        );
    }

    #[test]
    fn what_cannot_be_read_is_no_filter_and_is_said() {
        let mut asked =
            listing("from=2026-13-40&kind=x%00y&q=%E7%8E%8B%00&rows=7&page=-1&colour=red&sort=-size");
        assert_eq!(asked.day("from", "起日"), None);
        assert_eq!(asked.choice("kind", "种类", |_| None::<u8>), None);
        assert_eq!(asked.text("q", "姓名").as_deref(), Some("王"));
        assert_eq!(asked.order(&["name"]), ("name", false));
        let remarks = asked.remarks();
        assert_eq!(remarks.len(), 6, "{remarks:?}");
        assert!(remarks.contains(&"起日没有“2026-13-40”这一项，没有用它筛选。".to_owned()));
        assert!(remarks.contains(&"这张表没有“colour”这个条件，没有用它筛选。".to_owned()));
        let mut asked = listing(&format!("q={}", "a".repeat(101)));
        assert_eq!(asked.text("q", "姓名"), None);
        assert_eq!(asked.remarks(), ["姓名最多 100 个字，填了 101 个，没有用它筛选。"]);
    }

    #[test]
    fn a_link_keeps_what_is_asked_for_and_begins_again_at_page_one() {
        let mut asked = listing("q=%E7%8E%8B%26+a&page=4&sort=-name&bogus=1");
        asked.text("q", "姓名");
        asked.order(&["name"]);
        assert_eq!(asked.link("page", "5"), "/lamps?q=%E7%8E%8B%26+a&sort=-name&page=5");
        assert_eq!(asked.link("q", ""), "/lamps?sort=-name");
        assert_eq!(asked.href("/lamps/off"), "/lamps/off?q=%E7%8E%8B%26+a&sort=-name");
        assert_eq!(asked.detail(), serde_json::json!({ "姓名": "王& a" }));
        assert!(!asked.is_bare() && listing("page=2").is_bare());
        let mut again = Listing::read("/lamps", asked.link("", "").split_once('?').unwrap().1.as_bytes());
        assert_eq!(again.text("q", "姓名").as_deref(), Some("王& a"));
    }
}
