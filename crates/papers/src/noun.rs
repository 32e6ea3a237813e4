//! What papers bring to the program.
use lvzhi_platform::Action;
use lvzhi_shell::frame::Part;
use lvzhi_shell::policy::{Permission, Role};
use lvzhi_shell::register::{KeyWord, Noun, ObjectKind, Register};
use lvzhi_ui::Icon;

use crate::panel::PANEL;
use crate::schedule::SCHEDULE;
use crate::search::SOURCE;

/// See the papers that were issued, of the kinds that one may read.
pub const SEE_PAPERS: Permission = Permission::new(
    "see_papers",
    "看印发的公文",
    &[Role::Leader, Role::SecretaryGeneral, Role::SupervisionOfficer, Role::CommitteeClerk, Role::Auditor],
);
/// Give a paper its number, issue it, declare it void.
pub const ISSUE_PAPERS: Permission =
    Permission::new("issue_papers", "编号印发和作废公文", &[Role::SecretaryGeneral, Role::CommitteeClerk]);

/// The papers' part of the program.
pub const PAPERS: Part = Part {
    id: "papers",
    label: "公文",
    href: "/papers",
    icon: Icon::Paper,
    place: 14,
    shown: |frame| frame.may_all(SEE_PAPERS),
};

pub(crate) const PAPER: ObjectKind = ObjectKind::new("paper", "公文", "/papers/");

pub(crate) const BEGIN_SERIES: Action = Action::new("paper_series.begin", "启用机关代字");
pub(crate) const ISSUE: Action = Action::new("paper.issue", "印发公文");
pub(crate) const VOID: Action = Action::new("paper.void", "作废公文");
pub(crate) const TAKE: Action = Action::new("paper.take", "取出公文");
pub(crate) const EXPORT_PAPERS: Action = Action::new("paper.export", "导出公文目录");

/// What acts note in the detail of their events.
const KEYS: &[KeyWord] = &[KeyWord::new("digest", "摘要")];

/// Adds papers to the program.
pub fn register(register: &mut Register) {
    register.add(PANEL).add(SOURCE).add(SCHEDULE).noun(Noun {
        routes: Some(crate::web::routes),
        keys: KEYS,
        parts: &[PAPERS],
        permissions: &[SEE_PAPERS, ISSUE_PAPERS],
        objects: &[PAPER],
        actions: &[BEGIN_SERIES, ISSUE, VOID, TAKE, EXPORT_PAPERS],
        ..Noun::default()
    });
}
