//! What people bring to the program.
use lvzhi_imports::ImportTarget;
use lvzhi_platform::Action;
use lvzhi_shell::frame::{Frame, Part};
use lvzhi_shell::policy::{Permission, Role};
use lvzhi_shell::register::{KeyWord, Noun, ObjectKind, Register};
use lvzhi_ui::Icon;

use crate::first_step::FIRST_STEP;
use crate::{members, office, staff};

/// See the list of members and the office's structure.
pub const SEE_PEOPLE: Permission = Permission::new(
    "see_people",
    "看委员名册",
    &[
        Role::Leader,
        Role::SecretaryGeneral,
        Role::SupervisionOfficer,
        Role::CommitteeClerk,
        Role::PartyAffairsClerk,
        Role::PersonnelOfficer,
        Role::BranchSecretary,
        Role::Staff,
        Role::Auditor,
    ],
);
/// See one member's file and score.
pub const SEE_MEMBER: Permission = Permission::new(
    "see_member",
    "看委员档案和成绩",
    &[Role::Leader, Role::SecretaryGeneral, Role::CommitteeClerk, Role::Auditor],
)
.and_own(&[Role::Member]);
/// Import and edit people.
pub const KEEP_PEOPLE: Permission =
    Permission::new("keep_people", "导入和维护人员", &[Role::CommitteeClerk, Role::PersonnelOfficer]);

/// The people's part of the program.
pub const MEMBERS: Part = Part {
    id: "members",
    label: "委员",
    href: "/members",
    icon: Icon::People,
    place: 10,
    shown: |frame| frame.may_all(SEE_PEOPLE),
};
/// The same for a member.
const OWN_FILE: Part =
    Part { label: "我的", href: "/my/file", place: 2, shown: Frame::is_member, ..MEMBERS };

/// A member.
pub const MEMBER: ObjectKind = ObjectKind::new("member", "委员", "/members/");
pub(crate) const COMMITTEE: ObjectKind = ObjectKind::new("committee", "单位", "");

pub(crate) const FOUND: Action = Action::new("committee.found", "设立政协组织");
pub(crate) const ADD: Action = Action::new("member.add", "加委员");
pub(crate) const EDIT: Action = Action::new("member.edit", "改委员资料");
pub(crate) const EXPORT_MEMBERS: Action = Action::new("member.export", "导出委员名册");
pub(crate) const ADD_POST: Action = Action::new("member.post.add", "登记委员职务");
pub(crate) const END_POST: Action = Action::new("member.post.end", "结束委员职务");
pub(crate) const ADD_EXEMPTION: Action = Action::new("member.exemption.add", "登记免评");
pub(crate) const END_EXEMPTION: Action = Action::new("member.exemption.end", "结束免评");

/// What acts note in the detail of their events.
const KEYS: &[KeyWord] = &[
    KeyWord::new("member", "委员"),
    KeyWord::new("members", "委员人数"),
    KeyWord::new("staff", "干部人数"),
    KeyWord::new("units", "单位数"),
    KeyWord::new("committees", "政协组织数"),
    KeyWord::new("removed", "去掉条数"),
    KeyWord::new("restored", "复原条数"),
    KeyWord::new("level", "层级"),
    KeyWord::new("pinyin", "拼音"),
    KeyWord::new("initials", "拼音首字母"),
    KeyWord::new("sex", "性别"),
    KeyWord::new("ethnicity", "民族"),
    KeyWord::new("born", "出生年月"),
    KeyWord::new("sector_id", "界别"),
    KeyWord::new("special_committee_id", "专门委员会"),
    KeyWord::new("employer", "工作单位及职务"),
    KeyWord::new("phone", "手机"),
    KeyWord::new("phones", "含手机号"),
];

/// Adds people to the program.
pub fn register(register: &mut Register) {
    let targets: [Box<dyn ImportTarget>; 4] = [
        Box::new(office::UnitsTarget),
        Box::new(members::MembersTarget),
        Box::new(staff::StaffTarget),
        Box::new(office::CommitteesTarget),
    ];
    register
        .add(FIRST_STEP)
        .add(members::HOLDER)
        .add(members::SOURCE)
        .add(members::SCHEDULE)
        .noun(Noun {
            routes: Some(crate::routes),
            keys: KEYS,
            parts: &[MEMBERS, OWN_FILE],
            permissions: &[SEE_PEOPLE, SEE_MEMBER, KEEP_PEOPLE],
            objects: &[MEMBER, COMMITTEE],
            actions: &[FOUND, ADD, EDIT, EXPORT_MEMBERS, ADD_POST, END_POST, ADD_EXEMPTION, END_EXEMPTION],
            ..Noun::default()
        })
        .add_all(targets);
}
