//! One rule in whole sentences.
use super::terms::{Terms, paragraph};
use super::{counted, figures};
use crate::Points;
use crate::scheme::{Filter, Indicator, Mechanic, Rule, mechanic};

/// The rule as a paragraph; `alone`: the indicator whose only rule it is.
pub(super) fn text(terms: &Terms<'_>, rule: &Rule, alone: Option<&Indicator>) -> String {
    let mut sentences = sentences(terms, rule).into_iter();
    let first = sentences.next().unwrap_or_default();
    let mut all = vec![joined(&lead(terms, rule), &first)];
    all.extend(sentences);
    all.extend(ending(terms, rule, alone));
    paragraph(all)
}

fn joined(lead: &str, first: &str) -> String {
    let opens = first.chars().next().is_some_and(|c| c.is_ascii_digit());
    let touching = first.starts_with(['每', '按']) && !lead.contains('，');
    if touching && !opens { format!("{lead}{first}") } else { format!("{lead}，{first}") }
}

/// "应到会议（依据参会记录，会议类别为全体会议）", and for whom.
fn lead(terms: &Terms<'_>, rule: &Rule) -> String {
    let kind = terms.kind(&rule.filter);
    let mut within = Vec::new();
    if let Some(kind) = kind.filter(|kind| kind.label != rule.label) {
        within.push(format!("依据{}记录", kind.label));
    }
    let demands = terms.demands(&rule.filter, kind);
    if !demands.is_empty() {
        within.push(format!("限{}的", demands.join("、")));
    }
    let within = if within.is_empty() { String::new() } else { format!("（{}）", within.join("，")) };
    let reach = terms.reach(&rule.filter);
    match reach.is_empty() {
        true => format!("{}{within}", rule.label),
        false => format!("{}{within}，{}", rule.label, reach.join("，")),
    }
}

/// What the mechanic does; the first goes with the name of the rule.
fn sentences(terms: &Terms<'_>, rule: &Rule) -> Vec<String> {
    let kind = terms.kind(&rule.filter);
    match &rule.mechanic {
        Mechanic::Base(mechanic::Base { points }) if points.is_negative() => {
            vec![format!("每名{}先扣 {} 分", terms.subject(), points.negated())]
        }
        Mechanic::Base(mechanic::Base { points }) => vec![format!("每名{}计 {points} 分", terms.subject())],
        Mechanic::Factor(mechanic::Factor { of, factor }) => {
            vec![format!("以“{}”的得分乘以 {factor}，另行计入", terms.rule(of))]
        }
        Mechanic::Rate(_)
        | Mechanic::Rating(_)
        | Mechanic::Rollup(_)
        | Mechanic::Ratio(_)
        | Mechanic::PlacePoints(_) => figures::sentences(terms, &rule.mechanic, kind),
        Mechanic::Poll(mechanic::Poll { poll, missing }) => figures::poll(poll, *missing, kind),
        _ => counted::sentences(terms, &rule.mechanic, kind),
    }
}

fn ending(terms: &Terms<'_>, rule: &Rule, alone: Option<&Indicator>) -> Vec<String> {
    let this = if alone.is_some() { "本项" } else { "本款" };
    let mut ending = Vec::new();
    if !rule.unless.is_empty() {
        let others = terms.quoted(&rule.unless, "、");
        ending.push(format!("同一件已按{others}得分的，不再按{this}计分"));
    }
    // 本项满 N 分为止 follows; the same cap need not be said twice.
    let said = alone.is_some_and(|indicator| indicator.max == rule.max && indicator.max_by.is_empty());
    ending.extend(rule.max.filter(|_| !said).map(|max| format!("按上述标准最多计 {max} 分")));
    if rule.bonus {
        ending.push("以上得分属于加分".to_owned());
    }
    if rule.measure {
        ending.push("以上得分只供其他各款比较，不计入本项".to_owned());
    }
    ending
}

/// The facts a rule reads, for the points table.
pub(super) fn facts(terms: &Terms<'_>, rule: &Rule) -> String {
    if rule.filter.kind.is_some() {
        return terms.facts(&Filter { for_classes: Vec::new(), not_for: Vec::new(), ..rule.filter.clone() });
    }
    match (&rule.mechanic, rule.reads_rule()) {
        (_, Some(of)) => format!("“{}”的得分", terms.rule(of)),
        (Mechanic::Rollup(_), None) => "以前各期的考评结果".to_owned(),
        _ => "不依据事实".to_owned(),
    }
}

/// Whether a rule can take something off.
pub(super) fn deducts(rule: &Rule) -> bool {
    rule.can_deduct() || rule.max.is_some_and(Points::is_negative)
}
