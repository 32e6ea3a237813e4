//! What facts bring to the program.
use lvzhi_platform::Action;
use lvzhi_shell::frame::Part;
use lvzhi_shell::policy::{Permission, Role};
use lvzhi_shell::register::{KeyWord, Noun, ObjectKind, Register};
use lvzhi_ui::Icon;

use crate::facts::{first_step, holder, search, to_do};
use crate::import_target::import_targets;

/// See facts.
pub const SEE_FACTS: Permission = Permission::new(
    "see_facts",
    "看履职记录",
    &[Role::SecretaryGeneral, Role::CommitteeClerk, Role::Auditor],
);
/// Import, record, confirm and correct facts.
pub const KEEP_FACTS: Permission =
    Permission::new("keep_facts", "导入、确认和更正履职记录", &[Role::CommitteeClerk]);

/// The facts' part of the program.
pub const FACTS: Part = Part {
    id: "facts",
    label: "履职",
    href: "/facts",
    icon: Icon::Paper,
    place: 11,
    shown: |frame| frame.may_all(SEE_FACTS),
};

pub(crate) const FACT: ObjectKind = ObjectKind::new("fact", "履职记录", "/facts/");

pub(crate) const RECORD: Action = Action::new("fact.record", "记一条履职");
pub(crate) const CONFIRM: Action = Action::new("fact.confirm", "确认履职记录");
pub(crate) const CONFIRM_ALL: Action = Action::new("fact.confirm_all", "整批确认履职记录");
pub(crate) const WITHDRAW: Action = Action::new("fact.withdraw", "撤回履职记录");
pub(crate) const CORRECT: Action = Action::new("fact.correct", "更正履职记录");
pub(crate) const EXPORT_FACTS: Action = Action::new("fact.export", "导出履职记录");

/// What acts note in the detail of their events.
const KEYS: &[KeyWord] = &[
    KeyWord::new("confirmed_by", "确认人"),
    KeyWord::new("facts", "履职记录条数"),
    KeyWord::new("unconfirmed", "待确认条数"),
    KeyWord::new("replaces", "更正哪一条"),
];

/// Adds facts to the program.
pub fn register(register: &mut Register) {
    register
        .noun(Noun {
            routes: Some(crate::routes),
            keys: KEYS,
            parts: &[FACTS],
            permissions: &[SEE_FACTS, KEEP_FACTS],
            objects: &[FACT],
            actions: &[RECORD, CONFIRM, CONFIRM_ALL, WITHDRAW, CORRECT, EXPORT_FACTS],
            ..Noun::default()
        })
        .add(first_step::FIRST_STEP)
        .add(holder::HOLDER)
        .add(search::SOURCE)
        .add(to_do::TO_DOS)
        .add_all(import_targets());
}
