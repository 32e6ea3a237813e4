//! Pages of the structure; they only read.
use std::collections::HashMap;

use axum::extract::State;
use lvzhi_platform::Result;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_schema::people::committee;
use maud::{Markup, html};
use uuid::Uuid;

use super::committees::{level_label, subtree};
use super::{Unit, UnitKind, store};
use crate::MEMBERS;
use crate::Standing;
use crate::{KEEP_PEOPLE, SEE_PEOPLE};
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Button, Column};

/// Pages of the structure.
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    routes.get("/office", Access::May(SEE_PEOPLE), office).get(
        "/committees",
        Access::May(SEE_PEOPLE),
        committees,
    )
}

/// Links between the pages of people.
pub(crate) fn people_tabs(current: &str) -> Markup {
    let items =
        [("委员", "/members"), ("机关干部", "/staff"), ("机构", "/office"), ("三级政协", "/committees")];
    let tabs: Vec<_> = items
        .iter()
        .map(|(label, href)| ui::Tab { label, href, count: None, current: *href == current })
        .collect();
    ui::tabs("人员", &tabs)
}

async fn office(State(app): State<App>, frame: Frame, SignedIn(actor): SignedIn) -> Result<Markup> {
    let roster = crate::roster(&app.db, actor.committee).await?;
    let divisions = store::units(app.db.read(), actor.committee, UnitKind::Division).await?;
    let branches = store::units(app.db.read(), actor.committee, UnitKind::Branch).await?;
    let places = store::staff_places(&app.db, actor.committee).await?;
    let mut counts: HashMap<Uuid, u64> = HashMap::new();
    for member in roster.members.iter().filter(|m| m.standing(frame.today) != Standing::Left) {
        *counts.entry(member.member.sector_id).or_default() += 1;
        if let Some(id) = member.member.special_committee_id {
            *counts.entry(id).or_default() += 1;
        }
    }
    for (division, branch) in places {
        for id in [division, branch].into_iter().flatten() {
            *counts.entry(id).or_default() += 1;
        }
    }
    let list = |kind: UnitKind, units: &[Unit], unit: &str, href: Option<&str>| {
        let columns = [Column::new(kind.label()), Column::num(unit)];
        let rows = html! {
            @for item in units {
                @let count = counts.get(&item.id).copied().unwrap_or(0);
                tr {
                    th scope="row" class="lite" {
                        @if let Some(href) = href { a href={ (href) (item.id) } { (item.name) } } @else { (item.name) }
                    }
                    td class="num" { (count) }
                }
            }
            @if units.is_empty() { (ui::empty_row(2, &format!("还没有{}", kind.label()))) }
        };
        let note = format!("{} 个", units.len());
        ui::section_in(
            "w6",
            kind.label(),
            &note,
            html! {},
            ui::table(kind.label(), "dense plain", &columns, rows),
        )
    };
    let keeps = frame.may_all(KEEP_PEOPLE);
    let action =
        html! { @if keeps { (ui::button_link(Button::Plain, "导入", "/imports/new?target=units")) } };
    let body = html! {
        (ui::head("机构", html! { "界别和专委会的人数不含离任委员。" }, action))
        (people_tabs("/office"))
        div class="cols" {
            (list(UnitKind::Sector, &roster.sectors, "委员", Some("/members?sector=")))
            (list(UnitKind::SpecialCommittee, &roster.special_committees, "委员", Some("/members?special_committee=")))
            (list(UnitKind::Division, &divisions, "干部", Some("/staff?division=")))
            (list(UnitKind::Branch, &branches, "干部", Some("/staff?branch=")))
        }
    };
    Ok(frame.page(MEMBERS, "机构", &[], body))
}

async fn committees(State(app): State<App>, frame: Frame, SignedIn(actor): SignedIn) -> Result<Markup> {
    let all = store::committees(app.db.read()).await?;
    let below = subtree(&all, actor.committee);
    let shown: Vec<&committee::Model> = all.iter().filter(|c| below.contains(&c.id)).collect();
    let keeps = frame.may_all(KEEP_PEOPLE);
    let action =
        html! { @if keeps { (ui::button_link(Button::Plain, "导入", "/imports/new?target=committees")) } };
    let sub = html! { "本级和下级共 " (shown.len()) " 个。" };
    let body = html! {
        (ui::head("三级政协", sub, action))
        (people_tabs("/committees"))
        (branch_of(&shown, actor.committee))
        @if shown.len() < 2 {
            (ui::empty("还没有下级政协", "把下级政协的名单导入进来，就能看三级汇总。", keeps.then_some(("导入三级政协", "/imports/new?target=committees"))))
        }
    };
    Ok(frame.page(MEMBERS, "三级政协", &[], body))
}

/// A committee and, folded below it, its children.
fn branch_of(all: &[&committee::Model], id: Uuid) -> Markup {
    let Some(own) = all.iter().find(|c| c.id == id) else { return html! {} };
    let children: Vec<_> = all.iter().filter(|c| c.parent_id == Some(id) && c.id != id).collect();
    let label = html! { b { (own.name) } span class="mute sm" { "　" (level_label(&own.level)) } };
    html! {
        @if children.is_empty() {
            p class="indent" { (label) }
        } @else {
            details open[own.level == "province"] {
                summary { span class="tw" {} (label) span class="mute sm" { "，下级 " (children.len()) " 个" } }
                div class="indent" { @for child in children { (branch_of(all, child.id)) } }
            }
        }
    }
}
