//! What is written and never used, and what could be counted and is not.
use super::Check;
use crate::finding::Findings;
use crate::scheme::*;

impl Check<'_> {
    pub(super) fn used(&self, f: &mut Findings<'_>) {
        self.used_classes(f);
        self.used_conditions(f);
        self.used_kinds(f);
    }

    fn used_classes(&self, f: &mut Findings<'_>) {
        let scheme = self.scheme;
        let mut used: Vec<&str> = scheme.eligibility.exempt.iter().map(String::as_str).collect();
        used.extend(scheme.indicators.iter().flat_map(|i| &i.max_by).map(|(class, _)| class.as_str()));
        let reported = scheme.statistics.iter().filter_map(Statistic::filter);
        for filter in self.all_filters().into_iter().chain(reported) {
            used.extend(filter.for_classes.iter().chain(&filter.not_for).map(String::as_str));
        }
        used.extend(scheme.grades.iter().flat_map(|g| &g.reserves).map(|r| r.class.as_str()));
        used.extend(scheme.outcomes.iter().flat_map(|o| &o.for_classes).map(String::as_str));
        used.extend(scheme.conditions.iter().filter_map(|c| match &c.test {
            Test::Class { class } => Some(class.as_str()),
            _ => None,
        }));
        for (class, place) in scheme.classes.iter().zip(&self.places.classes) {
            if !used.contains(&class.id.as_str()) {
                f.warn(place.id(), format!("“{}”这类人哪里也没有用到", class.label), "删去这一节");
            }
            for (attribute, _) in class.attributes.iter().filter(|(_, values)| values.is_empty()) {
                let at = place.at(&format!("where/{attribute}"));
                f.error_with(at, format!("“{attribute}”没有写任何取值，谁也不属于这一类"), "写上取值");
            }
        }
    }

    fn used_conditions(&self, f: &mut Findings<'_>) {
        let scheme = self.scheme;
        let by_needs = scheme.grades.iter().flat_map(|g| g.needs.iter().flatten()).map(String::as_str);
        let by_vetoes = scheme.vetoes.iter().filter_map(|v| match &v.cause {
            Cause::Condition(condition) => Some(condition.as_str()),
            Cause::Fact(_) => None,
        });
        let by_outcomes = scheme.outcomes.iter().filter_map(|o| match &o.select {
            Select::Condition(condition) => Some(condition.as_str()),
            _ => None,
        });
        let used: Vec<&str> = by_needs.chain(by_vetoes).chain(by_outcomes).collect();
        for (condition, place) in self.all_conditions() {
            if !used.contains(&condition.id.as_str()) {
                let message = format!("条件“{}”没有等次、否决或结果运用用到", condition.label);
                f.warn(place.id(), message, "删去，或写进 needs、condition");
            }
        }
    }

    /// Filters of what has a consequence; what is only reported is not among them.
    fn all_filters(&self) -> Vec<&Filter> {
        let scheme = self.scheme;
        let mut filters: Vec<&Filter> = scheme.rules.iter().map(|r| &r.filter).collect();
        filters.extend(scheme.rules.iter().flat_map(|r| r.factors()).map(|t| &t.filter));
        filters.extend(scheme.multipliers.iter().map(|m| &m.filter));
        filters.extend(scheme.conditions.iter().filter_map(|c| match &c.test {
            Test::Facts { filter, .. } => Some(filter),
            _ => None,
        }));
        filters.extend(scheme.vetoes.iter().filter_map(|v| match &v.cause {
            Cause::Fact(filter) => Some(filter),
            Cause::Condition(_) => None,
        }));
        filters
    }

    fn used_kinds(&self, f: &mut Findings<'_>) {
        let filters = self.all_filters();
        let used = |kind: &str| filters.iter().any(|filter| filter.kind.as_deref() == Some(kind));
        let place = &self.places.scheme;
        let not_counted = &self.scheme.not_counted;
        for (n, id) in not_counted.iter().enumerate() {
            if self.catalogue.kind(id).is_none() {
                let message = format!("事实目录里没有“{id}”这种事实");
                f.error_with(place.item("not_counted", n), message, "写目录里有的种类");
            } else if used(id) {
                let message = format!("写明“{}”不计分，却有规则用到它", self.catalogue.label(id));
                f.error_with(place.item("not_counted", n), message, "从 not_counted 里删去");
            }
        }
        let kinds = self.catalogue.kinds.iter().filter(|k| k.subject == self.scheme.subject);
        let unused: Vec<_> = kinds.filter(|k| !used(&k.id) && !not_counted.contains(&k.id)).collect();
        // Where something is wrong, that comes first; what is rolled up was counted by the scheme it comes from.
        let rolls_up = self.scheme.rules.iter().any(|r| matches!(r.mechanic, Mechanic::Rollup(_)));
        if unused.is_empty() || rolls_up || f.has_errors() {
            return;
        }
        let labels: Vec<_> = unused.iter().map(|k| k.label.as_str()).collect();
        let ids: Vec<_> = unused.iter().map(|k| format!("\"{}\"", k.id)).collect();
        let message = format!("没有一条规则用到：{}", labels.join("、"));
        let hint = format!("确实不计分的，写 not_counted = [{}]", ids.join(", "));
        f.warn(place.at("not_counted"), message, hint);
    }
}
