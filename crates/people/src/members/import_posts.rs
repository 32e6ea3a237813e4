//! The posts in the rows of a roster: which begin, which end, which began on another day than was thought.
use std::collections::BTreeSet;

use chrono::NaiveDate;
use lvzhi_schema::people::member_post;
use uuid::Uuid;

use super::{MemberFields, posts};
use crate::roster::RosterMember;
use lvzhi_imports::RowDraft;

/// The posts a row states, beside those that its member holds: which are new, which end.
pub(super) fn stated_posts(
    draft: &mut RowDraft,
    known: Option<&RosterMember>,
    today: NaiveDate,
) -> (Vec<(Uuid, String, String)>, Vec<Uuid>) {
    let standing = match draft.text("standing") {
        "是" | "√" | "✓" | "1" | "常委" | "Y" | "y" => Some(true),
        "否" | "×" | "0" | "N" | "n" => Some(false),
        "" => None,
        other => {
            let sentence = format!("“{other}”看不出是不是常委；请填 是 或 否");
            draft.error("standing", sentence);
            None
        }
    };
    if standing.is_none() && draft.text("title").is_empty() {
        return (Vec::new(), Vec::new());
    }
    let title = draft.text("title").to_owned();
    let wanted = posts::stated(standing, &title);
    let held: Vec<_> = known.map_or_else(Vec::new, |known| {
        known
            .posts_on(today)
            .filter(|post| ["standing", "chair_meeting"].contains(&post.post.as_str()))
            .collect()
    });
    let add: Vec<_> = wanted
        .iter()
        .filter(|(post, title)| !held.iter().any(|h| h.post == *post && h.title == *title))
        .map(|(post, title)| (Uuid::now_v7(), (*post).to_owned(), title.clone()))
        .collect();
    let end: Vec<_> = held
        .iter()
        .filter(|h| !wanted.iter().any(|(post, title)| h.post == *post && h.title == *title))
        .map(|h| h.id)
        .collect();
    if known.is_some() {
        let words = |titles: BTreeSet<&str>| titles.into_iter().collect::<Vec<_>>().join("、");
        let before = words(held.iter().map(|h| h.title.as_str()).collect());
        let after = words(wanted.iter().map(|(_, title)| title.as_str()).collect());
        draft.change("title", "职务", &before, &after);
    }
    (add, end)
}

/// Posts that began with the membership begin where the roster now says it began.
pub(super) fn posts_to_move(
    draft: &mut RowDraft,
    known: Option<&RosterMember>,
    after: &MemberFields,
    ending: &[Uuid],
) -> Vec<Uuid> {
    let Some(known) = known.filter(|known| known.member.starts_on != after.starts_on) else {
        return Vec::new();
    };
    let began = |post: &&member_post::Model| {
        post.starts_on == Some(known.member.starts_on) && !ending.contains(&post.id)
    };
    let moved: Vec<_> = known.posts.iter().filter(began).collect();
    let mut titles: Vec<_> = moved.iter().map(|post| post.title.as_str()).collect();
    titles.dedup();
    if !titles.is_empty() {
        let label = format!("{}起", titles.join("、"));
        draft.change("posts_from", &label, &known.member.starts_on.to_string(), &after.starts_on.to_string());
    }
    moved.iter().map(|post| post.id).collect()
}
