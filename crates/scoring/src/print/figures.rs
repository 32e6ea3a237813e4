//! Mechanics that first find a figure: rates, ratings, polls, roll-ups, comparisons.
use super::clause::{curve, missing};
use super::terms::{Terms, any_of, subject_attribute};
use crate::Points;
use crate::catalogue::Kind;
use crate::scheme::{
    Band, Form, Mechanic, Missing, PlaceList, PlaceTies, Poll, RaterGroup, Rolling, Take, To, mechanic,
};

pub(super) fn sentences(terms: &Terms<'_>, mechanic: &Mechanic, kind: Option<&Kind>) -> Vec<String> {
    match mechanic {
        Mechanic::Rate(own) => rate(own, kind),
        Mechanic::Rating(own) => rating(own, kind),
        Mechanic::Rollup(own) => rollup(terms, own),
        Mechanic::Ratio(own) => ratio(terms, own),
        Mechanic::PlacePoints(own) => place_points(terms, own),
        _ => Vec::new(),
    }
}

fn rate(own: &mechanic::Rate, kind: Option<&Kind>) -> Vec<String> {
    let mechanic::Rate { attribute, attended, excused, curve: by, none } = own;
    let (label, value) =
        (Terms::attribute(kind, attribute), |ids| any_of(&Terms::values(kind, attribute, ids)));
    let mut list =
        vec![format!("{label}为{}的算作达到，其余算作未达到，按数量求达到的比率", value(attended))];
    let left_out =
        if excused.is_empty() { String::new() } else { format!("{label}为{}的和", value(excused)) };
    list.push(format!("{left_out}免评期内的不列入计算"));
    list.extend(curve(by, "比率", true));
    list.push(format!("没有应列入计算的，{}", missing(*none)));
    list
}

fn rating(own: &mechanic::Rating, kind: Option<&Kind>) -> Vec<String> {
    let mechanic::Rating { take, curve: by, min_ballots, missing: none } = own;
    let taken = match take {
        Take::Mean => "取各次得分的平均数",
        Take::Sum => "取各次得分的合计数",
        Take::Highest => "取各次得分中最高的一次",
        Take::Latest => "取最近一次得分",
    };
    let mut curve = curve(by, "该得分", false).into_iter();
    let mut list = vec![format!("{taken}，{}", curve.next().unwrap_or_default())];
    list.extend(curve);
    list.extend(
        min_ballots
            .as_ref()
            .map(|(least, ballots)| format!("{}不到 {least} 的得分无效", Terms::attribute(kind, ballots))),
    );
    list.push(format!("没有有效得分的，{}", missing(*none)));
    list
}

fn rollup(terms: &Terms<'_>, own: &mechanic::Rollup) -> Vec<String> {
    let mechanic::Rollup { family, of, cycles, at_least, combine, curve: by, missing: none } = own;
    let family = family.as_deref();
    let whose = terms.family_title(family);
    let result = match of {
        None => "考评得分".to_owned(),
        Some(of) => format!("“{}”得分", terms.family_indicator(family, of)),
    };
    let how = match combine {
        Rolling::Mean => "平均数".to_owned(),
        Rolling::Sum => "合计数".to_owned(),
        Rolling::Weighted(weights) => {
            format!("加权平均数（由早到晚权重为 {}，期数不足的取后面的权重）", joined(weights, "∶"))
        }
    };
    let mut list = vec![format!("取考评期内结束的最近 {cycles} 期按{whose}考评的{result}，求{how}")];
    list.extend(curve(by, "该数", false));
    list.push(format!("不满 {at_least} 期的，{}", missing(*none)));
    list
}

fn ratio(terms: &Terms<'_>, own: &mechanic::Ratio) -> Vec<String> {
    let mechanic::Ratio { of, to, within, points, none } = own;
    let among = among(terms, within.as_deref());
    let (own, other) = (
        terms.rule(of),
        match to {
            To::Best => "最高分",
            To::Sum => "得分合计",
            To::Mean => "平均分",
        },
    );
    vec![
        format!("以本人“{own}”的得分除以{among}的{other}，乘以 {points} 分计分，最低 0 分，最多 {points} 分"),
        format!("{other}不高于零的，{}", missing(*none)),
        "不参加排名的不计分".to_owned(),
    ]
}

fn place_points(terms: &Terms<'_>, own: &mechanic::PlacePoints) -> Vec<String> {
    let mechanic::PlacePoints { of, within, lowest_first, skip_zero, list, ties } = own;
    let order = if *lowest_first { "由低到高" } else { "由高到低" };
    let mut sentences = vec![format!(
        "{}按“{}”的得分{order}排列，{}",
        among(terms, within.as_deref()),
        terms.rule(of),
        places(list)
    )];
    sentences.push(match ties {
        PlaceTies::Same => "得分相同的名次并列，都按该名次计分".to_owned(),
        PlaceTies::Mean => "得分相同的，平均分配所占各名次的分数".to_owned(),
    });
    if *skip_zero {
        sentences.push("该项得分为零的不排列，不计分".to_owned());
    }
    sentences.push("不参加排名的不计分".to_owned());
    sentences
}

