//! The kit page: every component in every state, on one page a group. It is served by the demo alone; whoever adds a
//! component adds it here, and sees it beside the others.
mod charts;
mod forms;
mod layout;
mod marks;
mod phone;
mod score;
mod tables;

use maud::{Markup, html};

use super::{Confirm, Find, Logout, Page, RailItem, Stat, TabItem};
use crate as ui;
use crate::Icon;

/// A word that is longer than any column.
const LONG: &str = "云岭省漱玉河流域生态环境保护与水价形成机制改革专题民主监督暨委员联系界别群众工作情况报告";

/// Identifier in the address, name, what is in it.
type Group = (&'static str, &'static str, fn(&Page) -> Markup);

/// The groups.
const GROUPS: [Group; 7] = [
    ("layout", "版面", layout::group),
    ("marks", "标记", marks::group),
    ("tables", "表格", tables::group),
    ("forms", "表单", forms::group),
    ("score", "成绩", score::group),
    ("charts", "图表", charts::group),
    ("phone", "手机", phone::group),
];

/// A page of the kit, by its group or `bare` or `screen`; none when there is no such group. `page` is how it is shown.
pub fn kit(group: &str, page: &Page) -> Option<Markup> {
    let page = Page { find: Some(find()), logout: Some(logout()), ..dressed(page) };
    match group {
        "bare" => Some(ui::bare_page(&page, false, question())),
        "screen" => Some(ui::phone_page(&page, "我的分", ui::phone::size_button(&page), phone::group(&page))),
        _ => {
            let (_, name, body) = GROUPS.iter().find(|(id, _, _)| *id == group)?;
            let sub = html! { "每个组件，每种样子。这里的人和事都是编的。" };
            let groups = html! { (ui::menu("另一组", &links())) };
            Some(ui::page(
                &page,
                html! { (ui::head(&format!("组件：{name}"), sub, groups)) (tabs(group)) (body(&page)) },
            ))
        }
    }
}

fn links() -> Vec<(&'static str, &'static str)> {
    vec![("确认页", "/kit?group=bare"), ("手机页", "/kit?group=screen")]
}

fn tabs(group: &str) -> Markup {
    let hrefs: Vec<String> = GROUPS.iter().map(|(id, _, _)| format!("/kit?group={id}")).collect();
    let items: Vec<ui::Tab<'_>> = GROUPS
        .iter()
        .zip(&hrefs)
        .map(|((id, label, _), href)| ui::Tab { label, href, count: None, current: *id == group })
        .collect();
    ui::tabs("组件的分组", &items)
}

fn dressed(page: &Page) -> Page {
    Page {
        rail: vec![
            RailItem { badge: Some(3), ..RailItem::new("案头", "/kit?group=layout") },
            RailItem { current: true, break_before: true, ..RailItem::new("组件", "/kit?group=layout") },
            RailItem { badge: Some(100_000), ..RailItem::new("督办", "/kit?group=marks") },
        ],
        tabs: vec![
            TabItem::new(Icon::Home, "案头", "/kit?group=layout", false),
            TabItem::new(Icon::More, "组件", "/kit?group=layout", true),
        ],
        who: Some("委员工作经办 · 何以宁".into()),
        foot: vec!["组件页只在演示里有".into()],
        ..page.clone()
    }
}

fn find() -> Find {
    Find { action: "/kit?group=tables".into(), placeholder: "找组件".into(), value: String::new() }
}

fn logout() -> Logout {
    Logout { action: "/logout".into(), csrf: None }
}

fn question() -> Markup {
    ui::confirm(&Confirm {
        title: "发布上半年委员考评？",
        body: html! { p { "发布以后成绩不再改动。" } },
        consequences: &["100,000 位委员马上看到自己的成绩".into(), "通报 1 份，名次表 1 份".into()],
        cancel: ("先不发布", "/kit?group=layout"),
        action: "/kit?group=bare",
        button: "发布",
        fields: html! {},
    })
}

/// A heading with what stands under it.
fn shown(name: &str, note: &str, body: Markup) -> Markup {
    ui::section(name, note, html! {}, body)
}

fn stat(label: &'static str, value: &str, unit: &'static str) -> Stat<'static> {
    Stat { label, value: value.to_owned(), unit, note: html! { "其中 " b { "0" } " 件逾期" } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    const SOURCES: [&str; 8] = [
        include_str!("mod.rs"),
        include_str!("charts.rs"),
        include_str!("forms.rs"),
        include_str!("layout.rs"),
        include_str!("marks.rs"),
        include_str!("phone.rs"),
        include_str!("score.rs"),
        include_str!("tables.rs"),
    ];

    /// Names of the public functions of a source that give markup.
    fn components(source: &str) -> Vec<String> {
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        let heads = source.split("pub fn ").skip(1).filter_map(|rest| rest.split_once('{'));
        let is_one = |head: &str| head.trim_end().ends_with("-> Markup");
        heads
            .filter(|(head, _)| is_one(head))
            .filter_map(|(head, _)| Some(head.split(['(', '<']).next()?.to_owned()))
            .collect()
    }

    fn all_components(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("kit") {
                all_components(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.extend(components(&std::fs::read_to_string(&path).unwrap()));
            }
        }
    }

    #[test]
    fn every_component_is_on_the_kit_page() {
        let mut names = Vec::new();
        all_components(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut names);
        assert!(names.len() > 60, "{names:?}");
        let used = |name: &String| SOURCES.iter().any(|source| source.contains(&format!("{name}(")));
        let missing: Vec<_> = names.into_iter().filter(|name| !used(name)).collect();
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn every_group_is_a_page_and_ids_stand_once() {
        for group in GROUPS.iter().map(|group| group.0).chain(["bare", "screen"]) {
            let html = kit(group, &Page::new("组件")).unwrap().into_string();
            let mut ids: Vec<&str> =
                html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let count = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), count, "{group}");
        }
        assert!(kit("nothing", &Page::new("组件")).is_none());
    }
}
