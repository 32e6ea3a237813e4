//! A scheme taken apart: the head, who is ranked, classes, groups, indicators, rules.
use serde::Serialize;

use super::results;
use super::setting::{Settings, points, yes};
use crate::print::terms::{Terms, any_of, subject_attribute};
use crate::print::{Part, PartKind};
use crate::scheme::{
    Class, Compare, Eligibility, ExemptionEffect, FloorApplies, Group, Indicator, Prose, Rule, Scheme,
};

/// A part with its settings.
pub(super) struct Entry {
    pub(super) part: Part,
    /// 规则, 指标, 等次 …
    pub(super) what: &'static str,
    pub(super) name: String,
    pub(super) article: String,
    /// The part itself, for what two parts of equal words may still differ in.
    pub(super) raw: String,
    settings: Settings,
    said: String,
}

impl Entry {
    pub(super) fn new(kind: PartKind, id: &str, name: &str, article: &str) -> Entry {
        let what = match kind {
            PartKind::Scheme => "总则",
            PartKind::Text => "文字",
            PartKind::Eligibility => "考评对象",
            PartKind::Class => "类别",
            PartKind::Group => "组",
            PartKind::Indicator => "指标",
            PartKind::Rule => "规则",
            PartKind::Multiplier => "系数",
            PartKind::Condition => "条件",
            PartKind::Grade => "等次",
            PartKind::Veto => "一票否决",
            PartKind::Outcome => "结果运用",
            PartKind::Statistic => "统计",
        };
        let (name, article) = (name.to_owned(), article.to_owned());
        let (part, settings) = (Part::new(kind, id), Settings::default());
        Entry { part, what, name, article, raw: String::new(), settings, said: String::new() }
    }

    /// Remembers the part as it is.
    pub(super) fn of(mut self, part: &impl Serialize) -> Entry {
        self.raw = serde_json::to_string(part).unwrap_or_default();
        self
    }

    /// With its settings; name and article are settings too.
    pub(super) fn with(mut self, fill: impl FnOnce(&mut Settings)) -> Entry {
        let mut settings = Settings::default();
        settings.add("名称", &self.name);
        if !self.article.is_empty() {
            settings.add("条文", &self.article);
        }
        fill(&mut settings);
        self.settings = settings;
        self
    }

    /// What it does, in a few words, for parts that come or go whole.
    pub(super) fn saying(mut self, said: &str) -> Entry {
        self.said = said.to_owned();
        self
    }

    pub(super) fn settings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.settings.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    pub(super) fn summary(&self) -> String {
        if !self.said.is_empty() {
            return self.said.clone();
        }
        let all = self.settings().filter(|(key, _)| !matches!(*key, "名称" | "条文"));
        all.map(|(key, value)| format!("{key} {value}")).collect::<Vec<_>>().join("，")
    }
}

pub(super) fn entries(terms: &Terms<'_>) -> Vec<Entry> {
    let scheme = terms.scheme;
    let mut list = vec![head(terms), prose(&scheme.prose), eligibility(terms, &scheme.eligibility)];
    list.extend(scheme.classes.iter().map(class));
    list.extend(scheme.groups.iter().map(group));
    list.extend(scheme.indicators.iter().map(|one| indicator(terms, one)));
    list.extend(scheme.rules.iter().map(|one| rule(terms, one)));
    list.extend(scheme.multipliers.iter().map(|one| results::multiplier(terms, one)));
    list.extend(scheme.conditions.iter().map(|one| results::condition(terms, one)));
    list.extend(scheme.grades.iter().map(|one| results::grade(terms, one)));
    list.extend(scheme.vetoes.iter().map(|one| results::veto(terms, one)));
    list.extend(scheme.outcomes.iter().map(|one| results::outcome(terms, one)));
    list.extend(scheme.statistics.iter().map(|one| results::statistic(terms, one)));
    list
}

fn head(terms: &Terms<'_>) -> Entry {
    // The text and its digest differ by comments too; the lists are parts of their own. A test counts the fields.
    let Scheme {
        id,
        version,
        title,
        subject: _,
        period: _,
        total,
        floor,
        rounding,
        ties,
        compare,
        rank_within,
        separate_by,
        not_counted,
        ..
    } = terms.scheme;
    Entry::new(PartKind::Scheme, "", "总则", "")
        .of(&(id, terms.scheme.subject.as_str(), ties, rank_within, separate_by, not_counted))
        .with(|s| {
            s.add("办法编号", id);
            s.add("版本", version);
            s.add("标题", title);
            s.add("对象", terms.subject());
            s.add("周期", terms.period());
            s.limit("总分满分", *total);
            s.maybe("总分最低", floor.map(points));
            s.rounding("除不尽的取舍", *rounding);
            s.add(
                "同分的",
                if ties.is_empty() {
                    "并列".to_owned()
                } else {
                    format!("依次比{}", terms.indicators(ties))
                },
            );
            s.add("名次比较", if *compare == Compare::Total { "总分" } else { "折算得分" });
            s.words("分别排名", &rank_within.iter().map(|id| subject_attribute(id)).collect::<Vec<_>>());
            let kinds = not_counted.iter().map(|kind| terms.catalogue.label(kind));
            s.words("不计分的事实", &kinds.collect::<Vec<_>>());
            s.maybe("分开排名", separate_by.as_deref().map(subject_attribute));
        })
}

