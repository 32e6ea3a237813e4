//! Pages that read across slices: the office's desk and a member's home. Owns no table.
mod first_steps;
mod noun;
mod pages;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_schema::evaluation::cycle;

use lvzhi_access::KEEP_ACCOUNTS;
use lvzhi_duty::SEE_FACTS;
use lvzhi_evaluation::SEE_EVALUATION;
use lvzhi_evaluation::{cycles, results, runs};
use lvzhi_imports::{self as imports, Targets};
use lvzhi_people::SEE_PEOPLE;
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::policy::{VisibleMember, allows, allows_all};
use lvzhi_shell::to_do;

pub use noun::register;

fn routes(routes: AppRoutes) -> AppRoutes {
    routes.get("/", Access::SignedIn, home)
}

async fn home(
    State(app): State<App>,
    targets: Targets,
    SignedIn(actor): SignedIn,
    frame: Frame,
) -> Result<Response> {
    if let (true, Ok(member)) = (frame.is_member(), VisibleMember::own(&actor)) {
        let placed = results::of_member(&app.db, member).await?;
        let frame = frame.counting(to_do::of(&app, &actor).await?.counts);
        let office = lvzhi_access::office(&app.db, actor.committee).await?;
        return Ok(pages::member_home(&frame, &actor, &office, member.id(), &placed).into_response());
    }
    let cycles = cycles::list(&app.db, actor.committee).await?;
    let steps = first_steps::gather(&app, &actor, &cycles).await?;
    if steps.is_empty() && !allows(&actor, SEE_PEOPLE) && allows(&actor, KEEP_ACCOUNTS) {
        return Ok(Redirect::to("/accounts").into_response());
    }
    let waiting = to_do::of(&app, &actor).await?;
    let gathered = gather(&app, &actor, &targets, cycles).await?;
    let desk = pages::Desk { steps, to_dos: waiting.to_dos, ..gathered };
    let frame = frame.counting(waiting.counts);
    Ok(pages::office_home(&frame, &desk, &app.calendar).into_response())
}

async fn gather(
    app: &App,
    actor: &Actor,
    targets: &Targets,
    cycles: Vec<cycle::Model>,
) -> Result<pages::Desk> {
    let mut desk = pages::Desk::default();
    if allows_all(actor, SEE_EVALUATION) {
        desk.cycles = cycles;
        let latest = desk.cycles.iter().find_map(cycles::shown_run);
        if let Some(run) = latest {
            desk.figures = Some(runs::head(&app.db, actor.committee, run).await?);
        }
    }
    if allows_all(actor, SEE_FACTS) {
        let ids: Vec<String> = targets.iter().map(|target| target.id().to_owned()).collect();
        desk.imports = imports::latest(app, actor.committee, &ids, 6).await?;
    }
    Ok(desk)
}
