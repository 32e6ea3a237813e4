//! Chapters after the indicators: grades, vetoes, outcomes, procedure.
use super::conditions::{facts_happened, place_of, text as condition_text};
use super::general::para;
use super::number::Section;
use super::statistics::section as statistics;
use super::terms::{Terms, any_of, rounding, subject_attribute};
use super::{Part, PartKind};
use crate::scheme::{
    ACTIONS, Cadence, Cause, Grade, LineTies, Missing, Multiplier, OutcomeRule, Quota, Reserve, Select, Size,
    Veto,
};

pub(super) fn sections(terms: &Terms<'_>) -> Vec<Section> {
    let scheme = terms.scheme;
    let (mut grades, mut vetoes) = (Section::new("等次"), Section::new("一票否决和等次限制"));
    let mut outcomes = Section::new("结果运用");
    for multiplier in &scheme.multipliers {
        let part = Part::new(PartKind::Multiplier, &multiplier.id);
        grades.push(&multiplier.article, vec![para(part, multiplied(terms, multiplier))]);
    }
    for (n, grade) in scheme.grades.iter().enumerate() {
        let better = n.checked_sub(1).and_then(|n| scheme.grades.get(n));
        let part = Part::new(PartKind::Grade, &grade.id);
        let worse = n.checked_add(1).and_then(|n| scheme.grades.get(n));
        grades.push(&grade.article, vec![para(part, graded(terms, grade, better, worse))]);
    }
    for veto in &scheme.vetoes {
        vetoes.push(&veto.article, vec![para(Part::new(PartKind::Veto, &veto.id), vetoed(terms, veto))]);
    }
    for outcome in &scheme.outcomes {
        let part = Part::new(PartKind::Outcome, &outcome.id);
        outcomes.push(&outcome.article, vec![para(part, followed(terms, outcome))]);
    }
    for condition in &scheme.conditions {
        let section = match place_of(scheme, &condition.id) {
            PartKind::Veto => &mut vetoes,
            PartKind::Outcome => &mut outcomes,
            _ => &mut grades,
        };
        let part = Part::new(PartKind::Condition, &condition.id);
        section.push(&condition.article, vec![para(part, [condition_text(terms, condition)])]);
    }
    for section in [&mut grades, &mut vetoes, &mut outcomes] {
        section.sort();
    }
    let prose = |title: &str, sentences: &[String]| {
        let mut section = Section::new(title);
        for sentence in sentences.iter().filter(|sentence| !sentence.trim().is_empty()) {
            section.push("", vec![para(Part::new(PartKind::Text, ""), [sentence.clone()])]);
        }
        section
    };
    let (procedure, closing) =
        (prose("考评程序", &scheme.prose.procedure), prose("附则", &scheme.prose.closing));
    vec![grades, vetoes, outcomes, statistics(terms), procedure, closing]
}

fn multiplied(terms: &Terms<'_>, multiplier: &Multiplier) -> Vec<String> {
    let kind = terms.kind(&multiplier.filter);
    let quantity = kind.and_then(|k| k.quantity.as_ref()).map_or("数量", |q| q.label.as_str());
    let (label, scale) = (&multiplier.label, multiplier.scale);
    let facts = terms.facts(&multiplier.filter);
    let mut list = vec![format!(
        "总分封顶以后、受最低分限制以前，乘以{label}系数：取{facts}中{quantity}的平均数，除以 {scale} 为系数"
    )];
    list.extend(multiplier.most.map(|most| format!("系数最高为 {most}")));
    list.push(if multiplier.with_bonus { "加分一并相乘" } else { "加分不乘" }.to_owned());
    list.push(match multiplier.missing {
        Missing::Full => "没有这项结果的，总分不变，并注明".to_owned(),
        Missing::Zero => "没有这项结果的，总分不计".to_owned(),
        Missing::Exclude => "没有这项结果的，总分不变，不作比较".to_owned(),
    });
    list
}

fn graded(terms: &Terms<'_>, grade: &Grade, better: Option<&Grade>, worse: Option<&Grade>) -> Vec<String> {
    let upper = better.and_then(|better| better.from);
    let mut demands = Vec::new();
    match (grade.from, upper) {
        (Some(from), Some(upper)) => demands.push(format!("得分在 {from} 分以上、不满 {upper} 分")),
        (Some(from), None) => demands.push(format!("得分在 {from} 分以上")),
        (None, Some(upper)) if worse.is_none() => demands.push(format!("得分不满 {upper} 分")),
        (None, _) => {}
    }
    let needs = grade.needs.iter().map(|need| match need.as_slice() {
        [only] => format!("“{}”", terms.scheme.label_of(only)),
        several => format!("{}之一", terms.quoted(several, "、")),
    });
    let needs: Vec<_> = needs.collect();
    if !needs.is_empty() {
        demands.push(format!("同时符合{}", needs.join("，以及")));
    }
    let which = match demands.as_slice() {
        [] if worse.is_none() => "未评为以上等次的，评为".to_owned(),
        [] => "得分不限，按名次由高到低评为".to_owned(),
        all => format!("{}的，评为", all.join("，并且")),
    };
    let mut list = vec![format!("{which}{}", grade.label)];
    if !grade.needs.is_empty() && worse.is_some() {
        list.push("得分达到而不符合上述条件的，评为下一等次".to_owned());
    }
    list.extend(grade.quota.as_ref().map(|quota| {
        let base = if matches!(quota.size, Size::Share(_)) {
            format!("参加排名的{}的", terms.subject())
        } else {
            String::new()
        };
        format!("{}不超过{base}{}，超出的由名次在后的起评为下一等次", grade.label, quota_text(quota))
    }));
    list.extend(grade.reserves.iter().map(|reserve| reserved(terms, reserve)));
    list.extend(grade.about.map(|about| {
        format!(
            "{}一般为参加排名的{}的 {} 左右，不作硬性限制，实际人数在结果中注明",
            grade.label,
            terms.subject(),
            about.to_percent()
        )
    }));
    if grade.good {
        list.push(format!("评为{}的，计入优良", grade.label));
    }
    list
}

