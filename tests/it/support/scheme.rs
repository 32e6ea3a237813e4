//! Schemes on stage: what one person drafts and another adopts.
use lvzhi_evaluation::schemes::shipped;
use lvzhi_schema::evaluation::scheme_draft;
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::browser::Browser;
use super::stage::Site;

/// Starts a draft from an origin, such as `shipped:hn-member`.
#[allow(dead_code)]
pub async fn drafted(browser: &mut Browser, from: &str) -> Uuid {
    let id = Uuid::now_v7().to_string();
    let reply = browser.post("/evaluation/schemes/drafts", &[("draft", &id), ("from", from)]).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    assert_eq!(reply.header("location"), format!("/evaluation/schemes/drafts/{id}"));
    id.parse().unwrap()
}

/// A draft as it is stored.
#[allow(dead_code)]
pub async fn text_of(site: &Site, draft: Uuid) -> scheme_draft::Model {
    let row = scheme_draft::Entity::find_by_id((site.cast.province, draft)).one(site.app.db.read()).await;
    row.unwrap().unwrap()
}

/// Adopts the members' half-year scheme, as two persons do.
#[allow(dead_code)]
pub async fn adopted_scheme(site: &Site) -> Uuid {
    adopted(site, "hn-member").await
}

/// Adopts a shipped scheme, as two persons do.
#[allow(dead_code)]
pub async fn adopted(site: &Site, id: &str) -> Uuid {
    let mut clerk = Browser::signed_in(site, "committee_clerk").await;
    let draft = drafted(&mut clerk, &format!("shipped:{id}")).await;
    let path = format!("/evaluation/schemes/drafts/{draft}");
    let form = [("revision", "1"), ("body", shipped(id).unwrap())];
    let reply = clerk.post(&format!("{path}/submit"), &form).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    let mut secretary = Browser::signed_in(site, "secretary_general").await;
    let reply = secretary.post(&format!("{path}/adopt"), &[("revision", "2")]).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    reply.header("location").rsplit('/').next().unwrap().parse().unwrap()
}
