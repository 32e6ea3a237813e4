//! Whether what a scheme refers to exists.
use super::Check;
use crate::finding::{Findings, Span};
use crate::read::nearest;
use crate::scheme::place::Place;
use crate::scheme::*;

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
        None if known.clone().next().is_none() => format!("还没有写任何{what}"),
        None => format!("已有的：{}", known.collect::<Vec<_>>().join("、")),
    };
    f.error_with(place, format!("没有“{id}”这个{what}"), hint);
}

impl Check<'_> {
    pub(super) fn references(&self, f: &mut Findings<'_>) {
        self.indicator_references(f);
        self.rule_references(f);
        self.result_references(f);
        self.class_references(f);
    }

    fn indicator_references(&self, f: &mut Findings<'_>) {
        let groups = self.scheme.groups.iter().map(|g| g.id.as_str());
        for (indicator, place) in self.indicators() {
            exists(f, "组", &indicator.group, place.at("group"), groups.clone());
            if self.scheme.rules_of(&indicator.id).next().is_none() {
                let message = format!("指标“{}”没有规则，谁也得不到分", indicator.label);
                f.warn(place.id(), message, "加上 [[rule]]");
            }
        }
        let indicators = self.scheme.indicators.iter().map(|i| i.id.as_str());
        for (n, tie) in self.scheme.ties.iter().enumerate() {
            exists(f, "指标", tie, self.places.scheme.item("ties", n), indicators.clone());
        }
    }

    fn rule_references(&self, f: &mut Findings<'_>) {
        let indicators = self.scheme.indicators.iter().map(|i| i.id.as_str());
        for (n, (rule, place)) in self.rules().enumerate() {
            exists(f, "指标", &rule.indicator, place.at("indicator"), indicators.clone());
            let earlier = self.scheme.rules.iter().take(n).map(|r| r.id.as_str());
            if let Some(of) = rule.reads_rule() {
                exists(f, "排在前面的规则", of, place.at("of"), earlier.clone());
            }
            for (n, other) in rule.unless.iter().enumerate() {
                exists(f, "排在前面的规则", other, place.item("unless", n), earlier.clone());
            }
            if let Mechanic::Rollup(mechanic::Rollup { family: None, of: Some(of), .. }) = &rule.mechanic {
                exists(f, "指标", of, place.at("of"), indicators.clone());
            }
        }
    }

    fn result_references(&self, f: &mut Findings<'_>) {
        let indicators = self.scheme.indicators.iter().map(|i| i.id.as_str());
        let conditions = self.scheme.conditions.iter().map(|c| c.id.as_str());
        let grades = self.scheme.grades.iter().map(|g| g.id.as_str());
        for (grade, place) in self.all_grades() {
            for (n, any) in grade.needs.iter().enumerate() {
                for (m, condition) in any.iter().enumerate() {
                    let at = place.at(&format!("needs/{n}/{m}"));
                    exists(f, "条件", condition, at, conditions.clone());
                }
            }
        }
        for (veto, place) in self.all_vetoes() {
            exists(f, "等次", &veto.grade, place.at("grade"), grades.clone());
            if let Cause::Condition(condition) = &veto.cause {
                exists(f, "条件", condition, place.at("condition"), conditions.clone());
            }
        }
        for (condition, place) in self.all_conditions() {
            match &condition.test {
                Test::Score { indicator: Some(indicator), .. } => {
                    exists(f, "指标", indicator, place.at("of"), indicators.clone());
                }
                // Another family's grades are not known here.
                Test::History { family: None, grades: list, .. } => {
                    for (n, grade) in list.iter().enumerate() {
                        exists(f, "等次", grade, place.item("earlier_grades", n), grades.clone());
                    }
                }
                _ => {}
            }
        }
        for (outcome, place) in self.all_outcomes() {
            if let Select::Grades(list) = &outcome.select {
                for (n, grade) in list.iter().enumerate() {
                    exists(f, "等次", grade, place.item("grade", n), grades.clone());
                }
            }
            for (n, grade) in outcome.only_grades.iter().enumerate() {
                exists(f, "等次", grade, place.item("only_grade", n), grades.clone());
            }
            if let Select::Condition(condition) = &outcome.select {
                exists(f, "条件", condition, place.at("condition"), conditions.clone());
            }
        }
    }

    fn class_references(&self, f: &mut Findings<'_>) {
        self.classes_exist(f, &self.scheme.eligibility.exempt, &self.places.eligibility, "exempt");
        for (indicator, place) in self.indicators() {
            for (class, _) in &indicator.max_by {
                self.class_exists(f, class, place.key(&format!("max_by/{class}")));
            }
        }
        for (rule, place) in self.rules() {
            self.filter_classes_exist(f, &rule.filter, place, "");
            for (n, times) in rule.factors().iter().enumerate() {
                self.filter_classes_exist(f, &times.filter, place, &format!("times/{n}/"));
            }
        }
        for (multiplier, place) in self.scheme.multipliers.iter().zip(&self.places.multipliers) {
            self.filter_classes_exist(f, &multiplier.filter, place, "");
        }
        for (condition, place) in self.all_conditions() {
            match &condition.test {
                Test::Facts { filter, .. } => self.filter_classes_exist(f, filter, place, ""),
                Test::Class { class } => self.class_exists(f, class, place.at("class")),
                _ => {}
            }
        }
        for (grade, place) in self.all_grades() {
            for (at_most, key) in [(false, "reserve"), (true, "limit")] {
                for (n, reserve) in grade.reserves.iter().filter(|r| r.at_most == at_most).enumerate() {
                    self.class_exists(f, &reserve.class, place.at(&format!("{key}/{n}/for")));
                }
            }
        }
        for (veto, place) in self.all_vetoes() {
            if let Cause::Fact(filter) = &veto.cause {
                self.filter_classes_exist(f, filter, place, "");
            }
        }
        for (outcome, place) in self.all_outcomes() {
            self.classes_exist(f, &outcome.for_classes, place, "for");
        }
        for (statistic, place) in self.all_statistics() {
            if let Some(filter) = statistic.filter() {
                self.filter_classes_exist(f, filter, place, "");
            }
        }
    }

    fn filter_classes_exist(&self, f: &mut Findings<'_>, filter: &Filter, place: &Place, prefix: &str) {
        self.classes_exist(f, &filter.for_classes, place, &format!("{prefix}for"));
        self.classes_exist(f, &filter.not_for, place, &format!("{prefix}not_for"));
    }

    fn classes_exist(&self, f: &mut Findings<'_>, classes: &[String], place: &Place, key: &str) {
        for (n, class) in classes.iter().enumerate() {
            self.class_exists(f, class, place.item(key, n));
        }
    }

    /// A class is one the scheme defines or a known post.
    fn class_exists(&self, f: &mut Findings<'_>, class: &str, place: &Span) {
        let own = self.scheme.classes.iter().map(|c| c.id.as_str());
        if class.is_empty() || own.clone().any(|c| c == class) || crate::post_label(class) != class {
            return;
        }
        let hint = match nearest(class, own.chain(["standing", "chair_meeting"])) {
            Some(other) => format!("是不是“{other}”？"),
            None => {
                "写一节 [[class]]，或用已知职务：standing（常委）、chair_meeting（主席会议成员）".to_owned()
            }
        };
        f.error_with(place, format!("没有“{class}”这类人"), hint);
    }
}
