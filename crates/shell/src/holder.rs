//! What files, remarks and papers hang on: an object of some slice, reached through the eyes of whoever looks. The slice
//! says who sees one of its objects; whatever hangs on it asks for a [`Seen`], so a right that was forgotten does not
//! compile.
use std::sync::Arc;

use lvzhi_platform::auth::Actor;
use lvzhi_platform::{Error, Result};
use maud::{Markup, html};
use uuid::Uuid;

use crate::app::App;
use crate::frame::{Frame, HOME, Part};
use crate::jobs::BoxFuture;
use crate::register::ObjectKind;

/// How a person sees an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// What it is called, without its kind.
    pub title: String,
    /// Its page.
    pub href: String,
    /// What things hang on: the object itself, or the first version of one that was corrected.
    pub anchor: Uuid,
    /// Whether he may change what hangs on it.
    pub may_change: bool,
}

/// Looks for one object of the actor's committee; none: there is none, or he may not see it.
pub type See = fn(App, Arc<Actor>, Uuid) -> BoxFuture<'static, Result<Option<Sight>>>;

/// A kind of object that things may hang on. Slices register theirs.
#[derive(Clone, Copy)]
pub struct Holder {
    /// The kind.
    pub kind: ObjectKind,
    /// Who sees one.
    pub see: See,
}

/// Draws what hangs on an object; nothing when nothing does and whoever looks could add nothing.
pub type Draw = for<'a> fn(&'a App, &'a Frame, &'a Seen) -> BoxFuture<'a, Result<Markup>>;

/// A kind of thing that hangs on objects, as a section of their pages. Slices register theirs.
#[derive(Clone, Copy)]
pub struct Panel {
    /// Its place below the object, from 1.
    pub place: u8,
    /// Draws it.
    pub draw: Draw,
}

/// An object that somebody sees. Only [`see`] makes one.
#[derive(Clone, Debug)]
pub struct Seen {
    committee: Uuid,
    kind: ObjectKind,
    sight: Sight,
}

/// The object `id` of the kind called `kind`, as this person sees it.
///
/// # Errors
/// [`Error::NotFound`] when nothing may hang on such objects, there is none, or he may not see it: which, is not said.
pub async fn see(app: &App, actor: &Arc<Actor>, kind: &str, id: Uuid) -> Result<Seen> {
    let unseen = || Error::NotFound("没有这一项，或者您不能看。".into());
    let holder = app.register.all::<Holder>().iter().find(|holder| holder.kind.id == kind);
    let holder = holder.ok_or_else(unseen)?;
    let sight = (holder.see)(app.clone(), actor.clone(), id).await?;
    let sight = sight.ok_or_else(unseen)?;
    Ok(Seen { committee: actor.committee, kind: holder.kind, sight })
}

/// All that hangs on an object, section by section: the end of its page.
///
/// # Errors
/// When the database cannot be read.
pub async fn panels(app: &App, frame: &Frame, seen: &Seen) -> Result<Markup> {
    let mut panels = app.register.all::<Panel>().to_vec();
    panels.sort_by_key(|panel| panel.place);
    let mut drawn = Vec::new();
    for panel in panels {
        drawn.push((panel.draw)(app, frame, seen).await?);
    }
    Ok(html! { div class="hanging" { @for section in drawn { (section) } } })
}

/// A page about something that hangs on an object: it stands in the part of the program where the object stands, and the
/// way back leads there.
#[must_use]
pub fn page(frame: &Frame, seen: &Seen, title: &str, body: Markup) -> Markup {
    let parts = frame.register.all::<Part>().iter().filter(|part| (part.shown)(frame));
    let around = parts.filter(|part| part.href != "/" && seen.href().starts_with(part.href));
    let part = around.max_by_key(|part| part.href.len()).copied().unwrap_or(HOME);
    frame.page(part, title, &[(seen.title(), seen.href())], body)
}

impl Seen {
    /// Its committee.
    #[must_use]
    pub fn committee(&self) -> Uuid {
        self.committee
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> ObjectKind {
        self.kind
    }

    /// The id that things hang on.
    #[must_use]
    pub fn anchor(&self) -> Uuid {
        self.sight.anchor
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.sight.title
    }

    /// Its page.
    #[must_use]
    pub fn href(&self) -> &str {
        &self.sight.href
    }

    /// Whether whoever looks may change what hangs on it.
    #[must_use]
    pub fn may_change(&self) -> bool {
        self.sight.may_change
    }

    /// Refuses whoever may look and no more.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn demand_change(&self) -> Result<()> {
        if self.sight.may_change {
            return Ok(());
        }
        Err(Error::Forbidden("这一项您只能看，不能改。".into()))
    }
}
