//! Checks across the parts of a scheme: what real published rules get wrong.
use super::parse::Places;
use super::*;
use crate::finding::{Findings, Span};

pub(super) fn check(scheme: &Scheme, places: &Places, f: &mut Findings<'_>) {
    ids(scheme, places, f);
    super::check_references::check(scheme, places, f);
    totals(scheme, places, f);
    posts(scheme, places, f);
    rules(scheme, places, f);
    grades(scheme, places, f);
}

fn ids(scheme: &Scheme, places: &Places, f: &mut Findings<'_>) {
    unique(f, "组", scheme.groups.iter().map(|g| g.id.as_str()), &places.groups);
    unique(f, "指标", scheme.indicators.iter().map(|i| i.id.as_str()), &places.indicators);
    unique(f, "规则", scheme.rules.iter().map(|r| r.id.as_str()), &places.rules);
    unique(f, "条件", scheme.conditions.iter().map(|c| c.id.as_str()), &places.conditions);
    unique(f, "一票否决", scheme.vetoes.iter().map(|v| v.id.as_str()), &places.vetoes);
    unique(f, "结果运用", scheme.outcomes.iter().map(|o| o.id.as_str()), &places.outcomes);
    let grade_places: Vec<_> = places.grades.iter().map(|g| g.span.clone()).collect();
    unique(f, "等次", scheme.grades.iter().map(|g| g.id.as_str()), &grade_places);
    if scheme.indicators.is_empty() {
        f.error_with(&places.total, "没有写任何指标", "加上 [[indicator]]");
    }
}

fn unique<'n>(f: &mut Findings<'_>, what: &str, ids: impl Iterator<Item = &'n str>, places: &[Span]) {
    let mut seen = Vec::new();
    for (id, place) in ids.zip(places) {
        if seen.contains(&id) && !id.is_empty() {
            f.error_with(place, format!("{what}的标识“{id}”重复"), "换一个标识");
        }
        seen.push(id);
    }
}

/// The sum of limits; none when one of them is open or the sum is too large.
fn sum(limits: impl Iterator<Item = Option<Points>>) -> Option<Points> {
    let mut total = Points::ZERO;
    for limit in limits {
        total = total.checked_add(limit?)?;
    }
    Some(total)
}

fn totals(scheme: &Scheme, places: &Places, f: &mut Findings<'_>) {
    for (group, place) in scheme.groups.iter().zip(&places.groups) {
        let parts = sum(scheme.indicators_of(&group.id).map(|i| i.max));
        let (Some(parts), Some(max)) = (parts, group.max) else { continue };
        if parts < max {
            let message = format!("“{}”满分 {max} 分，所属指标合计只有 {parts} 分，永远得不满", group.label);
            f.error_with(place, message, format!("把组的满分改为 {parts}，或提高指标满分"));
        } else if parts > max {
            let message = format!("“{}”所属指标合计 {parts} 分，超过本组上限 {max} 分", group.label);
            f.warn(place, message, "确认是有意设上限；否则把组的满分与指标合计改成一致");
        }
    }
    let weighted = |g: &Group| g.max.and_then(|max| g.weighted(max, scheme.rounding));
    let parts = sum(scheme.groups.iter().filter(|g| !g.bonus).map(weighted));
    match (scheme.total, parts) {
        (Some(total), Some(parts)) if total != parts => {
            let message = format!("总分写的是 {total} 分，各组满分合计却是 {parts} 分");
            f.error_with(&places.total, message, format!("把 total 改为 {parts}，或调整各组满分"));
        }
        (Some(total), None) if !scheme.groups.is_empty() => {
            let message = format!("有的组不封顶，总分却写了 {total} 分");
            f.warn(&places.total, message, "总分作为封顶；不封顶写 total = \"open\"");
        }
        _ => {}
    }
}

/// What holders of a post (none: other people) can reach in an indicator; none: no limit can be told.
fn reach(scheme: &Scheme, indicator: &Indicator, post: Option<&str>) -> Option<Points> {
    let own = indicator.max_by.iter().find(|(p, _)| Some(p.as_str()) == post).map(|(_, max)| *max);
    let max = own.or(indicator.max);
    let applies = |rule: &&Rule| {
        let named = |posts: &[String]| post.is_some_and(|post| posts.iter().any(|p| p == post));
        (rule.filter.for_classes.is_empty() || named(&rule.filter.for_classes))
            && !named(&rule.filter.not_for)
    };
    let by_rules = sum(scheme.rules_of(&indicator.id).filter(applies).map(Rule::most));
    match (max, by_rules) {
        (Some(max), Some(rules)) => Some(max.min(rules)),
        (max, rules) => max.or(rules),
    }
}

