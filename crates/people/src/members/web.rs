//! Routes of members that read, and the export.
use axum::extract::{Form, Query, State};
use axum::response::Response;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::sheet_export::workbook_bytes;
use lvzhi_platform::{AuditEvent, Error, Result, WriteTx};
use maud::Markup;
use serde_json::json;

use super::list_page::{self, ListQuery, Rights};
use super::{edit_web, roster};
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::frame::{Frame, Part};
use lvzhi_shell::policy::Permission;

/// Pages and acts of members. The page of one member is composed above, from [`super::member_page`].
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    routes
        .get("/members", Access::May(Permission::SeePeople), list)
        .post("/members/export", Access::May(Permission::Export), export)
        .with(edit_web::routes)
}

async fn list(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Query(query): Query<ListQuery>,
) -> Result<Markup> {
    let roster = roster(&app.db, actor.committee).await?;
    let rights = Rights {
        keeps: frame.may_all(Permission::KeepPeople),
        exports: frame.may_all(Permission::Export),
        opens: frame.may_all(Permission::SeeMember),
    };
    let body = list_page::page(&roster, &query, rights, frame.today);
    Ok(frame.page(Part::Members, "委员", &[], body))
}

async fn export(
    State(app): State<App>,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Form(query): Form<ListQuery>,
) -> Result<Response> {
    let roster = roster(&app.db, actor.committee).await?;
    let members = query.pick(&roster, frame.today);
    if members.is_empty() {
        return Err(Error::NotFound("没有符合条件的委员，没有导出。".into()));
    }
    let whole_phones = frame.may_all(Permission::KeepPeople);
    let bytes =
        workbook_bytes(&[list_page::sheet(&members, whole_phones, frame.today)]).map_err(Error::internal)?;
    let tx = WriteTx::begin(&app.db, actor.committee, actor.by(), app.clock.now()).await?;
    let detail = json!({
        "members": members.len(),
        "phones": whole_phones,
        "filter": { "q": query.q, "sector": query.sector, "special_committee": query.special_committee,
                    "post": query.post, "standing": query.standing },
    });
    tx.commit(AuditEvent { action: "member.export", subject: "members".into(), detail }).await?;
    Ok(lvzhi_shell::download::workbook(&format!("委员名册{}.xlsx", frame.today), bytes))
}
