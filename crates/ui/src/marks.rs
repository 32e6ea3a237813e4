//! Small marks: lights, chips, stamps, steps, timelines, moves of rank, progress.

use maud::{Markup, html};

/// The state a light shows, by shape, word and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// ● in time.
    Normal,
    /// ▲ due within three days.
    Soon,
    /// ◆ overdue.
    Late,
    /// ○ not begun.
    Idle,
    /// ✓ finished.
    Done,
}

impl Light {
    const fn class(self) -> &'static str {
        match self {
            Self::Normal => "light ok",
            Self::Soon => "light warn",
            Self::Late => "light late",
            Self::Idle => "light idle",
            Self::Done => "light done",
        }
    }

    /// Its usual word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Normal => "正常",
            Self::Soon => "临期",
            Self::Late => "逾期",
            Self::Idle => "未开始",
            Self::Done => "已办结",
        }
    }
}

/// A light and its words, as in “逾期 1 天”.
pub fn light(state: Light, label: &str) -> Markup {
    html! { span class=(state.class()) { span { (label) } } }
}

/// A light over a column of figures: only the shape is seen, its word is read out.
pub fn light_head(state: Light) -> Markup {
    html! { span class=(state.class()) { span { span class="vh" { (state.word()) } } } }
}

/// How a chip is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chip {
    /// 称职.
    Plain,
    /// Filled with ink: 优秀.
    Solid,
    /// Here and now: 核查中.
    Hot,
    /// 不称职.
    Fail,
    /// A kind of thing: 提案.
    Soft,
    /// Broken edge: 基本称职, not settled.
    Dash,
}

impl Chip {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "chip",
            Self::Solid => "chip solid",
            Self::Hot => "chip hot",
            Self::Fail => "chip dash fail",
            Self::Soft => "chip soft",
            Self::Dash => "chip dash",
        }
    }
}

/// A word in a frame.
pub fn chip(kind: Chip, label: &str) -> Markup {
    html! { span class=(kind.class()) { (label) } }
}

/// A filter that is on: its link takes it off.
pub fn chip_off(label: &str, href: &str) -> Markup {
    html! { a class="chip" href=(href) aria-current="true" { (label) span class="x" aria-hidden="true" { "×" } span class="vh" { "，取消" } } }
}

/// A seal, for settled states only: 已发布, 已签发, 已计入.
pub fn stamp(label: &str) -> Markup {
    html! { span class="stamp" { (label) } }
}

/// A jade seal, for what was checked: 核验一致.
pub fn stamp_checked(label: &str) -> Markup {
    html! { span class="stamp ok" { (label) } }
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Did,
    /// Here.
    Now,
    /// To come.
    Todo,
}

impl StepState {
    /// The state of step `at` (from 0) when step `now` is current.
    pub const fn at(at: usize, now: usize) -> Self {
        if at < now {
            Self::Did
        } else if at == now {
            Self::Now
        } else {
            Self::Todo
        }
    }

    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Did => Some("did"),
            Self::Now => Some("now"),
            Self::Todo => None,
        }
    }
}

/// One step of a cycle.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// Its name.
    pub label: &'a str,
    /// Its days, or nothing.
    pub when: String,
    /// How far.
    pub state: StepState,
}

/// The steps of a cycle across the page; down the page on phones.
pub fn steps(items: &[Step<'_>]) -> Markup {
    html! {
        ol class="steps" {
            @for (at, step) in items.iter().enumerate() {
                li class=[step.state.class()] aria-current=[(step.state == StepState::Now).then_some("step")] {
                    @if step.state == StepState::Did {
                        span class="dot" { span aria-hidden="true" { "✓" } span class="vh" { "已过" } }
                    } @else {
                        span class="dot" { (at + 1) }
                    }
                    span { b { (step.label) } (step.when) }
                }
            }
        }
    }
}

/// The same in a small bar: step `now` (from 1) of `of`; once settled, none is under way.
pub fn steps_bar(now: usize, of: usize, settled: bool) -> Markup {
    let reached = now + usize::from(settled);
    html! {
        span class="p7" role="img" aria-label={ "第 " (now) " 步，共 " (of) " 步" } {
            @for at in 1..=of { i class=[StepState::at(at, reached).class()] {} }
        }
    }
}

/// One entry of a [`timeline`].
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// Its day, in words.
    pub when: String,
    /// What happens.
    pub text: Markup,
    /// Past, present, to come.
    pub state: StepState,
    /// The day for machines, `2026-07-15`.
    pub datetime: Option<&'a str>,
}

/// What happened and will, in order.
pub fn timeline(events: &[Event<'_>]) -> Markup {
    html! {
        ol class="tl sm" {
            @for event in events {
                li class=(event.state.class().unwrap_or("todo")) aria-current=[(event.state == StepState::Now).then_some("step")] {
                    @match event.datetime {
                        Some(day) => time datetime=(day) { (event.when) },
                        None => span class="when" { (event.when) },
                    }
                    (event.text)
                }
            }
        }
    }
}

/// How a rank moved since last time: `earlier - now`, so up is positive. `None`: there was no earlier rank.
pub fn rank_move(moved: Option<i64>) -> Markup {
    html! {
        @match moved {
            None => span class="sm faint" { "新" },
            Some(0) => span class="same" { span class="vh" { "持平" } },
            Some(n) if n > 0 => span class="up" { span class="vh" { "升" } (n) },
            Some(n) => span class="down" { span class="vh" { "降" } (n.unsigned_abs()) },
        }
    }
}

/// A bar of how much is done. `label` is the sentence read out.
pub fn progress(done: u64, total: u64, label: &str) -> Markup {
    let share = if total == 0 { 0.0 } else { (done as f64 / total as f64 * 100.0).min(100.0) };
    html! {
        svg class="prog" role="img" aria-label=(label) {
            rect class="f1" width={ (super::charts::dot1(share)) "%" } height="100%" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stepper_knows_past_present_and_future() {
        let items: Vec<Step> = ["准备", "采集", "评议"]
            .iter()
            .enumerate()
            .map(|(at, label)| Step { label, when: String::new(), state: StepState::at(at, 1) })
            .collect();
        let html = steps(&items).into_string();
        assert!(html.contains("<li class=\"did\"><span class=\"dot\"><span aria-hidden=\"true\">✓</span>"));
        assert!(html.contains("<li class=\"now\" aria-current=\"step\"><span class=\"dot\">2</span>"));
        assert!(html.contains("<li><span class=\"dot\">3</span>"));
        assert_eq!(html.matches("aria-current").count(), 1);
        assert!(steps_bar(5, 7, false).into_string().contains("第 5 步，共 7 步"));
    }

    #[test]
    fn a_move_of_rank_is_words_and_an_arrow() {
        assert!(rank_move(Some(23)).into_string().contains("class=\"up\"><span class=\"vh\">升</span>23"));
        assert!(rank_move(Some(-6)).into_string().contains("降</span>6"));
        assert!(rank_move(Some(0)).into_string().contains("持平"));
        assert!(rank_move(None).into_string().contains("新"));
    }

    #[test]
    fn nothing_of_nothing_is_an_empty_bar() {
        assert!(progress(0, 0, "无").into_string().contains("width=\"0.0%\""));
        assert!(!chip(Chip::Hot, "<script>").into_string().contains("<script>"));
    }
}
