//! The frame of a page: index rail, bar, paper, foot; the bottom bar on phones.

use maud::{DOCTYPE, Markup, html};

use super::{Page, Size, TabItem, Theme, stylesheet_path};

/// A whole page of the desk: rail, bar, `body`, foot; for paper, `body` alone under the name of the committee.
pub fn page(page: &Page, body: Markup) -> Markup {
    if page.print {
        return document(page, None, paper(page, body));
    }
    document(
        page,
        None,
        html! {
            div class="app" {
                (rail(page))
                div class="page" {
                    (bar(page))
                    main class="main" id="main" tabindex="-1" { (print_head(page)) (body) (foot(page)) }
                }
                (tab_bar("tabbar", &page.tabs))
            }
        },
    )
}

/// A page without index and bar, for logging in, for errors, for one-time links. `body` should open with an `h1`;
/// it stands on one sheet, broad when `broad`.
pub fn bare_page(page: &Page, broad: bool, body: Markup) -> Markup {
    document(
        page,
        None,
        html! {
            div class="bare" {
                main id="main" tabindex="-1" {
                    div class={ "sheet" @if broad { " broad" } } {
                        a class="seal" href=(page.home) aria-label="履职，回到首页" { "履" br; "职" }
                        @if !page.committee.is_empty() { p class="org" { (page.committee) } }
                        (body)
                    }
                }
                (foot(page))
            }
        },
    )
}

/// The document around any page: head, skip link, the hatches that bars are filled with.
pub(super) fn document(page: &Page, body_class: Option<&str>, content: Markup) -> Markup {
    let theme = (page.theme != Theme::Auto).then(|| page.theme.word());
    let size = (page.size != Size::Normal).then(|| page.size.word());
    html! {
        (DOCTYPE)
        html lang="zh-CN" data-theme=[theme] data-size=[size] data-print=[page.print.then_some("1")] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="referrer" content="same-origin";
                title { (page.title) " · 履职" }
                link rel="stylesheet" href=(stylesheet_path());
                @if page.live { (super::script::head()) }
            }
            body class=[body_class] {
                a class="skip" href="#main" { "跳到正文" }
                svg class="defs" aria-hidden="true" focusable="false" {
                    defs {
                        pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                            rect width="2" height="4" fill="#fff" fill-opacity=".55" {}
                        }
                        pattern id="stripe" width="3" height="8" patternUnits="userSpaceOnUse" {
                            rect x="2" width="1" height="8" fill="#fff" fill-opacity=".6" {}
                        }
                    }
                }
                (content)
            }
        }
    }
}

/// Whose page it is and when it was printed, for whoever prints the page as it stands.
fn print_head(page: &Page) -> Markup {
    html! {
        @if !page.committee.is_empty() { div class="print-only" aria-hidden="true" { (paper_head(page)) } }
    }
}

fn paper_head(page: &Page) -> Markup {
    let moment = page.data_as_of.as_deref().unwrap_or_default();
    html! { p class="paper-head" { b { (page.committee) } span { (moment) @if !moment.is_empty() { " 打印" } } } }
}

fn paper(page: &Page, body: Markup) -> Markup {
    html! {
        div class="paper" {
            header {
                p class="paper-bar no-print" {
                    span class="grow" { "这一页是给打印用的。按 Ctrl+P（或浏览器菜单里的“打印”）。" }
                    a class="btn" href=(page.link_back()) { "回到原来的页" }
                }
                (paper_head(page))
            }
            main id="main" tabindex="-1" { (body) }
            @if let Some(note) = &page.demo_note { footer class="xs faint" { (note) } }
        }
    }
}

fn rail(page: &Page) -> Markup {
    html! {
        nav class="rail" aria-label="主索引" {
            a class="seal" href=(page.home) aria-label="履职，回到首页" { "履" br; "职" }
            @for item in &page.rail {
                @if item.break_before { hr; }
                a class="ix" href=(item.href) aria-current=[item.current.then_some("page")] {
                    (item.label) (badge(item.badge))
                }
            }
        }
    }
}

/// How many things wait there: a small number to see, a whole phrase to hear; nothing when none does.
fn badge(count: Option<u32>) -> Markup {
    html! {
        @if let Some(count) = count.filter(|count| *count > 0) {
            span class="n" aria-hidden="true" { @if count > 99 { "99+" } @else { (count) } }
            span class="vh" { "，" (count) " 件待办" }
        }
    }
}

fn bar(page: &Page) -> Markup {
    let last = page.crumbs.len().saturating_sub(1);
    html! {
        header class="bar" {
            @if !page.committee.is_empty() { a class="org" href=(page.home) { (page.committee) } }
            nav aria-label="位置" {
                ol class="crumb" {
                    @for (at, (label, href)) in page.crumbs.iter().enumerate() {
                        li {
                            @match href {
                                Some(href) if at < last => a href=(href) { (label) },
                                _ => span aria-current=[(at == last).then_some("page")] { (label) },
                            }
                        }
                    }
                }
            }
            @if let Some(find) = &page.find {
                form class="find" role="search" action=(find.action) {
                    label class="vh" for="find-q" { "查找" }
                    input id="find-q" name="q" type="search" placeholder=(find.placeholder) value=(find.value);
                }
            }
            (tools(page))
        }
    }
}

