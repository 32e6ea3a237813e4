//! Pages that read across modules: the office's desk and a member's home. Owns no table.
mod pages;
mod web;

pub use web::routes;