fn posts(scheme: &Scheme, places: &Places, f: &mut Findings<'_>) {
    for (indicator, place) in scheme.indicators.iter().zip(&places.indicators) {
        let (Some(max), Some(reach)) = (indicator.max, reach(scheme, indicator, None)) else { continue };
        if reach < max && scheme.rules_of(&indicator.id).next().is_some() {
            let message = format!("“{}”满分 {max} 分，按现有规则最多只能得 {reach} 分", indicator.label);
            f.warn(place, message, format!("把满分改为 {reach}，或提高规则的分值、上限"));
        }
    }
    let mut seen: Vec<&str> = Vec::new();
    let by_rules = scheme.rules.iter().flat_map(|r| r.filter.for_classes.iter().chain(&r.filter.not_for));
    for post in scheme.indicators.iter().flat_map(|i| &i.max_by).map(|(post, _)| post).chain(by_rules) {
        if seen.contains(&post.as_str()) {
            continue;
        }
        seen.push(post);
        let label = scheme.class_label(post);
        let mut gap = 0_i64;
        let mut first = None;
        for (indicator, place) in scheme.indicators.iter().zip(&places.indicators) {
            let (theirs, ours) = (reach(scheme, indicator, Some(post)), reach(scheme, indicator, None));
            if let (Some(theirs), Some(ours)) = (theirs, ours)
                && theirs != ours
            {
                gap = gap.saturating_add(theirs.0).saturating_sub(ours.0);
                first = first.or(Some(place));
            }
        }
        if let Some(place) = first.filter(|_| gap != 0) {
            let word = if gap > 0 { "多" } else { "少" };
            let size = Points(gap.saturating_abs());
            let message = format!("{label}最多能得的分比其他人{word} {size} 分，对一方不公");
            f.warn(place, message, "调整 max_by 或规则，使两类人能得的满分相等");
        }
    }
}

fn rules(scheme: &Scheme, places: &Places, f: &mut Findings<'_>) {
    for (indicator, place) in scheme.indicators.iter().zip(&places.indicators) {
        let deducts = scheme.rules_of(&indicator.id).any(|rule| rule.can_deduct());
        let bonus = scheme.rules_of(&indicator.id).any(|rule| rule.bonus);
        if deducts && bonus && indicator.floor.is_some() && !places.floor_stated.contains(&indicator.id) {
            let message = format!("“{}”又有扣分又有奖励，没有写明保底在奖励之前还是之后", indicator.label);
            let hint = "在指标里写 floor_applies = \"before_bonus\" 或 \"after_bonus\"";
            f.error_with(place, message, hint);
        }
    }
    for (rule, place) in scheme.rules.iter().zip(&places.rules) {
        let excludes = match &rule.mechanic {
            Mechanic::Rating { missing, .. }
            | Mechanic::Poll { missing, .. }
            | Mechanic::Target { missing, .. }
            | Mechanic::Rollup { missing, .. } => *missing == Missing::Exclude,
            Mechanic::Rate { none, .. } | Mechanic::Ratio { none, .. } => *none == Missing::Exclude,
            Mechanic::Report { not_due, .. } => *not_due == Missing::Exclude,
            _ => false,
        };
        if excludes && scheme.compare == Compare::Total {
            let message = format!("“{}”缺项时降低满分，名次却按总分排，等于按零分计", rule.label);
            f.error_with(place, message, "在 [scheme] 写 compare = \"rate\"（按折算分排名）");
        }
        if let (Some(rule_max), Some(max)) = (rule.max, scheme.indicator(&rule.indicator).and_then(|i| i.max))
            && rule_max > max
        {
            let message = format!("“{}”的上限 {rule_max} 分高于指标满分 {max} 分", rule.label);
            f.warn(place, message, "上限不起作用，可以删去");
        }
    }
}

fn grades(scheme: &Scheme, places: &Places, f: &mut Findings<'_>) {
    let mut above: Option<(&Grade, Points)> = None;
    for (i, (grade, place)) in scheme.grades.iter().zip(&places.grades).enumerate() {
        let last = i + 1 == scheme.grades.len();
        if last && grade.quota.is_some() {
            let message = format!("“{}”是最低一等，不能限名额", grade.label);
            f.error_with(&place.span, message, "删去 quota：不够上一等的人都在最低一等");
        }
        if let (Some((better, from)), Some(below)) = (above, &place.below)
            && below.value != from
        {
            let (better, label) = (&better.label, &grade.label);
            let hint = format!("把“{label}”写成 below = {from}，上一等从多少起，下一等就到多少止");
            let message = if below.value > from {
                format!("“{label}”到 {} 分止，与“{better}”从 {from} 分起重叠", below.value)
            } else {
                format!("“{label}”到 {} 分止，“{better}”从 {from} 分起，中间的分数没有等次", below.value)
            };
            f.error_with(&below.span, message, hint);
        }
        match (grade.from, last) {
            (None, false) if grade.quota.is_some() => {}
            (None, false) => f.error_with(
                &place.span,
                format!("“{}”没有写从多少分起（from）", grade.label),
                "只有最低一等或写了名额（quota）的可以不写",
            ),
            (Some(from), true) if scheme.floor.is_none_or(|floor| from > floor) => {
                let message = format!("最低一等“{}”从 {from} 分起，低于 {from} 分没有等次", grade.label);
                f.error_with(&place.from, message, "最低一等不写 from");
            }
            (Some(from), _) => {
                if above.is_some_and(|(_, better)| from >= better) {
                    let message = format!("“{}”从 {from} 分起，不低于上一等", grade.label);
                    f.error_with(&place.from, message, "等次应由高到低排列");
                }
                if scheme.total.is_some_and(|total| from > total) {
                    let message = format!("“{}”从 {from} 分起，高于总分，谁也达不到", grade.label);
                    f.error_with(&place.from, message, "降低起点分");
                }
                above = Some((grade, from));
            }
            (None, true) => {}
        }
    }
}
