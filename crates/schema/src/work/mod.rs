//! Tables of work.
pub mod job;
pub mod stored_file;
