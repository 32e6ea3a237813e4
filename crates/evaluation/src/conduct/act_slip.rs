//! What is to be done with a cycle now, beside its pages: one act, its form, and the ways back.
use lvzhi_platform::calendar::Calendar;
use lvzhi_platform::clock::format_day;
use lvzhi_schema::evaluation::cycle;
use maud::{Markup, html};

use crate::cycles::{STEPS, Step, step_of};
use crate::{PUBLISH_EVALUATION, RUN_EVALUATION};
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Button, Field};

/// The one thing to do now, with its button for whoever may press it.
#[must_use]
pub fn act_slip(frame: &Frame, cycle: &cycle::Model, calendar: &Calendar) -> Markup {
    let Ok(step) = step_of(cycle) else { return html! {} };
    let path = |act: &str| format!("/evaluation/cycles/{}/{act}", cycle.id);
    let run = frame.may(RUN_EVALUATION);
    let publishes = frame.may(PUBLISH_EVALUATION);
    let button = |allowed: bool, label: &str, act: &str| {
        let left = [("step", step.id())];
        html! { @if allowed { div class="mt3" { (ui::post_button(Button::Primary, label, &path(act), &left)) } } }
    };
    let readiness = html! { @if run { p class="mt2 sm" { a href=(path("readiness")) { "考评前的核对" } } } };
    let body = match step {
        Step::Prepare => html! {
            p class="sm mute" { "办法、时段已定。开始采集后，各单位导入并确认履职记录。" }
            (button(run, "开始采集", "advance"))
            (readiness)
        },
        Step::Collect => html! {
            p class="sm mute" { "导入、确认履职记录。没有确认的履职记录不参加核算。" }
            (button(run, "采集完，转入评议", "advance"))
            (readiness)
        },
        Step::Rate => html! {
            p class="sm mute" { "导入专委会评价和界别群众测评的得分，核对以后冻结数据、核算。" }
            @if run { p class="mt3" { a class="btn primary" href=(path("readiness")) { "核对，然后核算" } } }
        },
        Step::Compute => html! {
            p class="sm mute" { "结果已核算。看过名次，确认无误就公示 5 个工作日。" }
            @if run { p class="mt3" { a class="btn primary" href=(path("announce")) { "公示" } } }
            (compute_form(run, cycle))
        },
        Step::Announce => announce_slip(frame, cycle, calendar, run),
        Step::Review => html! {
            p class="sm mute" { "异议办完、该重算的重算之后，由秘书长发布。" }
            @if publishes { p class="mt3" { a class="btn primary" href=(path("publish")) { "发布" } } }
            (compute_form(run, cycle))
        },
        Step::Publish if cycle.published_run_id != cycle.current_run_id => html! {
            p class="sm mute" {
                "发布之后又核算过，还是草稿，大家看到的仍是已发布的结果。"
                @if let Some(draft) = cycle.current_run_id { a href={ (path("ranking")) "?run=" (draft) } { "看草稿" } "，确认无误可以发布更正。" }
            }
            @if publishes { p class="mt3" { a class="btn primary" href=(path("publish")) { "发布更正" } } }
        },
        Step::Publish => html! {
            p { (ui::stamp("已发布")) }
            p class="sm mute mt2" { "发布的成绩不再改动；确需更正，重新核算后另行发布更正。" }
            (compute_form(run, cycle))
        },
        Step::Archived => html! { p { (ui::stamp("已归档")) } },
        Step::Withdrawn => html! { p class="sm mute" { "这个周期已作废，没有算过分。记录留着，不再办理。" } },
    };
    let back = publishes && step.before().is_some() && step != Step::Announce;
    let withdraw = run && STEPS.find(step, Step::Withdrawn).is_some();
    ui::slip(
        step.label(),
        step < Step::Publish,
        html! {
            (body)
            @if back { (back_form(cycle, step)) }
            @if withdraw { (reason_form(cycle, step, ("作废这个周期", "withdraw", "作废"), "周期建错了才作废。没有算过分的可以作废，记录留着。")) }
        },
    )
}

fn announce_slip(frame: &Frame, cycle: &cycle::Model, calendar: &Calendar, run: bool) -> Markup {
    let Some(to) = cycle.announce_to else { return html! {} };
    let path = format!("/evaluation/cycles/{}/review", cycle.id);
    // On the day itself whoever announced it may take it back; the act knows who that was.
    let may_retract = cycle.announce_from == Some(frame.today) || frame.may(PUBLISH_EVALUATION);
    let left = calendar.business_days_between(frame.today, to);
    html! {
        @if frame.today <= to {
            p class="sm mute" { (format_day(to, frame.today)) "止，剩 " b { (left) } " 个工作日。委员可对任一分数提出异议，期满前不发布。" }
        } @else {
            p class="sm mute" { "公示已于 " (format_day(to, frame.today)) "期满。转入复核后办完异议，由秘书长发布。" }
            @if run { div class="mt3" { (ui::post_button(Button::Primary, "转入复核", &path, &[])) } }
        }
        @if run && may_retract { (reason_form(cycle, Step::Announce, ("撤回公示", "retract", "撤回"), "委员不再看到这次成绩，改好后再公示。")) }
    }
}

/// A folded form that asks for nothing but a reason: what it says folded, the act's path and its button.
fn reason_form(
    cycle: &cycle::Model,
    step: Step,
    (summary, act, button): (&str, &str, &str),
    hint: &str,
) -> Markup {
    let field = format!("{act}_reason");
    html! {
        details class="mt3 no-print" {
            summary { span class="tw" aria-hidden="true" {} (summary) }
            form method="post" action={ "/evaluation/cycles/" (cycle.id) "/" (act) } class="mt2" {
                (ui::hidden("step", step.id()))
                (ui::text_field(&Field::new(&field, &format!("{button}理由")).required().hint(hint)))
                (ui::submit(Button::Danger, button))
            }
        }
    }
}

/// Freezing and computing: a button the first time, afterwards a folded form that asks why.
pub(super) fn compute_form(allowed: bool, cycle: &cycle::Model) -> Markup {
    if !allowed {
        return html! {};
    }
    let action = format!("/evaluation/cycles/{}/compute", cycle.id);
    if cycle.current_run_id.is_none() {
        return html! { div class="mt3" { (ui::post_button(Button::Primary, "冻结数据并核算", &action, &[])) } };
    }
    html! {
        details class="mt3 no-print" {
            summary { span class="tw" aria-hidden="true" {} "重新核算" }
            form method="post" action=(action) class="mt2" {
                (ui::text_field(&Field::new("reason", "理由").required().hint("会留在记录里。原结果保留，新旧对照。")))
                (ui::submit(Button::Plain, "重新核算"))
            }
        }
    }
}

fn back_form(cycle: &cycle::Model, step: Step) -> Markup {
    let Some(to) = step.before() else { return html! {} };
    let summary = format!("退回“{}”", to.label());
    reason_form(cycle, step, (&summary, "back", "退回"), "理由会留在记录里。")
}
