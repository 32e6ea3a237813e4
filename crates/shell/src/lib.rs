//! What every slice stands in: settings, the running application, who may do what, the frame of a page, the job loop.
//! Knows no slice.
pub mod app;
pub mod config;
pub mod download;
pub mod first_step;
pub mod form;
pub mod frame;
pub mod holder;
pub mod jobs;
pub mod listing;
pub mod noun;
pub mod path;
pub mod policy;
pub mod process;
pub mod register;
pub mod schedule;
pub mod search;
pub mod to_do;
pub mod words;
