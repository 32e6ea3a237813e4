//! The desk: what waits, how the evaluations stand, the rates; a member's home on the phone.
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::calendar::Calendar;
use lvzhi_platform::clock::format_moment;
use lvzhi_schema::evaluation::{cycle, scheme_draft};
use lvzhi_schema::imports::import_batch;
use lvzhi_schema::work::job;
use lvzhi_scoring::Points;
use maud::{Markup, html};
use uuid::Uuid;

use lvzhi_duty::{KEEP_FACTS, SEE_FACTS};
use lvzhi_evaluation::cycles::{Step, pages as cycle_pages, step_of};
use lvzhi_evaluation::results::Placed;
use lvzhi_evaluation::runs::RunHead;
use lvzhi_evaluation::schemes::drafts::{self, State as DraftState};
use lvzhi_evaluation::{ADOPT_SCHEME, PUBLISH_EVALUATION, RUN_EVALUATION, SEE_EVALUATION};
use lvzhi_imports::BatchState;
use lvzhi_people::{KEEP_PEOPLE, SEE_MEMBER};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::frame::HOME;
use lvzhi_shell::policy::{Relation, Role, grant};
use lvzhi_ui::{self as ui, Column, Light};

/// What the desk shows.
#[derive(Default)]
pub(crate) struct Desk {
    /// All cycles, newest first.
    pub cycles: Vec<cycle::Model>,
    /// The cycles whose latest computation failed.
    pub failures: BTreeMap<Uuid, job::Model>,
    /// Figures of the newest run.
    pub figures: Option<Arc<RunHead>>,
    /// The latest imports.
    pub imports: Vec<import_batch::Model>,
    /// Drafts of schemes that wait for somebody.
    pub drafts: Vec<scheme_draft::Model>,
    /// Facts nobody confirmed yet.
    pub unconfirmed: u64,
}

/// Something that waits for somebody.
struct Todo {
    light: Light,
    when: String,
    title: String,
    note: String,
    button: &'static str,
    href: String,
}

