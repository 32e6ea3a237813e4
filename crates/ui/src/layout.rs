//! What a sheet is made of: title, sections, slips, tabs, numbers, messages, menus, pagers.

use maud::{Markup, html};

/// The page's title over the thick-and-thin rule. `sub` says in one sentence what matters now, `actions` are buttons.
pub fn head(title: &str, sub: Markup, actions: Markup) -> Markup {
    head_with(html! { (title) }, sub, actions)
}

/// As [`head`], for a title of two sizes: put the smaller part into `span.h-sub`.
pub fn head_with(title: Markup, sub: Markup, actions: Markup) -> Markup {
    let (sub_empty, actions_empty) = (sub.0.is_empty(), actions.0.is_empty());
    html! {
        div class="head" {
            div { h1 { (title) } @if !sub_empty { p class="sub" { (sub) } } }
            @if !actions_empty { div class="act" { (actions) } }
        }
    }
}

/// A section with an `h2` over a rule: a note beside it, links at the right (each `a.more`, see [`more`]).
pub fn section(title: &str, note: &str, more: Markup, body: Markup) -> Markup {
    section_in("", title, note, more, body)
}

/// As [`section`], with further classes: `w4`, `w7 rule-l` inside `div.cols`.
pub fn section_in(class: &str, title: &str, note: &str, more: Markup, body: Markup) -> Markup {
    html! {
        section class={ "sec" @if !class.is_empty() { " " (class) } } {
            header { h2 { (title) } @if !note.is_empty() { span class="note" { (note) } } (more) }
            (body)
        }
    }
}

/// A link at the right end of a section's header.
pub fn more(label: &str, href: &str) -> Markup {
    html! { a class="more" href=(href) { (label) } }
}

/// The side slip. `hot` when something must be done there.
pub fn slip(title: &str, hot: bool, body: Markup) -> Markup {
    html! { div class={ "slip" @if hot { " hot" } } { h2 { (title) } (body) } }
}

/// Main matter with a side column of 19 rem; below it on narrow screens.
pub fn side(main: Markup, aside: Markup) -> Markup {
    html! { div class="side" { div { (main) } aside aria-label="旁栏" { (aside) } } }
}

/// One view of a list, in [`tabs`].
#[derive(Clone, Debug)]
pub struct Tab<'a> {
    /// Its name.
    pub label: &'a str,
    /// Where it leads.
    pub href: &'a str,
    /// How many are in it.
    pub count: Option<u64>,
    /// We are here.
    pub current: bool,
}

/// Views of the same thing, as links.
pub fn tabs(name: &str, items: &[Tab<'_>]) -> Markup {
    html! {
        nav class="tabs" aria-label=(name) {
            @for item in items {
                a href=(item.href) aria-current=[item.current.then_some("page")] {
                    (item.label) @if let Some(count) = item.count { span class="n" { (count) } }
                }
            }
        }
    }
}

/// Two or three ways of looking, joined: 看图 / 看数. The third part says which is chosen.
pub fn segments(name: &str, items: &[(&str, &str, bool)]) -> Markup {
    html! {
        span class="seg" role="group" aria-label=(name) {
            @for (label, href, current) in items { a href=(href) aria-current=[current.then_some("true")] { (label) } }
        }
    }
}

/// One figure in the strip of [`stats`].
#[derive(Clone, Debug)]
pub struct Stat<'a> {
    /// What it is.
    pub label: &'a str,
    /// The figure, already a word.
    pub value: String,
    /// Its unit, small.
    pub unit: &'a str,
    /// Where it comes from; `b` marks the number in it.
    pub note: Markup,
}

/// A strip of large figures, parted by rules.
pub fn stats(items: &[Stat<'_>]) -> Markup {
    html! {
        dl class="stats" {
            @for item in items {
                div class="stat" {
                    dt { (item.label) }
                    dd class="v" { (item.value) @if !item.unit.is_empty() { small { (item.unit) } } }
                    dd { (item.note) }
                }
            }
        }
    }
}

/// Names and values in two columns.
pub fn kv(items: &[(&str, Markup)]) -> Markup {
    html! { dl class="kv sm" { @for (name, value) in items { dt { (name) } dd { (value) } } } }
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Worth knowing.
    Plain,
    /// It was done.
    Good,
    /// Soon due, or doubtful.
    Soon,
    /// It failed, or is late.
    Bad,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "msg",
            Self::Good => "msg ok",
            Self::Soon => "msg warn",
            Self::Bad => "msg late",
        }
    }
}

