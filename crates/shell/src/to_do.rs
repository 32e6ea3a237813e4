//! What waits for somebody, as each slice knows it: the slice has the rule, the desk collects.
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_ui::Light;

use crate::app::App;
use crate::frame::Part;
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
pub struct ToDos {
    /// The part of the index whose count they are.
    pub part: Part,
    /// The slice's rule.
    pub look: Look<Vec<ToDo>>,
}

/// All that waits for somebody.
#[derive(Clone, Debug, Default)]
pub struct Waiting {
    /// By day, then what no day binds.
    pub to_dos: Vec<ToDo>,
    /// How many in each part that has some, by the part's id.
    pub counts: BTreeMap<&'static str, u32>,
}

/// All that waits for this person.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(app: &App, actor: &Arc<Actor>) -> Result<Waiting> {
    let mut waiting = Waiting::default();
    for ToDos { part, look } in app.register.all::<ToDos>() {
        let found = look(app.clone(), actor.clone()).await?;
        *waiting.counts.entry(part.id).or_default() += u32::try_from(found.len()).unwrap_or(u32::MAX);
        waiting.to_dos.extend(found);
    }
    waiting.to_dos.sort_by_key(|to_do| (to_do.due.is_none(), to_do.due));
    Ok(waiting)
}
