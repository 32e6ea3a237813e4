//! The words for what a scheme names by ids.
use chrono::{Datelike, NaiveDate};

use crate::catalogue::{Catalogue, Kind};
use crate::scheme::{Authorship, Count, Filter, Scheme, Unit};
use crate::{Points, Rounding};

/// A scheme with the catalogue that names its facts.
pub(crate) struct Terms<'s> {
    pub(crate) scheme: &'s Scheme,
    pub(crate) catalogue: &'s Catalogue,
    /// Schemes whose results this one may read.
    pub(crate) others: &'s [&'s Scheme],
}

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// 1 to 9999 as in 第一百零五条.
pub(crate) fn chinese(number: u32) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (unit, word) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number.checked_div(unit).unwrap_or(0) % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push('零');
        }
        gap = false;
        let index = usize::try_from(digit).unwrap_or(0);
        text.push_str(DIGITS.get(index).copied().unwrap_or_default());
        text.push_str(word);
    }
    if text.starts_with("一十") { text.replacen("一十", "十", 1) } else { text }
}

/// "2026年4月1日".
pub(crate) fn day(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// "甲、乙或者丙".
pub(crate) fn any_of<S: AsRef<str>>(words: &[S]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{}或者{last}", rest.join("、")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    }
}

/// Sentences into a paragraph; empty ones are left out.
pub(crate) fn paragraph(sentences: impl IntoIterator<Item = String>) -> String {
    let mut text = String::new();
    for sentence in sentences {
        let sentence = sentence.trim().trim_end_matches(['。', '；']).to_owned();
        if !sentence.is_empty() {
            text.push_str(&sentence);
            text.push('。');
        }
    }
    text
}

pub(crate) fn rounding(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::HalfUp => "四舍五入",
        Rounding::Down => "舍去",
        Rounding::HalfEven => "四舍六入五成双",
        Rounding::Up => "进一",
    }
}

/// Attributes of subjects have no catalogue of their own; these are the ones the register keeps.
pub(crate) fn subject_attribute(id: &str) -> &str {
    match id {
        "sector" => "界别",
        "special_committee" => "专委会",
        "party" => "党派",
        "unit" => "单位",
        "unit_kind" => "单位类别",
        "committee" => "政协组织",
        "region" => "地区",
        "level" => "层级",
        "branch" => "支部",
        "post" => "职务",
        "category" | "class" | "kind" => "类别",
        "department" => "部门",
        "division" => "处室",
        "rank_class" => "职级层次",
        "target_rank" => "拟晋升职级",
        "non_party_members" => "党外委员人数",
        "group" => "活动组",
        "sex" | "gender" => "性别",
        other => other,
    }
}

impl crate::Scheme {
    /// Who is evaluated, as printed: 委员, 干部 …
    #[must_use]
    pub fn subject_label(&self) -> &'static str {
        match self.subject.as_str() {
            "member" => "委员",
            "staff" | "officer" => "干部",
            "branch" => "支部",
            "unit" | "department" => "单位",
            "sector" => "界别",
            "special_committee" => "专门委员会",
            "committee" => "政协组织",
            "group" => "活动组",
            "proposal" => "提案",
            _ => "考评对象",
        }
    }
}

