//! The first step of an office: accounts for whoever works on evaluations.
use std::sync::Arc;

use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::first_step::{FirstStep, StepState};
use lvzhi_shell::policy::Role;

use crate::noun::KEEP_ACCOUNTS;
use crate::store;

/// For the desk.
pub(crate) const FIRST_STEP: FirstStep =
    FirstStep { place: 1, title: "账号", look: |app, actor| Box::pin(look(app, actor)) };

/// Without them nothing is imported, adopted or published.
const NEEDED: [Role; 2] = [Role::CommitteeClerk, Role::SecretaryGeneral];

async fn look(app: App, actor: Arc<Actor>) -> Result<StepState> {
    let roles = store::enabled_roles(&app.db, actor.committee).await?;
    let is_there = |role: &Role| roles.iter().any(|id| id == role.id());
    let missing: Vec<&str> = NEEDED.iter().filter(|role| !is_there(role)).map(|role| role.label()).collect();
    let mut there = format!("{} 个账号", roles.len());
    if !missing.is_empty() {
        there.push_str(&format!("，还没有{}的账号", missing.join("、")));
    }
    Ok(StepState {
        is_done: missing.is_empty(),
        there,
        permission: KEEP_ACCOUNTS,
        button: "建账号",
        href: "/accounts",
    })
}
