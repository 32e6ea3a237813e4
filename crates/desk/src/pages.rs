//! The desk: what waits, how the evaluations stand, the rates; a member's home on the phone.
use std::sync::Arc;

use chrono::Datelike;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::calendar::Calendar;
use lvzhi_platform::clock::{format_day, format_moment};
use lvzhi_schema::evaluation::cycle;
use lvzhi_schema::imports::import_batch;
use lvzhi_scoring::Points;
use maud::{Markup, html};
use uuid::Uuid;

use crate::first_steps;
use lvzhi_access::Office;
use lvzhi_duty::{KEEP_FACTS, SEE_FACTS};
use lvzhi_evaluation::SEE_EVALUATION;
use lvzhi_evaluation::conduct;
use lvzhi_evaluation::cycles::{Step, step_of};
use lvzhi_evaluation::results::Placed;
use lvzhi_evaluation::runs::RunHead;
use lvzhi_imports::BatchState;
use lvzhi_people::{KEEP_PEOPLE, SEE_MEMBER};
use lvzhi_shell::first_step::StepState;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::frame::HOME;
use lvzhi_shell::policy::{Relation, Role, grant};
use lvzhi_shell::to_do::ToDo;
use lvzhi_ui::{self as ui, Column};

/// What the desk shows.
#[derive(Default)]
pub(crate) struct Desk {
    /// All cycles, newest first.
    pub cycles: Vec<cycle::Model>,
    /// Figures of the newest run.
    pub figures: Option<Arc<RunHead>>,
    /// The latest imports.
    pub imports: Vec<import_batch::Model>,
    /// The first steps of an office that has computed nothing yet.
    pub steps: Vec<(&'static str, StepState)>,
    /// What waits for whoever looks.
    pub to_dos: Vec<ToDo>,
}

/// The office's desk.
pub(crate) fn office_home(frame: &Frame, desk: &Desk, calendar: &Calendar) -> Markup {
    let todos = &desk.to_dos;
    let is_begun = !frame.actor.as_deref().is_some_and(|actor| first_steps::is_next_mine(&desk.steps, actor));
    let today = frame.today;
    let weekday = ui::format::weekday(today.year(), today.month(), today.day());
    let sub = html! {
        (ui::format::full_date(today.year(), today.month(), today.day())) " " (weekday)
        @if calendar.is_business_day(today) { "" } @else { "，休息日" }
        "　"
        @if todos.is_empty() { "没有要办的事。" } @else { "要办 " b { (todos.len()) } " 件。" }
    };
    let actions = html! {
        @if frame.may(KEEP_FACTS) { a class="btn" href="/facts/new" { "登记一条履职记录" } }
        @if frame.may(KEEP_FACTS) || frame.may(KEEP_PEOPLE) {
            a class="btn" href="/imports/new" { "导入文件" }
        }
    };
    let body = html! {
        (ui::head("案头", sub, actions))
        @if let Some(actor) = frame.actor.as_deref() { (first_steps::section(&desk.steps, actor)) }
        @if let Some(head) = &desk.figures {
            @if let Some(cycle) = desk.cycles.iter().find(|cycle| cycle.id == head.cycle) {
                p class="sm mute mb2" { (cycle.name) "主要数字，第 " (head.ordinal) " 次核算" }
            }
            (conduct::rate_stats(head))
        }
        div class="cols" {
            (ui::section_in("w7", "待办", &format!("{} 件", todos.len()), html! {}, todo_table(todos, is_begun)))
            @if frame.may(SEE_EVALUATION) {
                (ui::section_in("w5 rule-l", "考评进度", "", all_cycles(), cycle_lines(frame, desk, calendar)))
            }
            @if frame.may(SEE_FACTS) {
                (ui::section_in("w7", "最近导入", "", ui::more("全部", "/imports"), import_table(frame, &desk.imports)))
            }
        }
    };
    frame.page(HOME, "案头", &[], body)
}

fn all_cycles() -> Markup {
    ui::more("全部周期", "/evaluation")
}

fn todo_table(todos: &[ToDo], is_begun: bool) -> Markup {
    if todos.is_empty() {
        return ui::empty("没有要办的事", "导入、确认、核算、公示、发布，轮到您时会列在这里。", None);
    }
    let columns = [Column::new("时限").hidden(), Column::new("事项").hidden(), Column::new("办理").hidden()];
    let body = html! {
        @for (at, todo) in todos.iter().enumerate() {
            tr {
                td class="nowrap line1" { (ui::light(todo.light, &todo.when)) }
                td { a href=(todo.href) { b { (todo.title) } } br; span class="faint sm" { (todo.note) } }
                td class="r" { a class=(if at == 0 && is_begun { "btn sm primary" } else { "btn sm" }) href=(todo.href) { (todo.button) } }
            }
        }
    };
    ui::table("待办", "plain flow todo", &columns, body)
}

fn cycle_lines(frame: &Frame, desk: &Desk, calendar: &Calendar) -> Markup {
    if desk.cycles.is_empty() {
        return ui::empty("还没有考评周期", "建一个周期后，进度会出现在这里。", None);
    }
    html! {
        @for cycle in desk.cycles.iter().take(4) {
            @let step = step_of(cycle).unwrap_or(Step::Prepare);
            @let at = Step::STEPPER.iter().position(|known| *known == step).map_or(7, |at| at + 1);
            (ui::cycle_line(&ui::CycleLine {
                title: &format!("{}考评", cycle.name),
                href: &format!("/evaluation/cycles/{}", cycle.id),
                step: at,
                of: 7,
                settled: step.is_settled(),
                step_name: step.label(),
                due: &notice(frame, cycle, step, calendar),
                note: html! { (conduct::period(cycle)) },
            }))
        }
    }
}

fn notice(frame: &Frame, cycle: &cycle::Model, step: Step, calendar: &Calendar) -> String {
    match (step, cycle.announce_to) {
        (Step::Announce, Some(to)) if frame.today <= to => {
            format!(
                "{}止，剩 {} 个工作日",
                format_day(to, frame.today),
                calendar.business_days_between(frame.today, to)
            )
        }
        (Step::Announce, Some(to)) => format!("{}已期满", format_day(to, frame.today)),
        (Step::Publish, _) => "已发布".into(),
        _ => String::new(),
    }
}

fn import_table(frame: &Frame, imports: &[import_batch::Model]) -> Markup {
    if imports.is_empty() {
        return ui::empty(
            "还没有导入过",
            "名册、考勤、提案、信息等工作簿都能导入。",
            Some(("导入文件", "/imports/new")),
        );
    }
    let columns = [Column::new("文件"), Column::new("状态"), Column::new("谁、什么时候").class("hide-s")];
    let body = html! {
        @for batch in imports {
            tr {
                th scope="row" class="lite" { a href={ "/imports/" (batch.id) } { (batch.file_name) } }
                td class="nowrap" { (BatchState::parse(&batch.state).map_or("", BatchState::label)) }
                td class="mute nowrap hide-s" { (batch.created_by_name) "　" (format_moment(batch.created_at, frame.today)) }
            }
        }
    };
    ui::table("最近导入", "dense plain", &columns, body)
}

/// Who else sees a part of a member's file, records and scores, from the policy.
fn readers() -> String {
    let seen = [SEE_MEMBER, KEEP_PEOPLE, SEE_FACTS, SEE_EVALUATION];
    let everybodys = |role: &Role| seen.iter().any(|it| grant(*role, *it) == Some(Relation::SameCommittee));
    Role::WORDS.all().filter(everybodys).map(Role::label).collect::<Vec<_>>().join("、")
}

/// A member's home: his own score and his own file.
pub(crate) fn member_home(
    frame: &Frame,
    actor: &Actor,
    office: &Office,
    member: Uuid,
    placed: &[Placed],
) -> Markup {
    let latest = placed.last();
    let body = html! {
        (ui::head(&actor.name, html! { "这里是您自己的档案、履职记录和成绩。" (readers()) "按各自的身份也看得到；别的委员不能在这里看您的。" }, html! {}))
        div class="m-body own" {
            @match latest {
                Some(result) => (own_score(frame, member, result)),
                None => (ui::empty("还没有成绩", "考评公示后，您的成绩会出现在这里。", None)),
            }
            (ui::phone::link_card("我的", &[
                ("我的档案", &format!("基本情况和履职记录，有错请告诉{}", office.word), "/my/file"),
                ("历次成绩", "每一分都能点开看来源", "/my/scores"),
                ("密码和账号", "", "/account"),
            ]))
        }
    };
    frame.page(HOME, "首页", &[], body)
}

fn own_score(frame: &Frame, member: Uuid, result: &Placed) -> Markup {
    let cycle = &result.cycle;
    let score = result.score.0 as f64 / Points::UNIT as f64;
    let href = format!("/evaluation/cycles/{}/members/{member}", cycle.id);
    let place = result.place.map_or_else(|| "免评".to_owned(), |place| format!("第 {place} 名"));
    let open = step_of(cycle).is_ok_and(|step| step == Step::Announce)
        && cycle.announce_to.is_some_and(|to| frame.today <= to);
    let notice = cycle
        .announce_to
        .filter(|_| open)
        .map(|to| format!("公示到 {}，请核对每一项。", format_day(to, frame.today)));
    let line = format!("{}成绩", cycle.name);
    ui::phone::score_card(score, &line, html! { (place) }, &href, notice.as_deref())
}