/// A strip that says what happened; `action` is a link or nothing. Good and bad ones are read out.
pub fn message(tone: Tone, body: Markup, action: Markup) -> Markup {
    let role = match tone {
        Tone::Plain | Tone::Soon => None,
        Tone::Good => Some("status"),
        Tone::Bad => Some("alert"),
    };
    html! { div class=(tone.class()) role=[role] { span class="grow" { (body) } (action) } }
}

/// What could not be read or was left out, a sentence each; nothing when there is none.
pub fn remarks(sentences: &[String]) -> Markup {
    html! {
        @if !sentences.is_empty() {
            div class="mb4" { (message(Tone::Soon, html! { @for (at, sentence) in sentences.iter().enumerate() { @if at > 0 { br; } (sentence) } }, html! {})) }
        }
    }
}

/// What was just done, with a way back when there is one: shown once after a redirect.
pub fn toast(text: &str, undo: Option<(&str, &str)>) -> Markup {
    html! {
        div class="toasts" {
            p class="toast" role="status" { span { (text) } @if let Some((label, href)) = undo { a href=(href) { (label) } } }
        }
    }
}

/// Nothing to show: whether that is good news, and the next step.
pub fn empty(title: &str, text: &str, action: Option<(&str, &str)>) -> Markup {
    html! {
        div class="empty" {
            p class="t" { (title) }
            p { (text) }
            @if let Some((label, href)) = action { a class="btn" href=(href) { (label) } }
        }
    }
}

/// A page section that asks before something that cannot be undone. `title` becomes the page's `h1`.
#[derive(Clone, Debug)]
pub struct Confirm<'a> {
    /// The question, as in “发布 2026 年上半年 的结果？”.
    pub title: &'a str,
    /// What cannot be undone.
    pub body: Markup,
    /// What follows, each with its count.
    pub consequences: &'a [String],
    /// The safe way out: words and address.
    pub cancel: (&'a str, &'a str),
    /// Where the form is posted.
    pub action: &'a str,
    /// What the button says.
    pub button: &'a str,
    /// Hidden fields, a reason field, a token.
    pub fields: Markup,
}

/// Asks. The safe button comes first.
pub fn confirm(ask: &Confirm<'_>) -> Markup {
    html! {
        form class="dlg" method="post" action=(ask.action) {
            header { h1 { (ask.title) } }
            div {
                (ask.body)
                @if !ask.consequences.is_empty() { ul { @for line in ask.consequences { li { (line) } } } }
                (ask.fields)
            }
            footer {
                a class="btn" href=(ask.cancel.1) { (ask.cancel.0) }
                button class="btn primary" type="submit" { (ask.button) }
            }
        }
    }
}

/// Which pages a [`pager`] names: the ends and those near the current one; `None` is a gap.
fn named_pages(current: u64, pages: u64) -> Vec<Option<u64>> {
    let mut named = Vec::new();
    let mut last = 0;
    let near = current.saturating_sub(2)..=current.saturating_add(2);
    for n in [1].into_iter().chain(near).chain([pages]).filter(|n| (1..=pages).contains(n)) {
        if n <= last {
            continue;
        }
        if n > last + 1 {
            named.push(None);
        }
        named.push(Some(n));
        last = n;
    }
    named
}

/// Leads through pages. `note` stands at the left (“每页 50 件”); nothing but the note when there is one page.
pub fn pager(current: u64, pages: u64, note: &str, href: impl Fn(u64) -> String) -> Markup {
    if pages <= 1 {
        return html! { p class="pager" { span class="grow" { (note) } } };
    }
    html! {
        nav class="pager" aria-label="翻页" {
            span class="grow" { (note) }
                @if current > 1 { a href=(href(current - 1)) rel="prev" { "上页" } }
                @for n in named_pages(current, pages) {
                    @match n {
                        None => span { "…" },
                        Some(n) if n == current => span aria-current="page" { span class="vh" { "第 " } (n) span class="vh" { " 页" } },
                        Some(n) => a href=(href(n)) { span class="vh" { "第 " } (n) span class="vh" { " 页" } },
                    }
                }
                @if current < pages { a href=(href(current + 1)) rel="next" { "下页" } }
        }
    }
}

