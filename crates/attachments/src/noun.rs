//! What attachments bring to the program.
use lvzhi_platform::Action;
use lvzhi_shell::holder::Panel;
use lvzhi_shell::register::{KeyWord, Noun, ObjectKind, Register};

use crate::pages;

pub(crate) const ATTACHMENT: ObjectKind = ObjectKind::new("attachment", "附件", "");

pub(crate) const ADD: Action = Action::new("attachment.add", "加附件");
pub(crate) const OPEN: Action = Action::new("attachment.open", "下载附件");
pub(crate) const REMOVE: Action = Action::new("attachment.remove", "移除附件");

/// What acts note in the detail of their events.
const KEYS: &[KeyWord] = &[KeyWord::new("holder", "所在"), KeyWord::new("added_by", "谁加的")];

const PANEL: Panel = Panel { place: 20, draw: pages::draw };

/// Adds attachments to the program. Who may see and change them is said by the slice of the object they hang on.
pub fn register(register: &mut Register) {
    register.add(PANEL).noun(Noun {
        routes: Some(crate::web::routes),
        objects: &[ATTACHMENT],
        actions: &[ADD, OPEN, REMOVE],
        keys: KEYS,
        ..Noun::default()
    });
}
