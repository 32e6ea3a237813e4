//! What grades, vetoes and outcomes demand, in words.
use super::PartKind;
use super::terms::{Terms, any_of};
use crate::scheme::{Cause, Condition, Filter, Scheme, Select, Test};

/// The chapter of the first that uses a condition.
pub(super) fn place_of(scheme: &Scheme, id: &str) -> PartKind {
    let needed = scheme.grades.iter().any(|grade| grade.needs.iter().flatten().any(|need| need == id));
    let vetoes = scheme.vetoes.iter().any(|veto| matches!(&veto.cause, Cause::Condition(own) if own == id));
    let selects =
        scheme.outcomes.iter().any(|outcome| matches!(&outcome.select, Select::Condition(own) if own == id));
    match (needed, vetoes, selects) {
        (true, ..) => PartKind::Grade,
        (_, true, _) => PartKind::Veto,
        (_, _, true) => PartKind::Outcome,
        _ => PartKind::Grade,
    }
}

/// "考评期内有处理为警告的纪律处理记录".
pub(super) fn facts_happened(terms: &Terms<'_>, filter: &Filter) -> String {
    format!("考评期内有{}", terms.facts(filter))
}

/// "“三个一”，指……".
pub(super) fn text(terms: &Terms<'_>, condition: &Condition) -> String {
    format!("所称“{}”，指{}", condition.label, test(terms, &condition.test))
}

fn bounds(least: Option<u32>, most: Option<u32>, counted: &str) -> String {
    match (least, most) {
        (Some(least), Some(most)) => format!("不少于 {least} {counted}、不多于 {most} {counted}"),
        (Some(least), None) => format!("不少于 {least} {counted}"),
        (None, Some(most)) => format!("不多于 {most} {counted}"),
        (None, None) => "不论多少".to_owned(),
    }
}

fn test(terms: &Terms<'_>, test: &Test) -> String {
    match test {
        Test::Facts { filter, count, at_least, at_most, earlier } => {
            let counted = Terms::counted(terms.kind(filter), *count);
            let when = match earlier {
                Some(0) => "考评期内".to_owned(),
                Some(cycles) => format!("考评期内连同此前最近 {cycles} 期"),
                None => "考评期内连同此前各期".to_owned(),
            };
            format!("{when}，{}{}", terms.facts(filter), bounds(*at_least, *at_most, counted))
        }
        Test::History { family, grades, cycles, at_least, at_most, at_least_share } => {
            let family = family.as_deref();
            let whose = format!("按{}考评的", terms.family_title(family));
            let mut held = Vec::new();
            if at_least.is_some() || at_most.is_some() {
                held.push(bounds(*at_least, *at_most, "次"));
            }
            held.extend(at_least_share.map(|share| format!("占有结果的期数不低于 {}", share.to_percent())));
            format!(
                "此前最近 {cycles} 期{whose}结果中，评为{}的{}",
                any_of(&terms.family_grades(family, grades)),
                held.join("，并且")
            )
        }
        Test::Score { indicator, from, below } => {
            let whose = indicator.as_ref().map(std::slice::from_ref).map(|id| terms.indicators(id));
            let whose = whose.unwrap_or_default();
            let range = match (from, below) {
                (Some(from), Some(below)) => format!("在 {from} 分以上、不满 {below} 分"),
                (Some(from), None) => format!("在 {from} 分以上"),
                (None, Some(below)) => format!("不满 {below} 分"),
                (None, None) => "不论多少".to_owned(),
            };
            format!("{whose}得分{range}")
        }
        Test::Class { class } => format!("考评期最后一日为{}", terms.scheme.class_label(class)),
    }
}
