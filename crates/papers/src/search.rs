//! Papers by title or number.
use std::sync::Arc;

use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::allows_all;
use lvzhi_shell::search::{Found, Hit, SHOWN, Source, query};

use crate::kind::readable;
use crate::list::Filter;
use crate::noun::SEE_PAPERS;
use crate::store;

pub(crate) const SOURCE: Source = Source { label: "公文", place: 5, look };

fn look(app: App, actor: Arc<Actor>, words: Arc<str>) -> BoxFuture<'static, Result<Found>> {
    Box::pin(async move {
        let kinds = readable(&app.register, &actor).iter().map(|kind| kind.id).collect();
        let filter = Filter { kinds, words: Some(words.to_string()), year: None };
        let total = store::count(&app.db, actor.committee, &filter).await?;
        let papers = store::list(&app.db, actor.committee, &filter, (0, SHOWN as u64)).await?;
        let hits = papers.into_iter().map(|(paper, void)| Hit {
            note: format!("{}{}", paper.number, if void.is_some() { "，已作废" } else { "" }),
            href: format!("/papers/{}", paper.id),
            title: paper.title,
        });
        let all = allows_all(&actor, SEE_PAPERS).then(|| query("/papers", "q", &words));
        Ok(Found { hits: hits.collect(), total, all })
    })
}
