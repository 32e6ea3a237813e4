//! Mechanics that count facts.
use super::clause::{limits, missing, named, part, price, share, times, worth};
use super::terms::Terms;
use crate::Points;
use crate::catalogue::Kind;
use crate::scheme::{
    Below, Combine, Count, Due, Each, Goal, Mechanic, Missing, Price, Review, Scope, Times, Unit, mechanic,
};

pub(super) fn sentences(terms: &Terms<'_>, mechanic: &Mechanic, kind: Option<&Kind>) -> Vec<String> {
    match mechanic {
        Mechanic::Tally(mechanic::Tally {
            price: table,
            unit,
            skip_first,
            at_most,
            share: by,
            times: factors,
            named: names,
        }) => {
            let mut list = vec![with_part(price(table, &Terms::each(kind, *unit)), *unit, kind)];
            list.extend(limits(*skip_first, *at_most, "次"));
            list.extend(times(terms, factors, by.is_some(), kind));
            list.extend(by.as_ref().map(|by| share(by, kind)));
            list.extend(names.as_ref().map(|names| named(names, kind)));
            list
        }
        Mechanic::Deductions(mechanic::Deductions { base, floor, price, unit, skip_first, times }) => {
            deductions(terms, kind, (*base, *floor), price, *unit, *skip_first, times)
        }
        Mechanic::Pieces(mechanic::Pieces {
            price: table,
            skip_first,
            at_most,
            share: by,
            times: factors,
            named: names,
            ..
        }) => {
            let mut list = vec![price(table, "每件")];
            list.extend(pieces(mechanic, kind));
            list.extend(limits(*skip_first, *at_most, "件"));
            list.extend(times(terms, factors, by.is_some(), kind));
            list.extend(by.as_ref().map(|by| share(by, kind)));
            list.extend(names.as_ref().map(|names| named(names, kind)));
            list
        }
        Mechanic::Checklist(mechanic::Checklist { price: table }) => {
            vec![price(table, ""), "每种情形只计一次，不因次数增加而增加".to_owned()]
        }
        Mechanic::Flat(mechanic::Flat { price: table, at_least, count }) => {
            let counted = Terms::counted(kind, *count);
            let when = format!("满 {at_least} {counted}的，");
            let mut list = vec![format!("{when}{}", price(table, "").trim_start_matches('，'))];
            let several = table.cells.len() > 1;
            list.push(format!(
                "{}只计一次，不因{}增加而增加",
                if several { "按最高的一档，" } else { "" },
                more(*count)
            ));
            list
        }
        Mechanic::Target(mechanic::Target { points, goal, count, below, over, each, missing }) => {
            let goal =
                Demand { points: *points, goal, below: *below, over: *over, each: *each, missing: *missing };
            goal.sentences(Terms::counted(kind, *count))
        }
        Mechanic::Sequence(mechanic::Sequence { points, scope }) => vec![sequence(points, *scope)],
        Mechanic::Report(mechanic::Report { price: table, missing: none, due, not_due }) => {
            let mut list = vec![price(table, "")];
            list.push(format!("没有提交的{}", worth(*none, *none)));
            list.extend(due_sentence(*due, *not_due));
            list
        }
        Mechanic::Manual(mechanic::Manual { least, most, review }) => {
            let mut list = vec![format!("每次由考评人员据实评定，最低 {least} 分，最高 {most} 分，写明理由")];
            list.extend(review.as_ref().map(|review| reviewed(review, kind)));
            list
        }
        _ => Vec::new(),
    }
}

fn with_part(price: String, unit: Unit, kind: Option<&Kind>) -> String {
    match part(unit, kind) {
        Some(part) => format!("{price}；{part}"),
        None => price,
    }
}

fn more(count: Count) -> &'static str {
    match count {
        Count::Facts => "次数",
        Count::Pieces => "件数",
        Count::Quantity => "数量",
    }
}

fn deductions(
    terms: &Terms<'_>,
    kind: Option<&Kind>,
    (base, floor): (Points, Points),
    table: &Price,
    unit: Unit,
    skip_first: u32,
    factors: &[Times],
) -> Vec<String> {
    let price = with_part(price(table, &Terms::each(kind, unit)), unit, kind);
    let mut list = vec![format!("以 {base} 分为基础分，{price}")];
    if skip_first > 0 {
        list.push(format!("按时间先后，前 {skip_first} 次应扣分的不扣"));
    }
    list.extend(times(terms, factors, false, kind));
    list.push(format!("扣至 {floor} 分为止"));
    list
}

