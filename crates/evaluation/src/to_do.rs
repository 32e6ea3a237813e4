//! What waits in evaluation: computations that failed, the next step of each cycle, drafts, what follows from a result.
use std::sync::Arc;

use chrono::NaiveDate;
use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::clock::{day_of, format_day, format_moment};
use lvzhi_schema::evaluation::cycle;
use lvzhi_schema::work::job;
use lvzhi_shell::app::App;
use lvzhi_shell::policy::allows_all;
use lvzhi_shell::to_do::{ToDo, ToDos};
use lvzhi_ui::Light;

use crate::cycles::{self, Step, step_of};
use crate::noun::{ADOPT_SCHEME, EVALUATION, PUBLISH_EVALUATION, RUN_EVALUATION, SEE_EVALUATION};
use crate::publication::{self, Due};
use crate::runs;
use crate::schemes::drafts::{self, State};

/// For the desk.
pub(crate) const TO_DOS: ToDos = ToDos { part: EVALUATION, look: |app, actor| Box::pin(waiting(app, actor)) };

/// Working days before a deadline in which it is on the desk.
const NEAR: u32 = 5;

async fn waiting(app: App, actor: Arc<Actor>) -> Result<Vec<ToDo>> {
    let mut found = Vec::new();
    if !allows_all(&actor, SEE_EVALUATION) {
        return Ok(found);
    }
    let today = day_of(app.clock.now());
    let runs_it = allows_all(&actor, RUN_EVALUATION);
    let cycles = cycles::list(&app.db, actor.committee).await?;
    let failures = runs::failures(&app.db, actor.committee).await?;
    for cycle in &cycles {
        let failure = failures.get(&cycle.id).filter(|_| runs_it);
        found.extend(failure.map(|job| failed(cycle, job, today)));
        found.extend(next_step(&app, &actor, cycle, today));
    }
    let waiting = drafts::waiting(&app.db, actor.committee).await?;
    found.extend(waiting.iter().filter_map(|row| draft(&actor, row, today)));
    if runs_it || allows_all(&actor, PUBLISH_EVALUATION) {
        let until = app.calendar.add_business_days(today, NEAR);
        for cycle in &cycles {
            let Some(published) = cycle.published_run_id else { continue };
            let due = publication::due(&app.db, actor.committee, published).await?;
            let near = due.iter().filter(|row| row.on <= until);
            found.extend(near.map(|row| follow_up(&app, cycle, row, today)));
        }
    }
    Ok(found)
}

/// A computation that failed waits for whoever computes.
fn failed(cycle: &cycle::Model, job: &job::Model, today: NaiveDate) -> ToDo {
    let at = job.finished_at.unwrap_or(job.created_at);
    ToDo {
        light: Light::Normal,
        when: format_moment(at, today),
        due: Some(day_of(at)),
        title: format!("{}的核算没有做成", cycle.name),
        note: job.message.clone(),
        button: "去看",
        href: page_of(cycle),
    }
}

/// A draft waits for whoever adopts, or — returned — for its drafter.
fn draft(actor: &Actor, draft: &drafts::Waiting, today: NaiveDate) -> Option<ToDo> {
    let own = actor.account == draft.drafted_by;
    let name = format!("《{}》{}", draft.title, draft.version);
    let (title, note, button) = match State::parse(&draft.state)? {
        State::Submitted if !own && allows_all(actor, ADOPT_SCHEME) => {
            (format!("采用{name}"), format!("{}送审，看过改动再采用或退回", draft.drafted_by_name), "去看")
        }
        State::Returned if own => {
            (format!("改{name}"), format!("{}退回：{}", draft.reviewed_by_name, draft.reason), "去改")
        }
        _ => return None,
    };
    let when = format_moment(draft.submitted_at.unwrap_or(draft.changed_at), today);
    let href = format!("/evaluation/schemes/drafts/{}", draft.id);
    Some(ToDo { light: Light::Normal, when, due: None, title, note, button, href })
}

fn next_step(app: &App, actor: &Actor, cycle: &cycle::Model, today: NaiveDate) -> Option<ToDo> {
    let run = allows_all(actor, RUN_EVALUATION);
    let publish = allows_all(actor, PUBLISH_EVALUATION);
    let name = &cycle.name;
    let (title, note, button) = match step_of(cycle).ok()? {
        Step::Prepare if run => (format!("开始{name}考评的采集"), "办法、时段已定".to_owned(), "去办"),
        Step::Collect | Step::Rate if run => {
            (format!("核算{name}考评"), "履职记录、评议得分导入并确认之后核算".into(), "去核算")
        }
        Step::Compute if run => {
            (format!("公示{name}考评"), "结果已核算，确认无误就公示 5 个工作日".into(), "去公示")
        }
        Step::Announce if run && cycle.announce_to.is_some_and(|to| to < today) => {
            (format!("{name}公示期满，转入复核"), "公示期满，办完异议后由秘书长发布".into(), "去复核")
        }
        Step::Review if publish => (format!("发布{name}考评"), "复核完毕即可发布".into(), "去发布"),
        _ => return None,
    };
    let since = cycle.announce_to.unwrap_or(cycle.ends_on);
    let (light, when) = waited(app, since, today);
    Some(ToDo { light, when, due: Some(since), title, note, button, href: page_of(cycle) })
}

/// Since when the cycle could go on. No day binds the step, so no light is lit for it.
fn waited(app: &App, since: NaiveDate, today: NaiveDate) -> (Light, String) {
    if today <= since {
        return (Light::Idle, format!("{}后", format_day(since, today)));
    }
    let waited = app.calendar.business_days_between(since, today);
    (Light::Normal, format!("已等 {waited} 个工作日"))
}

/// What follows from a published result waits for its deadline.
fn follow_up(app: &App, cycle: &cycle::Model, row: &Due, today: NaiveDate) -> ToDo {
    let (light, when) = if row.on < today {
        (Light::Late, format!("逾期 {} 个工作日", app.calendar.business_days_between(row.on, today)))
    } else {
        let is_soon = app.calendar.business_days_between(today, row.on) <= 3;
        (if is_soon { Light::Soon } else { Light::Normal }, format!("{}前", format_day(row.on, today)))
    };
    ToDo {
        light,
        when,
        due: Some(row.on),
        title: format!("{}：{} 人", row.label, row.people),
        note: format!("{}考评发布后要办的，名单在考评页", cycle.name),
        button: "看名单",
        href: page_of(cycle),
    }
}

fn page_of(cycle: &cycle::Model) -> String {
    format!("/evaluation/cycles/{}", cycle.id)
}
