//! What runs through several screens: a cycle's standing, the seven stages of supervision, who does what by when.

use maud::{Markup, html};

use super::{Column, lights_bar, steps_bar, table};

/// How a cycle stands, for the home page.
#[derive(Clone, Debug)]
pub struct CycleLine<'a> {
    /// Its name.
    pub title: &'a str,
    /// Where it leads.
    pub href: &'a str,
    /// Which step, from 1.
    pub step: usize,
    /// Of how many.
    pub of: usize,
    /// The step's name.
    pub step_name: &'a str,
    /// 7月20日止，剩 4 个工作日.
    pub due: &'a str,
    /// What is in it and what is missing.
    pub note: Markup,
}

/// Draws it; put several one after the other in a section.
pub fn cycle_line(cycle: &CycleLine<'_>) -> Markup {
    html! {
        div class="cyc" {
            h3 { a href=(cycle.href) { (cycle.title) } }
            p class="row apart" {
                span { b class="cin" { "第 " (cycle.step) " 步　" (cycle.step_name) } }
                span class="faint sm" { (cycle.due) }
            }
            (steps_bar(cycle.step, cycle.of))
            p class="sm mute" { (cycle.note) }
        }
    }
}

/// One stage of a [`chain`]: how many items, and their lights.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    /// 督办落实.
    pub label: &'a str,
    /// Where its items are listed.
    pub href: &'a str,
    /// In time.
    pub normal: u32,
    /// Due within three days.
    pub soon: u32,
    /// Overdue.
    pub late: u32,
    /// Its items are listed below.
    pub current: bool,
}

impl Link<'_> {
    fn word(&self) -> String {
        match (self.late, self.soon) {
            (0, 0) if self.normal == 0 => "没有".to_owned(),
            (0, 0) => "全部正常".to_owned(),
            (0, soon) => format!("临期 {soon}"),
            (late, _) => format!("逾期 {late}"),
        }
    }
}

/// The stages of supervision across the page, each a link.
pub fn chain(name: &str, stages: &[Link<'_>]) -> Markup {
    html! {
        nav aria-label=(name) {
            ol class="chain" {
                @for stage in stages {
                    @let count = stage.normal + stage.soon + stage.late;
                    li { a href=(stage.href) aria-current=[stage.current.then_some("true")] {
                        span class="t" { (stage.label) }
                        span class="fig" { (super::format::thousands(i64::from(count))) }
                        (lights_bar(stage.normal, stage.soon, stage.late, count))
                        span class="xs faint" { (stage.word()) }
                    } }
                }
            }
        }
    }
}

/// 责任, 任务, 措施, 时限: four columns over the steps of a work item.
pub fn four(parts: &[(&str, Markup); 4]) -> Markup {
    html! { dl class="four" { @for (name, text) in parts { div { dt { (name) } dd { (text) } } } } }
}

/// One move between two states, for [`state_moves`].
#[derive(Clone, Debug)]
pub struct StateMove {
    /// The state it leaves: 已送审.
    pub from: &'static str,
    /// What is done: 采用.
    pub verb: &'static str,
    /// The state it leads to: 已采用.
    pub to: &'static str,
    /// Who does it.
    pub who: String,
    /// What it demands, or nothing.
    pub demands: &'static str,
    /// It can be made now.
    pub is_open: bool,
}

/// All moves of a process, a row each; those that can be made now are marked and say so.
pub fn state_moves(name: &str, moves: &[StateMove]) -> Markup {
    let columns = ["现在", "做什么", "转为", "谁", "要求"].map(Column::new);
    let rows = html! {
        @for step in moves {
            tr class=[step.is_open.then_some("on")] {
                th scope="row" { (step.from) }
                td { (step.verb) @if step.is_open { span class="vh" { "，现在可做" } } }
                td data-l="转为" { (step.to) }
                td data-l="谁" { (step.who) }
                td data-l="要求" { (step.demands) }
            }
        }
    };
    table(name, "flow", &columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_says_the_worst_first() {
        let stage = |normal, soon, late| Link { label: "", href: "", normal, soon, late, current: false };
        assert_eq!(stage(3, 2, 1).word(), "逾期 1");
        assert_eq!(stage(3, 2, 0).word(), "临期 2");
        assert_eq!(stage(3, 0, 0).word(), "全部正常");
        assert_eq!(stage(0, 0, 0).word(), "没有");
        assert!(
            chain("七段", &[stage(0, 0, 0)]).into_string().contains("aria-label=\"正常 0，临期 0，逾期 0\"")
        );
    }
}
