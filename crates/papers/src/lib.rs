//! Papers (公文) that the office issues: each has its number, its day and the very file that went out. Slices say what
//! papers are made from their objects; numbering, filing and declaring void are the same for all.
mod acts;
mod form;
mod kind;
mod list;
mod noun;
mod pages;
mod panel;
mod schedule;
mod search;
mod store;
mod web;

pub use acts::{Choice, issuable, issue, next};
pub use kind::{Compose, PaperKind};
pub use noun::{ISSUE_PAPERS, PAPERS, SEE_PAPERS, register};
