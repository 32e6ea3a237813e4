//! The steps of a cycle and the moves between them: one pure table.
use lvzhi_shell::process::{Move, States, Who};
use lvzhi_shell::words::Words;

use crate::{PUBLISH_EVALUATION, RUN_EVALUATION};

/// Where a cycle stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// 准备: scheme, subjects and dates are bound.
    Prepare,
    /// 采集: facts come in and are confirmed.
    Collect,
    /// 评议: ratings come in.
    Rate,
    /// 核算: snapshot frozen, run computed.
    Compute,
    /// 公示: the notice period runs.
    Announce,
    /// 复核: objections are decided.
    Review,
    /// 发布: the pointer is moved, outcomes are listed.
    Publish,
    /// 归档.
    Archived,
    /// 作废: made by mistake, ended before anything was computed.
    Withdrawn,
}

const WORDS: Words<Step> = Words(&[
    (Step::Prepare, "prepare", "准备"),
    (Step::Collect, "collect", "采集"),
    (Step::Rate, "rate", "评议"),
    (Step::Compute, "compute", "核算"),
    (Step::Announce, "announce", "公示"),
    (Step::Review, "review", "复核"),
    (Step::Publish, "publish", "发布"),
    (Step::Archived, "archived", "归档"),
    (Step::Withdrawn, "withdrawn", "作废"),
]);

const fn run(from: Step, to: Step, verb: &'static str, demands: &'static str) -> Move<Step> {
    Move { from, to, verb, who: Who::May(RUN_EVALUATION), demands }
}

const fn back(from: Step, to: Step) -> Move<Step> {
    Move { from, to, verb: "退回", who: Who::May(PUBLISH_EVALUATION), demands: WHY }
}

const WHY: &str = "写明理由";
const FROZEN: &str = "名册里有人，办法还在用";

/// The steps of a cycle. Nothing goes back from a published result: what was published stays.
pub const STEPS: States<Step> = States {
    thing: "这次考评",
    words: WORDS,
    moves: &[
        run(Step::Prepare, Step::Collect, "开始采集", ""),
        run(Step::Prepare, Step::Compute, "核算", FROZEN),
        run(Step::Prepare, Step::Withdrawn, "作废", WHY),
        run(Step::Collect, Step::Rate, "转入评议", ""),
        run(Step::Collect, Step::Compute, "核算", FROZEN),
        run(Step::Collect, Step::Withdrawn, "作废", WHY),
        back(Step::Collect, Step::Prepare),
        run(Step::Rate, Step::Compute, "核算", FROZEN),
        back(Step::Rate, Step::Collect),
        run(Step::Compute, Step::Announce, "公示", "看过要公示的那一次核算"),
        back(Step::Compute, Step::Rate),
        run(Step::Announce, Step::Review, "转入复核", "公示期满"),
        Move {
            from: Step::Announce,
            to: Step::Compute,
            verb: "撤回公示",
            who: Who::Named("当天由公示的人；以后由秘书长"),
            demands: WHY,
        },
        Move {
            from: Step::Review,
            to: Step::Publish,
            verb: "发布",
            who: Who::May(PUBLISH_EVALUATION),
            demands: "看过要发布的那一次核算",
        },
        back(Step::Review, Step::Announce),
        run(Step::Publish, Step::Archived, "归档", ""),
    ],
};

impl Step {
    /// The seven steps of the stepper; archiving and withdrawing are ends, not steps.
    pub const STEPPER: [Self; 7] = [
        Self::Prepare,
        Self::Collect,
        Self::Rate,
        Self::Compute,
        Self::Announce,
        Self::Review,
        Self::Publish,
    ];

    /// Whether its results are published and nothing more is to be done.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Publish | Self::Archived)
    }

    /// Identifier, as stored.
    #[must_use]
    pub fn id(self) -> &'static str {
        WORDS.id(self)
    }

    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        WORDS.label(self)
    }

    /// The step with this identifier.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        WORDS.parse(id)
    }

    /// The step before, for going back; none where the table lets nothing go back.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        let place = Self::STEPPER.iter().position(|step| *step == self)?;
        let before = Self::STEPPER.get(place.checked_sub(1)?).copied()?;
        STEPS.find(self, before).map(|step| step.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_moves_is_sound() {
        assert_eq!(STEPS.faults(), Vec::<String>::new());
    }

    #[test]
    fn nothing_is_published_without_notice_and_review_and_nothing_published_goes_back() {
        assert!(STEPS.find(Step::Compute, Step::Publish).is_none());
        assert!(STEPS.find(Step::Announce, Step::Publish).is_none());
        let ways: Vec<Step> = STEPS.moves_from(Step::Publish).map(|step| step.to).collect();
        assert_eq!(ways, [Step::Archived]);
        assert!(STEPS.moves_from(Step::Archived).next().is_none());
        assert_eq!(Step::Publish.before(), None);
        assert_eq!(Step::Review.before(), Some(Step::Announce));
    }

    #[test]
    fn only_what_has_no_result_is_withdrawn() {
        let from: Vec<Step> =
            STEPS.moves.iter().filter(|step| step.to == Step::Withdrawn).map(|step| step.from).collect();
        assert_eq!(from, [Step::Prepare, Step::Collect]);
    }
}
