//! What remarks bring to the program.
use lvzhi_platform::Action;
use lvzhi_shell::holder::Panel;
use lvzhi_shell::policy::{Permission, Role};
use lvzhi_shell::register::{Noun, ObjectKind, Register};

use crate::pages;

/// See remarks on what one sees. Neither members, of whom they speak, nor who has no business with personal data.
pub const SEE_REMARKS: Permission = Permission::new(
    "see_remarks",
    "看备注",
    &[
        Role::Leader,
        Role::SecretaryGeneral,
        Role::SupervisionOfficer,
        Role::CommitteeClerk,
        Role::PartyAffairsClerk,
        Role::PersonnelOfficer,
        Role::Auditor,
    ],
);
/// Write them on what one sees. A leader's written word is an instruction and no remark.
pub const WRITE_REMARKS: Permission = Permission::new(
    "write_remarks",
    "写备注",
    &[
        Role::SecretaryGeneral,
        Role::SupervisionOfficer,
        Role::CommitteeClerk,
        Role::PartyAffairsClerk,
        Role::PersonnelOfficer,
    ],
);

pub(crate) const REMARK: ObjectKind = ObjectKind::new("remark", "备注", "");

pub(crate) const WRITE: Action = Action::new("remark.write", "写备注");
pub(crate) const WITHDRAW: Action = Action::new("remark.withdraw", "撤回备注");

const PANEL: Panel = Panel { place: 30, draw: pages::draw };

/// Adds remarks to the program.
pub fn register(register: &mut Register) {
    register.add(PANEL).noun(Noun {
        routes: Some(crate::web::routes),
        permissions: &[SEE_REMARKS, WRITE_REMARKS],
        objects: &[REMARK],
        actions: &[WRITE, WITHDRAW],
        ..Noun::default()
    });
}
