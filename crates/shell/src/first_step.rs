//! The first steps of an office that does not compute yet: each slice says how far its own has come.
use lvzhi_ui::Light;

use crate::policy::{Permission, Role};
use crate::to_do::Look;

/// A step on the way to the first computation.
#[derive(Clone, Copy)]
pub struct FirstStep {
    /// Place on the way, from 1.
    pub place: u8,
    /// As printed.
    pub title: &'static str,
    /// How far it has come.
    pub look: Look<StepState>,
}

/// How far a first step has come, and what is done next in it.
#[derive(Clone, Debug)]
pub struct StepState {
    /// Nothing is left to do.
    pub is_done: bool,
    /// What is there.
    pub there: String,
    /// Who may do what comes next.
    pub permission: Permission,
    /// What the button says.
    pub button: &'static str,
    /// Where it is done.
    pub href: &'static str,
}

impl StepState {
    /// Its sign and word.
    #[must_use]
    pub fn mark(&self) -> (Light, &'static str) {
        if self.is_done { (Light::Done, "已完成") } else { (Light::Idle, "未完成") }
    }

    /// Who does what comes next, in words.
    #[must_use]
    pub fn who(&self) -> String {
        self.permission.holders.iter().map(|role| Role::label(*role)).collect::<Vec<_>>().join("或")
    }
}
