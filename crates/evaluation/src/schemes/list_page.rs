//! The list of schemes: what is on its way to adoption, what is in use, what is retired.
use std::collections::BTreeMap;

use lvzhi_platform::clock::format_moment;
use lvzhi_schema::evaluation::{scheme, scheme_draft, scheme_retirement};
use maud::{Markup, html};
use uuid::Uuid;

use super::drafts::{State, state_of};
use super::parts::chinese_day;
use crate::EVALUATION;
use crate::{ADOPT_SCHEME, DRAFT_SCHEME};
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Chip, Column};

/// Everything the list shows.
pub(super) struct Listed {
    pub schemes: Vec<scheme::Model>,
    pub retirements: BTreeMap<Uuid, scheme_retirement::Model>,
    pub drafts: Vec<scheme_draft::Model>,
}

/// The page.
pub(super) fn index(frame: &Frame, listed: &Listed) -> Markup {
    let may = frame.may(DRAFT_SCHEME);
    let (open, ended): (Vec<_>, Vec<_>) = listed.drafts.iter().partition(|draft| is_open(draft));
    let (retired, used): (Vec<_>, Vec<_>) =
        listed.schemes.iter().partition(|scheme| listed.retirements.contains_key(&scheme.id));
    let sub = html! { "一个人起草，另一个人采用。采用后不再改动；要改就出新版本，旧结果仍按旧版本。" };
    let content = html! {
        (ui::head("考评办法", sub, html! {
            @if may { a class="btn primary" href="/evaluation/schemes/new" { "起草一版" } }
        }))
        @if !open.is_empty() {
            (ui::section("在办的草稿", &format!("{} 份", open.len()), html! {}, drafts_table(frame, "在办的草稿", &open)))
        }
        @if used.is_empty() {
            (ui::empty("没有可用的办法", "起草一版，由秘书长或领导采用之后，才能建考评周期。", may.then_some(("起草一版", "/evaluation/schemes/new"))))
        } @else {
            (ui::section("现行办法", "建周期时可选", html! {}, versions_table(&used)))
        }
        @if !retired.is_empty() {
            (ui::section("已停用", "不能再建周期，旧周期照旧", html! {}, retired_table(&retired, &listed.retirements)))
        }
        @if !ended.is_empty() {
            details class="data no-print" {
                summary { "办结的草稿 " (ended.len()) " 份" }
                (drafts_table(frame, "办结的草稿", &ended))
            }
        }
    };
    frame.page(EVALUATION, "考评办法", &[("考评", "/evaluation")], content)
}

fn is_open(draft: &scheme_draft::Model) -> bool {
    state_of(draft).is_ok_and(State::is_open)
}

/// A draft's title, which may be missing while the text cannot be read.
pub(super) fn title_of(draft: &scheme_draft::Model) -> String {
    if draft.title.trim().is_empty() {
        "没有写标题".to_owned()
    } else {
        format!("《{}》", draft.title)
    }
}

/// The state of a draft as this person sees it: what waits for him is hot.
pub(super) fn state_chip(frame: &Frame, draft: &scheme_draft::Model) -> Markup {
    let Ok(state) = state_of(draft) else { return html! { (draft.state) } };
    let own = frame.actor.as_deref().is_some_and(|actor| actor.account == draft.drafted_by);
    match state {
        State::Submitted if !own && frame.may(ADOPT_SCHEME) => ui::chip(Chip::Hot, "等您审"),
        State::Returned if own => ui::chip(Chip::Hot, "退给您改"),
        State::Submitted | State::Returned => ui::chip(Chip::Plain, state.label()),
        State::Adopted => ui::chip(Chip::Solid, state.label()),
        State::Drafting | State::Withdrawn => ui::chip(Chip::Dash, state.label()),
    }
}

fn drafts_table(frame: &Frame, caption: &str, drafts: &[&scheme_draft::Model]) -> Markup {
    let columns = [
        Column::new("办法"),
        Column::new("版本"),
        Column::new("状态"),
        Column::new("起草"),
        Column::new("最近改动").class("hide-s"),
    ];
    let body = html! {
        @for draft in drafts {
            tr {
                th scope="row" { a href={ "/evaluation/schemes/drafts/" (draft.id) } { (title_of(draft)) } }
                td class="nowrap" data-l="版本" { @if draft.version.is_empty() { "—" } @else { (draft.version) } }
                td class="nowrap" { (state_chip(frame, draft)) }
                td class="nowrap mute" data-l="起草" { (draft.drafted_by_name) }
                td class="nowrap mute hide-s" { (format_moment(draft.changed_at, frame.today)) }
            }
        }
    };
    ui::table(caption, "flow", &columns, body)
}

/// Versions, those of one scheme together.
fn by_family<'s>(schemes: &[&'s scheme::Model]) -> Vec<(&'s str, Vec<&'s scheme::Model>)> {
    let mut families: Vec<(&str, Vec<&scheme::Model>)> = Vec::new();
    for &scheme in schemes {
        match families.iter_mut().find(|(family, _)| *family == scheme.family) {
            Some((_, versions)) => versions.push(scheme),
            None => families.push((&scheme.family, vec![scheme])),
        }
    }
    families
}

fn versions_table(schemes: &[&scheme::Model]) -> Markup {
    let columns = [
        Column::new("版本"),
        Column::new("采用"),
        Column::new("采用人"),
        Column::new("摘要").class("hide-s"),
    ];
    let body = html! {
        @for (family, versions) in by_family(schemes) {
            // The newest version says what the scheme is called today.
            (ui::group_row(4, &versions.first().map_or_else(|| family.to_owned(), |newest| format!("《{}》", newest.title))))
            @for scheme in versions {
                tr {
                    th scope="row" class="nowrap" { a href={ "/evaluation/schemes/" (scheme.id) } { (scheme.version) } }
                    td class="nowrap" { (chinese_day(scheme.adopted_at)) }
                    td class="nowrap mute" data-l="采用人" { (scheme.adopted_by_name) }
                    td class="mute hide-s" { code { (scheme.digest.get(..16).unwrap_or_default()) } }
                }
            }
        }
    };
    ui::table("现行办法", "flow", &columns, body)
}

fn retired_table(
    schemes: &[&scheme::Model],
    retirements: &BTreeMap<Uuid, scheme_retirement::Model>,
) -> Markup {
    let columns = [Column::new("办法"), Column::new("版本"), Column::new("停用"), Column::new("理由")];
    let body = html! {
        @for scheme in schemes {
            @let row = retirements.get(&scheme.id);
            tr {
                th scope="row" class="lite" { a href={ "/evaluation/schemes/" (scheme.id) } { "《" (scheme.title) "》" } }
                td class="nowrap" data-l="版本" { (scheme.version) }
                td class="nowrap mute" { @if let Some(row) = row { (chinese_day(row.retired_at)) "　" (row.retired_by_name) } }
                td class="mute" { (row.map_or("", |row| &row.reason)) }
            }
        }
    };
    ui::table("已停用的办法", "flow", &columns, body)
}
