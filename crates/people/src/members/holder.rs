//! What hangs on a member: seen by whoever sees his file, changed by whoever keeps it.
use std::sync::Arc;

use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::holder::{Holder, Sight};
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::{VisibleMember, allows_all};
use uuid::Uuid;

use super::store;
use crate::noun::{KEEP_PEOPLE, MEMBER, SEE_MEMBER};

pub(crate) const HOLDER: Holder = Holder { kind: MEMBER, see };

fn see(app: App, actor: Arc<Actor>, id: Uuid) -> BoxFuture<'static, Result<Option<Sight>>> {
    Box::pin(async move {
        let Ok(member) = VisibleMember::to(&actor, SEE_MEMBER, id) else { return Ok(None) };
        let row = store::member(app.db.read(), member.committee(), member.id()).await?;
        Ok(row.map(|row| Sight {
            href: if actor.member == Some(id) { "/my/file".into() } else { format!("/members/{id}") },
            title: row.name,
            anchor: id,
            may_change: allows_all(&actor, KEEP_PEOPLE),
        }))
    })
}
