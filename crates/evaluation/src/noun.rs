//! What evaluation brings to the program.
use lvzhi_notices::NoticeKind;
use lvzhi_people::SEE_MEMBER;
use lvzhi_platform::{Action, Result};
use lvzhi_schema::work::job;
use lvzhi_shell::app::App;
use lvzhi_shell::frame::{Frame, Part};
use lvzhi_shell::jobs::{BoxFuture, Job};
use lvzhi_shell::policy::{Permission, Role};
use lvzhi_shell::register::{KeyWord, Noun, ObjectKind, Register};
use lvzhi_ui::Icon;

use crate::first_step::FIRST_STEPS;
use crate::holders::HOLDERS;
use crate::papers::PAPER_KINDS;
use crate::{deliveries, publication, runs, schedule, schemes, search, to_do};

/// See cycles and rankings.
pub const SEE_EVALUATION: Permission = Permission::new(
    "see_evaluation",
    "看考评和名次",
    &[Role::Leader, Role::SecretaryGeneral, Role::CommitteeClerk, Role::Auditor],
);
/// Prepare, freeze, compute and announce a cycle.
pub const RUN_EVALUATION: Permission =
    Permission::new("run_evaluation", "组织考评", &[Role::SecretaryGeneral, Role::CommitteeClerk]);
/// Publish a result, and go back a step.
pub const PUBLISH_EVALUATION: Permission =
    Permission::new("publish_evaluation", "发布结果、退回步骤", &[Role::SecretaryGeneral]);
/// Write schemes and submit them for adoption.
pub const DRAFT_SCHEME: Permission =
    Permission::new("draft_scheme", "起草考评办法", &[Role::SecretaryGeneral, Role::CommitteeClerk]);
/// Adopt what somebody else drafted, return it, retire a version.
pub const ADOPT_SCHEME: Permission =
    Permission::new("adopt_scheme", "采用、退回和停用考评办法", &[Role::Leader, Role::SecretaryGeneral]);

/// Evaluation's part of the program.
pub const EVALUATION: Part = Part {
    id: "evaluation",
    label: "考评",
    href: "/evaluation",
    icon: Icon::Chart,
    place: 13,
    shown: |frame| frame.may_all(SEE_EVALUATION),
};
/// The same for a member.
const OWN_SCORES: Part = Part {
    label: "成绩",
    href: "/my/scores",
    place: 1,
    shown: |frame: &Frame| frame.is_member() && frame.may(SEE_MEMBER),
    ..EVALUATION
};

pub(crate) const CYCLE: ObjectKind = ObjectKind::new("cycle", "考评", "/evaluation/cycles/");
pub(crate) const RUN: ObjectKind = ObjectKind::new("run", "核算", "");
pub(crate) const SCHEME: ObjectKind = ObjectKind::new("scheme", "考评办法", "/evaluation/schemes/");
pub(crate) const SCHEME_DRAFT: ObjectKind =
    ObjectKind::new("scheme_draft", "办法草稿", "/evaluation/schemes/drafts/");

