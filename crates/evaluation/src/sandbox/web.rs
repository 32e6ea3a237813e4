//! The route of the sandbox.
use axum::extract::{Query, State};
use lvzhi_platform::Result;
use lvzhi_platform::routes::{Access, SignedIn};
use maud::Markup;
use serde::Deserialize;

use super::answer;
use super::choice::{Choice, Choices, rules};
use super::pages::{self, Shown, Why};
use crate::SEE_EVALUATION;
use crate::schemes;
use lvzhi_shell::app::{App, AppRoutes};
use lvzhi_shell::frame::Frame;

/// Registers the page.
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    // Names and scores of everybody are shown to those only who see the ranking.
    routes.get("/evaluation/sandbox", Access::May(SEE_EVALUATION), show)
}

/// What the address may say.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct View {
    /// The scheme in force.
    pub a: String,
    /// The changed one.
    pub b: String,
    /// The cycle whose facts are read.
    pub cycle: String,
    /// The line whose surroundings are drawn, in per cent.
    pub line: String,
    /// Page of those who move, from 1.
    pub page: Option<u64>,
}

async fn show(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    frame: Frame,
    Query(view): Query<View>,
) -> Result<Markup> {
    let committee = actor.committee;
    let choices = Choices::of(&app.db, committee).await?;
    let after = choices.scheme(&view.b)?;
    let before = match choices.scheme(&view.a)? {
        None => after.and_then(|after| choices.in_force(after)),
        chosen => chosen,
    };
    let chosen_cycle = choices.cycle(&view.cycle)?;
    let mut form = pages::Form { choices: &choices, before, after, cycle: chosen_cycle };
    let (Some(before), Some(after)) = (before, after) else {
        return Ok(pages::nothing(&frame, &form, &Why::NothingChosen));
    };
    if before.id == after.id {
        return Ok(pages::nothing(&frame, &form, &Why::Same));
    }
    let Some(old) = rules(&app.db, committee, before).await? else {
        return Ok(pages::nothing(&frame, &form, &Why::Broken(before)));
    };
    let Some(new) = rules(&app.db, committee, after).await? else {
        return Ok(pages::nothing(&frame, &form, &Why::Broken(after)));
    };
    if old.scheme.digest() == new.scheme.digest() {
        return Ok(pages::nothing(&frame, &form, &Why::Same));
    }
    if old.scheme.subject != new.scheme.subject {
        return Ok(pages::nothing(&frame, &form, &Why::OtherSubjects));
    }
    let subject = &old.scheme.subject;
    let cycle = match chosen_cycle {
        Some(cycle) => (subject_of(&app, committee, cycle.scheme_id).await? == *subject).then_some(cycle),
        None => newest(&app, committee, &choices, subject).await?,
    };
    let Some((cycle, run)) = cycle.and_then(|cycle| cycle.current_run_id.map(|run| (cycle, run))) else {
        let why = if chosen_cycle.is_some() { Why::OtherCycle } else { Why::NoCycle };
        return Ok(pages::nothing(&frame, &form, &why));
    };
    form.cycle = Some(cycle);
    let answer = answer(&app.db, committee, run, old.clone(), new.clone()).await?;
    let labels: (&Choice, &Choice) = (before, after);
    let shown =
        Shown { view: &view, labels, cycle, before: &old.scheme, after: &new.scheme, answer: &answer };
    Ok(pages::page(&frame, &form, &shown))
}

async fn subject_of(app: &App, committee: uuid::Uuid, scheme: uuid::Uuid) -> Result<String> {
    Ok(schemes::rulebook(&app.db, committee, scheme).await?.scheme.subject.clone())
}

/// The newest computed cycle about the same kind of people.
async fn newest<'c>(
    app: &App,
    committee: uuid::Uuid,
    choices: &'c Choices,
    subject: &str,
) -> Result<Option<&'c lvzhi_schema::evaluation::cycle::Model>> {
    for cycle in &choices.cycles {
        if subject_of(app, committee, cycle.scheme_id).await? == subject {
            return Ok(Some(cycle));
        }
    }
    Ok(None)
}
