//! Search over all that one may see: each slice looks through its own, one page shows what was found.
use std::sync::Arc;

use axum::extract::State;
use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_ui as ui;
use maud::{Markup, html};

use crate::app::{App, AppRoutes};
use crate::frame::{Frame, HOME};
use crate::jobs::BoxFuture;
use crate::listing::Listing;

/// Most things of one kind that the page shows.
pub const SHOWN: usize = 8;

/// A thing that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What it is called.
    pub title: String,
    /// What tells it from others of the name.
    pub note: String,
    /// Its page.
    pub href: String,
}

/// What one slice found, best first.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// At most [`SHOWN`] of them.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: u64,
    /// The list of all of them; none: it has no list for these words.
    pub all: Option<String>,
}

impl Found {
    /// All of these, of which the first are shown.
    #[must_use]
    pub fn among(hits: impl IntoIterator<Item = Hit>, all: Option<String>) -> Self {
        let mut hits: Vec<_> = hits.into_iter().collect();
        let total = hits.len() as u64;
        hits.truncate(SHOWN);
        Self { hits, total, all }
    }
}

/// Looks for words among the things of one kind that this person may see; nothing for whoever may see none.
pub type LookFor = fn(App, Arc<Actor>, Arc<str>) -> BoxFuture<'static, Result<Found>>;

/// A kind of thing that can be found. Slices register theirs.
#[derive(Clone, Copy)]
pub struct Source {
    /// What is found there: 委员.
    pub label: &'static str,
    /// Its place on the page, from 1.
    pub place: u8,
    /// Looks.
    pub look: LookFor,
}

/// A query string with one text.
#[must_use]
pub fn query(path: &str, name: &str, text: &str) -> String {
    let encoded = form_urlencoded::Serializer::new(String::new()).append_pair(name, text).finish();
    format!("{path}?{encoded}")
}

pub(crate) fn routes(routes: AppRoutes) -> AppRoutes {
    routes.get("/search", Access::SignedIn, page)
}

async fn page(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    mut listing: Listing,
) -> Result<Markup> {
    let words = listing.text("q", "要找的字").unwrap_or_default();
    let mut found = Vec::new();
    if !words.is_empty() {
        let words: Arc<str> = words.as_str().into();
        let mut sources = app.register.all::<Source>().to_vec();
        sources.sort_by_key(|source| source.place);
        for source in sources {
            let things = (source.look)(app.clone(), actor.clone(), words.clone()).await?;
            if !things.hits.is_empty() {
                found.push((source.label, things));
            }
        }
    }
    let body = html! {
        (ui::head("查找", html! { @if !words.is_empty() { "“" (words) "”" } }, html! {}))
        div class="only-s no-print" { (ui::filter("/search", ui::filter_text("q", "找什么", &words, 12), html! {})) }
        (ui::remarks(&listing.remarks()))
        (results(&words, &found))
    };
    Ok(frame.page(HOME, "查找", &[], body))
}

fn results(words: &str, found: &[(&str, Found)]) -> Markup {
    if words.is_empty() {
        let text = "在上面写姓名、拼音、编号、标题或文号，能看到的都会列在这里。";
        return ui::empty("要找什么？", text, None);
    }
    if found.is_empty() {
        return ui::empty("没有找到", "换一个写法再试；您的身份不能看的，这里也不列。", None);
    }
    html! {
        @for (label, things) in found {
            (ui::section(label, &format!("{} 项", things.total), all(things), hits(label, things)))
        }
    }
}

fn all(things: &Found) -> Markup {
    match &things.all {
        Some(href) if things.total > things.hits.len() as u64 => ui::more("全部", href),
        _ => html! {},
    }
}

fn hits(label: &str, things: &Found) -> Markup {
    let columns = [ui::Column::new("名称").hidden(), ui::Column::new("说明").hidden()];
    let rows = html! {
        @for hit in &things.hits {
            tr { th scope="row" class="lite" { a href=(hit.href) { (hit.title) } } td class="mute" { (hit.note) } }
        }
    };
    ui::table(label, "plain flow", &columns, rows)
}
