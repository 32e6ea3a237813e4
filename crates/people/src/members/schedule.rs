//! The days on which exemptions end: then somebody counts again.
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::NaiveDate;
use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::policy::allows_all;
use lvzhi_shell::schedule::{Entry, Schedule};

use super::roster;
use crate::noun::KEEP_PEOPLE;

pub(crate) const SCHEDULE: Schedule = Schedule(|app, actor, days| Box::pin(days_of(app, actor, days)));

async fn days_of(app: App, actor: Arc<Actor>, days: RangeInclusive<NaiveDate>) -> Result<Vec<Entry>> {
    if !allows_all(&actor, KEEP_PEOPLE) {
        return Ok(Vec::new());
    }
    let roster = roster(&app.db, actor.committee).await?;
    let ends = roster.members.iter().flat_map(|person| {
        person.exemptions.iter().filter_map(|exemption| exemption.ends_on).map(move |day| (person, day))
    });
    let entries = ends.filter(|(_, day)| days.contains(day)).map(|(person, day)| {
        let title = format!("{}的免评到期", person.member.name);
        Entry::on(day, title, format!("/members/{}", person.member.id))
    });
    Ok(entries.collect())
}
