//! What those who draft and adopt are told of a draft.
use lvzhi_notices::{NoticeKind, Recipients, Told, tell};
use lvzhi_platform::{Act, Result};
use lvzhi_schema::evaluation::scheme_draft;
use uuid::Uuid;

use crate::ADOPT_SCHEME;

pub(crate) const SUBMITTED: NoticeKind = NoticeKind { id: "draft_submitted", label: "办法送审" };
pub(crate) const DECIDED: NoticeKind = NoticeKind { id: "draft_decided", label: "办法审定" };

fn named(draft: &scheme_draft::Model) -> String {
    format!("《{}》（{}）", draft.title, draft.version)
}

fn page(draft: &scheme_draft::Model) -> String {
    format!("/evaluation/schemes/drafts/{}", draft.id)
}

/// Tells those who adopt that a draft waits for one of them.
pub(super) async fn submitted(act: &Act, draft: &scheme_draft::Model) -> Result<()> {
    let text = format!("{}送审{}，等待采用。", act.by().name, named(draft));
    let told = Told { kind: SUBMITTED, text, href: page(draft) };
    tell(act, &Recipients::Holders(ADOPT_SCHEME), &told).await?;
    Ok(())
}

/// Tells the drafter that his draft came back, and why; or that it was ended by somebody else.
pub(super) async fn came_back(
    act: &Act,
    draft: &scheme_draft::Model,
    what: &str,
    reason: &str,
) -> Result<()> {
    let reason = reason.trim();
    let why = if reason.is_empty() { String::new() } else { format!("：{reason}") };
    let text = format!("{}把{}{what}{why}", act.by().name, named(draft));
    let told = Told { kind: DECIDED, text, href: page(draft) };
    tell(act, &Recipients::Account(draft.drafted_by), &told).await?;
    Ok(())
}

/// Tells the drafter that his draft was adopted.
pub(super) async fn adopted(act: &Act, draft: &scheme_draft::Model, version: Uuid) -> Result<()> {
    let text = format!("{}采用了{}。", act.by().name, named(draft));
    let told = Told { kind: DECIDED, text, href: format!("/evaluation/schemes/{version}") };
    tell(act, &Recipients::Account(draft.drafted_by), &told).await?;
    Ok(())
}
