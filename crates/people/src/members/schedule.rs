//! The days on which exemptions end: then somebody counts again.
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::NaiveDate;
use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::policy::allows_all;
use lvzhi_shell::schedule::{Entry, Schedule};
use lvzhi_shell::search::query;

use super::roster;
use crate::noun::{KEEP_PEOPLE, SEE_MEMBER};

pub(crate) const SCHEDULE: Schedule = Schedule(|app, actor, days| Box::pin(days_of(app, actor, days)));

async fn days_of(app: App, actor: Arc<Actor>, days: RangeInclusive<NaiveDate>) -> Result<Vec<Entry>> {
    if !allows_all(&actor, KEEP_PEOPLE) {
        return Ok(Vec::new());
    }
    let opens = allows_all(&actor, SEE_MEMBER);
    let roster = roster(&app.db, actor.committee).await?;
    let ends = roster.members.iter().flat_map(|person| {
        person.exemptions.iter().filter_map(|exemption| exemption.ends_on).map(move |day| (person, day))
    });
    let entries = ends.filter(|(_, day)| days.contains(day)).map(|(person, day)| {
        let title = format!("{}的免评到期", person.member.name);
        let own = format!("/members/{}", person.member.id);
        Entry::on(day, title, if opens { own } else { query("/members", "q", &person.member.number) })
    });
    Ok(entries.collect())
}
