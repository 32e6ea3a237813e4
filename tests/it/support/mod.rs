//! The cast and the stage: a site with two committees and one account per role, on SQLite and on PostgreSQL.
mod browser;
mod cast;
mod cluster;
mod lists;
mod objects;
mod scheme;
mod secrets;
mod server;
mod stage;

#[allow(unused_imports)] // modules take what they need
pub use browser::{Browser, Reply, Upload};
#[allow(unused_imports)]
pub use cast::{Cast, PASSWORD};
#[allow(unused_imports)]
pub use cluster::Cluster;
#[allow(unused_imports)]
pub use lists::{List, filters, lists};
#[allow(unused_imports)]
pub use objects::{MakeObject, Objects};
#[allow(unused_imports)]
pub use scheme::{adopted, adopted_scheme, drafted, text_of};
#[allow(unused_imports)]
pub use secrets::{KINDS as SECRET_KINDS, Kept, MakeSecret, Secret, Side};
#[allow(unused_imports)]
pub use server::Server;
#[allow(unused_imports)]
pub use stage::{Site, each_database, empty_database, meddle, set_up};

/// The acts in the province's audit trail, oldest first.
#[allow(dead_code)]
pub async fn acts(site: &Site) -> Vec<String> {
    use lvzhi_schema::audit::audit_event;
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
    let query = audit_event::Entity::find().filter(audit_event::Column::CommitteeId.eq(site.cast.province));
    let events = query.order_by_asc(audit_event::Column::Seq).all(site.app.db.read()).await.unwrap();
    events.into_iter().map(|event| event.action).collect()
}

/// What stands between two marks of a page.
#[allow(dead_code)]
pub fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("no {before} in {page}"));
    rest.split_once(after).unwrap_or_else(|| panic!("no {after} after {before}")).0
}
