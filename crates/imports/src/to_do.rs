//! Open previews wait for whoever keeps what they would write.
use std::sync::Arc;

use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::clock::{day_of, format_moment};
use lvzhi_schema::imports::import_batch;
use lvzhi_shell::app::App;
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::allows_all;
use lvzhi_shell::to_do::{ToDo, ToDos};
use lvzhi_ui::Light;

use crate::noun::IMPORTS;
use crate::{Targets, store};

/// For the desk.
pub(crate) const TO_DOS: ToDos = ToDos { part: IMPORTS, look: previewed };

fn previewed(app: App, actor: Arc<Actor>) -> BoxFuture<'static, Result<Vec<ToDo>>> {
    Box::pin(async move {
        let targets = Targets::of(&app.register);
        let kept = targets.iter().filter(|target| allows_all(&actor, target.permission()));
        let ids: Vec<String> = kept.map(|target| target.id().to_owned()).collect();
        let batches = store::previewed(&app.db, actor.committee, &ids).await?;
        Ok(batches.iter().map(|batch| confirm(&app, batch)).collect())
    })
}

fn confirm(app: &App, batch: &import_batch::Model) -> ToDo {
    ToDo {
        light: Light::Normal,
        when: format_moment(batch.created_at, day_of(app.clock.now())),
        due: None,
        title: format!("确认导入《{}》", batch.file_name),
        note: format!("{} 上传，看过预览后确认才算数", batch.created_by_name),
        button: "看预览",
        href: format!("/imports/{}", batch.id),
    }
}
