//! A member's phone on the kit page.
use maud::{Markup, html};

use super::LONG;
use crate::phone::{self as m, NextMeeting, PointLine, TodoLine};
use crate::{self as ui, Button, Icon, Light, Page};

/// The icons stand only beside words.
const ICONS: [(Icon, &str); 9] = [
    (Icon::Home, "首页"),
    (Icon::Chart, "成绩"),
    (Icon::Task, "督办"),
    (Icon::Pen, "报送"),
    (Icon::Calendar, "会议"),
    (Icon::People, "委员"),
    (Icon::Paper, "公文"),
    (Icon::More, "更多"),
    (Icon::Scan, "签到"),
];

pub(super) fn group(_: &Page) -> Markup {
    let point =
        |label, score, note: &str| PointLine { label, score, max: 20.0, note: note.into(), href: "#".into() };
    let todo = |title: &str, state, due: &str| TodoLine {
        title: title.into(),
        state,
        due: due.into(),
        href: "#".into(),
    };
    html! {
        (m::top_button("返回", "#"))
        (m::big_score(81.1, "优秀", "全体第 56 名，共 562 人", ui::score_bar(81.1, 100.0, Some(70.0))))
        (m::score_card(81.1, "2026 年上半年", html! { "第 56 名" }, "#", Some("公示到 7月20日")))
        (m::score_card(0.0, LONG, html! { "没有名次" }, "#", None))
        (m::meeting_card(&NextMeeting {
            lead: "下一次会", when: "7月15日 周三 09:00", title: LONG, place: "云岭会堂三楼",
            act: Some(("扫码签到", "#")), links: &[("请假", "#"), ("材料", "#")],
        }))
        (m::points_card(&[point("参会", 20.0, "满分"), point(LONG, 0.0, "还没有登记")]))
        (m::todo_card("要办的", &[todo("交上半年小结", Light::Late, "逾期 3 天"), todo(LONG, Light::Soon, "剩 1 天"), todo("填通讯方式", Light::Normal, "7月31日")]))
        (m::todo_card("没有要办的", &[]))
        (m::link_card("常用", &[("我的成绩", "81.1 分", "#"), ("我的档案", "", "#")]))
        (m::card("进度", html! { (m::done_of(0, 12, "项")) (m::done_of(12, 12, "项")) (m::done_of(100_000, 100_000, "项")) }))
        form method="post" action="/kit?group=phone" { (m::large_submit("交上去", "交后还能改到 7月20日")) }
        p { (ui::submit(Button::Quiet, "以后再说")) }
        div class="meet" { p class="acts" { @for (icon, word) in ICONS { span class="btn" { (icon.svg()) (word) } } } }
    }
}
