//! Facts nobody confirmed yet wait for whoever keeps them.
use std::sync::Arc;

use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::allows_all;
use lvzhi_shell::to_do::{ToDo, ToDos};
use lvzhi_ui::{Light, format};

use super::store;
use crate::noun::{FACTS, KEEP_FACTS};

/// For the desk.
pub(crate) const TO_DOS: ToDos = ToDos { part: FACTS, look: waiting };

fn waiting(app: App, actor: Arc<Actor>) -> BoxFuture<'static, Result<Vec<ToDo>>> {
    Box::pin(async move {
        if !allows_all(&actor, KEEP_FACTS) {
            return Ok(Vec::new());
        }
        let count = store::waiting(&app.db, actor.committee).await?;
        Ok((count > 0).then(|| confirm(count)).into_iter().collect())
    })
}

fn confirm(count: u64) -> ToDo {
    ToDo {
        light: Light::Normal,
        when: "核算前".into(),
        due: None,
        title: format!("确认 {} 条履职记录", format::thousands(i64::try_from(count).unwrap_or(i64::MAX))),
        note: "没有确认的履职记录不参加核算".into(),
        button: "去确认",
        href: "/facts?confirmed=no".into(),
    }
}
