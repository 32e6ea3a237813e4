//! The figures that are reported with a result, in words.
use super::general::{items, opening};
use super::number::Section;
use super::terms::{Terms, any_of, subject_attribute};
use super::{Part, PartKind};
use crate::scheme::{Count, Shows, Statistic};

pub(super) fn section(terms: &Terms<'_>) -> Section {
    let mut section = Section::new("统计");
    let one = |statistic: &Statistic| {
        (
            Part::new(PartKind::Statistic, &statistic.id),
            format!("{}，{}", statistic.label, text(terms, statistic)),
        )
    };
    let list: Vec<_> = terms.scheme.statistics.iter().map(one).collect();
    if !list.is_empty() {
        let head = opening(
            Part::new(PartKind::Scheme, ""),
            "公布考评结果时，一并报告下列数字，按考评期内的事实计算",
        );
        section.push("", [vec![head], items(list)].concat());
    }
    section
}

fn counted(terms: &Terms<'_>, statistic: &Statistic, count: Count) -> String {
    let kind = statistic.filter().and_then(|filter| terms.kind(filter));
    match count {
        Count::Facts => "次数".to_owned(),
        Count::Pieces => "件数".to_owned(),
        Count::Quantity => {
            kind.and_then(|k| k.quantity.as_ref()).map_or("数量".to_owned(), |q| q.label.clone())
        }
    }
}

fn text(terms: &Terms<'_>, statistic: &Statistic) -> String {
    let mut text = match &statistic.shows {
        Shows::Rate { filter, attribute, attended, excused, count } => {
            let kind = terms.kind(filter);
            let (label, values) =
                (Terms::attribute(kind, attribute), |ids| any_of(&Terms::values(kind, attribute, ids)));
            let left_out = match excused.is_empty() {
                true => String::new(),
                false => format!("（{label}为{}的不算在内）", values(excused)),
            };
            let facts = terms.facts(filter);
            let (came, count) = (values(attended), counted(terms, statistic, *count));
            format!("即{facts}{left_out}中，{label}为{came}的所占比例，按{count}计算")
        }
        Shows::Count { filter, count } => {
            format!("即{}的{}", terms.facts(filter), counted(terms, statistic, *count))
        }
        Shows::Good => {
            let grades: Vec<_> = terms.scheme.good_grades().map(|grade| grade.label.as_str()).collect();
            format!("即参加排名的{}中评为{}的占比", terms.subject(), any_of(&grades))
        }
    };
    if !statistic.by.is_empty() {
        let by: Vec<_> = statistic.by.iter().map(|id| subject_attribute(id)).collect();
        text.push_str(&format!("，并按{}分别报告", by.join("、")));
    }
    text
}