pub(crate) const START_DRAFT: Action = Action::new("scheme_draft.start", "起草考评办法");
pub(crate) const SAVE_DRAFT: Action = Action::new("scheme_draft.save", "存考评办法草稿");
pub(crate) const SUBMIT_DRAFT: Action = Action::new("scheme_draft.submit", "考评办法送审");
pub(crate) const RETURN_DRAFT: Action = Action::new("scheme_draft.return", "退回考评办法草稿");
pub(crate) const WITHDRAW_DRAFT: Action = Action::new("scheme_draft.withdraw", "撤回考评办法草稿");
pub(crate) const ADOPT: Action = Action::new("scheme.adopt", "采用考评办法");
pub(crate) const RETIRE: Action = Action::new("scheme.retire", "停用考评办法");
pub(crate) const RESTORE: Action = Action::new("scheme.restore", "恢复使用考评办法");
pub(crate) const CREATE: Action = Action::new("cycle.create", "建考评");
pub(crate) const MOVE: Action = Action::new("cycle.move", "考评转到另一步");
pub(crate) const ANNOUNCE: Action = Action::new("cycle.announce", "公示结果");
pub(crate) const PUBLISH: Action = Action::new("cycle.publish", "发布结果");
pub(crate) const STATE_NIL: Action = Action::new("delivery.nil", "记本期确无");
pub(crate) const REMIND: Action = Action::new("delivery.remind", "催报");
pub(crate) const TAKE_BACK_NIL: Action = Action::new("delivery.nil.take_back", "收回本期确无");
pub(crate) const EXPORT_DELIVERIES: Action = Action::new("export.deliveries", "导出报送进度");
pub(crate) const REQUEST_RUN: Action = Action::new("run.request", "要求核算");
pub(crate) const COMPUTE: Action = Action::new("run.compute", "核算得分");
/// Takes it out.
pub const EXPORT_RANKING: Action = Action::new("export.ranking", "导出名次表");
/// Takes it out.
pub const EXPORT_SCORES: Action = Action::new("export.scores", "导出得分明细");
pub(crate) const EXPORT_SCORE: Action = Action::new("export.score", "导出一人的成绩单");
pub(crate) const EXPORT_SHEETS: Action = Action::new("export.sheets", "导出各人的成绩单");
/// Takes it out.
pub const EXPORT_CIRCULAR: Action = Action::new("export.circular", "导出通报");
/// Takes it out.
pub const EXPORT_BUNDLE: Action = Action::new("export.bundle", "导出复算包");

const NOTICE_KINDS: [NoticeKind; 6] = [
    deliveries::REMINDED,
    publication::ANNOUNCED,
    publication::RETRACTED,
    publication::PUBLISHED,
    schemes::drafts::SUBMITTED,
    schemes::drafts::DECIDED,
];

/// What acts note in the detail of their events.
const KEYS: &[KeyWord] = &[
    KeyWord::new("run", "核算"),
    KeyWord::new("kinds", "哪几类"),
    KeyWord::new("source", "依据"),
    KeyWord::new("unit", "单位"),
    KeyWord::new("sector", "界别"),
    KeyWord::new("special_committee", "专委会"),
    KeyWord::new("cycle", "考评"),
    KeyWord::new("outcomes", "列入的事项数"),
    KeyWord::new("corrects", "更正哪次核算"),
    KeyWord::new("version", "版本"),
    KeyWord::new("drafted_by", "起草人"),
    KeyWord::new("draft", "草稿"),
    KeyWord::new("people", "人数"),
    KeyWord::new("subjects", "考评对象数"),
    KeyWord::new("input", "输入摘要"),
    KeyWord::new("result", "结果摘要"),
];

/// Adds evaluation to the program.
pub fn register(register: &mut Register) {
    register
        .add_all(FIRST_STEPS)
        .add(to_do::TO_DOS)
        .add_all(HOLDERS)
        .add_all(PAPER_KINDS)
        .add_all(search::SOURCES)
        .add(schedule::SCHEDULE)
        .add_all(NOTICE_KINDS)
        .noun(Noun {
            routes: Some(crate::routes),
            keys: KEYS,
            parts: &[EVALUATION, OWN_SCORES],
            permissions: &[SEE_EVALUATION, RUN_EVALUATION, PUBLISH_EVALUATION, DRAFT_SCHEME, ADOPT_SCHEME],
            objects: &[CYCLE, RUN, SCHEME, SCHEME_DRAFT],
            actions: &[
                START_DRAFT,
                SAVE_DRAFT,
                SUBMIT_DRAFT,
                RETURN_DRAFT,
                WITHDRAW_DRAFT,
                ADOPT,
                RETIRE,
                RESTORE,
                CREATE,
                MOVE,
                ANNOUNCE,
                PUBLISH,
                STATE_NIL,
                TAKE_BACK_NIL,
                REMIND,
                EXPORT_DELIVERIES,
                REQUEST_RUN,
                COMPUTE,
                EXPORT_RANKING,
                EXPORT_SCORES,
                EXPORT_SCORE,
                EXPORT_SHEETS,
                EXPORT_CIRCULAR,
                EXPORT_BUNDLE,
            ],
            jobs: &[Job { kind: runs::JOB, perform }],
        });
}

fn perform(app: App, job: job::Model) -> BoxFuture<'static, Result<String>> {
    Box::pin(runs::perform(app, job))
}
