//! Reading rules and their filters.
use super::reader::Reader;
use crate::catalogue::{Content, Kind, Term};
use crate::finding::Findings;
use crate::read::{self, At, Section, nearest};
use crate::scheme::options::{AUTHORSHIPS, MECHANICS};
use crate::scheme::*;

/// Mechanics that read no facts.
const WITHOUT_FACTS: [&str; 5] = ["base", "factor", "ratio", "place_points", "rollup"];

pub(super) fn rule(section: &Section<'_>, f: &mut Findings<'_>, catalogue: &Catalogue) -> Rule {
    let id = section.need_text(f, "id").value;
    let indicator = section.need_text(f, "indicator").value;
    let article = section.need_text(f, "article").value;
    let label = section.need_text(f, "label").value;
    let name = section.choice(f, "mechanic", &MECHANICS);
    if name.is_none() && !section.has("mechanic") {
        f.error_with(
            &section.span,
            "缺少“mechanic”",
            format!("可以写：{}", MECHANICS.map(|(name, _)| name).join("、")),
        );
    }
    let name = name.map_or("base", |m| m.value);
    let filter = filter(section, f, catalogue, !WITHOUT_FACTS.contains(&name));
    let kind = filter.kind.as_deref().and_then(|kind| catalogue.kind(kind));
    let mechanic = Mechanic::read(&Reader { section, kind }, f, name);
    let max = section.points(f, "max");
    if let Some(max) = max.as_ref().filter(|max| max.value <= Points::ZERO) {
        f.error_with(&max.span, format!("上限不能是 {}", max.value), "上限应大于 0");
    }
    if max.is_none() && mechanic.needs_cap() {
        let message = "这条按得分逐级计分，没有最高分，缺结果时无从按满分计";
        f.error_with(&section.span, message, "写明本条最多得多少，例如 max = 10");
    }
    let (bonus, measure) = (section.flag(f, "bonus"), section.flag(f, "measure"));
    let unless = strings(section.texts(f, "unless"));
    let (max, points_text) = (max.map(|max| max.value), String::new());
    Rule { id, indicator, article, label, filter, mechanic, max, bonus, measure, unless, points_text }
}

pub(super) fn filter(
    section: &Section<'_>,
    f: &mut Findings<'_>,
    catalogue: &Catalogue,
    needs_kind: bool,
) -> Filter {
    let kind = if needs_kind { Some(section.need_text(f, "kind")) } else { section.text(f, "kind") };
    let known = kind.as_ref().and_then(|kind| catalogue.kind(&kind.value));
    if let Some(kind) = kind.as_ref().filter(|kind| known.is_none() && !kind.value.is_empty()) {
        let names = catalogue.kinds.iter().map(|k| k.id.as_str());
        let hint = match nearest(&kind.value, names.clone()) {
            Some(name) => format!("是不是“{name}”？"),
            None => format!("目录里有：{}", names.collect::<Vec<_>>().join("、")),
        };
        f.error_with(&kind.span, format!("事实目录里没有“{}”这种事实", kind.value), hint);
    }
    Filter { kind: kind.map(|kind| kind.value), ..part_filter(section, f, known) }
}

/// A filter within a kind that is already known: of a rule, or of a part of it.
pub(super) fn part_filter(section: &Section<'_>, f: &mut Findings<'_>, kind: Option<&Kind>) -> Filter {
    let no_terms: &[Term] = &[];
    let stages = section.texts(f, "stages");
    known_terms(f, "阶段", &stages, kind.map_or(no_terms, |k| &k.stages), kind.is_some());
    let roles = section.texts(f, "roles");
    known_terms(f, "角色", &roles, kind.map_or(no_terms, |k| &k.roles), kind.is_some());
    let (from, until) = (section.date(f, "from_date"), section.date(f, "until_date"));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        f.error_with(&section.at("until_date"), "截止日早于起始日", "from_date 在前，until_date 在后");
    }
    Filter {
        kind: None,
        attributes: wheres(section, f, kind),
        stages: strings(stages),
        roles: strings(roles),
        authorship: section.choice(f, "authorship", &AUTHORSHIPS).map(|a| a.value),
        for_classes: strings(section.texts(f, "for")),
        not_for: strings(section.texts(f, "not_for")),
        from,
        until,
    }
}

/// `where = { presence = ["present", "late"] }`.
pub(in crate::scheme) fn wheres(
    section: &Section<'_>,
    f: &mut Findings<'_>,
    kind: Option<&Kind>,
) -> Vec<(String, Vec<String>)> {
    let mut attributes = Vec::new();
    let Some(table) = section.table(f, "where") else { return attributes };
    for (key, value) in table.entries() {
        let values = read::texts_of(f, &key.value, value);
        if let Some(kind) = kind {
            known_attribute(f, kind, &key, &values);
        }
        attributes.push((key.value, strings(values)));
    }
    attributes
}

pub(in crate::scheme) fn strings(list: Vec<At<String>>) -> Vec<String> {
    list.into_iter().map(|item| item.value).collect()
}

pub(in crate::scheme) fn known_terms(
    f: &mut Findings<'_>,
    what: &str,
    names: &[At<String>],
    terms: &[Term],
    check: bool,
) {
    for name in names.iter().filter(|name| check && !terms.iter().any(|t| t.id == name.value)) {
        unknown(f, what, name, terms.iter().map(|t| t.id.as_str()));
    }
}

pub(super) fn unknown<'n>(
    f: &mut Findings<'_>,
    what: &str,
    name: &At<String>,
    names: impl Iterator<Item = &'n str> + Clone,
) {
    let hint = match nearest(&name.value, names.clone()) {
        Some(other) => format!("是不是“{other}”？"),
        None if names.clone().next().is_none() => format!("这种事实没有{what}"),
        None => format!("可以写：{}", names.collect::<Vec<_>>().join("、")),
    };
    f.error_with(&name.span, format!("没有“{}”这个{what}", name.value), hint);
}

pub(in crate::scheme) fn known_attribute(
    f: &mut Findings<'_>,
    kind: &Kind,
    key: &At<String>,
    values: &[At<String>],
) {
    match kind.attribute(&key.value) {
        None => unknown(f, "栏目", key, kind.attributes.iter().map(|a| a.id.as_str())),
        Some(attribute) => {
            if let Content::Enumeration(terms) = &attribute.content {
                known_terms(f, "取值", values, terms, true);
            }
        }
    }
}
