//! What notices bring to the program.
use lvzhi_platform::Action;
use lvzhi_shell::frame::Part;
use lvzhi_shell::register::{Noun, ObjectKind, Register};
use lvzhi_ui::Icon;

use crate::to_do::TO_DOS;

/// Everybody's own notices.
pub const NOTICES: Part = Part {
    id: "notices",
    label: "通知",
    href: "/notices",
    icon: Icon::Task,
    place: 80,
    shown: |frame| frame.actor.is_some(),
};

pub(crate) const NOTICE: ObjectKind = ObjectKind::new("notice", "通知", "");

pub(crate) const READ_ALL: Action = Action::new("notice.read_all", "把通知都标为看过");

/// Adds notices to the program.
pub fn register(register: &mut Register) {
    register.add(TO_DOS).noun(Noun {
        routes: Some(crate::web::routes),
        parts: &[NOTICES],
        objects: &[NOTICE],
        actions: &[READ_ALL],
        ..Noun::default()
    });
}
