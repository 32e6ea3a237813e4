//! Checks across the parts of a scheme: what real published rules get wrong.
use super::parse::Places;
use super::*;
use crate::finding::{Findings, Span};
use crate::read::nearest;

pub(super) fn check(scheme: &Scheme, places: &Places, f: &mut Findings<'_>) {
    ids(scheme, places, f);
    references(scheme, places, f);
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

fn exists<'n>(
    f: &mut Findings<'_>,
    what: &str,
    id: &str,
    place: &Span,
    known: impl Iterator<Item = &'n str> + Clone,
) {
    if id.is_empty() || known.clone().any(|k| k == id) {
        return;
    }
    let hint = match nearest(id, known.clone()) {
        Some(other) => format!("是不是“{other}”？"),
        None => format!("已有的：{}", known.collect::<Vec<_>>().join("、")),
    };
    f.error_with(place, format!("没有“{id}”这个{what}"), hint);
}

fn references(scheme: &Scheme, places: &Places, f: &mut Findings<'_>) {
    let groups = scheme.groups.iter().map(|g| g.id.as_str());
    let indicators = scheme.indicators.iter().map(|i| i.id.as_str());
    let conditions = scheme.conditions.iter().map(|c| c.id.as_str());
    let grades = scheme.grades.iter().map(|g| g.id.as_str());
    for (indicator, place) in scheme.indicators.iter().zip(&places.indicators) {
        exists(f, "组", &indicator.group, place, groups.clone());
        if scheme.rules_of(&indicator.id).next().is_none() {
            f.warn(place, format!("指标“{}”没有规则，谁也得不到分", indicator.label), "加上 [[rule]]");
        }
    }
    for (rule, place) in scheme.rules.iter().zip(&places.rules) {
        exists(f, "指标", &rule.indicator, place, indicators.clone());
        if let Mechanic::Factor { of, .. } = &rule.mechanic {
            let earlier = scheme.rules.iter().take_while(|r| r.id != rule.id).map(|r| r.id.as_str());
            exists(f, "排在前面的规则", of, place, earlier);
        }
    }
    for (tie, place) in scheme.ties.iter().zip(&places.ties) {
        exists(f, "指标", tie, place, indicators.clone());
    }
    for (grade, place) in scheme.grades.iter().zip(&places.grades) {
        for condition in grade.needs.iter().flatten() {
            exists(f, "条件", condition, &place.span, conditions.clone());
        }
    }
    for (veto, place) in scheme.vetoes.iter().zip(&places.vetoes) {
        exists(f, "等次", &veto.grade, place, grades.clone());
    }
    for (outcome, place) in scheme.outcomes.iter().zip(&places.outcomes) {
        if let Select::Grades(list) = &outcome.select {
            for grade in list {
                exists(f, "等次", grade, place, grades.clone());
            }
        }
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
    let parts = sum(scheme.groups.iter().filter(|g| !g.bonus).map(|g| g.max));
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

fn posts(scheme: &Scheme, places: &Places, f: &mut Findings<'_>) {
    let mut seen: Vec<&str> = Vec::new();
    for (post, _) in scheme.indicators.iter().flat_map(|i| &i.max_by_post) {
        if seen.contains(&post.as_str()) {
            continue;
        }
        seen.push(post);
        let own =
            |i: &Indicator| i.max_by_post.iter().find(|(p, _)| p == post).map(|(_, max)| *max).or(i.max);
        let theirs = sum(scheme.indicators.iter().map(own));
        let ours = sum(scheme.indicators.iter().map(|i| i.max));
        let place = scheme
            .indicators
            .iter()
            .zip(&places.indicators)
            .find(|(i, _)| i.max_by_post.iter().any(|(p, _)| p == post));
        if let (Some(theirs), Some(ours), Some((_, place))) = (theirs, ours, place)
            && theirs != ours
        {
            let label = crate::post_label(post);
            let message = format!("{label}最多能得 {theirs} 分，其他人最多 {ours} 分，对一方不公");
            f.warn(place, message, "调整 max_by_post，使两类人的满分相等");
        }
    }
}

fn rules(scheme: &Scheme, places: &Places, f: &mut Findings<'_>) {
    for (rule, place) in scheme.rules.iter().zip(&places.rules) {
        let excludes = match &rule.mechanic {
            Mechanic::Rating { missing, .. } => *missing == Missing::Exclude,
            Mechanic::Rate { none, .. } => *none == Missing::Exclude,
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
            (None, false) => f.error_with(
                &place.span,
                format!("“{}”没有写从多少分起（from）", grade.label),
                "只有最低一等可以不写",
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
