//! What hangs on a fact: seen by whoever sees facts, changed by whoever keeps them.
use std::sync::Arc;

use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::holder::{Holder, Sight};
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::allows_all;
use uuid::Uuid;

use super::store;
use crate::catalogue;
use crate::noun::{FACT, KEEP_FACTS, SEE_FACTS};

pub(crate) const HOLDER: Holder = Holder { kind: FACT, see };

fn see(app: App, actor: Arc<Actor>, id: Uuid) -> BoxFuture<'static, Result<Option<Sight>>> {
    Box::pin(async move {
        if !allows_all(&actor, SEE_FACTS) {
            return Ok(None);
        }
        let Some(full) = store::find(app.db.read(), actor.committee, id).await? else { return Ok(None) };
        let chain = store::chain(&app.db, actor.committee, id).await?;
        Ok(Some(Sight {
            title: format!("{}，{}", full.person.name, catalogue().label(&full.fact.kind)),
            // Whoever adds something to an old version goes on from the newest one.
            href: format!("/facts/{}", chain.last().map_or(id, |last| last.fact.id)),
            anchor: chain.first().map_or(id, |first| first.fact.id),
            may_change: allows_all(&actor, KEEP_FACTS),
        }))
    })
}
