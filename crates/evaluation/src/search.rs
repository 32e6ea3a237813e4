//! Cycles and schemes by their names.
use std::sync::Arc;

use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::allows_all;
use lvzhi_shell::search::{Found, Hit, Source};

use crate::noun::SEE_EVALUATION;
use crate::{cycles, schemes};

pub(crate) const SOURCES: [Source; 2] = [
    Source { label: "考评", place: 3, look: look_for_cycles },
    Source { label: "考评办法", place: 4, look: look_for_schemes },
];

fn look_for_cycles(app: App, actor: Arc<Actor>, words: Arc<str>) -> BoxFuture<'static, Result<Found>> {
    Box::pin(async move {
        if !allows_all(&actor, SEE_EVALUATION) {
            return Ok(Found::default());
        }
        let cycles = cycles::list(&app.db, actor.committee).await?;
        // Names are written with blanks around their figures: 2026 年上半年.
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let meant = cycles.into_iter().filter(|cycle| bare(&cycle.name).contains(&bare(&words)));
        let hits = meant.map(|cycle| Hit {
            title: format!("{}考评", cycle.name),
            note: cycles::step_of(&cycle).map_or("", cycles::Step::label).to_owned(),
            href: format!("/evaluation/cycles/{}", cycle.id),
        });
        Ok(Found::among(hits, Some("/evaluation".into())))
    })
}

/// Everybody who is judged may read by what he is judged.
fn look_for_schemes(app: App, actor: Arc<Actor>, words: Arc<str>) -> BoxFuture<'static, Result<Found>> {
    Box::pin(async move {
        let schemes = schemes::list(&app.db, actor.committee).await?;
        let meant = schemes.into_iter().filter(|scheme| scheme.title.contains(&*words));
        let hits = meant.map(|scheme| Hit {
            title: format!("《{}》", scheme.title),
            note: format!("版本 {}", scheme.version),
            href: format!("/evaluation/schemes/{}", scheme.id),
        });
        let all = allows_all(&actor, SEE_EVALUATION).then(|| "/evaluation/schemes".to_owned());
        Ok(Found::among(hits, all))
    })
}
