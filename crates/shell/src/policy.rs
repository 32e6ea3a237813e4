//! Who may do what: one pure, printable table. A permission that is not granted here is refused.
use lvzhi_platform::auth::Actor;
use uuid::Uuid;

/// What a person is in the system. One account, one role; two jobs, two accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// 系统管理员: accounts and settings, no personal data.
    SystemAdministrator,
    /// 领导: reads results and dashboards, adopts schemes.
    Leader,
    /// 秘书长: publishes, adopts schemes.
    SecretaryGeneral,
    /// 督查人员.
    SupervisionOfficer,
    /// 委员工作经办: keeps members, facts, evaluations.
    CommitteeClerk,
    /// 党务经办.
    PartyAffairsClerk,
    /// 人事干部.
    PersonnelOfficer,
    /// 党支部书记.
    BranchSecretary,
    /// 机关干部.
    Staff,
    /// 委员: sees himself and only himself.
    Member,
    /// 审计员: reads all, changes nothing.
    Auditor,
}

impl Role {
    /// All roles, in the order in which they are listed.
    pub const ALL: [Self; 11] = [
        Self::SystemAdministrator,
        Self::Leader,
        Self::SecretaryGeneral,
        Self::SupervisionOfficer,
        Self::CommitteeClerk,
        Self::PartyAffairsClerk,
        Self::PersonnelOfficer,
        Self::BranchSecretary,
        Self::Staff,
        Self::Member,
        Self::Auditor,
    ];

    /// Identifier, as stored.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::SystemAdministrator => "system_administrator",
            Self::Leader => "leader",
            Self::SecretaryGeneral => "secretary_general",
            Self::SupervisionOfficer => "supervision_officer",
            Self::CommitteeClerk => "committee_clerk",
            Self::PartyAffairsClerk => "party_affairs_clerk",
            Self::PersonnelOfficer => "personnel_officer",
            Self::BranchSecretary => "branch_secretary",
            Self::Staff => "staff",
            Self::Member => "member",
            Self::Auditor => "auditor",
        }
    }

    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::SystemAdministrator => "系统管理员",
            Self::Leader => "领导",
            Self::SecretaryGeneral => "秘书长",
            Self::SupervisionOfficer => "督查人员",
            Self::CommitteeClerk => "委员工作经办",
            Self::PartyAffairsClerk => "党务经办",
            Self::PersonnelOfficer => "人事干部",
            Self::BranchSecretary => "党支部书记",
            Self::Staff => "机关干部",
            Self::Member => "委员",
            Self::Auditor => "审计员",
        }
    }

    /// The role with this identifier.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == id)
    }

    /// Officers judge people or hold the keys: they need a second factor.
    #[must_use]
    pub fn needs_second_factor(self) -> bool {
        matches!(
            self,
            Self::SystemAdministrator
                | Self::Leader
                | Self::SecretaryGeneral
                | Self::CommitteeClerk
                | Self::PersonnelOfficer
                | Self::Auditor
        )
    }
}

/// Something a role may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// See the list of members and the office's structure.
    SeePeople,
    /// See one member's file and score.
    SeeMember,
    /// Import and edit people.
    KeepPeople,
    /// See facts and imports.
    SeeFacts,
    /// Import, record, confirm and correct facts.
    KeepFacts,
    /// See cycles and rankings.
    SeeEvaluation,
    /// Prepare, freeze, compute and announce a cycle.
    RunEvaluation,
    /// Publish a result, and go back a step.
    PublishEvaluation,
    /// Write schemes and submit them for adoption.
    DraftScheme,
    /// Adopt what somebody else drafted, return it, retire a version.
    AdoptScheme,
    /// Take figures and documents out of the system.
    Export,
    /// Make and lock accounts.
    KeepAccounts,
    /// Read the audit trail.
    SeeAudit,
}

impl Permission {
    /// All permissions.
    pub const ALL: [Self; 13] = [
        Self::SeePeople,
        Self::SeeMember,
        Self::KeepPeople,
        Self::SeeFacts,
        Self::KeepFacts,
        Self::SeeEvaluation,
        Self::RunEvaluation,
        Self::PublishEvaluation,
        Self::DraftScheme,
        Self::AdoptScheme,
        Self::Export,
        Self::KeepAccounts,
        Self::SeeAudit,
    ];

    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::SeePeople => "看委员名册",
            Self::SeeMember => "看委员档案和成绩",
            Self::KeepPeople => "导入和维护人员",
            Self::SeeFacts => "看履职事实和导入记录",
            Self::KeepFacts => "导入、确认和更正事实",
            Self::SeeEvaluation => "看考评和名次",
            Self::RunEvaluation => "组织考评",
            Self::PublishEvaluation => "发布结果、退回步骤",
            Self::DraftScheme => "起草考评办法",
            Self::AdoptScheme => "采用、退回和停用考评办法",
            Self::Export => "导出文件和数据",
            Self::KeepAccounts => "管理账号",
            Self::SeeAudit => "看审计记录",
        }
    }
}

