//! What the desk brings to the program.
use lvzhi_shell::frame::{HOME, OWN_HOME};
use lvzhi_shell::register::{Noun, Register};

/// Adds the desk to the program.
pub fn register(register: &mut Register) {
    register.noun(Noun { routes: Some(crate::routes), parts: &[HOME, OWN_HOME], ..Noun::default() });
}
