//! Settings of a part: a name and a value, both in words.
use crate::print::terms::{Terms, any_of, day};
use crate::scheme::{Authorship, Filter, Part, Times};
use crate::{Points, Rounding};

/// The settings of one part, in the order of the text.
#[derive(Default)]
pub(super) struct Settings(pub(super) Vec<(String, String)>);

/// "12 分".
pub(super) fn points(points: Points) -> String {
    format!("{points} 分")
}

pub(super) fn list(points: &[Points]) -> String {
    points.iter().map(Points::to_string).collect::<Vec<_>>().join("、")
}

pub(super) fn yes(flag: bool) -> &'static str {
    if flag { "是" } else { "否" }
}

pub(super) fn part(part: Part) -> &'static str {
    match part {
        Part::Proportional => "按比例计",
        Part::None => "不计",
        Part::Full => "按一个单位计",
    }
}

impl Settings {
    /// A setting that is always there.
    pub(super) fn add(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.0.push((key.into(), value.into()));
    }

    /// A setting that may be left out.
    pub(super) fn maybe(&mut self, key: impl Into<String>, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.add(key, value);
        }
    }

    /// A list that may be empty.
    pub(super) fn words(&mut self, key: impl Into<String>, words: &[impl AsRef<str>]) {
        if !words.is_empty() {
            let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
            self.add(key, words.join("、"));
        }
    }

    pub(super) fn rounding(&mut self, key: impl Into<String>, rounding: Rounding) {
        self.add(key, rounding.label());
    }

    /// A limit that may be open.
    pub(super) fn limit(&mut self, key: impl Into<String>, limit: Option<Points>) {
        self.add(key, limit.map_or("不限".to_owned(), points));
    }

    pub(super) fn filter(&mut self, terms: &Terms<'_>, prefix: &str, filter: &Filter, own: &Filter) {
        let Filter { kind, attributes, stages, roles, authorship, for_classes, not_for, from, until } =
            filter;
        let known = terms.kind(own);
        self.maybe(format!("{prefix}事实种类"), kind.as_ref().map(|kind| terms.catalogue.label(kind)));
        for (id, values) in attributes {
            let values = any_of(&Terms::values(known, id, values));
            self.add(format!("{prefix}{}", Terms::attribute(known, id)), values);
        }
        let stage = |id: &String| known.and_then(|k| k.stage(id)).map_or(id.clone(), |t| t.label.clone());
        let role = |id: &String| known.and_then(|k| k.role(id)).map_or(id.clone(), |t| t.label.clone());
        self.words(format!("{prefix}阶段"), &stages.iter().map(stage).collect::<Vec<_>>());
        self.words(format!("{prefix}角色"), &roles.iter().map(role).collect::<Vec<_>>());
        self.maybe(
            format!("{prefix}署名"),
            authorship.map(|authorship| match authorship {
                Authorship::Alone => "一人",
                Authorship::Joint => "多人",
            }),
        );
        self.classes(terms, format!("{prefix}适用对象"), for_classes);
        self.classes(terms, format!("{prefix}不适用对象"), not_for);
        self.maybe(format!("{prefix}起始日"), from.map(day));
        self.maybe(format!("{prefix}截止日"), until.map(day));
    }

    pub(super) fn classes(&mut self, terms: &Terms<'_>, key: impl Into<String>, classes: &[String]) {
        if !classes.is_empty() {
            self.add(key, terms.classes(classes));
        }
    }

    pub(super) fn times(&mut self, terms: &Terms<'_>, list: &[Times], own: &Filter) {
        for (n, Times { label, filter, by }) in list.iter().enumerate() {
            let twin = list.iter().take(n).any(|other| other.label == *label);
            let label =
                if twin { format!("{label}（第 {} 项）", n.saturating_add(1)) } else { label.clone() };
            self.add(format!("系数“{label}”"), by.to_string());
            self.filter(terms, &format!("系数“{label}”的"), filter, own);
        }
        if list.len() > 1 {
            self.words("各系数的次序", &list.iter().map(|times| &times.label).collect::<Vec<_>>());
        }
    }
}
