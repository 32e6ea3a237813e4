//! What the shell itself brings to the program: the pages of jobs, and what concerns every slice.
use crate::policy::EXPORT;
use crate::register::{Noun, Register};

/// Adds the shell to the program.
pub fn register(register: &mut Register) {
    register.noun(Noun { routes: Some(crate::jobs::routes), permissions: &[EXPORT], ..Noun::default() });
}