fn prose(prose: &Prose) -> Entry {
    let Prose { purpose, scope, procedure, closing } = prose;
    Entry::new(PartKind::Text, "", "条文文字", "").of(prose).with(|s| {
        s.maybe("目的", (!purpose.is_empty()).then_some(purpose));
        s.maybe("范围", (!scope.is_empty()).then_some(scope));
        for (n, sentence) in procedure.iter().enumerate() {
            s.add(format!("程序第 {} 条", n.saturating_add(1)), sentence);
        }
        for (n, sentence) in closing.iter().enumerate() {
            s.add(format!("附则第 {} 条", n.saturating_add(1)), sentence);
        }
    })
}

fn eligibility(terms: &Terms<'_>, eligibility: &Eligibility) -> Entry {
    let Eligibility { min_days, exempt, exemption, article } = eligibility;
    Entry::new(PartKind::Eligibility, "", "考评对象", article).of(eligibility).with(|s| {
        s.add("任职不少于", format!("{min_days} 天"));
        s.classes(terms, "不参加排名的", exempt);
        s.add(
            "免评期内的事实",
            match exemption {
                ExemptionEffect::SkipAll => "不计分也不扣分",
                ExemptionEffect::SkipDeductions => "计分但不扣分",
            },
        );
    })
}

fn class(class: &Class) -> Entry {
    let Class { id, label, post, attributes, served_below } = class;
    Entry::new(PartKind::Class, id, label, "").of(class).with(|s| {
        s.maybe("职务", post.as_deref().map(crate::post_label));
        for (attribute, values) in attributes {
            s.add(subject_attribute(attribute), any_of(values));
        }
        s.maybe("任职不满", served_below.map(|days| format!("{days} 天")));
    })
}

fn group(group: &Group) -> Entry {
    let Group { id, label, max, bonus, weight } = group;
    Entry::new(PartKind::Group, id, label, "").of(group).with(|s| {
        s.limit("满分", *max);
        s.add("计在总分满分之外", yes(*bonus));
        s.maybe("计入总分的比例", weight.map(crate::Points::to_percent));
    })
}

fn indicator(terms: &Terms<'_>, indicator: &Indicator) -> Entry {
    let Indicator { id, label, group, article, max, max_by, floor, floor_applies } = indicator;
    Entry::new(PartKind::Indicator, id, label, article).of(indicator).with(|s| {
        s.add("所在组", terms.scheme.group(group).map_or(group.as_str(), |group| &group.label));
        s.limit("满分", *max);
        for (class, max) in max_by {
            s.add(format!("{}的满分", terms.scheme.class_label(class)), points(*max));
        }
        if max_by.len() > 1 {
            let classes = max_by.iter().map(|(class, _)| terms.scheme.class_label(class));
            s.words("各类满分的次序", &classes.collect::<Vec<_>>());
        }
        s.limit("最低", *floor);
        s.add(
            "最低分限制",
            match floor_applies {
                FloorApplies::BeforeBonus => "不含加分",
                FloorApplies::AfterBonus => "含加分",
            },
        );
    })
}

fn rule(terms: &Terms<'_>, rule: &Rule) -> Entry {
    let Rule { id, indicator, article, label, filter, mechanic, max, bonus, measure, unless, points_text } =
        rule;
    let entry = Entry::new(PartKind::Rule, id, label, article).of(rule).saying(points_text);
    entry.with(|s| {
        s.add("所在指标", terms.scheme.indicator(indicator).map_or(indicator.as_str(), |one| &one.label));
        s.filter(terms, "", filter, filter);
        s.mechanic(terms, mechanic, filter);
        s.maybe("上限", max.map(points));
        s.add("属于加分", yes(*bonus));
        s.add("只供比较", yes(*measure));
        s.words("已得分则不计的各款", &unless.iter().map(|id| terms.rule(id)).collect::<Vec<_>>());
    })
}
