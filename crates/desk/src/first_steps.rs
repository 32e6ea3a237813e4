//! 起步: what an office still lacks before its first computation, and who does it.
use std::sync::Arc;

use lvzhi_evaluation::{SEE_EVALUATION, cycles};
use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_schema::evaluation::cycle;
use lvzhi_shell::app::App;
use lvzhi_shell::first_step::{FirstStep, StepState};
use lvzhi_shell::policy::allows_all;
use lvzhi_ui::{self as ui, Column};
use maud::{Markup, html};

/// A step and how far it has come.
type Looked = (&'static str, StepState);

/// The steps in their order, for whoever may do one or sees evaluations; none once something was computed.
pub(crate) async fn gather(app: &App, actor: &Arc<Actor>, cycles: &[cycle::Model]) -> Result<Vec<Looked>> {
    if cycles.iter().any(|cycle| cycles::shown_run(cycle).is_some()) {
        return Ok(Vec::new());
    }
    let mut steps = app.register.all::<FirstStep>().to_vec();
    steps.sort_by_key(|step| step.place);
    let mut looked = Vec::new();
    for step in steps {
        looked.push((step.title, (step.look)(app.clone(), actor.clone()).await?));
    }
    let does_one = looked.iter().any(|(_, state)| allows_all(actor, state.permission));
    Ok(if does_one || allows_all(actor, SEE_EVALUATION) { looked } else { Vec::new() })
}

/// Whether this person does what comes next.
pub(crate) fn is_next_mine(steps: &[Looked], actor: &Actor) -> bool {
    steps
        .iter()
        .find(|(_, state)| !state.is_done)
        .is_some_and(|(_, state)| allows_all(actor, state.permission))
}

/// The section, or nothing when the office runs.
pub(crate) fn section(steps: &[Looked], actor: &Actor) -> Markup {
    if steps.is_empty() {
        return html! {};
    }
    let next = steps.iter().position(|(_, state)| !state.is_done);
    let done = steps.iter().filter(|(_, state)| state.is_done).count();
    let columns =
        [Column::new("步骤"), Column::new("状态"), Column::new("现有"), Column::new("办理").class("r")];
    let body = html! {
        @for (at, (title, state)) in steps.iter().enumerate() {
            @let (light, word) = state.mark();
            tr {
                th scope="row" class="nowrap" { (at + 1) "　" (title) }
                td class="nowrap" { (ui::light(light, word)) }
                td { (state.there) }
                td class="r" {
                    @if next == Some(at) && allows_all(actor, state.permission) {
                        a class="btn sm primary" href=(state.href) { (state.button) }
                    } @else if !state.is_done { span class="mute" { "由" (state.who()) "办理" } }
                }
            }
        }
    };
    let note = match next {
        Some(_) => format!("{done} / {}，第一次核算之后收起", steps.len()),
        None => "各步已完成，第一次核算之后收起".to_owned(),
    };
    ui::section("起步", &note, html! {}, ui::table("起步", "dense plain", &columns, body))
}
