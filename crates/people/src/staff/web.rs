//! The list of staff; it only reads.
use std::collections::HashMap;

use axum::extract::{Query, State};
use lvzhi_platform::Result;
use lvzhi_platform::routes::{Access, SignedIn};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::staff;
use crate::MEMBERS;
use crate::is_meant;
use crate::office::{self, Unit, UnitKind, people_tabs};
use crate::{KEEP_PEOPLE, SEE_PEOPLE};
use lvzhi_imports::mask_phone;
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Button, Column};

/// Pages of staff.
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    routes.get("/staff", Access::May(SEE_PEOPLE), list)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ListQuery {
    q: String,
    division: String,
    branch: String,
}

async fn list(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Query(query): Query<ListQuery>,
) -> Result<Markup> {
    let everybody = staff(&app.db, actor.committee).await?;
    let divisions = office::store::units(app.db.read(), actor.committee, UnitKind::Division).await?;
    let branches = office::store::units(app.db.read(), actor.committee, UnitKind::Branch).await?;
    let names: HashMap<Uuid, (usize, &str)> = divisions
        .iter()
        .chain(&branches)
        .enumerate()
        .map(|(at, unit)| (unit.id, (at, unit.name.as_str())))
        .collect();
    let name_of = |id: Option<Uuid>| id.and_then(|id| names.get(&id)).map_or("", |(_, name)| *name);
    let id = |text: &str| text.parse::<Uuid>().ok();
    let (division, branch) = (id(&query.division), id(&query.branch));
    let mut found: Vec<_> = everybody
        .iter()
        .filter(|row| division.is_none() || row.division_id == division)
        .filter(|row| branch.is_none() || row.branch_id == branch)
        .filter(|row| is_meant(&query.q, &row.name, &row.pinyin, &row.initials, &row.number))
        .collect();
    found.sort_by_key(|row| row.division_id.and_then(|id| names.get(&id)).map_or(usize::MAX, |(at, _)| *at));
    let keeps = frame.may_all(KEEP_PEOPLE);
    let action =
        html! { @if keeps { (ui::button_link(Button::Plain, "导入名册", "/imports/new?target=staff")) } };
    let sub = html! { "共 " (everybody.len()) " 位。" @if found.len() != everybody.len() { "符合条件的 " (found.len()) " 位。" } };
    let columns = [
        Column::new("姓名"),
        Column::new("处室"),
        Column::new("支部").class("hide-s"),
        Column::new("职务"),
        Column::new("职级").class("hide-s"),
        Column::new("手机").class("hide-s"),
    ];
    let rows = html! {
        @for row in &found {
            tr {
                th scope="row" class="nowrap" { (row.name) @if row.retired { " " (ui::chip(ui::Chip::Soft, "退休")) } }
                td { (name_of(row.division_id)) }
                td class="hide-s" { (name_of(row.branch_id)) }
                td { (row.position) }
                td class="hide-s" { (row.grade) }
                td class="hide-s nowrap" { @if keeps { (row.phone) } @else { (mask_phone(&row.phone)) } }
            }
        }
        @if found.is_empty() { (ui::empty_row(columns.len(), "没有符合条件的干部。换个条件，或清空筛选。")) }
    };
    let options = |units: &[Unit]| {
        let mut options = vec![(String::new(), "全部".to_owned())];
        options.extend(units.iter().map(|unit| (unit.id.to_string(), unit.name.clone())));
        options
    };
    let body = html! {
        (ui::head("机关干部", sub, action))
        (people_tabs("/staff"))
        @if everybody.is_empty() {
            (ui::empty("还没有机关干部", "把机关干部名册导入进来，处室和支部会一起建好。", keeps.then_some(("导入机关干部名册", "/imports/new?target=staff"))))
        } @else {
            (ui::filter("/staff", html! {
                (ui::filter_text("q", "姓名或拼音", &query.q, 12))
                (ui::filter_select("division", "处室", &options(&divisions), &query.division))
                (ui::filter_select("branch", "支部", &options(&branches), &query.branch))
            }, html! {}))
            (ui::table("机关干部", "dense flow", &columns, rows))
        }
    };
    Ok(frame.page(MEMBERS, "机关干部", &[], body))
}
