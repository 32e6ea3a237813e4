//! Reading grades and outcomes.
use super::rule::strings;
use crate::finding::Findings;
use crate::read::Section;
use crate::scheme::options::{CADENCES, LINE_TIES, ROUNDINGS};
use crate::scheme::*;

pub(super) fn grade(section: &Section<'_>, f: &mut Findings<'_>) -> (Grade, Option<Points>) {
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
    let quota = quota(section, f, ["quota", "quota_places"]);
    let mut reserves = Vec::new();
    for (key, at_most) in [("reserve", false), ("limit", true)] {
        for table in section.tables(f, key) {
            reserves.extend(reserve(&table, f, at_most));
            table.finish(f);
        }
    }
    if let Some(at) = section.get("reserve").or(section.get("limit")).filter(|_| quota.is_none()) {
        f.error_with(&at.span(), "没有名额（quota），谈不上其中的名额", "先写 quota 或 quota_places");
    }
    let grade = Grade {
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        article: section.need_text(f, "article").value,
        from: from.map(|p| p.value),
        quota,
        needs,
        reserves,
        about: section.share(f, "about").map(|s| s.value),
        good: section.flag(f, "good"),
    };
    (grade, below.map(|b| b.value))
}

/// `{ for = "party", share = "20%", rounding = "up" }` or `{ for = "party", places = 2 }`.
fn reserve(table: &Section<'_>, f: &mut Findings<'_>, at_most: bool) -> Option<Reserve> {
    let class = table.need_text(f, "for").value;
    let by_share = table.share(f, "share").map(|s| Size::Share(s.value));
    let by_people = table.count(f, "places").map(|n| Size::People(n.value));
    let rounding = table.choice(f, "rounding", &ROUNDINGS).map(|r| r.value);
    if rounding.is_none() && !table.has("rounding") && by_share.is_some() {
        f.error_with(&table.span, "没有写明人数怎样取整（rounding）", "例如 rounding = \"up\"（进一）");
    }
    let Some(size) = by_share.or(by_people) else {
        f.error_with(&table.span, "没有写明其中多少（share 或 places）", "例如 share = \"20%\"");
        return None;
    };
    Some(Reserve { class, size, rounding: rounding.unwrap_or(Rounding::Up), at_most })
}

/// A share or a number of people under one of two keys.
fn quota(section: &Section<'_>, f: &mut Findings<'_>, [share, people]: [&'static str; 2]) -> Option<Quota> {
    let by_share = section.share(f, share).map(|s| Size::Share(s.value));
    let by_people = section.count(f, people).map(|n| Size::People(n.value));
    let rounding = section.choice(f, "rounding", &ROUNDINGS).map(|r| r.value);
    let ties = section.choice(f, "ties", &LINE_TIES).map(|t| t.value);
    let within = section.text(f, "within").map(|t| t.value);
    if by_share.is_some() && by_people.is_some() {
        f.error_with(
            &section.at(people),
            format!("“{share}”和“{people}”只能写一项"),
            "按比例或按人数，只留一项",
        );
    }
    let size = by_share.or(by_people)?;
    let key = if by_share.is_some() { share } else { people };
    if ties.is_none() && !section.has("ties") {
        let hint = "写 ties = \"include\"（都算在内）或 \"exclude\"（都不算）";
        f.error_with(&section.at(key), "没有写明线上并列的人怎样处理（ties）", hint);
    }
    if rounding.is_none() && !section.has("rounding") && matches!(size, Size::Share(_)) {
        f.error_with(
            &section.at(key),
            "没有写明人数怎样取整（rounding）",
            "例如 rounding = \"down\"（舍去）",
        );
    }
    Some(Quota {
        size,
        rounding: rounding.unwrap_or(Rounding::Down),
        ties: ties.unwrap_or(LineTies::Exclude),
        within,
    })
}

fn select(section: &Section<'_>, f: &mut Findings<'_>) -> Select {
    let mut found: Vec<Select> = Vec::new();
    found.extend(quota(section, f, ["top", "top_places"]).map(Select::Top));
    found.extend(quota(section, f, ["bottom", "bottom_places"]).map(Select::Bottom));
    found.extend(quota(section, f, ["climb", "climb_places"]).map(Select::Climb));
    found.extend(quota(section, f, ["fall", "fall_places"]).map(Select::Fall));
    let grades = strings(section.texts(f, "grade"));
    if !grades.is_empty() {
        found.push(Select::Grades(grades));
    }
    found.extend(section.points(f, "below").map(|p| Select::Below(p.value)));
    found.extend(section.text(f, "condition").map(|c| Select::Condition(c.value)));
    if section.flag(f, "zero") {
        found.push(Select::Zero);
    }
    if section.flag(f, "all") {
        found.push(Select::All);
    }
    if found.len() != 1 {
        let hint = "写 top、top_places、bottom、bottom_places、climb_places、fall_places、grade、below、condition、zero、all 中的一项";
        f.error_with(&section.span, "应写明对谁适用，而且只写一项", hint);
    }
    found.pop().unwrap_or(Select::All)
}

pub(super) fn outcome(section: &Section<'_>, f: &mut Findings<'_>) -> OutcomeRule {
    let select = select(section, f);
    let running = section.count(f, "running");
    if let Some(running) = &running {
        let by_history = matches!(select, Select::Grades(_) | Select::Below(_));
        if running.value == 0 || (running.value > 1 && !by_history) {
            f.error_with(&running.span, "连续几期只能同 grade 或 below 一起写，至少为 1", "例如 running = 2");
        }
    }
    OutcomeRule {
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        action: action(section, f),
        article: section.need_text(f, "article").value,
        select,
        for_classes: strings(section.texts(f, "for")),
        only_grades: strings(section.texts(f, "only_grade")),
        unless_vetoed: section.flag(f, "unless_vetoed"),
        running: running.map_or(1, |n| n.value.max(1)),
        to: section.texts(f, "to").into_iter().map(|t| t.value).collect(),
        within_working_days: section.count(f, "within_working_days").map(|n| n.value),
        cadence: section.choice(f, "cadence", &CADENCES).map_or(Cadence::EveryPeriod, |c| c.value),
    }
}

fn action(section: &Section<'_>, f: &mut Findings<'_>) -> String {
    if !section.has("action") {
        f.error_with(&section.span, "缺少“action”", "例如 action = \"talk\"（约谈）");
    }
    section.choice(f, "action", &ACTIONS.map(|(id, _)| (id, id))).map_or("", |a| a.value).to_owned()
}