fn among(terms: &Terms<'_>, within: Option<&str>) -> String {
    let subject = terms.subject();
    match within {
        Some(within) => format!("同一{}参加排名的{subject}", subject_attribute(within)),
        None => format!("参加排名的{subject}"),
    }
}

fn joined(points: &[Points], between: &str) -> String {
    points.iter().map(Points::to_string).collect::<Vec<_>>().join(between)
}

fn places(list: &PlaceList) -> String {
    match list {
        PlaceList::Listed { points, rest } => {
            let each: Vec<_> =
                (1_u32..).zip(points).map(|(place, points)| format!("第 {place} 名计 {points} 分")).collect();
            format!("{}，其余各计 {rest} 分", each.join("，"))
        }
        PlaceList::Falling { first, step, least } => {
            format!("第 1 名计 {first} 分，每降低一个名次少计 {step} 分，最低 {least} 分")
        }
    }
}

pub(super) fn poll(poll: &Poll, none: Missing, kind: Option<&Kind>) -> Vec<String> {
    let raters: Vec<_> = poll.groups.iter().map(|group| rater(group, kind)).collect();
    let mut list = vec![format!("由下列各方评议：{}", raters.join("；"))];
    list.extend(form(&poll.form, kind));
    let (scale, points) = (poll.scale, poll.points);
    list.push(format!("各方得分按权重加权平均后，除以 {scale}、乘以 {points} 分计分，最多 {points} 分"));
    if poll.groups.len() > 1 {
        list.push(match poll.reweigh {
            true => "一方有效票数不足的，其余各方的权重按比例补足".to_owned(),
            false => "一方有效票数不足的，整项按没有评议结果处理".to_owned(),
        });
    }
    list.push(format!("没有评议结果的，{}", missing(none)));
    list
}

fn rater(group: &RaterGroup, kind: Option<&Kind>) -> String {
    let which: Vec<_> = group
        .attributes
        .iter()
        .map(|(id, values)| {
            format!("{}为{}的票，", Terms::attribute(kind, id), any_of(&Terms::values(kind, id, values)))
        })
        .collect();
    format!(
        "{}（{}有效票不少于 {} 张），权重 {}",
        group.label,
        which.concat(),
        group.min_ballots,
        group.weight.to_percent()
    )
}

fn form(form: &Form, kind: Option<&Kind>) -> Vec<String> {
    match form {
        Form::Choice { attribute, worth, abstain } => {
            let each: Vec<_> =
                worth.iter().map(|(_, label, points)| format!("{label}折 {points} 分")).collect();
            let mut list = vec![format!(
                "每票按所选的{}折算（{}），各票平均为该方得分",
                Terms::attribute(kind, attribute),
                each.join("，")
            )];
            list.extend(abstained(attribute, abstain, kind));
            list.push("选择没有列出的，不算有效票".to_owned());
            list
        }
        Form::Bands { attribute, abstain, bands } => {
            let each: Vec<_> = bands.iter().map(band).collect();
            let mut list = vec![format!(
                "按有效票中各种{}所占比例，依次取先符合的一档为该方得分：{}",
                Terms::attribute(kind, attribute),
                each.join("；")
            )];
            list.extend(abstained(attribute, abstain, kind));
            list
        }
        Form::Score { trim_highest: 0, trim_lowest: 0 } => vec!["每票打分，各票平均为该方得分".to_owned()],
        Form::Score { trim_highest, trim_lowest } => vec![format!(
            "每票打分，去掉 {trim_highest} 个最高分和 {trim_lowest} 个最低分后平均为该方得分，票数不够去掉的不去"
        )],
        Form::Rank { list } => {
            let each: Vec<_> =
                (1_u32..).zip(list).map(|(place, points)| format!("第 {place} 名折 {points} 分")).collect();
            vec![format!("每票排出名次，{}，以后各名同最后一名，各票平均为该方得分", each.join("，"))]
        }
    }
}

fn abstained(attribute: &str, abstain: &[String], kind: Option<&Kind>) -> Option<String> {
    let labels = Terms::values(kind, attribute, abstain);
    (!labels.is_empty()).then(|| format!("{}的，不算有效票", any_of(&labels)))
}

fn band(band: &Band) -> String {
    let tests: Vec<_> = band
        .when
        .iter()
        .map(|test| {
            let least = test.at_least.map(|share| format!("不低于 {}", share.to_percent()));
            let below = test.below.map(|share| format!("低于 {}", share.to_percent()));
            let bounds: Vec<_> = least.into_iter().chain(below).collect();
            format!("{}{}", test.label, bounds.join("且"))
        })
        .collect();
    match tests.is_empty() {
        true => format!("其余的 {} 分", band.points),
        false => format!("{} 的 {} 分", tests.join("，并且"), band.points),
    }
}
