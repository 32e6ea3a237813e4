//! The cast and the stage: a site with two committees and one account per role, on SQLite and on PostgreSQL.
mod browser;
mod cast;
mod stage;

#[allow(unused_imports)] // modules take what they need
pub use browser::{Browser, Reply, Upload};
#[allow(unused_imports)]
pub use cast::{Cast, PASSWORD};
#[allow(unused_imports)]
pub use stage::{Site, each_database};
