//! A member's score on the kit page.
use maud::{Markup, html};

use super::{LONG, shown};
use crate::{self as ui, FactEntry, FactFold, FactLine, Indicator, Page, Place};

pub(super) fn group(_: &Page) -> Markup {
    let places = [
        Place { among: "全体委员", place: 56, of: 562, moved: Some(3) },
        Place { among: "本界别", place: 1, of: 100_000, moved: None },
    ];
    html! {
        (shown("大分数", "有名次", ui::score_hero(81.1, 100.0, &places, "优秀", "前 10%", html! {})))
        (shown("指标", "展开、收起、没有事实", html! {
            (ui::indicator_group("履职情况", 62.5, 80.0))
            (ui::indicator(&indicator("参会", 20.0, 3, true, facts())))
            (ui::indicator(&indicator(LONG, 7.5, 100_000, false, html! {})))
            (ui::indicator(&indicator("社情民意", 0.0, 0, false, html! { p { "没有登记的事实。" } })))
        }))
        (shown("条文", "", ui::rule_text("第七条", LONG, "#")))
    }
}

fn indicator(name: &'static str, score: f64, facts: usize, open: bool, body: Markup) -> Indicator<'static> {
    Indicator { name, score, max: 20.0, average: (facts > 0).then_some(12.3), facts, open, id: None, body }
}

fn facts() -> Markup {
    let line = |day: &str, fact: &str, points: &str| FactLine {
        day: day.into(),
        fact: html! { (fact) },
        rule: "每半天 2 分".into(),
        points: points.into(),
        evidence: html! { "签到表" },
        confirmed: "何以宁".into(),
        act: html! {},
    };
    ui::fact_table(
        "参会",
        &[
            FactEntry::One(line("3月9日", "全体会议", "+4.0")),
            FactEntry::Many(FactFold {
                said: "出席 2 次，不扣分".into(),
                points: "0".into(),
                open: false,
                lines: vec![line("3月9日", "全体会议", "0"), line("7月1日", LONG, "0")],
            }),
        ],
        ("合计", "20.0", "上限 20"),
    )
}
