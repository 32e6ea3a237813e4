//! Chapters before the indicators: general rules, who is ranked, how totals and places are made.
use super::number::Section;
use super::terms::{Terms, paragraph, rounding, subject_attribute};
use super::{Paragraph, Part, PartKind};
use crate::scheme::{Class, Compare, ExemptionEffect, Filter, FloorApplies, Group};

/// "（一）".
pub(super) fn item(n: usize, text: &str) -> String {
    let number = u32::try_from(n).unwrap_or(u32::MAX).saturating_add(1);
    format!("（{}）{text}", super::terms::chinese(number))
}

/// A paragraph that stands for one part.
pub(super) fn para(part: Part, sentences: impl IntoIterator<Item = String>) -> Paragraph {
    Paragraph { text: paragraph(sentences), item: false, source: None, parts: vec![part] }
}

/// Items after a paragraph that ends with a colon.
pub(super) fn items(list: Vec<(Part, String)>) -> Vec<Paragraph> {
    let last = list.len().saturating_sub(1);
    let each = list.into_iter().enumerate().map(|(n, (part, text))| Paragraph {
        text: format!("{}{}", item(n, &text), if n == last { "。" } else { "；" }),
        item: true,
        source: None,
        parts: vec![part],
    });
    each.collect()
}

/// A paragraph that opens a list.
pub(super) fn opening(part: Part, text: &str) -> Paragraph {
    Paragraph { text: format!("{text}："), item: false, source: None, parts: vec![part] }
}

pub(super) fn sections(terms: &Terms<'_>) -> Vec<Section> {
    vec![general(terms), subjects(terms), totals(terms)]
}

fn head() -> Part {
    Part::new(PartKind::Scheme, "")
}

fn general(terms: &Terms<'_>) -> Section {
    let scheme = terms.scheme;
    let mut section = Section::new("总则");
    for prose in [&scheme.prose.purpose, &scheme.prose.scope] {
        if !prose.trim().is_empty() {
            section.push("", vec![para(Part::new(PartKind::Text, ""), [prose.clone()])]);
        }
    }
    let (period, subject) = (terms.period(), terms.subject());
    section.push("", vec![para(head(), [format!("对{subject}的考评{period}进行一次，为一个考评期")])]);
    let mut principle = vec![
        "考评得分依据考评期内记录在案的事实，按本办法写明的标准计算".to_owned(),
        "本办法没有写明的，不计分".to_owned(),
        "写明分档标准而事实不在所列各档的，不计分，并注明原因".to_owned(),
    ];
    principle.extend(scheme.not_counted_text(terms.catalogue));
    section.push("", vec![para(head(), principle)]);
    let round = format!("计算中除不尽的，除另有写明的以外，保留四位小数，其余{}", rounding(scheme.rounding));
    section.push("", vec![para(head(), [round])]);
    section
}

fn subjects(terms: &Terms<'_>) -> Section {
    let mut section = Section::new("考评对象");
    let (eligibility, subject) = (&terms.scheme.eligibility, terms.subject());
    let part = || Part::new(PartKind::Eligibility, "");
    let days = eligibility.min_days;
    let mut who = vec![
        format!("考评期内任职不少于 {days} 天的{subject}参加排名，免评的日子不算任职"),
        format!("不足 {days} 天的不参加排名，并注明原因"),
    ];
    if !eligibility.exempt.is_empty() {
        who.push(format!("考评期最后一日为{}的，不参加排名", terms.classes(&eligibility.exempt)));
    }
    let effect = match eligibility.exemption {
        ExemptionEffect::SkipAll => "免评期内的事实既不计分，也不扣分",
        ExemptionEffect::SkipDeductions => "免评期内的事实照常计分，但不扣分",
    };
    let exempt = [
        effect.to_owned(),
        "任职期间全部免评的，不参加排名".to_owned(),
        "考评期以外、任职以前和离任以后的事实不计".to_owned(),
    ];
    section.push(&eligibility.article, vec![para(part(), who), para(part(), exempt)]);
    let classes = terms.scheme.classes.iter();
    let list: Vec<_> =
        classes.map(|class| (Part::new(PartKind::Class, &class.id), described(class))).collect();
    if !list.is_empty() {
        let opening = opening(head(), &format!("本办法对下列各类{subject}另有规定"));
        section.push("", [vec![opening], items(list)].concat());
    }
    if filters(terms).any(|filter| !filter.for_classes.is_empty() || !filter.not_for.is_empty()) {
        let when = [
            "写明只适用于或者不适用于某类对象的，按事实发生当日的身份认定".to_owned(),
            "不按逐件事实计分的（基础分、从基础分扣起、达标、系数、比率、评议、报告、比较和以前各期结果），\
             按考评期最后一日的身份认定"
                .to_owned(),
        ];
        section.push("", vec![para(head(), when)]);
    }
    if filters(terms).any(|filter| filter.from.is_some() || filter.until.is_some()) {
        let when = "写明适用日期的，按事实发生之日认定；不按逐件事实计分的，按考评期最后一日认定";
        section.push("", vec![para(head(), [when.to_owned()])]);
    }
    section
}

