//! Notices that nobody looked at yet wait on the desk, as one line.
use std::sync::Arc;

use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::to_do::{ToDo, ToDos};
use lvzhi_ui::Light;

use crate::list::Filter;
use crate::noun::NOTICES;
use crate::store;

/// For the desk.
pub(crate) const TO_DOS: ToDos = ToDos { part: NOTICES, look: waiting };

const UNREAD: Filter = Filter { is_read: Some(false) };

fn waiting(app: App, actor: Arc<Actor>) -> BoxFuture<'static, Result<Vec<ToDo>>> {
    Box::pin(async move {
        let of = (actor.committee, actor.account);
        let latest = store::list(&app.db, of, &UNREAD, (0, 1)).await?;
        let Some(latest) = latest.into_iter().next() else { return Ok(Vec::new()) };
        let count = store::count(&app.db, of.0, of.1, &UNREAD).await?;
        Ok(vec![ToDo {
            light: Light::Normal,
            when: "新通知".into(),
            due: None,
            title: format!("看 {count} 条通知"),
            note: latest.text,
            button: "去看",
            href: "/notices?read=no".into(),
        }])
    })
}
