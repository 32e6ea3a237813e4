//! The states of a draft and the moves between them: one pure table.
use lvzhi_shell::words::Words;

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

    /// The verb of the act that leads here.
    #[must_use]
    pub fn act(self) -> &'static str {
        match self {
            Self::Drafting => "起草",
            Self::Submitted => "送审",
            Self::Returned => "退回",
            Self::Withdrawn => "撤回",
            Self::Adopted => "采用",
        }
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

    /// Whether a draft may go from here to there.
    #[must_use]
    pub fn may_become(self, to: Self) -> bool {
        match to {
            Self::Drafting => false,
            Self::Submitted => self.is_editable(),
            Self::Returned | Self::Adopted => self == Self::Submitted,
            Self::Withdrawn => self.is_open(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_adopted_that_was_not_submitted_and_ends_are_ends() {
        for state in State::WORDS.all() {
            assert_eq!(State::parse(state.id()), Some(state));
            assert_eq!(state.may_become(State::Adopted), state == State::Submitted);
            assert!(!state.may_become(state), "{state:?}");
            for end in [State::Withdrawn, State::Adopted] {
                assert!(!end.may_become(state), "{end:?} → {state:?}");
            }
        }
        assert!(State::Returned.may_become(State::Submitted) && !State::Submitted.is_editable());
    }
}
