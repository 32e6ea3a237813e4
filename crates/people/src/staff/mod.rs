//! Staff of the office (机关干部): the list and the import.
use lvzhi_platform::Database;
use lvzhi_platform::Result;
use lvzhi_schema::people::staff;
use uuid::Uuid;

mod import;
mod import_write;
mod store;
mod web;

pub use import::StaffTarget;
pub use web::routes;

/// All staff of a committee, by number.
///
/// # Errors
/// When the database cannot be read.
pub async fn staff(db: &Database, committee: Uuid) -> Result<Vec<staff::Model>> {
    store::all(db.read(), committee).await
}
