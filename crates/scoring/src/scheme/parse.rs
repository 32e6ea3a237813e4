//! From text to [`Scheme`]: the head, groups and indicators. Rules and results have files of their own.
mod condition;
mod curve;
mod head;
mod price;
pub(super) mod reader;
mod result;
pub(super) mod rule;
mod statistic;

use self::condition::{condition, multiplier, veto};
use self::head::{class, head};
use self::result::{grade, outcome};
use self::rule::rule;
use self::statistic::statistic;
use super::place::{Place, Places};
use super::*;
use crate::digest::{canonical_text, digest};
use crate::finding::Findings;
use crate::read::{self, Section};

pub(super) fn parse(text: &str, catalogue: &Catalogue) -> Result<(Scheme, Vec<Finding>), Vec<Finding>> {
    let canonical = canonical_text(text);
    let mut findings = Findings::new(&canonical);
    let scheme = read::parse(&canonical, &mut findings).map(|document| {
        let root = Section::new(document.get_ref(), 0..0);
        let f = &mut findings;
        let mut places = Places::default();
        let mut scheme = head(&root, f, &mut places);
        scheme.classes = many(&root, f, "class", &mut places.classes, class);
        scheme.groups = many(&root, f, "group", &mut places.groups, group);
        scheme.indicators = many(&root, f, "indicator", &mut places.indicators, indicator);
        scheme.rules = many(&root, f, "rule", &mut places.rules, |s, f| rule(s, f, catalogue));
        scheme.multipliers =
            many(&root, f, "multiplier", &mut places.multipliers, |s, f| multiplier(s, f, catalogue));
        scheme.conditions =
            many(&root, f, "condition", &mut places.conditions, |s, f| condition(s, f, catalogue));
        scheme.grades = many(&root, f, "grade", &mut places.grades, |s, f| {
            let (grade, below) = grade(s, f);
            places.below.push(below);
            grade
        });
        scheme.vetoes = many(&root, f, "veto", &mut places.vetoes, |s, f| veto(s, f, catalogue));
        scheme.outcomes = many(&root, f, "outcome", &mut places.outcomes, outcome);
        scheme.statistics =
            many(&root, f, "statistic", &mut places.statistics, |s, f| statistic(s, f, catalogue));
        root.finish(f);
        super::check::check(&scheme, &places, catalogue, f);
        for rule in &mut scheme.rules {
            rule.points_text = super::words::points_text(rule, catalogue);
        }
        scheme
    });
    let digest = digest(canonical.as_bytes());
    match scheme {
        Some(scheme) if !findings.has_errors() => {
            let warnings = findings.into_list();
            Ok((Scheme { text: canonical, digest, ..scheme }, warnings))
        }
        _ => Err(findings.into_list()),
    }
}

fn many<T>(
    root: &Section<'_>,
    f: &mut Findings<'_>,
    key: &'static str,
    places: &mut Vec<Place>,
    mut read: impl FnMut(&Section<'_>, &mut Findings<'_>) -> T,
) -> Vec<T> {
    let sections = root.tables(f, key);
    sections
        .iter()
        .map(|section| {
            let part = read(section, f);
            section.finish(f);
            places.push(Place::of(section));
            part
        })
        .collect()
}

/// A limit that is a number or the word "open".
pub(super) fn limit(section: &Section<'_>, f: &mut Findings<'_>, key: &'static str) -> Option<Points> {
    let value = section.get(key);
    let Some(value) = value else {
        f.error_with(
            &section.span,
            format!("缺少“{key}”"),
            format!("写明满分，例如 {key} = 10；不封顶写 {key} = \"open\""),
        );
        return None;
    };
    if value.get_ref().as_str() == Some("open") {
        return None;
    }
    let points = read::points_of(f, value)?;
    if points <= Points::ZERO {
        f.error_with(&value.span(), format!("上限不能是 {points}"), "上限应大于 0；不封顶写 \"open\"");
    }
    Some(points)
}

fn group(section: &Section<'_>, f: &mut Findings<'_>) -> Group {
    let weight = section.share(f, "weight");
    if let Some(weight) = weight.as_ref().filter(|w| w.value.is_zero()) {
        f.error_with(&weight.span, "权重为 0，这一组不起作用", "删去这一组，或写明权重");
    }
    Group {
        weight: weight.map(|w| w.value),
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        max: limit(section, f, "max"),
        bonus: section.flag(f, "bonus"),
    }
}

fn indicator(section: &Section<'_>, f: &mut Findings<'_>) -> Indicator {
    let mut max_by = Vec::new();
    if let Some(table) = section.table(f, "max_by") {
        for (key, value) in table.entries() {
            if let Some(points) = read::points_of(f, value) {
                if points <= Points::ZERO {
                    f.error_with(&value.span(), format!("上限不能是 {points}"), "上限应大于 0");
                }
                max_by.push((key.value, points));
            }
        }
    }
    let floor = section.get("floor").map(|value| match value.get_ref().as_str() {
        Some("open") => None,
        _ => read::points_of(f, value),
    });
    Indicator {
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        group: section.need_text(f, "group").value,
        article: section.need_text(f, "article").value,
        max: limit(section, f, "max"),
        max_by,
        floor: floor.unwrap_or(Some(Points::ZERO)),
        floor_applies: section
            .choice(f, "floor_applies", &options::FLOORS)
            .map_or(FloorApplies::AfterBonus, |a| a.value),
    }
}
