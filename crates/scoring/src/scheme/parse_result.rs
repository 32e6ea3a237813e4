//! Reading conditions, grades, vetoes and outcomes.
use super::parse::{GradePlace, ROUNDINGS};
use super::parse_rule::{COUNTS, filter};
use super::*;
use crate::finding::Findings;
use crate::read::Section;

pub(super) fn condition(section: &Section<'_>, f: &mut Findings<'_>, catalogue: &Catalogue) -> Condition {
    let filter = filter(section, f, catalogue, true);
    Condition {
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        article: section.need_text(f, "article").value,
        filter,
        count: section.choice(f, "count", &COUNTS).map_or(Count::Facts, |c| c.value),
        at_least: section.count(f, "at_least").map_or(1, |n| n.value),
    }
}

pub(super) fn veto(section: &Section<'_>, f: &mut Findings<'_>, catalogue: &Catalogue) -> Veto {
    let filter = filter(section, f, catalogue, true);
    Veto {
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        article: section.need_text(f, "article").value,
        filter,
        grade: section.need_text(f, "grade").value,
        ceiling: section.flag(f, "ceiling"),
    }
}

pub(super) fn grade(section: &Section<'_>, f: &mut Findings<'_>) -> (Grade, GradePlace) {
    let from = section.points(f, "from");
    let below = section.points(f, "below");
    let mut needs = Vec::new();
    if let Some(list) = section.get("needs") {
        match list.get_ref().as_array() {
            Some(array) => {
                for item in array.iter() {
                    let any = crate::read::texts_of(f, "needs", item);
                    needs.push(any.into_iter().map(|t| t.value).collect());
                }
            }
            None => {
                f.error_with(&list.span(), "“needs”应为列表", "写成 needs = [[\"甲\"], [\"乙\", \"丙\"]]")
            }
        }
    }
    let quota = quota(section, f, "quota", "quota_places");
    let place = GradePlace { span: section.at("id"), from: section.at("from"), below };
    let grade = Grade {
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        article: section.need_text(f, "article").value,
        from: from.map(|p| p.value),
        quota,
        needs,
    };
    section.finish(f);
    (grade, place)
}

fn quota(
    section: &Section<'_>,
    f: &mut Findings<'_>,
    share: &'static str,
    people: &'static str,
) -> Option<Quota> {
    let by_share = section.share(f, share).map(|s| Size::Share(s.value));
    let by_people = section.count(f, people).map(|n| Size::People(n.value));
    let rounding = section.choice(f, "rounding", &ROUNDINGS).map(|r| r.value);
    let options = [("include", LineTies::Include), ("exclude", LineTies::Exclude)];
    let ties = section.choice(f, "ties", &options).map(|t| t.value);
    if by_share.is_some() && by_people.is_some() {
        f.error(&section.at(people), format!("“{share}”和“{people}”只能写一项"));
    }
    let size = by_share.or(by_people)?;
    if ties.is_none() && !section.has("ties") {
        let hint = "写 ties = \"include\"（都算在内）或 \"exclude\"（都不算）";
        f.error_with(&section.at(share), "没有写明线上并列的人怎样处理（ties）", hint);
    }
    if rounding.is_none() && !section.has("rounding") && matches!(size, Size::Share(_)) {
        f.error_with(
            &section.at(share),
            "没有写明人数怎样取整（rounding）",
            "例如 rounding = \"down\"（舍去）",
        );
    }
    Some(Quota {
        size,
        rounding: rounding.unwrap_or(Rounding::Down),
        ties: ties.unwrap_or(LineTies::Exclude),
    })
}

pub(super) fn outcome(section: &Section<'_>, f: &mut Findings<'_>) -> OutcomeRule {
    let actions = ["circulate", "commend", "notify", "talk", "remind", "publicise", "resign", "priority"]
        .map(|a| (a, a));
    let cadences = [("every_period", Cadence::EveryPeriod), ("year_end", Cadence::YearEnd)];
    let top = quota(section, f, "top", "top_places");
    let grades: Vec<_> = section.texts(f, "grade").into_iter().map(|t| t.value).collect();
    let all = section.flag(f, "all");
    let select = match (top, grades.is_empty(), all) {
        (Some(quota), true, false) => Select::Top(quota),
        (None, false, false) => Select::Grades(grades),
        (None, true, true) => Select::All,
        _ => {
            let hint = "写 top = \"60%\"、top_places = 3、grade = \"…\" 或 all = true 中的一项";
            f.error_with(&section.span, "应写明对谁适用，而且只写一项", hint);
            Select::All
        }
    };
    OutcomeRule {
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        action: action(section, f, &actions),
        article: section.need_text(f, "article").value,
        select,
        to: section.texts(f, "to").into_iter().map(|t| t.value).collect(),
        within_working_days: section.count(f, "within_working_days").map(|n| n.value),
        cadence: section.choice(f, "cadence", &cadences).map_or(Cadence::EveryPeriod, |c| c.value),
    }
}

fn action(section: &Section<'_>, f: &mut Findings<'_>, actions: &[(&'static str, &'static str)]) -> String {
    if !section.has("action") {
        f.error(&section.span, "缺少“action”");
    }
    section.choice(f, "action", actions).map_or("", |a| a.value).to_owned()
}
