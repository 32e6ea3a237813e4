//! Routes of members that read, and the export.
use axum::extract::{Form, Query, State};
use axum::response::Response;
use lvzhi_platform::routes::{Access, SignedIn};
use lvzhi_platform::sheet_export::workbook_bytes;
use lvzhi_platform::{Error, Result};
use maud::Markup;
use serde_json::json;

use super::list_page::{self, ListQuery, Rights};
use super::{edit_web, roster};
use crate::MEMBERS;
use crate::noun;
use crate::{KEEP_PEOPLE, SEE_MEMBER, SEE_PEOPLE};
use lvzhi_shell::app::App;
use lvzhi_shell::app::AppRoutes;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::policy::EXPORT;

/// Pages and acts of members. The page of one member is composed above, from [`super::member_page`].
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    routes
        .get("/members", Access::May(SEE_PEOPLE), list)
        .post("/members/export", Access::May(EXPORT), export)
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
        keeps: frame.may_all(KEEP_PEOPLE),
        exports: frame.may_all(EXPORT),
        opens: frame.may_all(SEE_MEMBER),
    };
    let body = list_page::page(&roster, &query, rights, frame.today);
    Ok(frame.page(MEMBERS, "委员", &[], body))
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
    let whole_phones = frame.may_all(KEEP_PEOPLE);
    let bytes =
        workbook_bytes(&[list_page::sheet(&members, whole_phones, frame.today)]).map_err(Error::internal)?;
    let detail = json!({
        "members": members.len(),
        "phones": whole_phones,
        "filter": { "q": query.q, "sector": query.sector, "special_committee": query.special_committee,
                    "post": query.post, "standing": query.standing },
    });
    app.act(&actor, async |tx| {
        tx.note(noun::EXPORT_MEMBERS, noun::MEMBER.id, detail);
        Ok(())
    })
    .await?;
    Ok(lvzhi_shell::download::workbook(&format!("委员名册{}.xlsx", frame.today), bytes))
}