/// How a person stands to the object in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It is about himself.
    Own,
    /// It belongs to his committee.
    SameCommittee,
}

/// The widest relation in which a role holds a permission; none: never.
#[must_use]
pub fn grant(role: Role, permission: Permission) -> Option<Relation> {
    use Permission as P;
    use Relation::{Own, SameCommittee};
    let within = |granted: &[Permission]| granted.contains(&permission).then_some(SameCommittee);
    match role {
        Role::SystemAdministrator => within(&[P::KeepAccounts, P::SeeAudit]),
        Role::Leader => within(&[P::SeePeople, P::SeeMember, P::SeeEvaluation, P::AdoptScheme, P::Export]),
        Role::SecretaryGeneral => within(&[
            P::SeePeople,
            P::SeeMember,
            P::SeeFacts,
            P::SeeEvaluation,
            P::RunEvaluation,
            P::PublishEvaluation,
            P::DraftScheme,
            P::AdoptScheme,
            P::Export,
        ]),
        Role::CommitteeClerk => within(&[
            P::SeePeople,
            P::SeeMember,
            P::KeepPeople,
            P::SeeFacts,
            P::KeepFacts,
            P::SeeEvaluation,
            P::RunEvaluation,
            P::DraftScheme,
            P::Export,
        ]),
        Role::PersonnelOfficer => within(&[P::SeePeople, P::KeepPeople]),
        Role::SupervisionOfficer | Role::PartyAffairsClerk | Role::BranchSecretary | Role::Staff => {
            within(&[P::SeePeople])
        }
        Role::Member => (permission == P::SeeMember).then_some(Own),
        Role::Auditor => within(&[P::SeePeople, P::SeeMember, P::SeeFacts, P::SeeEvaluation, P::SeeAudit]),
    }
}

/// Whether the actor holds the permission in any relation: the door of a route.
#[must_use]
pub fn allows(actor: &Actor, permission: Permission) -> bool {
    Role::parse(&actor.role).and_then(|role| grant(role, permission)).is_some()
}

/// Whether the actor may do this to everybody of his committee.
#[must_use]
pub fn allows_all(actor: &Actor, permission: Permission) -> bool {
    Role::parse(&actor.role).and_then(|role| grant(role, permission)) == Some(Relation::SameCommittee)
}

/// Whether the actor may do this to this member of his committee.
#[must_use]
pub fn allows_member(actor: &Actor, permission: Permission, member: Uuid) -> bool {
    match Role::parse(&actor.role).and_then(|role| grant(role, permission)) {
        Some(Relation::SameCommittee) => true,
        Some(Relation::Own) => actor.member == Some(member),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_sees_himself_and_nothing_else() {
        for permission in Permission::ALL {
            let expected = (permission == Permission::SeeMember).then_some(Relation::Own);
            assert_eq!(grant(Role::Member, permission), expected);
        }
    }

    #[test]
    fn the_auditor_changes_nothing_and_the_administrator_sees_no_member() {
        use Permission as P;
        let changes = [
            P::KeepPeople,
            P::KeepFacts,
            P::RunEvaluation,
            P::PublishEvaluation,
            P::DraftScheme,
            P::AdoptScheme,
            P::KeepAccounts,
        ];
        for permission in changes {
            assert_eq!(grant(Role::Auditor, permission), None);
        }
        assert_eq!(grant(Role::SystemAdministrator, P::SeeMember), None);
    }

    #[test]
    fn who_computes_does_not_publish() {
        assert_eq!(grant(Role::CommitteeClerk, Permission::PublishEvaluation), None);
    }

    #[test]
    fn what_the_clerk_drafts_others_adopt_and_whoever_adopts_has_a_second_factor() {
        assert_eq!(grant(Role::CommitteeClerk, Permission::AdoptScheme), None);
        let adopters: Vec<_> =
            Role::ALL.into_iter().filter(|role| grant(*role, Permission::AdoptScheme).is_some()).collect();
        assert_eq!(adopters, [Role::Leader, Role::SecretaryGeneral]);
        assert!(adopters.into_iter().all(Role::needs_second_factor));
    }
}
