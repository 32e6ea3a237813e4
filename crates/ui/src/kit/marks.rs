//! Lights, chips, stamps, steps and processes on the kit page.
use maud::{Markup, html};

use super::{LONG, shown};
use crate::{self as ui, Chip, CycleLine, Event, Light, Link, Page, StateMove, Step, StepState};

pub(super) fn group(_: &Page) -> Markup {
    let lights = [
        (Light::Normal, "正常"),
        (Light::Soon, "临期"),
        (Light::Late, "逾期"),
        (Light::Idle, "未到"),
        (Light::Done, "办结"),
    ];
    let chips = [Chip::Plain, Chip::Solid, Chip::Hot, Chip::Fail, Chip::Soft, Chip::Dash];
    html! {
        (shown("灯", "形状和字，不只是颜色", html! { p class="acts" { @for (state, word) in lights { (ui::light(state, word)) (ui::light_head(state)) } } }))
        (shown("签", "", html! {
            p class="acts" { @for kind in chips { (ui::chip(kind, "待确认")) } (ui::chip(Chip::Plain, "")) (ui::chip_off("界别：环境资源界", "#")) }
            p { (ui::chip(Chip::Soft, LONG)) }
        }))
        (shown("印", "", html! { p class="acts" { (ui::stamp("已发布")) (ui::stamp_checked("核验一致")) } }))
        (shown("名次变动", "", html! { p class="acts" { @for moved in [Some(3), Some(-12), Some(0), None] { (ui::rank_move(moved)) } } }))
        (shown("进度", "", html! {
            @for (done, total) in [(0, 0), (0, 96), (48, 96), (100_000, 100_000)] {
                p { (ui::progress(done, total, &format!("办结 {done}，共 {total}"))) }
            }
        }))
        (steps())
        (shown("时间线", "", ui::timeline(&[
            event("7月1日", html! { "登记" }, StepState::Did, Some("2026-07-01")),
            event("7月15日", html! { (LONG) }, StepState::Now, Some("2026-07-15")),
            event("以后", html! { "办结" }, StepState::Todo, None),
        ])))
        (processes())
    }
}

fn event(when: &str, text: Markup, state: StepState, datetime: Option<&'static str>) -> Event<'static> {
    Event { when: when.into(), text, state, datetime }
}

fn steps() -> Markup {
    let names = ["准备", "采集", "评议", "核算", "公示", "复核", "发布"];
    let items = |now: usize| -> Vec<Step<'static>> {
        let step = |(at, label): (usize, &'static str)| Step {
            label,
            when: if at <= now { format!("7月{}日", at + 1) } else { String::new() },
            state: StepState::at(at, now),
        };
        names.into_iter().enumerate().map(step).collect()
    };
    shown(
        "步骤",
        "开头、中间、走完",
        html! {
            @for now in [0, 3, 7] { div class="mb5" { (ui::steps(&items(now))) } p { (ui::steps_bar(now + 1, 7)) } }
        },
    )
}

fn processes() -> Markup {
    let link = |label, normal, soon, late| Link { label, href: "#", normal, soon, late, current: late > 0 };
    let chain = [
        link("任务分解", 12, 0, 0),
        link("督办落实", 100_000, 3, 2),
        link("办结销号", 0, 0, 0),
        link("考核评价", 4, 1, 0),
    ];
    let step = |from, verb, to, is_open| StateMove {
        from,
        verb,
        to,
        who: "秘书长、领导".into(),
        demands: if is_open { "写明理由" } else { "" },
        is_open,
    };
    let line = CycleLine {
        title: LONG,
        href: "#",
        step: 5,
        of: 7,
        step_name: "公示",
        due: "7月20日止，剩 4 个工作日",
        note: html! { "562 人已核算，异议 " b { "0" } " 件。" },
    };
    html! {
        (shown("一次考评", "", ui::cycle_line(&line)))
        (shown("七段", "", ui::chain("督办七段", &chain)))
        (shown("状态和走法", "现在能走的标出来", ui::state_moves("草稿的状态", &[
            step("起草中", "送审", "已送审", false), step("已送审", "采用", "已采用", true), step("已送审", "退回", "已退回", true),
        ])))
        (shown("四件事", "", ui::four(&[
            ("责任", html! { "委员工作处" }), ("任务", html! { (LONG) }), ("措施", html! { "每周一报" }), ("时限", html! { "7月31日" }),
        ])))
    }
}
