//! A member's phone: one column of cards, targets of 48 px and more, a bar of four below.

use maud::{Markup, html};

use super::format::{figure, short};
use super::shell::{document, foot, size_label, size_link, tab_bar};
use super::{Icon, Light, Page, light, progress};

/// A whole phone page: `title` and one button on top, `body` of cards, the tabs of `page` below.
/// On wide screens it stays one column. Its `h1` is `title`; cards have `h2`.
pub fn phone_page(page: &Page, title: &str, action: Markup, body: Markup) -> Markup {
    document(
        page,
        Some("desk"),
        html! {
            div class="m m-screen" {
                header class="m-top" {
                    a class="seal" href=(page.home) aria-label="履职，回到首页" { "履" br; "职" }
                    h1 { (title) }
                    (action)
                }
                main class="m-body" id="main" tabindex="-1" { (body) }
                (foot(page))
                (tab_bar("m-tabs", &page.tabs))
            }
        },
    )
}

/// The button on top that makes letters larger: the usual `action` of [`phone_page`].
pub fn size_button(page: &Page) -> Markup {
    html! { a class="btn act" href=(size_link(page)) aria-label=(size_label(page.size)) { "大字" } }
}

/// A button on top.
pub fn top_button(label: &str, href: &str) -> Markup {
    html! { a class="btn act" href=(href) { (label) } }
}

/// A card; no heading when `title` is empty.
pub fn card(title: &str, body: Markup) -> Markup {
    html! { section class="m-card" { @if !title.is_empty() { h2 { (title) } } (body) } }
}

/// The next meeting: what comes, when, where, and one large button.
#[derive(Clone, Debug)]
pub struct NextMeeting<'a> {
    /// 下次会议.
    pub lead: &'a str,
    /// 7月22日 周三 9:00.
    pub when: &'a str,
    /// Its name.
    pub title: &'a str,
    /// Hall and seat.
    pub place: &'a str,
    /// The large button: words and address. `None` until it is time.
    pub act: Option<(&'a str, &'a str)>,
    /// Smaller links below it.
    pub links: &'a [(&'a str, &'a str)],
}

/// Draws it.
pub fn meeting_card(meeting: &NextMeeting<'_>) -> Markup {
    html! {
        section class="m-card meet" {
            p class="cin" { b { (meeting.lead) } "　" (meeting.when) }
            h2 { (meeting.title) }
            p class="mute" { (meeting.place) }
            @if let Some((label, href)) = meeting.act {
                p class="mt3" { a class="btn primary lg full" href=(href) { (Icon::Scan.svg()) (label) } }
            }
            @if !meeting.links.is_empty() {
                p class="row apart mt2" { @for (label, href) in meeting.links { a href=(href) { (label) } } }
            }
        }
    }
}

/// The score as a card that leads on; `line` and `place` stand beside it, `notice` below.
pub fn score_card(score: f64, line: &str, place: Markup, href: &str, notice: Option<&str>) -> Markup {
    html! {
        section class="m-card" {
            a class="score" href=(href) {
                span { b class="fig" { (figure(score)) } small { "分" } }
                span class="mute" { (line) br; (place) }
                span class="go" aria-hidden="true" {}
            }
            @if let Some(notice) = notice { p class="msg warn sm" { span { (notice) } } }
        }
    }
}

/// The score itself with its grade, and where it stands ([`where_bar`](super::where_bar)).
pub fn big_score(score: f64, grade: &str, place: &str, bar: Markup) -> Markup {
    html! {
        section class="m-card" aria-label="总分" {
            div class="score big" {
                span { b class="fig" { (figure(score)) } small { "分" } }
                span { b class="ser" { (grade) } br; span class="mute" { (place) } }
            }
            (bar)
        }
    }
}

/// One line of a [`points_card`].
#[derive(Clone, Debug)]
pub struct PointLine<'a> {
    /// 考勤.
    pub label: &'a str,
    /// Points.
    pub score: f64,
    /// The cap.
    pub max: f64,
    /// 平均 19.9　10 条记录.
    pub note: String,
    /// Where its facts are.
    pub href: String,
}

