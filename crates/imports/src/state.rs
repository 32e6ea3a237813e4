//! The states of an import and the moves between them: one pure table.
use lvzhi_shell::process::{Move, States, Who};
use lvzhi_shell::words::Words;

/// Where a batch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchState {
    /// Nothing counts yet.
    Previewed,
    /// Written.
    Confirmed,
    /// Written and taken back.
    Undone,
    /// Given up before it was written.
    Discarded,
}

const fn step(
    from: BatchState,
    to: BatchState,
    verb: &'static str,
    demands: &'static str,
) -> Move<BatchState> {
    Move { from, to, verb, who: Who::Named("能导入这一类的人"), demands }
}

/// The states of an import. What was written is taken back, never forgotten; what was given up is uploaded anew.
pub const STATES: States<BatchState> = States {
    thing: "这次导入",
    words: BatchState::WORDS,
    moves: &[
        step(BatchState::Previewed, BatchState::Confirmed, "确认导入", "看过标着“请看一眼”的行"),
        step(BatchState::Previewed, BatchState::Discarded, "放弃", ""),
        step(BatchState::Confirmed, BatchState::Undone, "撤销", "写明原因"),
    ],
};

impl BatchState {
    /// As stored and as printed.
    pub const WORDS: Words<Self> = Words(&[
        (Self::Previewed, "previewed", "待确认"),
        (Self::Confirmed, "confirmed", "已导入"),
        (Self::Undone, "undone", "已撤销"),
        (Self::Discarded, "discarded", "已放弃"),
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_moves_is_sound() {
        assert_eq!(STATES.faults(), Vec::<String>::new());
    }

    #[test]
    fn only_a_preview_is_written_and_only_what_was_written_is_taken_back() {
        for state in BatchState::WORDS.all() {
            assert_eq!(STATES.find(state, BatchState::Confirmed).is_some(), state == BatchState::Previewed);
            assert_eq!(STATES.find(state, BatchState::Undone).is_some(), state == BatchState::Confirmed);
        }
    }
}