/// " 10%（人数除不尽的舍去；……）".
fn quota_text(quota: &Quota) -> String {
    let (size, round) = match quota.size {
        Size::Share(share) => {
            (format!(" {}", share.to_percent()), format!("人数除不尽的{}，", rounding(quota.rounding)))
        }
        Size::People(people) => (format!(" {people} 名"), String::new()),
    };
    let ties = match quota.ties {
        LineTies::Include => "名额线上名次并列的都算在内",
        LineTies::Exclude => "名额线上名次并列而容不下的都不算",
    };
    let within = quota.within.as_deref();
    let within = within.map_or(String::new(), |id| format!("在每个{}内分别计算，", subject_attribute(id)));
    format!("{size}（{within}{round}{ties}）")
}

fn reserved(terms: &Terms<'_>, reserve: &Reserve) -> String {
    let class = terms.scheme.class_label(&reserve.class);
    let size = match reserve.size {
        Size::Share(share) => format!("{}（人数除不尽的{}）", share.to_percent(), rounding(reserve.rounding)),
        Size::People(people) => format!("{people} 名"),
    };
    match reserve.at_most {
        true => format!("名额中{class}最多占 {size}"),
        false => format!(
            "名额中{class}至少占 {size}，够条件的不足此数的除外；名额不够时，由其他人中名次在最后的让出"
        ),
    }
}

fn vetoed(terms: &Terms<'_>, veto: &Veto) -> Vec<String> {
    let cause = match &veto.cause {
        Cause::Fact(filter) => facts_happened(terms, filter),
        Cause::Condition(id) => format!("符合“{}”", terms.scheme.label_of(id)),
    };
    let grade = terms.scheme.grade(&veto.grade).map_or(veto.grade.as_str(), |grade| &grade.label);
    vec![match veto.ceiling {
        true => format!("{}，即{cause}的，等次最高评为{grade}", veto.label),
        false => format!("{}，即{cause}的，等次定为{grade}", veto.label),
    }]
}

/// Who of those selected is named: by class, by grade, without a veto.
fn limits(terms: &Terms<'_>, outcome: &OutcomeRule) -> Vec<String> {
    let mut limits = Vec::new();
    if !outcome.for_classes.is_empty() {
        limits.push(format!("限考评期最后一日为{}的", terms.classes(&outcome.for_classes)));
    }
    let classes = limits.len();
    if !outcome.only_grades.is_empty() {
        limits.push(format!("限评为{}的", any_of(&terms.grades(&outcome.only_grades))));
    }
    if outcome.unless_vetoed {
        limits.push("有一票否决或等次限制情形的除外".to_owned());
    }
    let places =
        matches!(outcome.select, Select::Top(_) | Select::Bottom(_) | Select::Climb(_) | Select::Fall(_));
    if places && limits.len() > classes {
        limits.push("空出的名额不递补".to_owned());
    }
    limits
}

fn followed(terms: &Terms<'_>, outcome: &OutcomeRule) -> Vec<String> {
    let mut who = match &outcome.select {
        Select::All => format!("全体参加排名的{}", terms.subject()),
        Select::Top(quota) => format!("名次居前{}的{}", quota_text(quota), terms.subject()),
        Select::Bottom(quota) => format!("名次居后{}的{}", quota_text(quota), terms.subject()),
        Select::Climb(quota) => format!("名次比上一期上升最多的{}的{}", quota_text(quota), terms.subject()),
        Select::Fall(quota) => format!("名次比上一期下降最多的{}的{}", quota_text(quota), terms.subject()),
        Select::Grades(grades) => format!("评为{}的{}", any_of(&terms.grades(grades)), terms.subject()),
        Select::Below(points) => format!("得分不满 {points} 分的{}", terms.subject()),
        Select::Condition(id) => format!("符合“{}”的{}", terms.scheme.label_of(id), terms.subject()),
        Select::Zero => format!("总分为零分及以下的{}", terms.subject()),
    };
    if outcome.running > 1 {
        who = format!("连续 {} 期（含本期）{who}", outcome.running);
    }
    let limits = limits(terms, outcome);
    if !limits.is_empty() {
        who.push_str(&format!("（{}）", limits.join("，")));
    }
    let action = ACTIONS.iter().find(|(id, _)| *id == outcome.action).map_or("", |(_, label)| label);
    let named = if outcome.label.contains(action) {
        outcome.label.clone()
    } else {
        format!("{}（{action}）", outcome.label)
    };
    let mut text = format!("{named}，对象为{who}");
    if !outcome.to.is_empty() {
        text.push_str(&format!("，送{}", outcome.to.join("、")));
    }
    let mut list = vec![text];
    list.extend(outcome.within_working_days.map(|days| format!("自结果确定之日起 {days} 个工作日内办结")));
    list.push(match outcome.cadence {
        Cadence::EveryPeriod => "每个考评期办理".to_owned(),
        Cadence::YearEnd => "只在 12 月结束的考评期办理，其他考评期只列出名次线".to_owned(),
    });
    list
}
