//! Facts by their title.
use std::sync::Arc;

use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::allows_all;
use lvzhi_shell::search::{Found, Hit, SHOWN, Source, query};

use super::{Filter, store};
use crate::catalogue;
use crate::noun::SEE_FACTS;

pub(crate) const SOURCE: Source = Source { label: "履职记录", place: 2, look };

fn look(app: App, actor: Arc<Actor>, words: Arc<str>) -> BoxFuture<'static, Result<Found>> {
    Box::pin(async move {
        if !allows_all(&actor, SEE_FACTS) {
            return Ok(Found::default());
        }
        let filter = Filter { title: Some(words.to_string()), ..Filter::default() };
        let (total, _) = store::counts(&app.db, actor.committee, &filter).await?;
        let facts = store::page(&app.db, actor.committee, &filter, 0, SHOWN as u64).await?;
        let hits = facts.into_iter().map(|full| Hit {
            title: full.fact.title().to_owned(),
            note: format!(
                "{}，{}，{}",
                catalogue().label(&full.fact.kind),
                full.person.name,
                full.fact.occurred_on
            ),
            href: format!("/facts/{}", full.fact.id),
        });
        Ok(Found { hits: hits.collect(), total, all: Some(query("/facts", "q", &words)) })
    })
}
