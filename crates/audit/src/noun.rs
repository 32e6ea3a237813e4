//! What the audit trail brings to the program.
use lvzhi_platform::Action;
use lvzhi_shell::frame::Part;
use lvzhi_shell::policy::{Permission, Role};
use lvzhi_shell::register::{KeyWord, Noun, ObjectKind, Register};
use lvzhi_ui::Icon;

/// Read the audit trail.
pub const SEE_AUDIT: Permission =
    Permission::new("see_audit", "看审计记录", &[Role::SystemAdministrator, Role::Auditor]);

/// The audit trail's part of the program.
pub const AUDIT: Part = Part {
    id: "audit",
    label: "审计",
    href: "/audit",
    icon: Icon::Paper,
    place: 91,
    shown: |frame| frame.may_all(SEE_AUDIT),
};

pub(crate) const TRAIL: ObjectKind = ObjectKind::new("audit", "审计记录", "");

pub(crate) const VERIFY: Action = Action::new("audit.verify", "核验审计链");
pub(crate) const EXPORT: Action = Action::new("audit.export", "导出审计记录");

/// What acts note in the detail of their events.
const KEYS: &[KeyWord] = &[
    KeyWord::new("state", "结果"),
    KeyWord::new("events", "核验条数"),
    KeyWord::new("head", "链尾摘要"),
    KeyWord::new("seq", "断点"),
    KeyWord::new("why", "原因"),
];

/// Adds the audit trail to the program.
pub fn register(register: &mut Register) {
    register.noun(Noun {
        routes: Some(crate::web::routes),
        keys: KEYS,
        parts: &[AUDIT],
        permissions: &[SEE_AUDIT],
        objects: &[TRAIL],
        actions: &[VERIFY, EXPORT],
        ..Noun::default()
    });
}
