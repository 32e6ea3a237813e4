//! What hangs on a cycle and on a version of a scheme.
use std::sync::Arc;

use lvzhi_platform::auth::Actor;
use lvzhi_platform::{Error, Result};
use lvzhi_shell::app::App;
use lvzhi_shell::holder::{Holder, Sight};
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::allows_all;
use uuid::Uuid;

use crate::noun::{CYCLE, DRAFT_SCHEME, RUN_EVALUATION, SCHEME, SEE_EVALUATION};
use crate::{cycles, schemes};

pub(crate) const HOLDERS: [Holder; 2] =
    [Holder { kind: CYCLE, see: see_cycle }, Holder { kind: SCHEME, see: see_scheme }];

fn see_cycle(app: App, actor: Arc<Actor>, id: Uuid) -> BoxFuture<'static, Result<Option<Sight>>> {
    Box::pin(async move {
        if !allows_all(&actor, SEE_EVALUATION) {
            return Ok(None);
        }
        let cycle = found(cycles::find(&app.db, actor.committee, id).await)?;
        Ok(cycle.map(|cycle| Sight {
            title: cycle.name,
            href: format!("/evaluation/cycles/{id}"),
            anchor: id,
            may_change: allows_all(&actor, RUN_EVALUATION),
        }))
    })
}

/// Everybody who is judged may read by what he is judged.
fn see_scheme(app: App, actor: Arc<Actor>, id: Uuid) -> BoxFuture<'static, Result<Option<Sight>>> {
    Box::pin(async move {
        let scheme = found(schemes::find(&app.db, actor.committee, id).await)?;
        Ok(scheme.map(|scheme| Sight {
            title: format!("《{}》（{}）", scheme.title, scheme.version),
            href: format!("/evaluation/schemes/{id}"),
            anchor: id,
            may_change: allows_all(&actor, DRAFT_SCHEME),
        }))
    })
}

fn found<T>(row: Result<T>) -> Result<Option<T>> {
    match row {
        Ok(row) => Ok(Some(row)),
        Err(Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
