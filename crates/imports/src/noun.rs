//! What imports bring to the program.
use lvzhi_platform::{Action, Result};
use lvzhi_schema::work::job;
use lvzhi_shell::app::App;
use lvzhi_shell::frame::{Frame, Part};
use lvzhi_shell::jobs::{BoxFuture, Job};
use lvzhi_shell::policy::{Permission, Role};
use lvzhi_shell::register::{KeyWord, Noun, ObjectKind, Register};
use lvzhi_ui::Icon;

use crate::{CONFIRM_JOB, Targets, to_do};

/// See who imported what.
pub const SEE_IMPORTS: Permission = Permission::new(
    "see_imports",
    "看导入记录",
    &[Role::SecretaryGeneral, Role::CommitteeClerk, Role::Auditor],
);

/// The imports' part of the program.
pub const IMPORTS: Part = Part {
    id: "imports",
    label: "导入",
    href: "/imports",
    icon: Icon::Task,
    place: 12,
    shown: |frame| frame.may_all(SEE_IMPORTS) || imports_something(frame),
};

/// Whether this person keeps the data of any target.
fn imports_something(frame: &Frame) -> bool {
    Targets::of(&frame.register).iter().any(|target| frame.may_all(target.permission()))
}

pub(crate) const IMPORT: ObjectKind = ObjectKind::new("import", "导入", "/imports/");

pub(crate) const CONFIRM: Action = Action::new("import.confirm", "确认导入");
pub(crate) const DISCARD: Action = Action::new("import.discard", "放弃导入");
pub(crate) const UNDO: Action = Action::new("import.undo", "撤销导入");
pub(crate) const TAKE_FILE: Action = Action::new("import.file", "下载上传的文件");
pub(crate) const TAKE_BAD_ROWS: Action = Action::new("import.bad_rows", "下载未导入的行");

/// What acts note in the detail of their events.
const KEYS: &[KeyWord] = &[
    KeyWord::new("target", "导入什么"),
    KeyWord::new("added", "新增条数"),
    KeyWord::new("changed", "改动条数"),
    KeyWord::new("same", "相同条数"),
    KeyWord::new("left_out", "未导入条数"),
    KeyWord::new("detail", "明细"),
    KeyWord::new("undone", "撤销的内容"),
];

/// Adds imports to the program.
pub fn register(register: &mut Register) {
    register.add(to_do::TO_DOS).noun(Noun {
        routes: Some(crate::web::routes),
        keys: KEYS,
        parts: &[IMPORTS],
        permissions: &[SEE_IMPORTS],
        objects: &[IMPORT],
        actions: &[CONFIRM, DISCARD, UNDO, TAKE_FILE, TAKE_BAD_ROWS],
        jobs: &[Job { kind: CONFIRM_JOB, perform }],
    });
}

fn perform(app: App, job: job::Model) -> BoxFuture<'static, Result<String>> {
    Box::pin(async move { crate::acts::run_confirm(&app, &job).await })
}