/// A short menu of links under a button.
pub fn menu(label: &str, items: &[(&str, &str)]) -> Markup {
    html! {
        details class="menu no-print" {
            summary class="btn" { (label) " ▾" }
            div { @for (label, href) in items { a href=(href) { (label) } } }
        }
    }
}

/// Which of the four buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// One of several.
    Plain,
    /// The page's one main act.
    Primary,
    /// Hardly a button.
    Quiet,
    /// Takes back or refuses.
    Danger,
    /// One of several, beside text.
    Small,
}

impl Button {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "btn",
            Self::Primary => "btn primary",
            Self::Quiet => "btn quiet",
            Self::Danger => "btn danger",
            Self::Small => "btn sm",
        }
    }
}

/// A link that looks like a button.
pub fn button_link(kind: Button, label: &str, href: &str) -> Markup {
    html! { a class=(kind.class()) href=(href) { (label) } }
}

/// The button that sends its form.
pub fn submit(kind: Button, label: &str) -> Markup {
    html! { button class=(kind.class()) type="submit" { (label) } }
}

/// A form that is only a button: it posts `hidden` fields to `action`.
pub fn post_button(kind: Button, label: &str, action: &str, hidden: &[(&str, &str)]) -> Markup {
    html! {
        form method="post" action=(action) {
            @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
            (submit(kind, label))
        }
    }
}

/// A button that cannot be pressed yet; `label` says why.
pub fn button_off(label: &str) -> Markup {
    html! { button class="btn" type="button" disabled { (label) } }
}

fn counted(value: u64) -> String {
    super::format::thousands(i64::try_from(value).unwrap_or(i64::MAX))
}

/// Work that still runs: what, how long, may one leave. `done` of `total`.
pub fn job(title: &str, note: &str, done: u64, total: u64) -> Markup {
    html! {
        div class="job" aria-busy=[(done < total).then_some("true")] {
            p class="row apart base" { b { (title) } span { b class="fig" { (counted(done)) } span class="faint" { "／" (counted(total)) } } }
            (super::progress(done, total, &format!("{title}：{done}，共 {total}")))
            p class="sm mute" { (note) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_everywhere() {
        let evil = "<script>";
        let parts = html! {
            (head(evil, html! { (evil) }, html! {}))
            (section(evil, evil, more(evil, evil), html! {}))
            (slip(evil, true, html! {}))
            (empty(evil, evil, Some((evil, evil))))
            (toast(evil, Some((evil, evil))))
            (menu(evil, &[(evil, evil)]))
            (post_button(Button::Plain, evil, evil, &[(evil, evil)]))
        };
        assert!(!parts.into_string().contains(evil));
    }

    #[test]
    fn a_pager_names_ends_and_neighbours() {
        assert_eq!(named_pages(1, 1), [Some(1)]);
        assert_eq!(named_pages(1, 4), [Some(1), Some(2), Some(3), Some(4)]);
        let middle = [Some(1), None, Some(8), Some(9), Some(10), Some(11), Some(12), None, Some(20)];
        assert_eq!(named_pages(10, 20), middle);
        let html = pager(2, 3, "每页 50 件", |n| format!("?page={n}")).into_string();
        assert!(
            html.contains("href=\"?page=1\" rel=\"prev\"") && html.contains("href=\"?page=3\" rel=\"next\"")
        );
        assert!(!pager(1, 1, "", |n| n.to_string()).into_string().contains("<a"));
    }

    #[test]
    fn the_safe_button_comes_first() {
        let ask = Confirm {
            title: "发布？",
            body: html! {},
            consequences: &["通报 1 份".to_owned()],
            cancel: ("先不发布", "/c"),
            action: "/c/publish",
            button: "发布",
            fields: html! {},
        };
        let html = confirm(&ask).into_string();
        assert!(html.find("先不发布") < html.find("type=\"submit\""));
        assert!(html.contains("<li>通报 1 份</li>"));
    }
}