/// Points by group, each a line that leads to its facts.
pub fn points_card(lines: &[PointLine<'_>]) -> Markup {
    html! {
        section class="m-card snug" aria-label="各项得分" {
            ul class="m-list pts" {
                @for line in lines {
                    li { a href=(line.href) {
                        span class="grow" {
                            span class="row apart" {
                                b { (line.label) }
                                span { b class="fig" { (short(line.score)) } small class="faint" { "／" (short(line.max)) } }
                            }
                            (progress_large(line.score, line.max))
                            small class="faint" { (line.note) }
                        }
                        span class="go" aria-hidden="true" {}
                    } }
                }
            }
        }
    }
}

fn progress_large(score: f64, max: f64) -> Markup {
    let share = if max > 0.0 { (score / max * 100.0).clamp(0.0, 100.0) } else { 0.0 };
    html! {
        svg class="prog lg" role="img" aria-label={ (short(score)) " 分，满分 " (short(max)) } {
            rect class="f1" width={ (super::charts::dot1(share)) "%" } height="100%" {}
        }
    }
}

/// One thing to do.
#[derive(Clone, Debug)]
pub struct TodoLine {
    /// What.
    pub title: String,
    /// In time, due, overdue.
    pub state: Light,
    /// 逾期 1 天.
    pub due: String,
    /// Where it is done.
    pub href: String,
}

/// Things to do as a card.
pub fn todo_card(title: &str, lines: &[TodoLine]) -> Markup {
    card(
        title,
        html! {
            @if lines.is_empty() { p class="sm mute" { "都办完了。" } }
            ul class="m-list" {
                @for line in lines {
                    li { a href=(line.href) {
                        span class="grow" { b { (line.title) } br; (light(line.state, &line.due)) }
                        span class="go" aria-hidden="true" {}
                    } }
                }
            }
        },
    )
}

/// A plain list of links as a card.
pub fn link_card(title: &str, links: &[(&str, &str, &str)]) -> Markup {
    card(
        title,
        html! {
            ul class="m-list" {
                @for (label, note, href) in links {
                    li { a href=(href) {
                        span class="grow" { b { (label) } @if !note.is_empty() { br; span class="mute" { (note) } } }
                        span class="go" aria-hidden="true" {}
                    } }
                }
            }
        },
    )
}

/// The large button at the end of a form; `hint` says what happens then.
pub fn large_submit(label: &str, hint: &str) -> Markup {
    html! {
        button class="btn primary lg full" type="submit" { (label) }
        @if !hint.is_empty() { p class="hint ctr" { (hint) } }
    }
}

/// How many of a ballot or a course are done, as a bar and a sentence.
pub fn done_of(done: u64, total: u64, unit: &str) -> Markup {
    html! {
        (progress(done, total, &format!("已办 {done} {unit}，共 {total} {unit}")))
        p class="sm mute" { "已办 " (done) " " (unit) "，共 " (total) " " (unit) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::TabItem;
    use super::*;

    #[test]
    fn a_phone_page_has_one_heading_tabs_and_a_main() {
        let tabs = vec![TabItem::new(Icon::Home, "首页", "/", true)];
        let html = phone_page(&Page { tabs, ..Page::new("首页") }, "陆景和", html! {}, card("事", html! {}))
            .into_string();
        assert_eq!(html.matches("<h1").count(), 1);
        assert!(html.contains("<main class=\"m-body\" id=\"main\"") && html.contains("class=\"m-tabs\""));
        assert!(html.contains("aria-current=\"page\""));
    }

    #[test]
    fn text_is_escaped() {
        let evil = "<script>";
        let all = html! {
            (card(evil, html! {}))
            (score_card(1.0, evil, html! {}, evil, Some(evil)))
            (link_card(evil, &[(evil, evil, evil)]))
            (points_card(&[PointLine { label: evil, score: 1.0, max: 2.0, note: evil.into(), href: evil.into() }]))
        };
        assert!(!all.into_string().contains(evil));
    }
}
