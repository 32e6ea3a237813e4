//! People.
use crate::imports::ImportTarget;

/// What can be imported here.
#[must_use]
pub fn import_targets() -> Vec<Box<dyn ImportTarget>> {
    vec![]
}