fn tools(page: &Page) -> Markup {
    html! {
        div class={ "tools" @if page.find.is_none() { " end" } } {
            @if let Some(find) = &page.find { a class="only-s" href=(find.action) { "查找" } }
            a href=(page.link_with("size", page.size.next().word())) aria-label=(size_label(page.size)) { "大字" }
            a href=(page.link_with("theme", page.theme.next().word())) aria-label="切换深浅色" { "深浅" }
            a class="opt-w" href=(page.link_with("print", "1")) { "打印" }
            @if let Some(who) = &page.who {
                @match &page.who_href {
                    Some(href) => a class="me" href=(href) { (who) },
                    None => span class="me" { (who) },
                }
            }
            @if let Some(logout) = &page.logout {
                form class="opt-w" method="post" action=(logout.action) {
                    @if let Some(csrf) = &logout.csrf { input type="hidden" name="csrf" value=(csrf); }
                    button type="submit" { "退出" }
                }
            }
        }
    }
}

pub(super) const fn size_label(size: Size) -> &'static str {
    match size {
        Size::Normal => "切换到大字",
        Size::Large => "关掉大字",
    }
}

pub(super) fn size_link(page: &Page) -> String {
    page.link_with("size", page.size.next().word())
}

pub(super) fn tab_bar(class: &str, tabs: &[TabItem]) -> Markup {
    html! {
        @if !tabs.is_empty() {
            nav class=(class) aria-label="主导航" {
                @for tab in tabs {
                    a href=(tab.href) aria-current=[tab.current.then_some("page")] { (tab.icon.svg()) (tab.label) (badge(tab.badge)) }
                }
            }
        }
    }
}

pub(super) fn foot(page: &Page) -> Markup {
    html! {
        footer class="foot" {
            @if let Some(note) = &page.demo_note { span { (note) } }
            @if let Some(moment) = &page.data_as_of { span { "数据截至 " (moment) } }
            @for line in &page.foot { span { (line) } }
            a href=(page.complaint) { "意见与投诉" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Icon, RailItem};
    use super::*;

    #[test]
    fn a_title_cannot_smuggle_in_a_script() {
        let mut sample =
            Page::new("<script>alert(1)</script>").crumb("\"><script>", "/x?a=\"><script>").crumb_here("<b>");
        sample.who = Some("<script>".into());
        let html = page(&sample, html! { p { "<script>" } }).into_string();
        assert!(!html.contains("<script"));
        assert!(html.contains("&lt;script&gt;alert(1)"));
    }

    #[test]
    fn every_kind_of_page_has_a_complaint_link_and_no_style_attribute() {
        let sample = Page::new("页");
        for html in [page(&sample, html! {}), bare_page(&sample, false, html! {}), crate_phone(&sample)] {
            let html = html.into_string();
            assert!(html.contains("href=\"/complaints\">意见与投诉"));
            assert!(!html.contains("style="));
        }
    }

    fn crate_phone(sample: &Page) -> Markup {
        super::super::phone_page(sample, "页", html! {}, html! {})
    }

    #[test]
    fn only_a_live_page_loads_the_script() {
        let plain = page(&Page::new("页"), html! {}).into_string();
        let live = page(&Page { live: true, ..Page::new("页") }, html! {}).into_string();
        assert!(!plain.contains("<script") && !plain.contains("htmx"));
        assert_eq!(live.matches("<script").count(), 1);
    }

    #[test]
    fn links_keep_the_other_parameters() {
        let page = Page { here: "/members?page=2&theme=dark&print=1&sort=rank".into(), ..Page::new("") };
        assert_eq!(page.link_with("theme", "light"), "/members?page=2&sort=rank&theme=light");
        assert_eq!(Page::new("").link_with("size", "large"), "?size=large");
    }

    #[test]
    fn the_mode_is_an_attribute_of_the_root() {
        let sample = Page { theme: Theme::Dark, size: Size::Large, ..Page::new("") };
        let html = page(&sample, html! {}).into_string();
        assert!(html.contains("<html lang=\"zh-CN\" data-theme=\"dark\" data-size=\"large\">"));
        assert_eq!(Theme::from_word(Theme::Dark.word()), Theme::Dark);
        assert_eq!(Size::from_word("x"), Size::Normal);
    }

    #[test]
    fn a_badge_speaks() {
        let rail = vec![RailItem { badge: Some(3), current: true, ..RailItem::new("督办", "/s") }];
        let html = page(&Page { rail, ..Page::new("") }, html! {}).into_string();
        assert!(html.contains(
            "aria-current=\"page\">督办<span class=\"n\" aria-hidden=\"true\">3</span><span class=\"vh\">，3 件待办</span>"
        ));
        let quiet = vec![RailItem { badge: Some(0), ..RailItem::new("督办", "/s") }];
        assert!(!page(&Page { rail: quiet, ..Page::new("") }, html! {}).into_string().contains("件待办"));
        let tabs = vec![TabItem { badge: Some(100), ..TabItem::new(Icon::Home, "案头", "/", false) }];
        let html = page(&Page { tabs, ..Page::new("") }, html! {}).into_string();
        assert!(html.contains(">99+</span><span class=\"vh\">，100 件待办</span>"), "{html}");
    }

    #[test]
    fn the_committee_stands_on_pages_of_every_kind_and_no_empty_name_does() {
        let named = Page { committee: "政协云岭省委员会".into(), ..Page::new("页") };
        let on_paper = Page { print: true, ..named.clone() };
        for html in [page(&named, html! {}), page(&on_paper, html! {}), bare_page(&named, false, html! {})] {
            assert!(html.into_string().contains(">政协云岭省委员会<"));
        }
        let nameless = Page::new("页");
        for html in [page(&nameless, html! {}), bare_page(&nameless, false, html! {})] {
            assert!(!html.into_string().contains("class=\"org\""));
        }
    }
}
