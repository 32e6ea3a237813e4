//! Pages of cycles: the list, one cycle with its steps, runs and figures, differences between runs.
use std::sync::Arc;

use chrono::Datelike;
use lvzhi_platform::calendar::Calendar;
use lvzhi_platform::clock::{day_of, format_day, format_moment};
use lvzhi_schema::evaluation::{cycle, cycle_step, run, scheme};
use lvzhi_schema::work::job;
use lvzhi_scoring::Change;
use maud::{Markup, html};

use super::act_slip::act_slip;
use super::to_do;
use super::web::NewForm;
use crate::EVALUATION;
use crate::RUN_EVALUATION;
use crate::cycles::{Step, step_of};
use crate::publication::Named;
use crate::runs::{Figure, FigureKind, RunHead, number};
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Button, Column, Field};

/// 2026年1月1日—6月30日.
#[must_use]
pub fn period(cycle: &cycle::Model) -> String {
    let (from, to) = (cycle.starts_on, cycle.ends_on);
    format!("{}年{}", from.year(), ui::format::date_span((from.month(), from.day()), (to.month(), to.day())))
}

/// The seven steps with the days on which they were entered.
#[must_use]
pub fn stepper(cycle: &cycle::Model, history: &[cycle_step::Model]) -> Markup {
    let now = step_of(cycle).unwrap_or(Step::Prepare);
    let at = Step::STEPPER.iter().position(|step| *step == now).unwrap_or(Step::STEPPER.len());
    let entered =
        |step: Step| history.iter().rev().find(|row| row.step == step.id()).map(|row| day_of(row.moved_at));
    let items: Vec<_> = Step::STEPPER
        .iter()
        .enumerate()
        .map(|(place, step)| {
            let when = match (step, cycle.announce_from, cycle.announce_to) {
                (Step::Announce, Some(from), Some(to)) if place <= at => {
                    ui::format::date_span((from.month(), from.day()), (to.month(), to.day()))
                }
                // The year is said where it is not the one that the cycle's name carries.
                _ if place <= at => {
                    entered(*step).map(|day| format_day(day, cycle.ends_on)).unwrap_or_default()
                }
                _ => String::new(),
            };
            // A published cycle has all seven steps behind it.
            let state = if matches!(now, Step::Publish | Step::Archived) {
                ui::StepState::Did
            } else {
                ui::StepState::at(place, at)
            };
            ui::Step { label: step.label(), when, state }
        })
        .collect();
    html! { div class="mb5" { (ui::steps(&items)) } }
}

/// All cycles.
pub(super) fn index(frame: &Frame, cycles: &[cycle::Model], schemes: &[scheme::Model]) -> Markup {
    let may = frame.may(RUN_EVALUATION);
    let title = |id| schemes.iter().find(|scheme| scheme.id == id).map_or("", |scheme| scheme.title.as_str());
    let columns = [
        Column::new("周期"),
        Column::new("办法").class("hide-s"),
        Column::new("时段").class("hide-s"),
        Column::new("进度"),
        Column::new("名次").hidden(),
    ];
    let body = html! {
        @for cycle in cycles {
            @let step = step_of(cycle).unwrap_or(Step::Prepare);
            @let at = Step::STEPPER.iter().position(|known| *known == step).unwrap_or(6) + 1;
            tr {
                th scope="row" { a href={ "/evaluation/cycles/" (cycle.id) } { (cycle.name) } }
                td class="mute hide-s" { a href={ "/evaluation/schemes/" (cycle.scheme_id) } { (title(cycle.scheme_id)) } }
                td class="mute nowrap hide-s" { (period(cycle)) }
                td { b { (step.label()) } (ui::steps_bar(at, 7, step.is_settled())) }
                td class="r" { @if cycle.current_run_id.is_some() {
                    a class="btn sm" href={ "/evaluation/cycles/" (cycle.id) "/ranking" } { "看名次" }
                } }
            }
        }
    };
    let actions = html! {
        @if may { a class="btn primary" href="/evaluation/cycles/new" { "建一个周期" } }
        a class="btn" href="/evaluation/schemes" { "考评办法" }
    };
    let content = html! {
        (ui::head("考评", html! { "一次考评走七步：准备、采集、评议、核算、公示、复核、发布。" }, actions))
        @if cycles.is_empty() {
            (ui::empty("还没有考评周期", "采用一版办法，建一个周期，再导入名册和履职记录。", may.then_some(("建一个周期", "/evaluation/cycles/new"))))
        } @else {
            (ui::table("考评周期", "flow", &columns, body))
        }
    };
    frame.page(EVALUATION, "考评", &[], content)
}

