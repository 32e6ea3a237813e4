//! Chapters of the indicators.
use super::general::{closing, para};
use super::number::Section;
use super::rule;
use super::terms::{Terms, paragraph};
use super::{Paragraph, Part, PartKind};
use crate::{Indicator, Rule};

/// A chapter for each group, and — for texts that go another way — one for all.
pub(super) fn layouts(terms: &Terms<'_>) -> Vec<Vec<Section>> {
    let groups = terms.scheme.groups.iter().map(|group| {
        let mut section = Section::new(&group.label);
        terms.scheme.indicators_of(&group.id).for_each(|indicator| add(terms, &mut section, indicator));
        section
    });
    let mut one = Section::new("考评内容和计分标准");
    terms.scheme.indicators.iter().for_each(|indicator| add(terms, &mut one, indicator));
    one.sort();
    vec![groups.filter(|section| !section.drafts.is_empty()).collect(), vec![one]]
}

fn add(terms: &Terms<'_>, section: &mut Section, indicator: &Indicator) {
    let rules: Vec<_> = terms.scheme.rules_of(&indicator.id).collect();
    let part = Part::new(PartKind::Indicator, &indicator.id);
    if let [rule] = rules.as_slice() {
        let mut text = rule::text(terms, rule, Some(indicator));
        if !rule.label.contains(&indicator.label) && !indicator.label.contains(&rule.label) {
            text = format!("{}按本条计分。{text}", indicator.label);
        }
        text.push_str(&paragraph(closing(terms, indicator)));
        let parts = vec![Part::new(PartKind::Rule, &rule.id), part];
        section.push(&rule.article, vec![Paragraph { text, item: false, source: None, parts }]);
        return;
    }
    let here = |rule: &Rule| article(&rule.article) == article(&indicator.article);
    let mut opened = false;
    for rule in rules {
        let mut text = rule::text(terms, rule, None);
        if !here(rule) {
            text = format!("{}一项中，{text}", indicator.label);
        } else if !opened {
            text = format!("{}按本条各款计分。{text}", indicator.label);
        }
        opened |= here(rule);
        let parts = vec![Part::new(PartKind::Rule, &rule.id)];
        section.push(&rule.article, vec![Paragraph { text, item: false, source: None, parts }]);
    }
    let mut end = closing(terms, indicator).into_iter();
    let first = end.next().map(|first| first.replacen("本项", &format!("{}一项", indicator.label), 1));
    section.push(&indicator.article, vec![para(part, first.into_iter().chain(end))]);
}

/// "第六条" of "第六条第二款".
fn article(stated: &str) -> &str {
    stated.split_once('条').map_or(stated, |(article, _)| article)
}
