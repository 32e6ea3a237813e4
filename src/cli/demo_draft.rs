//! The demo's draft: the second version of the members' scheme, submitted by the clerk, waiting for the secretary-general.
use anyhow::Context;
use lvzhi_platform::auth::Actor;
use uuid::Uuid;

use lvzhi_evaluation::schemes;
use lvzhi_evaluation::schemes::drafts::{self, NewDraft, Origin, Typed};
use lvzhi_shell::app::App;

const NOTE: &str =
    "提案连续两期过半委员满分，上限由 12 分降到 10 分；让出的 2 分给社情民意。总分仍是 100 分。";
const VERSION: &str = "2026.2";

/// Starts and submits it.
pub(super) async fn submit(app: &App, clerk: &Actor, version: Uuid) -> anyhow::Result<()> {
    let committee = clerk.committee;
    let id = Uuid::now_v7();
    let origin = Origin::Version(version);
    let original = origin.base(&app.db, committee).await?;
    let new = NewDraft { id, origin, original: original.clone(), body: original.clone() };
    app.act(clerk, async |act| drafts::start(act, &new).await).await?;
    let draft = drafts::find(&app.db, committee, id).await?;
    let body = second_version(&original).context("演示的草稿改不成")?;
    let checked = schemes::check(&app.db, committee, &body).await?;
    let typed = Typed { revision: draft.revision, body, note: NOTE.to_owned() };
    app.act(clerk, async |act| drafts::submit(act, &draft, &typed, &checked).await).await?;
    Ok(())
}

/// The text with another version, and two points moved from proposals to public opinion. None where the text has
/// no such caps to move.
fn second_version(text: &str) -> Option<String> {
    let first = text.lines().find(|line| line.starts_with("version = "))?;
    let mut changed = text.replacen(first, &format!("version = \"{VERSION}\""), 1);
    for (id, from, to) in [("proposal", 12, 10), ("opinion", 10, 12)] {
        for table in ["indicator", "rule"] {
            changed = with_cap(&changed, table, id, from, to)?;
        }
    }
    Some(changed)
}

/// Changes the cap of one table of the text.
fn with_cap(text: &str, table: &str, id: &str, from: u32, to: u32) -> Option<String> {
    let head = format!("[[{table}]]\nid = \"{id}\"\n");
    let start = text.find(&head)?;
    let rest = text.get(start + head.len()..)?;
    let (old, new) = (format!("\nmax = {from}\n"), format!("\nmax = {to}\n"));
    let at = start + head.len() + rest.find(&old)?;
    // The cap must stand in this table, not in the next one.
    let own = !text.get(start + head.len()..at)?.contains("\n[[");
    own.then(|| format!("{}{new}{}", &text[..at], &text[at + old.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lvzhi_evaluation::schemes::{CATALOGUE, MEMBER_SCHEME, Rulebook, findings_text};

    #[test]
    fn the_second_version_moves_two_points_and_still_adds_up() {
        let text = second_version(MEMBER_SCHEME).unwrap();
        let (rulebook, _) =
            Rulebook::parse(&text, CATALOGUE).unwrap_or_else(|f| panic!("{}", findings_text(&f)));
        let cap = |id: &str| rulebook.scheme.indicator(id).unwrap().max.unwrap().to_string();
        assert_eq!((cap("proposal"), cap("opinion")), ("10".to_owned(), "12".to_owned()));
        assert_eq!(rulebook.scheme.version, VERSION);
        assert_eq!(drafts::changes(MEMBER_SCHEME, &text).len(), 5, "version, two caps of two tables each");
    }

    #[test]
    fn a_text_without_such_caps_is_refused() {
        assert_eq!(second_version("[scheme]\nversion = \"1\"\n"), None);
    }
}
