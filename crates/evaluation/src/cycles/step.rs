//! The steps of a cycle and the moves between them: one pure table.

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
}

impl Step {
    /// The seven steps of the stepper; archiving is an end, not a step.
    pub const STEPPER: [Self; 7] = [
        Self::Prepare,
        Self::Collect,
        Self::Rate,
        Self::Compute,
        Self::Announce,
        Self::Review,
        Self::Publish,
    ];

    /// Identifier, as stored.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Collect => "collect",
            Self::Rate => "rate",
            Self::Compute => "compute",
            Self::Announce => "announce",
            Self::Review => "review",
            Self::Publish => "publish",
            Self::Archived => "archived",
        }
    }

    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Prepare => "准备",
            Self::Collect => "采集",
            Self::Rate => "评议",
            Self::Compute => "核算",
            Self::Announce => "公示",
            Self::Review => "复核",
            Self::Publish => "发布",
            Self::Archived => "归档",
        }
    }

    /// The step with this identifier.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::STEPPER.into_iter().chain([Self::Archived]).find(|step| step.id() == id)
    }

    /// The step before, for going back.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        let place = Self::STEPPER.iter().position(|step| *step == self)?;
        place.checked_sub(1).and_then(|place| Self::STEPPER.get(place).copied())
    }

    /// Whether a cycle may go from here to there: one step on, one step back (never back from a published
    /// result: what was published stays), and straight to computing as soon as there are facts.
    #[must_use]
    pub fn may_become(self, to: Self) -> bool {
        match (self, to) {
            (Self::Publish, Self::Archived) => true,
            (Self::Publish | Self::Archived, _) => false,
            (Self::Prepare | Self::Collect | Self::Rate, Self::Compute) => true,
            _ => to.before() == Some(self) || self.before() == Some(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_moves() {
        assert!(Step::Prepare.may_become(Step::Collect));
        assert!(Step::Collect.may_become(Step::Compute));
        assert!(Step::Review.may_become(Step::Announce));
        assert!(!Step::Compute.may_become(Step::Publish), "no publishing without notice");
        assert!(!Step::Announce.may_become(Step::Publish), "no publishing without review");
        assert!(!Step::Publish.may_become(Step::Review), "what was published stays");
        for step in Step::STEPPER {
            assert_eq!(Step::parse(step.id()), Some(step));
            assert!(!step.may_become(step));
        }
    }
}