fn filters<'t>(terms: &'t Terms<'_>) -> impl Iterator<Item = &'t Filter> {
    let rules = terms.scheme.rules.iter();
    rules.flat_map(|rule| {
        std::iter::once(&rule.filter).chain(rule.factors().iter().map(|times| &times.filter))
    })
}

fn described(class: &Class) -> String {
    let mut all = Vec::new();
    all.extend(class.post.as_ref().map(|post| format!("担任{}", crate::post_label(post))));
    for (id, values) in &class.attributes {
        all.push(format!("{}为{}", subject_attribute(id), super::terms::any_of(values)));
    }
    all.extend(class.served_below.map(|days| format!("到考评期末任职不满 {days} 天")));
    format!("{}，指{}的", class.label, all.join("，并且"))
}

fn totals(terms: &Terms<'_>) -> Section {
    let scheme = terms.scheme;
    let mut section = Section::new("总分和名次");
    let full = match scheme.total {
        Some(total) => format!("总分满分为 {total} 分，由下列各组得分相加"),
        None => "总分不设满分，由下列各组得分相加".to_owned(),
    };
    let groups = scheme.groups.iter();
    let list =
        groups.map(|group| (Part::new(PartKind::Group, &group.id), group_text(terms, group))).collect();
    let mut order = vec![
        "各项得分由该项各款得分相加，先受该项最低分限制，再受该项满分限制；各组得分再受该组满分限制"
            .to_owned(),
        "超过满分的部分，从最后计入的得分中减去".to_owned(),
    ];
    order.extend(scheme.floor.map(|floor| format!("总分最低为 {floor} 分")));
    section.push("", [vec![opening(head(), &full)], items(list), vec![para(head(), order)]].concat());
    section.push("", vec![para(head(), compared(terms))]);
    section
}

fn group_text(terms: &Terms<'_>, group: &Group) -> String {
    let max = group.max.map_or("不设上限".to_owned(), |max| format!("满 {max} 分为止"));
    let labels: Vec<_> =
        terms.scheme.indicators_of(&group.id).map(|indicator| indicator.label.as_str()).collect();
    let mut text = format!("{}，{max}", group.label);
    text.push_str(&group.weight.map_or(String::new(), |w| format!("，按 {} 计入总分", w.to_percent())));
    if group.bonus {
        text.push_str("，作为加分，计在满分之外");
    }
    if labels.as_slice() != [group.label.as_str()] && !labels.is_empty() {
        text.push_str(&format!("，包括{}", labels.join("、")));
    }
    text
}

fn compared(terms: &Terms<'_>) -> Vec<String> {
    let scheme = terms.scheme;
    let mut list = Vec::new();
    list.push(match (scheme.compare, scheme.total) {
        (Compare::Rate, Some(total)) => format!(
            "名次和等次按折算得分比较：本人可得满分低于 {total} 分的，以总分乘以 {total} 再除以本人可得满分；其他人为总分"
        ),
        _ => "名次和等次按总分比较".to_owned(),
    });
    list.push(match scheme.ties.is_empty() {
        true => "得分相同的名次并列，后面的名次顺延".to_owned(),
        false => format!(
            "得分相同的，依次比较{}的得分；仍相同的名次并列，后面的名次顺延",
            terms.indicators(&scheme.ties)
        ),
    });
    if !scheme.rank_within.is_empty() {
        let within: Vec<_> =
            scheme.rank_within.iter().map(|id| format!("同一{}", subject_attribute(id))).collect();
        list.push(format!("另在{}内分别排列名次", within.join("、")));
    }
    if let Some(by) = &scheme.separate_by {
        let by = subject_attribute(by);
        list.push(format!("{by}不同的{}分开排列名次、评定等次和确定运用对象，名额分别计算", terms.subject()));
    }
    list
}

/// What is said of an indicator after its rules.
pub(super) fn closing(terms: &Terms<'_>, indicator: &crate::Indicator) -> Vec<String> {
    let mut list = Vec::new();
    let caps = indicator.max_by.iter();
    let caps: Vec<_> =
        caps.map(|(class, max)| format!("{}满 {max} 分为止", terms.scheme.class_label(class))).collect();
    let max = indicator.max.map_or("本项不设满分".to_owned(), |max| format!("本项满 {max} 分为止"));
    list.push(match caps.is_empty() {
        true => max,
        false => format!("{max}，其中考评期最后一日为下列身份的，按先列的计：{}", caps.join("，")),
    });
    let deducts = terms.scheme.rules_of(&indicator.id).any(super::rule::deducts);
    match indicator.floor {
        None => list.push("本项扣分不设下限".to_owned()),
        Some(floor) if deducts || !floor.is_zero() => list.push(format!("本项最低 {floor} 分")),
        Some(_) => {}
    }
    let bonus = terms.scheme.rules_of(&indicator.id).any(|rule| rule.bonus);
    match indicator.floor_applies {
        FloorApplies::BeforeBonus => list.push("最低分限制不含加分的得分，加分在限制之后计入".to_owned()),
        FloorApplies::AfterBonus if bonus && deducts => list.push("最低分限制包括加分在内的得分".to_owned()),
        FloorApplies::AfterBonus => {}
    }
    list
}
