//! Two pages about one run: what publishing it will do, and what changed since the run before.
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use lvzhi_platform::Result;
use lvzhi_schema::evaluation::{cycle, run};
use lvzhi_scoring::{Change, Input, Points};
use maud::{Markup, html};

use crate::EVALUATION;
use crate::runs::RunHead;
use crate::schemes::Rulebook;
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Column};

/// What announcing will do, before it is done.
pub(super) fn ask_announce(
    frame: &Frame,
    cycle: &cycle::Model,
    head: &RunHead,
    rulebook: &Rulebook,
    (from, to): (NaiveDate, NaiveDate),
) -> Markup {
    let path = format!("/evaluation/cycles/{}", cycle.id);
    let span = ui::format::date_span((from.month(), from.day()), (to.month(), to.day()));
    let consequences = [
        format!("{} 位委员从现在起看得到自己的成绩，免评的 {} 位看得到理由", head.ranked, head.exempt),
        format!("公示 5 个工作日：{span}，期间可以提出异议"),
        "今天之内可以撤回；过了今天，由秘书长退回".to_owned(),
    ];
    let body = ui::confirm(&ui::Confirm {
        title: &format!("公示{}的结果？", cycle.name),
        body: html! { p { "公示的是按《" (rulebook.scheme.title) "》第 " (head.ordinal) " 次核算的结果。" } },
        consequences: &consequences,
        cancel: ("先不公示", &path),
        action: &format!("{path}/announce"),
        button: "公示",
        fields: ui::hidden("run", &head.id.to_string()),
    });
    frame.page(EVALUATION, "公示", &[("考评", "/evaluation"), (cycle.name.as_str(), path.as_str())], body)
}

/// What publishing will do, before it is done.
pub(super) fn ask_publish(
    frame: &Frame,
    cycle: &cycle::Model,
    head: &RunHead,
    rulebook: &Rulebook,
) -> Markup {
    let year_end = cycle.ends_on.month() == 12;
    let consequences: Vec<String> = rulebook
        .scheme
        .outcomes
        .iter()
        .filter(|rule| rule.cadence != lvzhi_scoring::scheme::Cadence::YearEnd || year_end)
        .map(|rule| {
            let people = head.summary.outcomes.get(&rule.id).copied().unwrap_or_default();
            let due =
                rule.within_working_days.map_or_else(String::new, |days| format!("，{days} 个工作日内办"));
            format!("{} {people} 人{due}", rule.label)
        })
        .collect();
    let path = format!("/evaluation/cycles/{}", cycle.id);
    let action = format!("{path}/publish");
    let body = ui::confirm(&ui::Confirm {
        title: &format!("发布{}的结果？", cycle.name),
        body: html! { p { "发布的是按《" (rulebook.scheme.title) "》第 " (head.ordinal) " 次核算的结果。发布后，" (head.ranked) " 人的成绩不能改，只能另出更正。将列出：" } },
        consequences: &consequences,
        cancel: ("先不发布", &path),
        action: &action,
        button: "发布",
        fields: ui::hidden("run", &head.id.to_string()),
    });
    frame.page(EVALUATION, "发布", &[("考评", "/evaluation"), (cycle.name.as_str(), path.as_str())], body)
}

/// What changed from the parent run to this one.
pub(super) fn differences(
    frame: &Frame,
    cycle: &cycle::Model,
    run: &run::Model,
    rulebook: &Rulebook,
    input: &Input,
) -> Result<Markup> {
    let changes: Vec<Change> = serde_json::from_str(&run.differences)?;
    let names: BTreeMap<&str, &str> =
        input.subjects.iter().map(|s| (s.id.as_str(), s.name.as_str())).collect();
    let points = |points: Option<Points>| points.map_or_else(|| "—".into(), |points| points.to_string());
    let place = |place: Option<u32>| place.map_or_else(|| "—".into(), |place| place.to_string());
    let columns = [Column::new("委员"), Column::num("总分"), Column::num("名次"), Column::new("变化的指标")];
    let body = html! {
        @if changes.is_empty() { (ui::empty_row(4, "两次核算的结果完全一样。")) }
        @for change in &changes {
            tr {
                th scope="row" class="nowrap" { (names.get(change.subject.as_str()).copied().unwrap_or(&change.subject)) }
                td class="num" { (points(change.total.0)) " → " b { (points(change.total.1)) } }
                td class="num" { (place(change.place.0)) " → " b { (place(change.place.1)) } }
                td { @for indicator in &change.indicators {
                    div { (rulebook.scheme.label_of(&indicator.id)) " " (points(indicator.points.0)) " → " b { (points(indicator.points.1)) } }
                    @for line in &indicator.removed { div class="sm mute" { del { (line.reason) " " (line.points) " 分" } } }
                    @for line in &indicator.added { div class="sm mute" { ins { (line.reason) " " (line.points) " 分" } } }
                } }
            }
        }
    };
    let title = format!("第 {} 次核算的变化", run.ordinal);
    let path = format!("/evaluation/cycles/{}", cycle.id);
    let sub = html! { (run.reason) "　" (changes.len()) " 人有变化" };
    let content = html! {
        (ui::head(&title, sub, html! {}))
        (ui::table(&title, "dense top", &columns, body))
    };
    Ok(frame.page(
        EVALUATION,
        &title,
        &[("考评", "/evaluation"), (cycle.name.as_str(), path.as_str())],
        content,
    ))
}