/// The form of a new cycle.
pub(super) fn new_form(
    frame: &Frame,
    schemes: &[scheme::Model],
    unfit: &[String],
    form: &NewForm,
    wrong: Option<&str>,
) -> Markup {
    let options: Vec<_> =
        schemes.iter().map(|s| (s.id.to_string(), format!("《{}》{}", s.title, s.version))).collect();
    let halves = [("1".to_owned(), "上半年".to_owned()), ("2".to_owned(), "下半年".to_owned())];
    let body = html! {
        (ui::head("建一个考评周期", html! { "办法采用后不再改；周期绑定其中一版。" }, html! {}))
        @if let Some(wrong) = wrong { (ui::error_summary(&[("year", wrong.to_owned())])) }
        @for sentence in unfit { p class="sm mute" { (sentence) } }
        @if schemes.is_empty() {
            (ui::empty("还没有采用的办法", "先采用一版考评办法。", Some(("去采用", "/evaluation/schemes"))))
        } @else {
            form method="post" action="/evaluation/cycles" class="form" {
                (ui::select_field(&Field::new("scheme", "考评办法").value(&form.scheme).required(), &options))
                (ui::text_field(&Field::new("year", "年份").value(&form.year).inputmode("numeric").required().max_length(4)))
                (ui::radio_options(&Field::new("half", "半年").value(&form.half), &halves, 2))
                (ui::submit(Button::Primary, "建周期"))
            }
        }
    };
    frame.page(EVALUATION, "建一个周期", &[("考评", "/evaluation")], body)
}

/// Everything the page of one cycle shows.
pub(super) struct Shown {
    pub cycle: cycle::Model,
    pub scheme: scheme::Model,
    pub steps: Vec<cycle_step::Model>,
    pub runs: Vec<run::Model>,
    pub outcomes: Vec<Named>,
    pub figures: Option<Arc<RunHead>>,
    pub failure: Option<job::Model>,
    pub hanging: Markup,
}

/// One cycle.
pub(super) fn show(frame: &Frame, shown: &Shown, calendar: &Calendar) -> Markup {
    let cycle = &shown.cycle;
    let sub = html! {
        (period(cycle)) "。依据 "
        a href={ "/evaluation/schemes/" (cycle.scheme_id) } { "《" (shown.scheme.title) "》" (shown.scheme.version) }
    };
    let actions = html! {
        @if cycle.current_run_id.is_some() {
            a class="btn" href={ "/evaluation/cycles/" (cycle.id) "/ranking" } { "看名次" }
        }
    };
    let body = html! {
        (ui::head(&format!("{}考评", cycle.name), sub, actions))
        @if let Some(job) = &shown.failure { (failed(frame, job)) }
        (stepper(cycle, &shown.steps))
        (ui::side(
            html! {
                @if let Some(head) = &shown.figures { (figures(head, frame.print)) }
                (to_do::section(cycle, &shown.outcomes))
                (runs(frame, shown))
                (shown.hanging)
            },
            html! { (act_slip(frame, cycle, calendar)) (moves(frame, shown)) },
        ))
    };
    frame.page(EVALUATION, &cycle.name, &[("考评", "/evaluation")], body)
}

/// That the latest computation failed, and why.
fn failed(frame: &Frame, job: &job::Model) -> Markup {
    let when = format_moment(job.finished_at.unwrap_or(job.created_at), frame.today);
    let body = html! { (when) " 的核算没有做成，什么也没有改：" (job.message) };
    ui::message(ui::Tone::Bad, body, html! {})
}

/// The figures that the scheme reports (HN2d), large.
#[must_use]
pub fn rate_stats(head: &RunHead) -> Markup {
    let stats: Vec<_> = head.summary.figures.iter().map(|figure| stat(figure, head.is_of_few())).collect();
    ui::stats(&stats)
}

