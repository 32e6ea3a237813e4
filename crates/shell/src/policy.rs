//! Who may do what. Each slice declares its permissions with the roles that hold them; together, as registered, they are
//! one printable table. What is not granted there is refused.
use lvzhi_platform::auth::Actor;
use lvzhi_platform::{Error, Result};
use uuid::Uuid;

use crate::words::Words;

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
    /// All roles, in the order in which they are listed, as stored and as printed.
    pub const WORDS: Words<Self> = Words(&[
        (Self::SystemAdministrator, "system_administrator", "系统管理员"),
        (Self::Leader, "leader", "领导"),
        (Self::SecretaryGeneral, "secretary_general", "秘书长"),
        (Self::SupervisionOfficer, "supervision_officer", "督查人员"),
        (Self::CommitteeClerk, "committee_clerk", "委员工作经办"),
        (Self::PartyAffairsClerk, "party_affairs_clerk", "党务经办"),
        (Self::PersonnelOfficer, "personnel_officer", "人事干部"),
        (Self::BranchSecretary, "branch_secretary", "党支部书记"),
        (Self::Staff, "staff", "机关干部"),
        (Self::Member, "member", "委员"),
        (Self::Auditor, "auditor", "审计员"),
    ]);

    /// Identifier, as stored.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::WORDS.id(self)
    }

    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::WORDS.label(self)
    }

    /// The role with this identifier.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::WORDS.parse(id)
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

/// Something a person may do. A slice declares what may be done in it, and who may; nobody else may.
#[derive(Clone, Copy, Debug)]
pub struct Permission {
    /// Identifier: `see_facts`.
    pub id: &'static str,
    /// As printed: 看履职记录.
    pub label: &'static str,
    /// Roles that hold it for everybody of their committee.
    pub holders: &'static [Role],
    /// Roles that hold it for themselves alone.
    pub own: &'static [Role],
}

impl Permission {
    /// A permission of these roles, for everybody of their committee.
    #[must_use]
    pub const fn new(id: &'static str, label: &'static str, holders: &'static [Role]) -> Self {
        Self { id, label, holders, own: &[] }
    }

    /// And of these for themselves alone.
    #[must_use]
    pub const fn and_own(self, own: &'static [Role]) -> Self {
        Self { own, ..self }
    }
}

impl PartialEq for Permission {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Permission {}

/// Take figures and documents of any slice out of the system.
pub const EXPORT: Permission = Permission::new(
    "export",
    "导出文件和数据",
    &[Role::Leader, Role::SecretaryGeneral, Role::CommitteeClerk],
);

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
    if permission.holders.contains(&role) {
        return Some(Relation::SameCommittee);
    }
    permission.own.contains(&role).then_some(Relation::Own)
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

/// A member in the eyes of somebody who may see (or change) him. Only [`VisibleMember::to`] and [`VisibleMember::own`] make
/// one, and whatever reads a member's record asks for one: a right that was forgotten does not compile.
#[derive(Clone, Copy, Debug)]
pub struct VisibleMember {
    committee: Uuid,
    id: Uuid,
}

impl VisibleMember {
    /// The member, if the actor holds the permission for him.
    ///
    /// # Errors
    /// [`Error::NotFound`] if not: whether there is such a member is not said either.
    pub fn to(actor: &Actor, permission: Permission, id: Uuid) -> Result<Self> {
        let granted = Role::parse(&actor.role).and_then(|role| grant(role, permission));
        match granted {
            Some(Relation::SameCommittee) => {}
            Some(Relation::Own) if actor.member == Some(id) => {}
            _ => return Err(Error::NotFound("没有这位委员，或者您不能看。".into())),
        }
        Ok(Self { committee: actor.committee, id })
    }

    /// The member that the actor himself is.
    ///
    /// # Errors
    /// [`Error::NotFound`] when he is none.
    pub fn own(actor: &Actor) -> Result<Self> {
        let own = actor.member.map(|id| Self { committee: actor.committee, id });
        own.ok_or_else(|| Error::NotFound("您的账号没有对应的委员。要看委员，请从“委员”进入。".into()))
    }

    /// His committee.
    #[must_use]
    pub fn committee(self) -> Uuid {
        self.committee
    }

    /// His id.
    #[must_use]
    pub fn id(self) -> Uuid {
        self.id
    }
}
