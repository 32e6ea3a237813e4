//! Charts on the kit page.
use maud::{Markup, html};

use super::{LONG, shown};
use crate::{self as ui, Cut, Diverging, Histogram, HistoryPoint, Page, Part, Slope, Slopes, Stage};

pub(super) fn group(_: &Page) -> Markup {
    let parts = [
        Part { label: "参会", value: 20.0 },
        Part { label: "提案", value: 12.5 },
        Part { label: "发言", value: 0.0 },
    ];
    html! {
        (shown("条", "", html! {
            (ui::stacked_bar(&parts, 100.0))
            (ui::key(&["参会".to_owned(), "提案".to_owned(), LONG.to_owned()]))
            (ui::key_average("本人", "平均"))
            @for (value, average) in [(0.0, None), (12.0, Some(10.0)), (20.0, Some(20.0))] { p { (ui::score_bar(value, 20.0, average)) } }
            @for (normal, soon, late) in [(0, 0, 0), (90, 4, 2), (100_000, 1, 1)] { p { (ui::lights_bar(normal, soon, late, normal + soon + late)) } }
            (ui::where_bar(81.1, 100.0, &[("前 10%", 85.0), ("合格", 60.0)]))
        }))
        (shown("大分数", "零分、没有名次", ui::score_hero(0.0, 100.0, &[], "不评", LONG, html! {})))
        (shown("分布", "", histograms()))
        (shown("高于和低于平均", "", ui::diverging_bars("各指标与平均的差", &[
            Diverging { label: "参会", value: 3.5, text: "+3.5".into(), alarm: "" },
            Diverging { label: LONG, value: -8.0, text: "−8.0".into(), alarm: "最低" },
            Diverging { label: "发言", value: 0.0, text: "0".into(), alarm: "" },
        ])))
        (shown("漏斗", "", ui::funnel("提案办理", &[
            Stage { label: "立案", note: "全部", value: 100_000, unit: "件", onward: "96%".into() },
            Stage { label: "办复", note: LONG, value: 96_000, unit: "件", onward: "0%".into() },
            Stage { label: "采纳", note: "", value: 0, unit: "件", onward: String::new() },
        ])))
        (shown("历年", "", ui::history_line(&[
            HistoryPoint { label: "2024", score: 71.0, place: Some(90), compare: Some(70.0) },
            HistoryPoint { label: "2025", score: 0.0, place: None, compare: None },
            HistoryPoint { label: "2026", score: 81.1, place: Some(56), compare: Some(72.0) },
        ], "全体平均")))
        (shown("两次名次", "", ui::slope(&Slopes {
            name: "两版办法的名次", heads: ("现行", "新稿"), line: "前 10%", last: (56, 56),
            people: &[Slope { name: "端木青", place: (40, 60) }, Slope { name: "公羊远", place: (58, 50) }],
        })))
        (shown("数", "图的另一面", ui::numbers("各段人数", &["分数段", "人数"], &[vec!["60—70".into(), "100,000".into()], vec![LONG.into(), "0".into()]], true)))
    }
}

fn histograms() -> Markup {
    let cuts = [Cut { label: "前 10%", at: 85.0 }, Cut { label: "合格", at: 60.0 }];
    let counts = [0, 3, 40, 210, 100_000, 88, 12];
    let full = Histogram::new("成绩分布", 30.0, 10.0, &counts, &cuts).axis("得分");
    let beside = Histogram::new("您的位置", 30.0, 10.0, &[0, 3, 40, 210, 180, 88, 12], &cuts)
        .beside_score(("您", 81.1));
    let empty = Histogram::new("还没有成绩", 0.0, 10.0, &[0, 0, 0], &[]);
    html! {
        (ui::histogram(&full)) (ui::histogram_numbers(&full, false))
        (ui::histogram(&beside)) (ui::histogram(&empty))
    }
}
