//! The states of a draft and the moves between them: one pure table.
use lvzhi_shell::process::{Move, States, Who};
use lvzhi_shell::words::Words;

use crate::ADOPT_SCHEME;

/// Where a draft stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// 起草中: its drafter writes.
    Drafting,
    /// 已送审: waits for somebody else to adopt it.
    Submitted,
    /// 已退回: its drafter writes again.
    Returned,
    /// 已撤回: an end.
    Withdrawn,
    /// 已采用: an end.
    Adopted,
}

impl State {
    /// As stored and as printed.
    pub const WORDS: Words<Self> = Words(&[
        (Self::Drafting, "drafting", "起草中"),
        (Self::Submitted, "submitted", "已送审"),
        (Self::Returned, "returned", "已退回"),
        (Self::Withdrawn, "withdrawn", "已撤回"),
        (Self::Adopted, "adopted", "已采用"),
    ]);

    /// As stored.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::WORDS.id(self)
    }

    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::WORDS.label(self)
    }

    /// The value that is stored so.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::WORDS.parse(id)
    }

    /// Whether its drafter may write.
    #[must_use]
    pub fn is_editable(self) -> bool {
        matches!(self, Self::Drafting | Self::Returned)
    }

    /// Whether it has not come to an end.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.is_editable() || self == Self::Submitted
    }
}

const DRAFTER: Who = Who::Named("起草人");
const SOUND: &str = "检查没有错误";

const fn step(from: State, to: State, verb: &'static str, who: Who, demands: &'static str) -> Move<State> {
    Move { from, to, verb, who, demands }
}

/// The states of a draft. Nothing is adopted that was not submitted, and nothing leaves an end.
pub const STATES: States<State> = States {
    thing: "这份草稿",
    words: State::WORDS,
    moves: &[
        step(State::Drafting, State::Submitted, "送审", DRAFTER, SOUND),
        step(State::Drafting, State::Withdrawn, "撤回", KEEPER, ""),
        step(State::Submitted, State::Adopted, "采用", Who::May(ADOPT_SCHEME), "不是起草人，检查没有错误"),
        step(State::Submitted, State::Returned, "退回", Who::May(ADOPT_SCHEME), "不是起草人，写明理由"),
        step(State::Submitted, State::Withdrawn, "撤回", KEEPER, ""),
        step(State::Returned, State::Submitted, "送审", DRAFTER, SOUND),
        step(State::Returned, State::Withdrawn, "撤回", KEEPER, ""),
    ],
};

const KEEPER: Who = Who::Named("起草人，或者能采用的人");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_moves_is_sound() {
        assert_eq!(STATES.faults(), Vec::<String>::new());
    }

    #[test]
    fn nothing_is_adopted_that_was_not_submitted_and_ends_are_ends() {
        for state in State::WORDS.all() {
            assert_eq!(State::parse(state.id()), Some(state));
            assert_eq!(STATES.find(state, State::Adopted).is_some(), state == State::Submitted);
            assert_eq!(STATES.moves_from(state).next().is_none(), !state.is_open(), "{state:?}");
            assert_eq!(STATES.find(state, State::Submitted).is_some(), state.is_editable(), "{state:?}");
        }
    }
}
