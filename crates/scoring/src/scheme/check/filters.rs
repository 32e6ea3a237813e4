//! Filters that no fact can pass, and parts of rules that can never fit.
use super::Check;
use crate::catalogue::{Content, Kind};
use crate::finding::Findings;
use crate::scheme::place::Place;
use crate::scheme::*;

impl Check<'_> {
    pub(super) fn filters(&self, f: &mut Findings<'_>) {
        for (rule, place) in self.rules() {
            self.filter(f, &rule.filter, self.kind(&rule.filter), place, "");
            self.times(f, rule, place);
            self.exempt_only(f, rule, place);
        }
        for (multiplier, place) in self.scheme.multipliers.iter().zip(&self.places.multipliers) {
            self.filter(f, &multiplier.filter, self.kind(&multiplier.filter), place, "");
            if self.kind(&multiplier.filter).is_some_and(|kind| kind.quantity.is_none()) {
                f.error_with(place.at("kind"), "这种事实没有得分，不能作系数", "改用有数量的事实");
            }
        }
        for (condition, place) in self.all_conditions() {
            if let Test::Facts { filter, .. } = &condition.test {
                self.filter(f, filter, self.kind(filter), place, "");
            }
        }
        for (veto, place) in self.all_vetoes() {
            if let Cause::Fact(filter) = &veto.cause {
                self.filter(f, filter, self.kind(filter), place, "");
            }
        }
        for (statistic, place) in self.all_statistics() {
            if let Some(filter) = statistic.filter() {
                self.filter(f, filter, self.kind(filter), place, "");
            }
        }
    }

    fn filter(
        &self,
        f: &mut Findings<'_>,
        filter: &Filter,
        kind: Option<&Kind>,
        place: &Place,
        prefix: &str,
    ) {
        for (attribute, values) in &filter.attributes {
            if let Some(kind) = kind {
                self.values(f, kind, attribute, values, place, &format!("{prefix}where/{attribute}"));
            }
        }
        for (n, class) in filter.not_for.iter().enumerate() {
            if filter.for_classes.contains(class) {
                let message =
                    format!("for 和 not_for 都写了“{}”，这类人不适用", self.scheme.class_label(class));
                f.warn(place.item(&format!("{prefix}not_for"), n), message, "删去其中一处");
            }
        }
        let Some(kind) = kind else { return };
        if filter.authorship.is_some() && !kind.piece {
            let message = format!("“{}”不分件，没有署名人数，分不出个人和联名", kind.label);
            f.warn(place.at(&format!("{prefix}authorship")), message, "删去 authorship");
        }
        // "any": facts of whatever is evaluated.
        if prefix.is_empty() && kind.subject != self.scheme.subject && kind.subject != "any" {
            let (theirs, ours) = (&kind.subject, &self.scheme.subject);
            let message = format!("“{}”记在“{theirs}”名下，本办法考的是“{ours}”，永远不会计分", kind.label);
            f.warn(place.at("kind"), message, "改用记在本办法考评对象名下的事实");
        }
    }

    fn values(
        &self,
        f: &mut Findings<'_>,
        kind: &Kind,
        attribute: &str,
        values: &[String],
        place: &Place,
        path: &str,
    ) {
        let Some(attribute) = kind.attribute(attribute) else { return };
        if attribute.content == Content::Text {
            let message = format!("“{}”这一栏是自由文字，不能作条件，什么事实也不符合", attribute.label);
            return f.error_with(
                place.at(path),
                message,
                "按列有取值的栏目写条件，或在目录里把这一栏改成枚举",
            );
        }
        if values.is_empty() {
            let message = format!("“{}”没有写任何取值，什么事实也不符合", attribute.label);
            f.error_with(place.at(path), message, "写上取值，或删去这一项");
        }
        for (n, value) in values.iter().enumerate() {
            let (fits, what) = match attribute.content {
                Content::Integer => (value.parse::<i64>().is_ok(), "整数"),
                Content::Date => (value.parse::<chrono::NaiveDate>().is_ok(), "日期"),
                Content::Enumeration(_) | Content::Text => (true, ""),
            };
            if !fits {
                let message = format!("“{}”应为{what}，永远不会是“{value}”", attribute.label);
                f.error_with(place.item(path, n), message, format!("写成{what}"));
            }
        }
        let all = attribute.values().iter().all(|term| values.contains(&term.id));
        if attribute.required && !attribute.values().is_empty() && all {
            let message = format!("“{}”列出了全部取值，等于没有这个条件", attribute.label);
            f.warn(place.at(path), message, "删去这一项");
        }
    }

    /// A rule only for people who are not ranked.
    fn exempt_only(&self, f: &mut Findings<'_>, rule: &Rule, place: &Place) {
        let classes = &rule.filter.for_classes;
        let exempt = &self.scheme.eligibility.exempt;
        if !classes.is_empty() && classes.iter().all(|class| exempt.contains(class)) {
            f.warn(place.at("for"), "这条规则只用于不参加排名的人", "改 for，或删去这条规则");
        }
    }

    fn times(&self, f: &mut Findings<'_>, rule: &Rule, place: &Place) {
        for (n, times) in rule.factors().iter().enumerate() {
            self.filter(f, &times.filter, self.kind(&rule.filter), place, &format!("times/{n}/"));
            if times.by == Points::ONE {
                let message = format!("“{}”乘 1，不起作用", times.label);
                f.warn(place.at(&format!("times/{n}/by")), message, "改系数，或删去这一项");
            }
            if let Some(key) = excluded(&rule.filter, &times.filter) {
                let message = format!("“{}”永远用不上：规则自己的条件已经排除了它", times.label);
                f.warn(place.at(&format!("times/{n}/{key}")), message, "改条件，或删去这一项");
            }
        }
    }
}

/// The key of a part's filter by which no fact of the rule can pass it.
fn excluded(rule: &Filter, part: &Filter) -> Option<String> {
    let apart =
        |a: &[String], b: &[String]| !a.is_empty() && !b.is_empty() && a.iter().all(|v| !b.contains(v));
    let attribute = part.attributes.iter().find(|(id, values)| {
        rule.attributes.iter().any(|(other, allowed)| other == id && apart(values, allowed))
    });
    if let Some((id, _)) = attribute {
        return Some(format!("where/{id}"));
    }
    let key = if apart(&part.stages, &rule.stages) {
        "stages"
    } else if apart(&part.roles, &rule.roles) {
        "roles"
    } else if part.authorship.zip(rule.authorship).is_some_and(|(a, b)| a != b) {
        "authorship"
    } else if !part.for_classes.is_empty() && part.for_classes.iter().all(|c| rule.not_for.contains(c)) {
        "for"
    } else if part.from.zip(rule.until).is_some_and(|(from, until)| from > until) {
        "from_date"
    } else if part.until.zip(rule.from).is_some_and(|(until, from)| until < from) {
        "until_date"
    } else {
        return None;
    };
    Some(key.to_owned())
}
