//! The page of the checks before the data of a cycle are frozen; freezing goes on from here.
use lvzhi_schema::evaluation::cycle;
use maud::{Markup, html};

use super::{Check, Named, State};
use crate::EVALUATION;
use crate::conduct::act_slip::compute_form;
use crate::conduct::pages::period;
use crate::cycles::{Step, step_of};
use lvzhi_scoring::Input;
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Column, Light};

/// So many names stand in a row; the others are counted.
const NAMED: usize = 20;

/// The page.
pub(in crate::conduct) fn page(
    frame: &Frame,
    cycle: &cycle::Model,
    input: &Input,
    checks: &[Check],
) -> Markup {
    let sub = html! {
        (period(cycle)) "。现在冻结的话，是 " (input.subjects.len()) " 位委员、" (input.facts.len()) " 条已确认的履职记录。"
    };
    let columns = [
        Column::new("核对什么"),
        Column::new("怎样"),
        Column::num("多少"),
        Column::new("说明").class("line1"),
    ];
    let body = html! { @for check in checks { (row(check)) } };
    let content = html! {
        (ui::head("考评前的核对", sub, html! {}))
        (ui::side(
            html! { section class="sec" { (ui::table("考评前的核对", "flow top", &columns, body)) } },
            slip(cycle, checks),
        ))
    };
    let path = format!("/evaluation/cycles/{}", cycle.id);
    let crumbs = [("考评", "/evaluation"), (cycle.name.as_str(), path.as_str())];
    frame.page(EVALUATION, "考评前的核对", &crumbs, content)
}

fn row(check: &Check) -> Markup {
    let (light, word) = match check.state {
        State::Clear => (Light::Done, "没有问题"),
        State::Told => (Light::Normal, "请知晓"),
        State::Open => (Light::Soon, "还没办完"),
    };
    let (count, unit) = check.count;
    html! {
        tr {
            th scope="row" { (check.title) }
            td class="nowrap" { (ui::light(light, word)) }
            td class="num nowrap" { @if check.state != State::Clear { (count) " " (unit) } }
            td class="line1" {
                (check.sentence)
                @if !check.named.is_empty() { div class="sm mt2" { (names(&check.named)) } }
                @if let Some(Named { name, href }) = &check.list { div class="sm mt2" { a href=(href) { (name) } } }
            }
        }
    }
}

fn names(named: &[Named]) -> Markup {
    html! {
        @for (at, one) in named.iter().take(NAMED).enumerate() {
            @if at > 0 { "、" }
            a href=(one.href) { (one.name) }
        }
        @if named.len() > NAMED { " 等 " (named.len()) " 项" }
    }
}

/// What is still open, in one sentence.
fn still_open(checks: &[Check]) -> String {
    let open: Vec<String> =
        checks.iter().filter(|check| check.state == State::Open).map(Check::brief).collect();
    let told = checks.iter().filter(|check| check.state == State::Told).count();
    match (open.is_empty(), told) {
        (true, 0) => "各项都没有问题，可以冻结数据、核算。".to_owned(),
        (true, _) => format!("没有还要办的，可以冻结数据、核算；{told} 项请知晓。"),
        (false, _) => format!("还没办完：{}。照现在的数据也可以核算，以后补上再重新核算。", open.join("、")),
    }
}

fn slip(cycle: &cycle::Model, checks: &[Check]) -> Markup {
    let Ok(step) = step_of(cycle) else { return html! {} };
    let body = match step {
        Step::Announce => html! { p class="sm mute" { "正在公示，现在不核算。" } },
        Step::Archived | Step::Withdrawn => {
            html! { p class="sm mute" { "这个周期已" (step.label()) "，不再核算。" } }
        }
        _ => html! { p { (still_open(checks)) } (compute_form(true, cycle)) },
    };
    ui::slip("冻结数据并核算", true, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, state: State, many: u64) -> Check {
        Check {
            title: title.into(),
            state,
            count: (many, "条"),
            sentence: String::new(),
            named: Vec::new(),
            list: None,
        }
    }

    #[test]
    fn the_line_beside_freezing_names_what_is_open_and_only_that() {
        let clear = check("导入", State::Clear, 0);
        let told = check("免评", State::Told, 2);
        let open = check("待确认", State::Open, 3);
        assert_eq!(still_open(std::slice::from_ref(&clear)), "各项都没有问题，可以冻结数据、核算。");
        assert_eq!(
            still_open(&[clear.clone(), told.clone()]),
            "没有还要办的，可以冻结数据、核算；1 项请知晓。"
        );
        let line = still_open(&[clear, told, open]);
        assert!(line.starts_with("还没办完：待确认（3 条）。"), "{line}");
    }
}
