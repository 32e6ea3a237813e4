//! Members by name, pinyin, initials or number.
use std::sync::Arc;

use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::allows_all;
use lvzhi_shell::search::{Found, Hit, Source, query};

use super::roster;
use crate::is_meant;
use crate::noun::{SEE_MEMBER, SEE_PEOPLE};

pub(crate) const SOURCE: Source = Source { label: "委员", place: 1, look };

fn look(app: App, actor: Arc<Actor>, words: Arc<str>) -> BoxFuture<'static, Result<Found>> {
    Box::pin(async move {
        if !allows_all(&actor, SEE_PEOPLE) {
            return Ok(Found::default());
        }
        let list = query("/members", "q", &words);
        let opens = allows_all(&actor, SEE_MEMBER);
        let roster = roster(&app.db, actor.committee).await?;
        let meant = roster.members.iter().filter(|person| {
            let row = &person.member;
            is_meant(&words, &row.name, &row.pinyin, &row.initials, &row.number)
        });
        let hits = meant.map(|person| Hit {
            title: person.member.name.clone(),
            note: format!("{}，编号 {}", person.sector, person.member.number),
            href: if opens { format!("/members/{}", person.member.id) } else { list.clone() },
        });
        Ok(Found::among(hits, Some(list.clone())))
    })
}
