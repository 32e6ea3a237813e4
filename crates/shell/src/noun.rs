//! What the shell itself brings to the program: the pages of jobs, and what concerns every slice.
use crate::policy::EXPORT;
use crate::register::{Noun, Register};
use crate::schedule::SCHEDULE;

/// Adds the shell to the program.
pub fn register(register: &mut Register) {
    register.noun(Noun {
        parts: &[SCHEDULE],
        routes: Some(|routes| {
            routes.with(crate::jobs::routes).with(crate::search::routes).with(crate::schedule::routes)
        }),
        permissions: &[EXPORT],
        ..Noun::default()
    });
}
