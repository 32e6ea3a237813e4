//! 计分表: every rule in a line.
use super::terms::Terms;
use super::{Chapter, Part, PartKind, PointsRow, rule};

pub(super) fn rows(terms: &Terms<'_>, chapters: &[Chapter]) -> Vec<PointsRow> {
    let scheme = terms.scheme;
    let mut rows = Vec::new();
    for group in &scheme.groups {
        for indicator in scheme.indicators_of(&group.id) {
            for rule in scheme.rules_of(&indicator.id) {
                let part = Part::new(PartKind::Rule, &rule.id);
                rows.push(PointsRow {
                    group: group.label.clone(),
                    indicator: indicator.label.clone(),
                    max: indicator.max.map_or("不限".to_owned(), |max| max.to_string()),
                    rule: rule.label.clone(),
                    points: rule.points_text().to_owned(),
                    article: number_of(chapters, &part),
                    facts: rule::facts(terms, rule),
                    part,
                });
            }
        }
    }
    rows
}

fn number_of(chapters: &[Chapter], part: &Part) -> String {
    let mut articles = chapters.iter().flat_map(|chapter| &chapter.articles);
    let found = articles.find(|article| article.paragraphs.iter().any(|p| p.parts.contains(part)));
    found.map_or_else(String::new, |article| article.number.clone())
}
