//! Checks across the parts of a scheme: what real published rules get wrong. Each check has a file of its own.
mod caps;
mod conditions;
pub(super) mod counts;
mod filters;
mod grades;
mod guard;
mod measures;
mod missing;
mod outcomes;
mod prices;
mod references;
mod statistics;
mod totals;
mod used;

use std::cell::OnceCell;

use super::place::{Place, Places};
use super::*;
use crate::catalogue::Kind;
use crate::finding::Findings;

/// What the checks look at.
pub(super) struct Check<'c> {
    pub(super) scheme: &'c Scheme,
    pub(super) places: &'c Places,
    pub(super) catalogue: &'c Catalogue,
    /// The highest score anybody can be compared by, once it is known.
    pub(super) best: OnceCell<Option<Points>>,
}

/// A rule under check, with what its mechanic must know to check itself.
#[derive(Clone, Copy)]
pub(super) struct Site<'s> {
    pub(super) check: &'s Check<'s>,
    pub(super) rule: &'s Rule,
    pub(super) place: &'s Place,
    pub(super) kind: Option<&'s Kind>,
}

pub(super) fn check(scheme: &Scheme, places: &Places, catalogue: &Catalogue, f: &mut Findings<'_>) {
    let check = Check { scheme, places, catalogue, best: OnceCell::new() };
    check.ids(f);
    check.guard(f);
    check.references(f);
    check.totals(f);
    check.classes_are_equal(f);
    check.filters(f);
    check.prices(f);
    check.mechanics(f);
    check.counts(f);
    check.caps(f);
    check.missing(f);
    check.measures(f);
    check.conditions(f);
    check.grades(f);
    check.outcomes(f);
    check.statistics(f);
    check.used(f);
}

impl<'c> Check<'c> {
    pub(super) fn rules(&self) -> impl Iterator<Item = (&'c Rule, &'c Place)> + use<'c> {
        self.scheme.rules.iter().zip(&self.places.rules)
    }

    pub(super) fn indicators(&self) -> impl Iterator<Item = (&'c Indicator, &'c Place)> + use<'c> {
        self.scheme.indicators.iter().zip(&self.places.indicators)
    }

    pub(super) fn all_conditions(&self) -> impl Iterator<Item = (&'c Condition, &'c Place)> + use<'c> {
        self.scheme.conditions.iter().zip(&self.places.conditions)
    }

    pub(super) fn all_grades(&self) -> impl Iterator<Item = (&'c Grade, &'c Place)> + use<'c> {
        self.scheme.grades.iter().zip(&self.places.grades)
    }

    pub(super) fn all_vetoes(&self) -> impl Iterator<Item = (&'c Veto, &'c Place)> + use<'c> {
        self.scheme.vetoes.iter().zip(&self.places.vetoes)
    }

    pub(super) fn all_outcomes(&self) -> impl Iterator<Item = (&'c OutcomeRule, &'c Place)> + use<'c> {
        self.scheme.outcomes.iter().zip(&self.places.outcomes)
    }

    pub(super) fn all_statistics(&self) -> impl Iterator<Item = (&'c Statistic, &'c Place)> + use<'c> {
        self.scheme.statistics.iter().zip(&self.places.statistics)
    }

    /// The kind a filter reads.
    pub(super) fn kind(&self, filter: &Filter) -> Option<&'c Kind> {
        filter.kind.as_deref().and_then(|kind| self.catalogue.kind(kind))
    }

    /// What is wrong with the settings of each mechanic.
    fn mechanics(&self, f: &mut Findings<'_>) {
        for (rule, place) in self.rules() {
            let site = Site { check: self, rule, place, kind: self.kind(&rule.filter) };
            rule.mechanic.check(site, f);
        }
    }

    fn ids(&self, f: &mut Findings<'_>) {
        let Check { scheme, places, .. } = self;
        unique(f, "类别", scheme.classes.iter().map(|c| c.id.as_str()), &places.classes);
        unique(f, "组", scheme.groups.iter().map(|g| g.id.as_str()), &places.groups);
        unique(f, "指标", scheme.indicators.iter().map(|i| i.id.as_str()), &places.indicators);
        unique(f, "规则", scheme.rules.iter().map(|r| r.id.as_str()), &places.rules);
        unique(f, "系数", scheme.multipliers.iter().map(|m| m.id.as_str()), &places.multipliers);
        unique(f, "条件", scheme.conditions.iter().map(|c| c.id.as_str()), &places.conditions);
        unique(f, "等次", scheme.grades.iter().map(|g| g.id.as_str()), &places.grades);
        unique(f, "一票否决", scheme.vetoes.iter().map(|v| v.id.as_str()), &places.vetoes);
        unique(f, "结果运用", scheme.outcomes.iter().map(|o| o.id.as_str()), &places.outcomes);
        unique(f, "统计", scheme.statistics.iter().map(|s| s.id.as_str()), &places.statistics);
        if scheme.indicators.is_empty() {
            f.error_with(places.scheme.at("total"), "没有写任何指标", "加上 [[indicator]]");
        }
    }
}

fn unique<'n>(f: &mut Findings<'_>, what: &str, ids: impl Iterator<Item = &'n str>, places: &[Place]) {
    let mut seen = Vec::new();
    for (id, place) in ids.zip(places) {
        if seen.contains(&id) && !id.is_empty() {
            f.error_with(place.id(), format!("{what}的标识“{id}”重复"), "换一个标识");
        }
        seen.push(id);
    }
}
