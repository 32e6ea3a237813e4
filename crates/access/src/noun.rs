//! What access brings to the program: its pages, its part, who may, and the words of its acts.
use lvzhi_platform::Action;
use lvzhi_shell::frame::Part;
use lvzhi_shell::policy::{Permission, Role};
use lvzhi_shell::register::{KeyWord, Noun, ObjectKind, Register};
use lvzhi_ui::Icon;

use crate::first_step::FIRST_STEP;

/// Make and lock accounts.
pub const KEEP_ACCOUNTS: Permission =
    Permission::new("keep_accounts", "管理账号", &[Role::SystemAdministrator]);

/// The accounts' part of the program.
pub const ACCOUNTS: Part = Part {
    id: "accounts",
    label: "账号",
    href: "/accounts",
    icon: Icon::People,
    place: 90,
    shown: |frame| frame.may_all(KEEP_ACCOUNTS),
};

pub(crate) const ACCOUNT: ObjectKind = ObjectKind::new("account", "账号", "/accounts/");

pub(crate) const LOGIN: Action = Action::new("account.login", "登录");
pub(crate) const PASSWORD_ACCEPTED: Action =
    Action::new("account.password_accepted", "密码对了，等第二步验证");
pub(crate) const LOGOUT: Action = Action::new("account.logout", "退出登录");
pub(crate) const LOCK: Action = Action::new("account.lock", "输错太多，账号锁定");
pub(crate) const UNLOCK: Action = Action::new("account.unlock", "解除账号锁定");
pub(crate) const CHANGE_PASSWORD: Action = Action::new("account.change_password", "改自己的密码");
pub(crate) const CLOSE_SESSIONS: Action = Action::new("account.close_sessions", "结束自己在别处的登录");
pub(crate) const ENROL_SECOND_FACTOR: Action = Action::new("account.enrol_second_factor", "开第二步验证");
pub(crate) const REMOVE_SECOND_FACTOR: Action = Action::new("account.remove_second_factor", "关第二步验证");
pub(crate) const CREATE: Action = Action::new("account.create", "建账号");
pub(crate) const CREATE_MEMBERS: Action =
    Action::new("account.create_members", "给委员批量建账号并下载密码表");
pub(crate) const REISSUE_MEMBERS: Action =
    Action::new("account.reissue_members", "给没换初始密码的委员重发密码");
pub(crate) const RESET_PASSWORD: Action = Action::new("account.reset_password", "重置他人的密码");
pub(crate) const RESET_SECOND_FACTOR: Action =
    Action::new("account.reset_second_factor", "重置他人的第二步验证");
pub(crate) const DISABLE: Action = Action::new("account.disable", "停用账号");
pub(crate) const ENABLE: Action = Action::new("account.enable", "恢复账号");
pub(crate) const CHANGE_ROLE: Action = Action::new("account.change_role", "改账号的身份");
pub(crate) const EXPORT: Action = Action::new("account.export", "导出账号表");

/// What acts note in the detail of their events.
const KEYS: &[KeyWord] =
    &[KeyWord::new("login", "登录名"), KeyWord::new("role", "身份"), KeyWord::new("address", "来自地址")];

/// Adds access to the program.
pub fn register(register: &mut Register) {
    register.add(FIRST_STEP).noun(Noun {
        routes: Some(crate::routes),
        keys: KEYS,
        parts: &[ACCOUNTS],
        permissions: &[KEEP_ACCOUNTS],
        objects: &[ACCOUNT],
        actions: &[
            LOGIN,
            PASSWORD_ACCEPTED,
            LOGOUT,
            LOCK,
            UNLOCK,
            CHANGE_PASSWORD,
            CLOSE_SESSIONS,
            ENROL_SECOND_FACTOR,
            REMOVE_SECOND_FACTOR,
            CREATE,
            CREATE_MEMBERS,
            REISSUE_MEMBERS,
            RESET_PASSWORD,
            RESET_SECOND_FACTOR,
            DISABLE,
            ENABLE,
            CHANGE_ROLE,
            EXPORT,
        ],
        ..Noun::default()
    });
}
