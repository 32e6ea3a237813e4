//! What must hold whatever the bytes. Each claim takes what a fuzzer found, and panics when it does not hold.
mod play;
mod rules;
mod text;

pub use play::{Play, facts};
pub use text::{bundle_json, catalogue_text, scheme_text};
