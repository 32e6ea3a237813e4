//! Whether what a scheme refers to exists.
use super::parse::Places;
use super::*;
use crate::finding::{Findings, Span};
use crate::read::nearest;

fn exists<'n>(
    f: &mut Findings<'_>,
    what: &str,
    id: &str,
    place: &Span,
    known: impl Iterator<Item = &'n str> + Clone,
) {
    if id.is_empty() || known.clone().any(|k| k == id) {
        return;
    }
    let hint = match nearest(id, known.clone()) {
        Some(other) => format!("是不是“{other}”？"),
        None => format!("已有的：{}", known.collect::<Vec<_>>().join("、")),
    };
    f.error_with(place, format!("没有“{id}”这个{what}"), hint);
}

pub(super) fn check(scheme: &Scheme, places: &Places, f: &mut Findings<'_>) {
    let groups = scheme.groups.iter().map(|g| g.id.as_str());
    let indicators = scheme.indicators.iter().map(|i| i.id.as_str());
    let conditions = scheme.conditions.iter().map(|c| c.id.as_str());
    let grades = scheme.grades.iter().map(|g| g.id.as_str());
    for (indicator, place) in scheme.indicators.iter().zip(&places.indicators) {
        exists(f, "组", &indicator.group, place, groups.clone());
        if scheme.rules_of(&indicator.id).next().is_none() {
            f.warn(place, format!("指标“{}”没有规则，谁也得不到分", indicator.label), "加上 [[rule]]");
        }
    }
    for (rule, place) in scheme.rules.iter().zip(&places.rules) {
        exists(f, "指标", &rule.indicator, place, indicators.clone());
        for of in rule.reads_rule().into_iter().chain(rule.unless.iter().map(String::as_str)) {
            let earlier = scheme.rules.iter().take_while(|r| r.id != rule.id).map(|r| r.id.as_str());
            exists(f, "排在前面的规则", of, place, earlier);
        }
    }
    for (tie, place) in scheme.ties.iter().zip(&places.ties) {
        exists(f, "指标", tie, place, indicators.clone());
    }
    for (grade, place) in scheme.grades.iter().zip(&places.grades) {
        for condition in grade.needs.iter().flatten() {
            exists(f, "条件", condition, &place.span, conditions.clone());
        }
    }
    for (veto, place) in scheme.vetoes.iter().zip(&places.vetoes) {
        exists(f, "等次", &veto.grade, place, grades.clone());
        if let Cause::Condition(condition) = &veto.cause {
            exists(f, "条件", condition, place, conditions.clone());
        }
    }
    for (condition, place) in scheme.conditions.iter().zip(&places.conditions) {
        match &condition.test {
            Test::Score { indicator: Some(indicator), .. } => {
                exists(f, "指标", indicator, place, indicators.clone());
            }
            Test::Class { class } => class_exists(scheme, f, class, place),
            // Another family's grades are not known here.
            Test::History { family: None, grades: list, .. } => {
                for grade in list {
                    exists(f, "等次", grade, place, grades.clone());
                }
            }
            _ => {}
        }
    }
    for (outcome, place) in scheme.outcomes.iter().zip(&places.outcomes) {
        if let Select::Grades(list) = &outcome.select {
            for grade in list {
                exists(f, "等次", grade, place, grades.clone());
            }
        }
        if let Select::Condition(condition) = &outcome.select {
            exists(f, "条件", condition, place, conditions.clone());
        }
        for class in &outcome.for_classes {
            class_exists(scheme, f, class, place);
        }
    }
    classes(scheme, places, f);
}

fn classes(scheme: &Scheme, places: &Places, f: &mut Findings<'_>) {
    for class in &scheme.eligibility.exempt {
        class_exists(scheme, f, class, &places.eligibility);
    }
    for (indicator, place) in scheme.indicators.iter().zip(&places.indicators) {
        for (class, _) in &indicator.max_by {
            class_exists(scheme, f, class, place);
        }
    }
    for (rule, place) in scheme.rules.iter().zip(&places.rules) {
        let own = rule.filter.for_classes.iter().chain(&rule.filter.not_for);
        for class in own.chain(rule.factors().iter().flat_map(|t| &t.filter.for_classes)) {
            class_exists(scheme, f, class, place);
        }
    }
    for (grade, place) in scheme.grades.iter().zip(&places.grades) {
        for reserve in &grade.reserves {
            class_exists(scheme, f, &reserve.class, &place.span);
        }
    }
}

/// A class is one the scheme defines or a known post.
fn class_exists(scheme: &Scheme, f: &mut Findings<'_>, class: &str, place: &Span) {
    let known = scheme.classes.iter().any(|c| c.id == class) || crate::post_label(class) != class;
    if !known {
        let message = format!("没有“{class}”这类人");
        let hint = "写一节 [[class]]，或用已知职务：standing（常委）、chair_meeting（主席会议成员）";
        f.error_with(place, message, hint);
    }
}
