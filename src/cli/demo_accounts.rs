//! The accounts of the demo province. A fixed password is right here and nowhere else: everything is invented.
use lvzhi_platform::act::By;
use lvzhi_platform::auth::hash_password;
use serde::Serialize;
use uuid::Uuid;

use lvzhi_access::{self as access, NewAccount};
use lvzhi_people as people;
use lvzhi_shell::app::App;
use lvzhi_shell::policy::Role;

/// Password of everybody in the demo.
pub(super) const PASSWORD: &str = "yunling-2026";
/// Login of the clerk in whose name the demo is loaded.
pub(super) const CLERK: &str = "heyining";
/// Login of the secretary-general who publishes.
pub(super) const SECRETARY: &str = "qinwangshu";
/// The member whose score the tour opens.
pub(super) const MEMBER: &str = "陆景和";

/// One account as printed, and as JSON for the tools that drive the demo.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DemoAccount {
    pub login: &'static str,
    pub password: &'static str,
    pub role: &'static str,
    #[serde(skip)]
    pub label: &'static str,
    pub name: &'static str,
}

const fn account(login: &'static str, name: &'static str) -> DemoAccount {
    DemoAccount { login, password: PASSWORD, role: "", label: "", name }
}

const ACCOUNTS: [(Role, DemoAccount); 7] = [
    (Role::CommitteeClerk, account(CLERK, "何以宁")),
    (Role::SecretaryGeneral, account(SECRETARY, "覃望舒")),
    (Role::Leader, account("leader", "办公厅领导")),
    (Role::PersonnelOfficer, account("personnel", "人事处经办")),
    (Role::Auditor, account("auditor", "审计员")),
    (Role::SystemAdministrator, account("admin", "系统管理员")),
    (Role::Member, account("lujinghe", MEMBER)),
];

/// All accounts, as they are made.
pub(super) fn all() -> Vec<DemoAccount> {
    let fill = |(role, account): (Role, DemoAccount)| DemoAccount {
        role: role.id(),
        label: role.label(),
        ..account
    };
    ACCOUNTS.into_iter().map(fill).collect()
}

/// Makes the office's accounts, or those of members once the roster is in.
pub(super) async fn make(app: &App, committee: Uuid, members: bool) -> anyhow::Result<()> {
    let hash = hash_password(PASSWORD.into()).await?;
    let roster = if members { Some(people::roster(&app.db, committee).await?) } else { None };
    let mut wanted = Vec::new();
    for (role, account) in ACCOUNTS.into_iter().filter(|(role, _)| (*role == Role::Member) == members) {
        let member = match &roster {
            Some(roster) => {
                let found = roster.members.iter().find(|person| person.member.name == account.name);
                Some(found.ok_or_else(|| anyhow::anyhow!("名册里没有“{}”", account.name))?.member.id)
            }
            None => None,
        };
        wanted.push(NewAccount {
            committee,
            login: account.login.into(),
            name: account.name.into(),
            role,
            member,
            staff: None,
            password_hash: hash.clone(),
            must_change: false,
        });
    }
    app.act_by(committee, By::program(), async |act| {
        for new in wanted {
            access::create_account(act, new).await?;
        }
        Ok(())
    })
    .await?;
    Ok(())
}
