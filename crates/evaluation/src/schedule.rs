//! The days of evaluation: the ends of periods, notice periods, deadlines of what follows.
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::NaiveDate;
use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::policy::{Role, allows_all};
use lvzhi_shell::schedule::{Entry, Schedule};

use crate::cycles::{self, Step, step_of};
use crate::noun::SEE_EVALUATION;
use crate::publication;

pub(crate) const SCHEDULE: Schedule = Schedule(|app, actor, days| Box::pin(days_of(app, actor, days)));

async fn days_of(app: App, actor: Arc<Actor>, days: RangeInclusive<NaiveDate>) -> Result<Vec<Entry>> {
    let sees = allows_all(&actor, SEE_EVALUATION);
    let is_member = Role::parse(&actor.role) == Some(Role::Member);
    if !sees && !is_member {
        return Ok(Vec::new());
    }
    let mut entries = Vec::new();
    let cycles = cycles::list(&app.db, actor.committee).await?;
    for cycle in cycles.iter().filter(|cycle| step_of(cycle).is_ok_and(|step| step != Step::Withdrawn)) {
        let href = if sees { format!("/evaluation/cycles/{}", cycle.id) } else { "/my/scores".to_owned() };
        if let (Some(from), Some(to)) = (cycle.announce_from, cycle.announce_to) {
            entries
                .push(Entry { from, to, title: format!("{}考评公示", cycle.name), href: href.clone() });
        }
        if sees {
            entries.push(Entry::on(cycle.ends_on, format!("{}考评期末", cycle.name), href));
        }
    }
    for cycle in cycles.iter().filter(|_| sees) {
        let Some(published) = cycle.published_run_id else { continue };
        entries.extend(publication::due(&app.db, actor.committee, published).await?.iter().map(|due| {
            let title = format!("{}：{} 人，办理时限", due.label, due.people);
            Entry::on(due.on, title, format!("/evaluation/cycles/{}", cycle.id))
        }));
    }
    let is_on = |entry: &Entry| entry.from <= *days.end() && entry.to >= *days.start();
    Ok(entries.into_iter().filter(is_on).collect())
}
