//! Tables and filters on the kit page.
use maud::{Markup, html};

use super::{LONG, shown};
use crate::{self as ui, Column, Light, Page, Table};

pub(super) fn group(_: &Page) -> Markup {
    let none: [Column; 2] = ["姓名", "界别"].map(Column::new);
    html! {
        (shown("筛选", "", filter()))
        (shown("名次表", "排序、切线、折起、分组、合计", ranking()))
        (shown("空表", "", ui::table("没有人的表", "dense", &none, ui::empty_row(2, "没有符合条件的委员。换个条件，或清空筛选。"))))
        (shown("一个月", "手机上只列有事的日子", month()))
        (shown("手机上成块", "", ui::table("成块的表", "flow", &none, html! {
            tr { th scope="row" { "端木青" } td data-l="界别" { (LONG) } }
            tr { th scope="row" { (LONG) } td data-l="界别" { "环境资源界" } }
        })))
    }
}

fn month() -> Markup {
    let days: Vec<_> = (1..=28)
        .map(|day| {
            let marks = match day {
                3 => vec![mark("专委会会议"), mark(LONG)],
                15 => vec![mark("考评公示截止")],
                _ => Vec::new(),
            };
            let weekday = ui::format::weekday(2027, 2, day);
            ui::MonthDay { day, weekday, today: day == 3, free: day % 7 == 6 || day % 7 == 0, marks }
        })
        .collect();
    ui::month("2027年2月", 0, &days)
}

fn mark(title: &str) -> ui::Mark {
    ui::Mark { title: title.into(), href: "#".into() }
}

fn filter() -> Markup {
    let options = [(String::new(), "全部".to_owned()), ("a".to_owned(), LONG.to_owned())];
    ui::filter(
        "/kit?group=tables",
        html! {
            (ui::filter_select("kind", "种类", &options, ""))
            (ui::filter_text("q", "姓名", "陆", 8))
            (ui::filter_day("from", "从", "2026-07-15"))
            (ui::filter_day("to", "到", ""))
        },
        html! { a class="sm" href="/kit?group=tables" { "清除条件" } },
    )
}

fn ranking() -> Markup {
    let columns = [
        Column::num("名次").ascending(Some("?sort=-rank".into())),
        Column::new("姓名").sortable("?sort=name"),
        Column::new("界别").class("hide-s"),
        Column::num("得分").descending(None),
        Column::light(Light::Late),
        Column::new("操作").hidden(),
    ];
    let row = |rank: u32, name: &str, score: &str| {
        html! {
            tr {
                td class="num" { (rank) }
                th scope="row" { a href="#" { (name) } }
                td class="hide-s" { "环境资源界" }
                td class="num" { (score) }
                td class="num" { "0" }
                td { a href="#" { "看" } }
            }
        }
    };
    let body = html! {
        (ui::group_row(6, "一组，3 人"))
        (row(1, "端木青", "98.5"))
        (ui::cut_row(6, "前 10%", "第 56 名 · 81.1 分", "线以上在常委会会议通报"))
        (ui::fold_row(6, "第 8—38 名，31 人，展开", "#"))
        (row(100_000, LONG, "0.0"))
    };
    let foot = html! { tr { td colspan="3" { "合计" } td class="num" { "100,000.0" } td colspan="2" {} } };
    let table = Table { caption_seen: true, ..Table::new("名次表", "dense", &columns, body) };
    table.foot(foot).render()
}
