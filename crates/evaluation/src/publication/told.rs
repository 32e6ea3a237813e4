//! What members are told of the evaluation that concerns them.
use chrono::{Datelike, NaiveDate};
use lvzhi_notices::{NoticeKind, Recipients, Told, tell_each};
use lvzhi_platform::{Act, Result};
use lvzhi_schema::evaluation::cycle;
use uuid::Uuid;

use super::store;

pub(crate) const ANNOUNCED: NoticeKind = NoticeKind { id: "result_announced", label: "公示" };
pub(crate) const RETRACTED: NoticeKind = NoticeKind { id: "result_retracted", label: "公示撤回" };
pub(crate) const PUBLISHED: NoticeKind = NoticeKind { id: "result_published", label: "结果发布" };

/// Tells whoever the run judged that it is open to objections until a day.
pub(super) async fn announced(act: &Act, cycle: &cycle::Model, run: Uuid, to: NaiveDate) -> Result<()> {
    let day = lvzhi_ui::format::month_day(to.month(), to.day());
    let text = format!("{}考评结果公示到{day}，请核对您的每一项得分。", cycle.name);
    tell_judged(act, cycle, run, (ANNOUNCED, &text)).await
}

/// Tells them that the announcement was taken back.
pub(super) async fn retracted(act: &Act, cycle: &cycle::Model) -> Result<()> {
    let Some(run) = cycle.current_run_id else { return Ok(()) };
    let text = format!("{}考评结果的公示撤回了，以重新公示的为准。", cycle.name);
    let members = store::judged(act, run).await?;
    let told = |_| Told { kind: RETRACTED, text: text.clone(), href: "/my/scores".into() };
    tell_each(act, &Recipients::Members(members), told).await?;
    Ok(())
}

/// Tells them that it is published, or corrected.
pub(super) async fn published(act: &Act, cycle: &cycle::Model, run: Uuid) -> Result<()> {
    let what = if cycle.published_run_id.is_some() { "更正后重新发布了" } else { "发布了" };
    let text = format!("{}考评结果{what}，您的成绩和每一分的来源都可以看。", cycle.name);
    tell_judged(act, cycle, run, (PUBLISHED, &text)).await
}

/// Tells each member that the run judged, with the way to his own score.
async fn tell_judged(
    act: &Act,
    cycle: &cycle::Model,
    run: Uuid,
    (kind, text): (NoticeKind, &str),
) -> Result<()> {
    let members = store::judged(act, run).await?;
    let told = |member: Option<Uuid>| Told {
        kind,
        text: text.to_owned(),
        href: member.map_or_else(
            || "/my/scores".to_owned(),
            |member| format!("/evaluation/cycles/{}/members/{member}", cycle.id),
        ),
    };
    tell_each(act, &Recipients::Members(members), told).await?;
    Ok(())
}
