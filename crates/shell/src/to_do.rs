//! What waits for somebody, as each slice knows it: the slice has the rule, the desk collects.
use std::sync::Arc;

use chrono::NaiveDate;
use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_ui::Light;

use crate::app::App;
use crate::jobs::BoxFuture;

/// Something that waits for somebody.
#[derive(Clone, Debug)]
pub struct ToDo {
    /// How urgent it is.
    pub light: Light,
    /// By when, or since when, in words.
    pub when: String,
    /// The day that `when` speaks of; none when no day binds it.
    pub due: Option<NaiveDate>,
    /// What is to be done.
    pub title: String,
    /// Why, or what comes first.
    pub note: String,
    /// What the button says.
    pub button: &'static str,
    /// Where it is done.
    pub href: String,
}

/// Looks something up for this person.
pub type Look<T> = fn(App, Arc<Actor>) -> BoxFuture<'static, Result<T>>;

/// What waits for this person in one slice; nothing for whoever may not do it.
#[derive(Clone, Copy)]
pub struct ToDos(pub Look<Vec<ToDo>>);

/// All that waits for this person: by day, then what no day binds.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(app: &App, actor: &Arc<Actor>) -> Result<Vec<ToDo>> {
    let mut found = Vec::new();
    for ToDos(look) in app.register.all::<ToDos>() {
        found.extend(look(app.clone(), actor.clone()).await?);
    }
    found.sort_by_key(|to_do| (to_do.due.is_none(), to_do.due));
    Ok(found)
}