fn stat(figure: &Figure, is_of_few: bool) -> ui::Stat<'_> {
    let value = figure.value(figure.all, is_of_few);
    let is_share = figure.all.of.is_some();
    let note = html! {
        @if let Some(of) = figure.all.of {
            @let words = if figure.kind == FigureKind::Good { ("参评", "良好以上") } else { ("应到", "实到") };
            (words.0) " " (number(of)) " " (figure.unit) "，" (words.1) " " b { (number(figure.all.part)) }
        }
    };
    let unit = match (&value, is_share) {
        (None, _) => "",
        (_, true) if is_of_few => "",
        (_, true) => "%",
        (_, false) => figure.unit.as_str(),
    };
    let value = value.map_or_else(|| "—".to_owned(), |text| text.trim_end_matches('%').to_owned());
    ui::Stat { label: &figure.label, value, unit, note }
}

fn figures(head: &RunHead, print: bool) -> Markup {
    let summary = &head.summary;
    if summary.figures.is_empty() {
        return html! {};
    }
    let shown: Vec<_> = summary.figures.iter().filter(|figure| !figure.by.is_empty()).collect();
    let mut columns = vec![Column::new("界别、专委会"), Column::num("参评")];
    columns.extend(shown.iter().map(|figure| Column::num(figure.label.clone())));
    let row = |attribute: &str, name: &str| {
        html! {
            tr {
                th scope="row" class="lite" { (name) }
                td class="num" { (summary.ranked_in(attribute, name)) }
                @for figure in &shown {
                    td class="num" { (figure.value_in(attribute, name, head.is_of_few()).unwrap_or_else(|| "—".into())) }
                }
            }
        }
    };
    let body = html! {
        @for (attribute, label) in [("special_committee", "按专委会"), ("sector", "按界别")] {
            (ui::group_row(columns.len(), label))
            @for name in summary.names_of(attribute) { (row(attribute, name)) }
        }
    };
    ui::section(
        "主要数字",
        "由本次核算的履职记录算出，报哪些由考评办法定",
        html! {},
        html! {
            (rate_stats(head))
            @if !shown.is_empty() {
                details class="mt3" open[print] {
                    summary { span class="tw" aria-hidden="true" {} "按界别、专委会看" }
                    (ui::table("按界别、专委会的主要数字", "dense", &columns, body))
                }
            }
        },
    )
}

fn runs(frame: &Frame, shown: &Shown) -> Markup {
    if shown.runs.is_empty() {
        return ui::section(
            "历次核算",
            "",
            html! {},
            ui::empty("还没有核算过", "冻结数据并核算后，每一次都留在这里。", None),
        );
    }
    let columns = [
        Column::num("次"),
        Column::new("时间"),
        Column::new("理由"),
        Column::num("参评"),
        Column::new("变化").hidden(),
    ];
    let body = html! {
        @for run in &shown.runs {
            @let changed = serde_json::from_str::<Vec<Change>>(&run.differences).map_or(0, |changes| changes.len());
            tr {
                td class="num" { a href={ "/evaluation/cycles/" (shown.cycle.id) "/ranking?run=" (run.id) } { (run.ordinal) } }
                td class="nowrap mute" { (format_moment(run.computed_at, frame.today)) "　" (run.computed_by_name) }
                td {
                    @if run.reason.is_empty() { "首次核算" } @else { (run.reason) }
                    @if shown.cycle.published_run_id == Some(run.id) { " " (ui::stamp("已发布")) }
                    @else if shown.cycle.current_run_id == Some(run.id) {
                        " " (ui::chip(ui::Chip::Hot, if shown.cycle.published_run_id.is_some() { "草稿" } else { "现行" }))
                    }
                }
                td class="num" { (run.ranked) }
                td class="r" { @if run.parent_id.is_some() {
                    a href={ "/evaluation/cycles/" (shown.cycle.id) "/differences/" (run.id) } { (changed) " 人有变化" }
                } }
            }
        }
    };
    html! { div id="runs" { (ui::section("历次核算", "每次都冻结数据，永不改动", html! {}, html! {
        (ui::table("历次核算", "dense", &columns, body))
    })) } }
}

fn moves(frame: &Frame, shown: &Shown) -> Markup {
    let events: Vec<_> = shown
        .steps
        .iter()
        .rev()
        .map(|row| {
            let label = Step::parse(&row.step).map_or("", Step::label);
            ui::Event {
                when: format_moment(row.moved_at, frame.today),
                text: html! { b { (label) } "　" (row.moved_by_name) @if !row.reason.is_empty() { br; (row.reason) } },
                state: ui::StepState::Did,
                datetime: None,
            }
        })
        .collect();
    ui::section("经过", "", html! {}, ui::timeline(&events))
}