impl<'s> Terms<'s> {
    /// 委员, 干部 …
    pub(crate) fn subject(&self) -> &'static str {
        self.scheme.subject_label()
    }

    pub(crate) fn period(&self) -> &'static str {
        match self.scheme.period.as_str() {
            "month" => "每月",
            "quarter" => "每季度",
            "year" => "每年",
            "term" => "每届",
            _ => "每半年",
        }
    }

    pub(crate) fn kind(&self, filter: &Filter) -> Option<&'s Kind> {
        filter.kind.as_deref().and_then(|kind| self.catalogue.kind(kind))
    }

    /// "常委、港澳委员".
    pub(crate) fn classes(&self, ids: &[String]) -> String {
        ids.iter().map(|id| self.scheme.class_label(id)).collect::<Vec<_>>().join("、")
    }

    /// Labels of parts, in quotes: "“甲”、“乙”".
    pub(crate) fn quoted(&self, ids: &[String], between: &str) -> String {
        ids.iter().map(|id| format!("“{}”", self.scheme.label_of(id))).collect::<Vec<_>>().join(between)
    }

    pub(crate) fn indicators(&self, ids: &[String]) -> String {
        let label = |id: &String| self.scheme.indicator(id).map_or(id.clone(), |i| i.label.clone());
        ids.iter().map(label).collect::<Vec<_>>().join("、")
    }

    pub(crate) fn rule(&self, id: &'s str) -> &'s str {
        self.scheme.rule(id).map_or(id, |rule| &rule.label)
    }

    /// The scheme of a family that results are read of; none: it is not known here.
    fn family(&self, family: Option<&str>) -> Option<&'s Scheme> {
        match family {
            Some(family) if family != self.scheme.id => {
                self.others.iter().find(|other| other.id == family).copied()
            }
            _ => Some(self.scheme),
        }
    }

    /// "本办法", "《…》"; by its id where it is not known here.
    pub(crate) fn family_title(&self, family: Option<&str>) -> String {
        match (self.family(family), family) {
            (Some(other), _) if other.id == self.scheme.id => "本办法".to_owned(),
            (Some(other), _) => format!("《{}》", other.title),
            (None, family) => format!("另一办法（{}）", family.unwrap_or_default()),
        }
    }

    /// Labels of grades of a family.
    pub(crate) fn family_grades(&self, family: Option<&str>, ids: &[String]) -> Vec<String> {
        let scheme = self.family(family);
        let label = |id: &String| {
            scheme.and_then(|scheme| scheme.grade(id)).map_or(id.clone(), |grade| grade.label.clone())
        };
        ids.iter().map(label).collect()
    }

    /// Label of an indicator of a family.
    pub(crate) fn family_indicator(&self, family: Option<&str>, id: &str) -> String {
        let found = self.family(family).and_then(|scheme| scheme.indicator(id));
        found.map_or_else(|| id.to_owned(), |indicator| indicator.label.clone())
    }

    pub(crate) fn grades(&self, ids: &[String]) -> Vec<String> {
        let label = |id: &String| self.scheme.grade(id).map_or(id.clone(), |g| g.label.clone());
        ids.iter().map(label).collect()
    }

    /// Label of an attribute of facts.
    pub(crate) fn attribute(kind: Option<&'s Kind>, id: &'s str) -> &'s str {
        kind.and_then(|kind| kind.attribute(id)).map_or(id, |attribute| &attribute.label)
    }

    /// Labels of values of an attribute of facts.
    pub(crate) fn values(kind: Option<&'s Kind>, attribute: &str, values: &'s [String]) -> Vec<&'s str> {
        let attribute = kind.and_then(|kind| kind.attribute(attribute));
        values.iter().map(|value| attribute.map_or(value.as_str(), |a| a.value_label(value))).collect()
    }

    /// Unit of the quantity, without what stands in brackets.
    pub(crate) fn unit_name(kind: Option<&'s Kind>) -> &'s str {
        let unit = kind.and_then(|kind| kind.quantity.as_ref()).map_or("次", |q| q.unit.as_str());
        unit.split('（').next().unwrap_or(unit)
    }

    pub(crate) fn counted(kind: Option<&'s Kind>, count: Count) -> &'s str {
        match count {
            Count::Facts => "次",
            Count::Pieces => "件",
            Count::Quantity => Self::unit_name(kind),
        }
    }

    /// "每次", "每半天", "每 100 字".
    pub(crate) fn each(kind: Option<&'s Kind>, unit: Unit) -> String {
        match unit {
            Unit::Fact => "每次".to_owned(),
            Unit::Quantity { per, .. } => format!("每{}", Self::amount(kind, per)),
        }
    }

    /// "半天", " 100 字".
    pub(crate) fn amount(kind: Option<&'s Kind>, per: Points) -> String {
        let name = Self::unit_name(kind);
        if per == Points::ONE { name.to_owned() } else { format!(" {per} {name}") }
    }

    /// What a filter demands of facts: "会议类别为全体会议", "阶段为立案或者重点提案".
    pub(crate) fn demands(&self, filter: &'s Filter, kind: Option<&'s Kind>) -> Vec<String> {
        let mut demands = Vec::new();
        for (id, values) in &filter.attributes {
            let values = any_of(&Self::values(kind, id, values));
            demands.push(format!("{}为{values}", Self::attribute(kind, id)));
        }
        let stage = |id: &'s String| kind.and_then(|k| k.stage(id)).map_or(id.as_str(), |t| &t.label);
        let role = |id: &'s String| kind.and_then(|k| k.role(id)).map_or(id.as_str(), |t| &t.label);
        if !filter.stages.is_empty() {
            demands.push(format!("阶段为{}", any_of(&filter.stages.iter().map(stage).collect::<Vec<_>>())));
        }
        if !filter.roles.is_empty() {
            demands.push(format!("角色为{}", any_of(&filter.roles.iter().map(role).collect::<Vec<_>>())));
        }
        demands.extend(filter.authorship.map(|authorship| match authorship {
            Authorship::Alone => "由一人署名".to_owned(),
            Authorship::Joint => "由多人署名".to_owned(),
        }));
        demands
    }

    /// For whom and when: "只适用于常委", "自2026年4月1日起适用".
    pub(crate) fn reach(&self, filter: &Filter) -> Vec<String> {
        let mut reach = Vec::new();
        if !filter.for_classes.is_empty() {
            reach.push(format!("只适用于{}", self.classes(&filter.for_classes)));
        }
        if !filter.not_for.is_empty() {
            reach.push(format!("不适用于{}", self.classes(&filter.not_for)));
        }
        match (filter.from, filter.until) {
            (Some(from), Some(until)) => reach.push(format!("自{}起至{}止适用", day(from), day(until))),
            (Some(from), None) => reach.push(format!("自{}起适用", day(from))),
            (None, Some(until)) => reach.push(format!("至{}止适用", day(until))),
            (None, None) => {}
        }
        reach
    }

    /// "处理为警告的纪律处理", with whom and when: a noun for facts.
    pub(crate) fn facts(&self, filter: &'s Filter) -> String {
        let kind = self.kind(filter);
        let demands = self.demands(filter, kind);
        let label = kind.map_or("事实", |kind| &kind.label);
        let reach = self.reach(filter);
        let reach = if reach.is_empty() { String::new() } else { format!("（{}）", reach.join("，")) };
        match demands.is_empty() {
            true => format!("{label}记录{reach}"),
            false => format!("{}的{label}记录{reach}", demands.join("、")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_read_as_spoken() {
        for (number, text) in [
            (1, "一"),
            (10, "十"),
            (15, "十五"),
            (20, "二十"),
            (105, "一百零五"),
            (110, "一百一十"),
            (1_002, "一千零二"),
        ] {
            assert_eq!(chinese(number), text);
        }
    }
}