/// The office's desk.
pub(crate) fn office_home(frame: &Frame, desk: &Desk, calendar: &Calendar) -> Markup {
    let todos = todos(frame, desk, calendar);
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
        @if let Some(head) = &desk.figures {
            @if let Some(cycle) = desk.cycles.iter().find(|cycle| cycle.id == head.cycle) {
                p class="sm mute mb2" { (cycle.name) "主要数字，第 " (head.ordinal) " 次核算" }
            }
            (cycle_pages::rate_stats(head))
        }
        div class="cols" {
            (ui::section_in("w7", "待办", &format!("{} 件", todos.len()), html! {}, todo_table(&todos)))
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

fn todos(frame: &Frame, desk: &Desk, calendar: &Calendar) -> Vec<Todo> {
    let mut todos = Vec::new();
    for cycle in &desk.cycles {
        let failure = desk.failures.get(&cycle.id).filter(|_| frame.may(RUN_EVALUATION));
        todos.extend(failure.map(|job| failed_todo(frame, cycle, job)));
        todos.extend(cycle_todo(frame, cycle, calendar));
    }
    todos.extend(desk.drafts.iter().filter_map(|draft| draft_todo(frame, draft)));
    let waiting = desk.imports.iter().filter(|batch| batch.state == BatchState::Previewed.id());
    if frame.may(KEEP_FACTS) || frame.may(KEEP_PEOPLE) {
        todos.extend(waiting.map(|batch| Todo {
            light: Light::Normal,
            when: format_moment(batch.created_at, frame.today),
            title: format!("确认导入《{}》", batch.file_name),
            note: format!("{} 上传，看过预览后确认才算数", batch.created_by_name),
            button: "看预览",
            href: format!("/imports/{}", batch.id),
        }));
    }
    if desk.unconfirmed > 0 && frame.may(KEEP_FACTS) {
        todos.push(Todo {
            light: Light::Normal,
            when: "核算前".into(),
            title: format!(
                "确认 {} 条履职记录",
                ui::format::thousands(i64::try_from(desk.unconfirmed).unwrap_or(i64::MAX))
            ),
            note: "没有确认的履职记录不参加核算".into(),
            button: "去确认",
            href: "/facts?confirmed=no".into(),
        });
    }
    todos
}

/// A computation that failed waits for whoever computes.
fn failed_todo(frame: &Frame, cycle: &cycle::Model, job: &job::Model) -> Todo {
    Todo {
        light: Light::Soon,
        when: format_moment(job.finished_at.unwrap_or(job.created_at), frame.today),
        title: format!("{}的核算没有做成", cycle.name),
        note: job.message.clone(),
        button: "去看",
        href: format!("/evaluation/cycles/{}", cycle.id),
    }
}

/// A draft waits for whoever adopts, or — returned — for its drafter.
fn draft_todo(frame: &Frame, draft: &scheme_draft::Model) -> Option<Todo> {
    let own = frame.actor.as_deref().is_some_and(|actor| actor.account == draft.drafted_by);
    let name = format!("《{}》{}", draft.title, draft.version);
    let (title, note, button) = match drafts::state_of(draft).ok()? {
        DraftState::Submitted if !own && frame.may(ADOPT_SCHEME) => {
            (format!("采用{name}"), format!("{}送审，看过改动再采用或退回", draft.drafted_by_name), "去看")
        }
        DraftState::Returned if own => {
            (format!("改{name}"), format!("{}退回：{}", draft.reviewed_by_name, draft.reason), "去改")
        }
        _ => return None,
    };
    let when = format_moment(draft.submitted_at.unwrap_or(draft.changed_at), frame.today);
    let href = format!("/evaluation/schemes/drafts/{}", draft.id);
    Some(Todo { light: Light::Normal, when, title, note, button, href })
}

fn month_day(day: NaiveDate) -> String {
    ui::format::month_day(day.month(), day.day())
}

fn cycle_todo(frame: &Frame, cycle: &cycle::Model, calendar: &Calendar) -> Option<Todo> {
    let run = frame.may(RUN_EVALUATION);
    let publish = frame.may(PUBLISH_EVALUATION);
    let name = &cycle.name;
    let (title, note, button) = match step_of(cycle).ok()? {
        Step::Prepare if run => (format!("开始{name}考评的采集"), "办法、时段已定".to_owned(), "去办"),
        Step::Collect | Step::Rate if run => {
            (format!("核算{name}考评"), "履职记录、评议得分导入并确认之后核算".into(), "去核算")
        }
        Step::Compute if run => {
            (format!("公示{name}考评"), "结果已核算，确认无误就公示 5 个工作日".into(), "去公示")
        }
        Step::Announce if run && cycle.announce_to.is_some_and(|to| to < frame.today) => {
            (format!("{name}公示期满，转入复核"), "公示期满，办完异议后由秘书长发布".into(), "去复核")
        }
        Step::Review if publish => (format!("发布{name}考评"), "复核完毕即可发布".into(), "去发布"),
        _ => return None,
    };
    let (light, when) = due(frame, cycle, calendar);
    Some(Todo { light, when, title, note, button, href: format!("/evaluation/cycles/{}", cycle.id) })
}

/// Since when the cycle could go on: a week after the period or the notice has ended it is late.
fn due(frame: &Frame, cycle: &cycle::Model, calendar: &Calendar) -> (Light, String) {
    let since = cycle.announce_to.unwrap_or(cycle.ends_on);
    if frame.today <= since {
        return (Light::Normal, format!("{}后", month_day(since)));
    }
    let waited = calendar.business_days_between(since, frame.today);
    let light = if waited > 5 { Light::Soon } else { Light::Normal };
    (light, format!("已等 {waited} 个工作日"))
}

fn todo_table(todos: &[Todo]) -> Markup {
    if todos.is_empty() {
        return ui::empty("没有要办的事", "导入、确认、核算、公示、发布，轮到您时会列在这里。", None);
    }
    let columns = [Column::new("时限").hidden(), Column::new("事项").hidden(), Column::new("办理").hidden()];
    let body = html! {
        @for (at, todo) in todos.iter().enumerate() {
            tr {
                td class="nowrap line1" { (ui::light(todo.light, &todo.when)) }
                td { a href=(todo.href) { b { (todo.title) } } br; span class="faint sm" { (todo.note) } }
                td class="r" { a class=(if at == 0 { "btn sm primary" } else { "btn sm" }) href=(todo.href) { (todo.button) } }
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
                note: html! { (cycle_pages::period(cycle)) },
            }))
        }
    }
}

fn notice(frame: &Frame, cycle: &cycle::Model, step: Step, calendar: &Calendar) -> String {
    match (step, cycle.announce_to) {
        (Step::Announce, Some(to)) if frame.today <= to => {
            format!("{}止，剩 {} 个工作日", month_day(to), calendar.business_days_between(frame.today, to))
        }
        (Step::Announce, Some(to)) => format!("{}已期满", month_day(to)),
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

/// Who else sees a member's file and score, from the policy.
fn readers() -> String {
    let everybodys = |role: &Role| grant(*role, SEE_MEMBER) == Some(Relation::SameCommittee);
    Role::WORDS.all().filter(everybodys).map(Role::label).collect::<Vec<_>>().join("、")
}

/// A member's home: his own score and his own file.
pub(crate) fn member_home(frame: &Frame, actor: &Actor, member: Uuid, placed: &[Placed]) -> Markup {
    let latest = placed.last();
    let body = html! {
        (ui::head(&actor.name, html! { "这里只有您自己的记录。" (readers()) "也看得到，别的委员看不到。" }, html! {}))
        div class="m-body own" {
            @match latest {
                Some(result) => (own_score(frame, member, result)),
                None => (ui::empty("还没有成绩", "考评公示后，您的成绩会出现在这里。", None)),
            }
            (ui::phone::link_card("我的", &[
                ("我的档案", "基本情况和履职记录，有错请告诉办公厅", "/my/file"),
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
    let notice =
        cycle.announce_to.filter(|_| open).map(|to| format!("公示到 {}，请核对每一项。", month_day(to)));
    let line = format!("{}成绩", cycle.name);
    ui::phone::score_card(score, &line, html! { (place) }, &href, notice.as_deref())
}