fn pieces(mechanic: &Mechanic, kind: Option<&Kind>) -> Vec<String> {
    let Mechanic::Pieces(mechanic::Pieces { price, combine, either_or, implies_lower, .. }) = mechanic else {
        return Vec::new();
    };
    let mut list = Vec::new();
    let single = price.cells.len() == 1;
    list.push(match combine {
        Combine::Highest if single => "同一件只计一次".to_owned(),
        Combine::Highest => "同一件符合几种情形的，只按最高的一种计一次".to_owned(),
        Combine::Sum => "同一件符合几种情形的，各种情形得分相加，每种情形只计一次".to_owned(),
    });
    if *implies_lower {
        list.push("达到较高阶段的，视为也达到了没有单独记录的较低阶段，一并计分".to_owned());
    }
    for set in either_or {
        let cells: Vec<_> = set.iter().map(|path| cell_label(price, path, kind)).collect();
        list.push(format!("同一件兼有{}的，其中只计最高的一种", cells.join("、")));
    }
    list
}

/// "采用·省级" of the keys of a cell, or of the first keys of several.
fn cell_label(price: &Price, path: &[String], kind: Option<&Kind>) -> String {
    let Some(cell) = price.cells.iter().find(|cell| cell.keys.starts_with(path)) else {
        return path.iter().filter_map(|id| kind?.stage(id)).map(|term| term.label.as_str()).collect();
    };
    let labels: Vec<_> = cell.label.split('·').take(path.len()).collect();
    format!("“{}”", labels.join("·"))
}

fn sequence(points: &[Points], scope: Scope) -> String {
    let whose = if scope == Scope::Piece { "同一件" } else { "考评期内" };
    let each = (1_u32..).zip(points).map(|(n, points)| format!("第 {n} 次{}", worth(*points, *points)));
    let list: Vec<_> = each.collect();
    let last = points.last().map(|points| format!("，以后每次{}", worth(*points, *points)));
    format!("按时间先后，{whose}{}{}", list.join("，"), last.unwrap_or_default())
}

/// When it is due, and what holds where it is not.
fn due_sentence(due: Due, not_due: Missing) -> Option<String> {
    let when = match due {
        Due::Always => return None,
        Due::FirstHalf => "上半年到期，在 6 月以后结束的考评期",
        Due::SecondHalf => "下半年到期，在 6 月及以前结束的考评期",
    };
    Some(format!("{when}不作要求，{}", missing(not_due)))
}

fn reviewed(review: &Review, kind: Option<&Kind>) -> String {
    let attribute = Terms::attribute(kind, &review.attribute);
    let value = |id: &String| {
        kind.and_then(|k| k.attribute(&review.attribute)).map_or(id.clone(), |a| a.value_label(id).to_owned())
    };
    let (own, verified) = (value(&review.own), value(&review.verified));
    format!("{attribute}为{verified}的，以其分数计分；{attribute}为{own}的只作对照，不计分")
}

/// What is demanded of everybody.
struct Demand<'m> {
    points: Points,
    goal: &'m Goal,
    below: Below,
    over: Option<Points>,
    each: Each,
    missing: Missing,
}

impl Demand<'_> {
    fn sentences(&self, counted: &str) -> Vec<String> {
        let when = match self.each {
            Each::Period => "",
            Each::Month => "每月",
            Each::Quarter => "每季度",
        };
        let goal = match self.goal {
            Goal::Fixed(number) => format!(" {number} {counted}"),
            Goal::Attribute(id) => format!("本人（本单位）的{}", super::terms::subject_attribute(id)),
        };
        let mut first = format!("{when}达到{goal}的计 {} 分", self.points);
        first.push_str(&match self.below {
            Below::Zero => "，达不到的不计分".to_owned(),
            Below::Proportional => "，达不到的按比例计".to_owned(),
            Below::Off { off, floor } => {
                format!("，每少一{counted}扣 {off} 分，不足一{counted}的按比例扣，扣至 {floor} 分为止")
            }
        });
        let mut list = vec![first];
        list.extend(self.over.map(|over| format!("超过的，每多一{counted}加 {over} 分")));
        if self.each != Each::Period {
            list.push("考评期内任职所及的各月（季）分别计分，各自相加".to_owned());
        }
        if matches!(self.goal, Goal::Attribute(_)) {
            list.push(format!("没有规定目标数的，{}", missing(self.missing)));
        }
        list
    }
}
