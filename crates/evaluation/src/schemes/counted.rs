//! Which kinds of records a scheme counts in a period.
use std::collections::BTreeSet;

use lvzhi_scoring::scheme::{Filter, Mechanic, Test};
use lvzhi_scoring::{Kind, Period, Points, Rule};

use super::Rulebook;

/// Whether a rule reads ratings.
fn is_rating(rule: &Rule) -> bool {
    matches!(rule.mechanic, Mechanic::Rating(_) | Mechanic::Poll(_))
}

/// Whether records are to be expected: what can only take points off is better absent.
fn expects(rule: &Rule, period: Period) -> bool {
    let due = match &rule.mechanic {
        Mechanic::Report(report) => report.due.holds(period),
        _ => true,
    };
    due && (is_rating(rule) || rule.measure || rule.most() != Some(Points::ZERO))
}

impl Rulebook {
    /// The kinds that the scheme reads for points or conditions in this period, those of ratings only with `ratings`;
    /// in the order of the catalogue.
    #[must_use]
    pub fn counted_kinds(&self, period: Period, ratings: bool) -> Vec<&Kind> {
        let Self { scheme, catalogue } = self;
        let wanted = |rule: &&Rule| expects(rule, period) && (ratings || !is_rating(rule));
        let rules = scheme.rules.iter().filter(wanted).map(|rule| &rule.filter);
        let demanded = scheme.conditions.iter().filter_map(|condition| match &condition.test {
            Test::Facts { filter, .. } => Some(filter),
            _ => None,
        });
        let filters = rules.chain(scheme.multipliers.iter().map(|own| &own.filter)).chain(demanded);
        let counted: BTreeSet<&str> = filters.filter_map(|filter: &Filter| filter.kind.as_deref()).collect();
        catalogue.kinds.iter().filter(|kind| counted.contains(kind.id.as_str())).collect()
    }
}
