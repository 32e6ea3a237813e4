//! Whether maxima make the total, and whether every class can reach the same.
use super::Check;
use crate::finding::{Findings, Span};
use crate::scheme::*;

/// So many classes are compared; a scheme that a committee can read has a handful.
const COMPARED: usize = 40;

/// The sum of limits; none when one of them is open or the sum is too large.
fn sum(limits: impl Iterator<Item = Option<Points>>) -> Option<Points> {
    let mut total = Points::ZERO;
    for limit in limits {
        total = total.checked_add(limit?)?;
    }
    Some(total)
}

/// The lesser of two limits, either of which may be open.
fn lesser(a: Option<Points>, b: Option<Points>) -> Option<Points> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

impl Check<'_> {
    pub(super) fn totals(&self, f: &mut Findings<'_>) {
        let Check { scheme, places, .. } = self;
        for (group, place) in scheme.groups.iter().zip(&places.groups) {
            if scheme.indicators_of(&group.id).next().is_none() {
                let message = format!("“{}”这一组没有指标", group.label);
                f.warn(place.id(), message, "加上 [[indicator]]，或删去这一组");
                continue;
            }
            let parts = sum(scheme.indicators_of(&group.id).map(|i| i.max));
            let (Some(parts), Some(max)) = (parts, group.max) else { continue };
            if parts < max {
                let message =
                    format!("“{}”满分 {max} 分，所属指标合计只有 {parts} 分，永远得不满", group.label);
                f.error_with(place.at("max"), message, format!("把组的满分改为 {parts}，或提高指标满分"));
            } else if parts > max {
                let message = format!("“{}”所属指标合计 {parts} 分，超过本组上限 {max} 分", group.label);
                f.warn(place.at("max"), message, "确认是有意设上限；否则把组的满分与指标合计改成一致");
            }
        }
        self.total(f);
        self.weights(f);
        for (indicator, place) in self.indicators() {
            self.reachable(f, indicator, place);
        }
    }

    fn total(&self, f: &mut Findings<'_>) {
        let Check { scheme, places, .. } = self;
        let weighted = |g: &Group| g.max.and_then(|max| g.weighted(max, scheme.rounding));
        let parts = sum(scheme.groups.iter().filter(|g| !g.bonus).map(weighted));
        match (scheme.total, parts) {
            (Some(total), Some(parts)) if total != parts => {
                let message = format!("总分写的是 {total} 分，各组满分合计却是 {parts} 分");
                let hint = format!("把 total 改为 {parts}，或调整各组满分");
                f.error_with(places.scheme.at("total"), message, hint);
            }
            (Some(total), None) if !scheme.groups.is_empty() => {
                let message = format!("有的组不封顶，总分却写了 {total} 分");
                f.warn(places.scheme.at("total"), message, "总分作为封顶；不封顶写 total = \"open\"");
            }
            _ => {}
        }
        if scheme.total.is_none() && scheme.compare == Compare::Rate {
            let hint = "写明 total，或删去 compare";
            f.warn(places.scheme.at("compare"), "总分不封顶，没有满分可以折算，仍按总分比较", hint);
        }
    }

    /// Where all groups have weights, these are meant to make 100 %.
    fn weights(&self, f: &mut Findings<'_>) {
        let mut groups = self.scheme.groups.iter().zip(&self.places.groups).filter(|(g, _)| !g.bonus);
        let Some(weights) = sum(groups.clone().map(|(g, _)| g.weight)) else { return };
        if weights == Points::ONE || weights.is_zero() {
            return;
        }
        if let Some((_, place)) = groups.next_back() {
            let message = format!("各组权重合计 {}，不是 100%", weights.to_percent());
            f.warn(place.at("weight"), message, "调整各组的 weight");
        }
    }

    fn reachable(&self, f: &mut Findings<'_>, indicator: &Indicator, place: &crate::scheme::place::Place) {
        if self.scheme.rules_of(&indicator.id).next().is_none() {
            return;
        }
        let caps = indicator.max_by.iter().map(|(class, max)| (Some(class.as_str()), Some(*max)));
        for (class, max) in caps.chain([(None, indicator.max)]) {
            let Some(max) = max else { continue };
            let (who, at) = match class {
                Some(class) => (self.scheme.class_label(class), place.at(&format!("max_by/{class}"))),
                None => ("", place.at("max")),
            };
            let reach = self.rules_reach(indicator, &self.membership(class));
            if let Some(reach) = reach.filter(|reach| *reach < max) {
                let message =
                    format!("“{}”{who}满分 {max} 分，按现有规则最多只能得 {reach} 分", indicator.label);
                f.warn(at, message, format!("把满分改为 {reach}，或提高规则的分值、上限"));
            } else if class.is_some() && Some(max) == indicator.max {
                f.warn(at, format!("与指标满分同为 {max} 分，不起作用"), "删去这一项");
            }
        }
    }

    /// A class with the classes that belong to it by definition; none: other people.
    fn membership(&self, class: Option<&str>) -> Vec<String> {
        let Some(class) = class else { return Vec::new() };
        let mut member = vec![class.to_owned()];
        let definition = self.scheme.classes.iter().find(|c| c.id == class);
        let post = definition.map_or(Some(class), |c| c.post.as_deref());
        if let Some(post) = post {
            let same = |c: &&Class| {
                c.post.as_deref() == Some(post) && c.attributes.is_empty() && c.served_below.is_none()
            };
            member.extend(self.scheme.classes.iter().filter(same).map(|c| c.id.clone()));
            member.push(post.to_owned());
        }
        member
    }

    fn applies(rule: &Rule, member: &[String]) -> bool {
        let named = |classes: &[String]| classes.iter().any(|class| member.contains(class));
        (rule.filter.for_classes.is_empty() || named(&rule.filter.for_classes))
            && !named(&rule.filter.not_for)
    }

    fn rules_reach(&self, indicator: &Indicator, member: &[String]) -> Option<Points> {
        sum(self.scheme.rules_of(&indicator.id).filter(|r| Self::applies(r, member)).map(Rule::most))
    }

    /// What members of a class can reach in an indicator; none: no limit can be told.
    fn reach(&self, indicator: &Indicator, member: &[String]) -> Option<Points> {
        let own = indicator.max_by.iter().find(|(class, _)| member.contains(class)).map(|(_, max)| *max);
        lesser(own.or(indicator.max), self.rules_reach(indicator, member))
    }

    fn group_reach(&self, group: &Group, member: &[String]) -> Option<Points> {
        let parts = sum(self.scheme.indicators_of(&group.id).map(|i| self.reach(i, member)));
        lesser(parts, group.max).and_then(|points| group.weighted(points, self.scheme.rounding))
    }

    /// The most anybody can have as a total; none: no limit can be told.
    pub(super) fn best_total(&self) -> Option<Points> {
        let total = |class| {
            let member = self.membership(class);
            sum(self.scheme.groups.iter().map(|g| self.group_reach(g, &member)))
        };
        let mut best = total(None)?;
        for class in self.treated_classes() {
            best = best.max(total(Some(class))?);
        }
        for multiplier in &self.scheme.multipliers {
            best = best.checked_mul(multiplier.most?, Rounding::Up)?;
        }
        Some(best)
    }

    /// The most anybody can have in an indicator.
    pub(super) fn best_indicator(&self, indicator: &Indicator) -> Option<Points> {
        let caps = indicator.max_by.iter().map(|(_, max)| *max);
        indicator.max.map(|max| caps.fold(max, Points::max))
    }

    /// Classes that rules or caps treat differently.
    fn treated_classes(&self) -> Vec<&str> {
        let by_rules =
            self.scheme.rules.iter().flat_map(|r| r.filter.for_classes.iter().chain(&r.filter.not_for));
        let by_caps = self.scheme.indicators.iter().flat_map(|i| &i.max_by).map(|(class, _)| class);
        let mut classes: Vec<&str> = Vec::new();
        for class in by_caps.chain(by_rules) {
            if classes.len() < COMPARED && !classes.contains(&class.as_str()) {
                classes.push(class);
            }
        }
        classes
    }

    pub(super) fn classes_are_equal(&self, f: &mut Findings<'_>) {
        for class in self.treated_classes() {
            if self.scheme.eligibility.exempt.iter().any(|c| c == class) || self.ranked_apart(class) {
                continue;
            }
            let member = self.membership(Some(class));
            let gap =
                self.scheme.groups.iter().map(|g| self.group_gap(g, &member)).fold(0, i64::saturating_add);
            if gap == 0 {
                continue;
            }
            let (rules, at) = self.what_differs(class, &member);
            let label = self.scheme.class_label(class);
            let word = if gap > 0 { "多" } else { "少" };
            let size = Points(gap.saturating_abs());
            let message = format!("{label}最多能得的分比其他人{word} {size} 分，对一方不公（差在{rules}）");
            f.warn(at, message, "调整 max_by 或规则，使两类人能得的满分相等");
        }
    }

    /// Whether members of a class never stand in one list with the others.
    fn ranked_apart(&self, class: &str) -> bool {
        let class = self.scheme.classes.iter().find(|c| c.id == class);
        let (Some(class), Some(by)) = (class, &self.scheme.separate_by) else { return false };
        class.attributes.iter().any(|(attribute, _)| attribute == by)
    }

    /// How much more a class can reach in a group than other people can.
    fn group_gap(&self, group: &Group, member: &[String]) -> i64 {
        let gap = |theirs: Option<Points>, ours: Option<Points>| {
            theirs.zip(ours).map(|(theirs, ours)| theirs.0.saturating_sub(ours.0))
        };
        gap(self.group_reach(group, member), self.group_reach(group, &[])).unwrap_or_else(|| {
            let each = self.scheme.indicators_of(&group.id);
            each.filter_map(|i| gap(self.reach(i, member), self.reach(i, &[]))).fold(0, i64::saturating_add)
        })
    }

    /// The names of the rules and caps by which a class differs, and the place of the first.
    fn what_differs(&self, class: &str, member: &[String]) -> (String, &Span) {
        let mut names: Vec<String> = Vec::new();
        let mut first = None;
        for (indicator, place) in self.indicators() {
            if self.reach(indicator, member) == self.reach(indicator, &[]) {
                continue;
            }
            let mut found = false;
            for (rule, place) in self.rules().filter(|(r, _)| r.indicator == indicator.id) {
                if Self::applies(rule, member) != Self::applies(rule, &[]) {
                    let key = if rule.filter.for_classes.is_empty() { "not_for" } else { "for" };
                    first = first.or(Some(place.at(key)));
                    names.push(format!("规则“{}”", rule.label));
                    found = true;
                }
            }
            let cap = format!("max_by/{class}");
            if !found || place.has(&cap) {
                first = first.or(Some(place.at(&cap)));
                names.push(format!("“{}”的满分", indicator.label));
            }
        }
        (names.join("、"), first.unwrap_or_else(|| self.places.scheme.at("total")))
    }
}
