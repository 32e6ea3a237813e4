//! The days on which papers were issued.
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::NaiveDate;
use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::schedule::{Entry, Schedule};

use crate::kind::readable;
use crate::store;

pub(crate) const SCHEDULE: Schedule = Schedule(|app, actor, days| Box::pin(days_of(app, actor, days)));

async fn days_of(app: App, actor: Arc<Actor>, days: RangeInclusive<NaiveDate>) -> Result<Vec<Entry>> {
    let kinds: Vec<_> = readable(&app.register, &actor).iter().map(|kind| kind.id).collect();
    let papers = store::issued_within(&app.db, actor.committee, &kinds, days).await?;
    let entry = |paper: lvzhi_schema::papers::paper::Model| {
        Entry::on(paper.issued_on, format!("印发 {}", paper.number), format!("/papers/{}", paper.id))
    };
    Ok(papers.into_iter().map(entry).collect())
}
