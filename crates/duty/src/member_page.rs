//! The member's file with his facts.
use std::sync::Arc;

use axum::extract::State;
use chrono::{Datelike, NaiveDate};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::{Database, Result};
use maud::{Markup, html};
use uuid::Uuid;

use super::{catalogue, facts};
use crate::SEE_FACTS;
use lvzhi_people::{MEMBER, MEMBERS, SEE_MEMBER, member_file, member_page};
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::holder;
use lvzhi_shell::path::Path;
use lvzhi_shell::policy::VisibleMember;
use lvzhi_ui::{self as ui, Chip, Column};

/// How many of the latest facts are shown.
const LATEST: usize = 12;

/// The pages of one member.
pub(super) fn routes(routes: AppRoutes) -> AppRoutes {
    let see = Access::May(SEE_MEMBER);
    routes.get("/members/{id}", see, show).get("/my/file", see, my_file)
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Markup> {
    let member = VisibleMember::to(&actor, SEE_MEMBER, id)?;
    let file = member_file(&app, member).await?;
    let link = frame.may_all(SEE_FACTS);
    let sections = vec![
        member_sections(&app.db, member, frame.today, link).await?,
        hanging(&app, &frame, &actor, member).await?,
    ];
    let body = member_page(&frame, &file, sections);
    Ok(frame.page(MEMBERS, &file.person.member.name, &[("委员", "/members")], body))
}

/// A member's own file.
async fn my_file(State(app): State<App>, frame: Frame, SignedIn(actor): SignedIn) -> Result<Markup> {
    let member = VisibleMember::own(&actor)?;
    let file = member_file(&app, member).await?;
    let sections = vec![
        member_sections(&app.db, member, frame.today, false).await?,
        hanging(&app, &frame, &actor, member).await?,
    ];
    let body = member_page(&frame, &file, sections);
    Ok(frame.page(MEMBERS, "我的档案", &[], body))
}

async fn hanging(app: &App, frame: &Frame, actor: &Arc<Actor>, member: VisibleMember) -> Result<Markup> {
    let seen = holder::see(app, actor, MEMBER.id, member.id()).await?;
    holder::panels(app, frame, &seen).await
}

/// Counts by kind in the year of `today`, and the latest facts. `link` opens facts, for those who may see the list.
///
/// # Errors
/// When the database cannot be read.
pub async fn member_sections(
    db: &Database,
    member: VisibleMember,
    today: NaiveDate,
    link: bool,
) -> Result<Markup> {
    let first = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
    let mut own = facts::of_member(db, member, first, today).await?;
    let waiting = own.iter().filter(|fact| !fact.is_confirmed()).count();
    let counts: Vec<(&str, usize)> = catalogue()
        .kinds
        .iter()
        .map(|kind| (kind.label.as_str(), own.iter().filter(|fact| fact.kind == kind.id).count()))
        .filter(|(_, count)| *count > 0)
        .collect();
    let total = own.len();
    own.reverse();
    own.truncate(LATEST);
    let note = format!(
        "{}年，{total} 条{}",
        today.year(),
        if waiting > 0 { format!("，{waiting} 条待确认") } else { String::new() }
    );
    let more =
        html! { @if link && total > 0 { (ui::more("看全部", &format!("/facts?member={}", member.id()))) } };
    let section = ui::section(
        "履职记录",
        &note,
        more,
        html! {
            @if own.is_empty() {
                (ui::empty("今年还没有登记", "履职记录由组织单位登记并确认；有出入的请告诉委员工作机构。", None))
            } @else {
                p class="row mb3" { @for (label, count) in counts { (ui::chip(Chip::Soft, &format!("{label} {count}"))) " " } }
                (latest(&own, link))
            }
        },
    );
    Ok(html! { div class="mt6" { (section) } })
}

fn latest(own: &[facts::FactView], link: bool) -> Markup {
    let columns =
        [Column::new("日期"), Column::new("种类"), Column::new("内容").class("half"), Column::new("确认")];
    let body = html! {
        @for fact in own {
            @let day = ui::format::month_day(fact.occurred_on.month(), fact.occurred_on.day());
            tr {
                td { @if link { a href={ "/facts/" (fact.id) } { (day) } } @else { (day) } }
                td { (catalogue().label(&fact.kind)) }
                td class="line1" { @if !fact.title().is_empty() { (fact.title()) br; } span class="sm mute" { (fact.particulars()) } }
                td class="sm" data-l="确认" { @if fact.is_confirmed() { (fact.confirmed_by) } @else { (ui::chip(Chip::Dash, "待确认")) } }
            }
        }
    };
    ui::table("最近的履职记录", "flow", &columns, body)
}
