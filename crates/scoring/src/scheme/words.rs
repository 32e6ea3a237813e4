//! Rules in a few Chinese words.
use super::price::ANY;
use super::*;

/// "立案 3 分，重点提案 5 分；联名减半；上限 12 分".
pub(super) fn points_text(rule: &Rule, catalogue: &Catalogue) -> String {
    let kind = rule.filter.kind.as_deref().and_then(|kind| catalogue.kind(kind));
    let unit = kind.and_then(|k| k.quantity.as_ref()).map_or("", |q| q.unit.as_str());
    let short_unit = unit.split('（').next().unwrap_or(unit);
    let mut parts = Vec::new();
    match &rule.mechanic {
        Mechanic::Base(mechanic::Base { points }) => parts.push(format!("基础分 {points} 分")),
        Mechanic::Tally(mechanic::Tally { price, unit, skip_first, at_most, share, named, .. }) => {
            parts.extend(price_text(price, &per(*unit, short_unit, "每次")));
            parts.extend(limits(*skip_first, *at_most, "次"));
            parts.extend(share.as_ref().map(share_text));
            parts.extend(named.as_ref().map(named_text));
        }
        Mechanic::Deductions(mechanic::Deductions { base, floor, price, unit, skip_first, .. }) => {
            parts.push(format!("基础分 {base} 分"));
            if *skip_first > 0 {
                parts.push(format!("前 {skip_first} 次不扣"));
            }
            parts.extend(price_text(price, &per(*unit, short_unit, "每次")));
            parts.push(format!("扣至 {floor} 分为止"));
        }
        Mechanic::Flat(mechanic::Flat { price, at_least, count }) => {
            let counted = match count {
                Count::Facts => "次",
                Count::Pieces => "件",
                Count::Quantity => short_unit,
            };
            if *at_least > 1 {
                parts.push(format!("满 {at_least} {counted}方得分"));
            }
            parts.extend(price_text(price, ""));
            parts.push("只计一次".to_owned());
        }
        Mechanic::Sequence(mechanic::Sequence { points, scope }) => {
            let whose = if *scope == Scope::Piece { "同一件" } else { "本期" };
            let list: Vec<_> = points.iter().map(Points::to_string).collect();
            parts.push(format!("{whose}依次 {} 分，此后同末项", list.join("、")));
        }
        Mechanic::Checklist(mechanic::Checklist { price }) => {
            parts.extend(price_text(price, ""));
            parts.push("每项只计一次".to_owned());
        }
        Mechanic::Target(mechanic::Target { points, goal, count, below, over, each, .. }) => {
            parts.extend(target_text(*points, goal, *count, *below, *over, *each, short_unit));
        }
        Mechanic::Pieces(mechanic::Pieces {
            price,
            combine,
            either_or,
            implies_lower,
            skip_first,
            at_most,
            share,
            named,
            ..
        }) => {
            parts.extend(price_text(price, "每件"));
            parts.push(if *combine == Combine::Highest { "同一件就高" } else { "同一件各级累加" }.to_owned());
            if *implies_lower {
                parts.push("达到高一级即视为经过低一级".to_owned());
            }
            if !either_or.is_empty() {
                parts.push("同一件按规定择一".to_owned());
            }
            parts.extend(limits(*skip_first, *at_most, "件"));
            parts.extend(share.as_ref().map(share_text));
            parts.extend(named.as_ref().map(named_text));
        }
        Mechanic::Factor(mechanic::Factor { factor, .. }) => parts.push(format!("另一款得分的 {factor} 倍")),
        Mechanic::Rate(mechanic::Rate { curve, .. }) => parts.push(curve_text(curve, "比率", true)),
        Mechanic::Rating(mechanic::Rating { curve, take, missing, .. }) => {
            let figure = match take {
                Take::Mean => "评议得分",
                Take::Sum => "得分合计",
                Take::Highest => "最高得分",
                Take::Latest => "最近一次得分",
            };
            parts.push(curve_text(curve, figure, false));
            parts.push(missing_text(*missing));
        }
        Mechanic::Poll(mechanic::Poll { poll, missing }) => {
            parts.extend(poll_text(poll));
            parts.push(missing_text(*missing));
        }
        Mechanic::Ratio(mechanic::Ratio { to, points, .. }) => {
            let other = match to {
                To::Best => "最高分",
                To::Sum => "各家合计",
                To::Mean => "平均分（高于平均的按满分）",
            };
            parts.push(format!("本人得分 ÷ {other} × {points} 分"));
        }
        Mechanic::PlacePoints(mechanic::PlacePoints { list, ties, .. }) => {
            parts.push(match list {
                PlaceList::Listed { points, rest } => {
                    let list: Vec<_> = points.iter().map(Points::to_string).collect();
                    format!("依名次得 {} 分，其后各 {rest} 分", list.join("、"))
                }
                PlaceList::Falling { first, step, least } => {
                    format!("第 1 名 {first} 分，每降一名少 {step} 分，最低 {least} 分")
                }
            });
            let word =
                if *ties == PlaceTies::Same { "都按该名次得分" } else { "平分所占名次的分" };
            parts.push(format!("名次相同的{word}"));
        }
        Mechanic::Rollup(mechanic::Rollup { cycles, combine, curve, missing, .. }) => {
            let figure = match combine {
                Rolling::Mean => format!("最近 {cycles} 期平均分"),
                Rolling::Sum => format!("最近 {cycles} 期合计分"),
                Rolling::Weighted(weights) => {
                    let list: Vec<_> = weights.iter().map(Points::to_string).collect();
                    format!("最近 {cycles} 期按 {} 加权的平均分", list.join("∶"))
                }
            };
            parts.push(curve_text(curve, &figure, false));
            parts.push(missing_text(*missing));
        }
        Mechanic::Report(mechanic::Report { price, missing, due, not_due }) => {
            parts.extend(price_text(price, ""));
            parts.push(format!("未交{}", price_word(*missing)));
            let when = match due {
                Due::Always => None,
                Due::FirstHalf => Some("下半年"),
                Due::SecondHalf => Some("上半年"),
            };
            let word = match not_due {
                Missing::Full => "按满分计",
                Missing::Exclude => "不计入满分",
                Missing::Zero => "不计分",
            };
            parts.extend(when.map(|when| format!("{when}不到期，{word}")));
        }
        Mechanic::Manual(mechanic::Manual { least, most, review }) => {
            parts.push(format!("每项 {least} 至 {most} 分，写明理由"));
            if review.is_some() {
                parts.push("自评分须经审核，以审核分为准".to_owned());
            }
        }
    }
    parts.extend(rule.factors().iter().map(|t| format!("{}的乘 {}", t.label.trim_end_matches('的'), t.by)));
    parts.extend(rule.max.map(|max| format!("上限 {max} 分")));
    if rule.bonus {
        parts.push("属于加分".to_owned());
    }
    if rule.measure {
        parts.push("只供比较".to_owned());
    }
    parts.join("；")
}

fn per(unit: Unit, name: &str, each: &str) -> String {
    match unit {
        Unit::Fact => each.to_owned(),
        Unit::Quantity { per, .. } if per == Points::ONE => format!("每{name}"),
        Unit::Quantity { per, .. } => format!("每 {per} {name}"),
    }
}

/// " 3 分", "扣 2 分", "不计分".
fn price_word(points: Points) -> String {
    match points.is_zero() {
        true => "不计分".to_owned(),
        false if points.is_negative() => signed(points),
        false => format!(" {}", signed(points)),
    }
}

fn signed(points: Points) -> String {
    if points.is_negative() { format!("扣 {} 分", points.negated()) } else { format!("{points} 分") }
}

/// The table; where a last dimension only halves the first value, that is said once.
fn price_text(price: &Price, each: &str) -> Vec<String> {
    let nothing = if price.lowest().is_negative() { "不扣分" } else { "不计分" };
    let one = |label: &str, points: Points| match (label.is_empty(), points.is_zero()) {
        (false, true) => format!("{label}{nothing}"),
        _ if points.is_negative() => format!("{label}{each}{}", signed(points)),
        _ => format!("{label}{each} {}", signed(points)).trim().to_owned(),
    };
    if price.by.len() == 2
        && let Some((second, rows)) = halved(price)
    {
        let list: Vec<_> = rows.iter().map(|(label, points)| one(label, *points)).collect();
        return vec![list.join("，"), format!("{second}减半")];
    }
    if price.by.len() > 1 {
        return vec![nested(price, each, nothing)];
    }
    vec![price.cells.iter().map(|cell| one(&cell.label, cell.points)).collect::<Vec<_>>().join("，")]
}

/// "报送每件 1 分，采用每件市级 3 分、省级 4 分".
fn nested(price: &Price, each: &str, nothing: &str) -> String {
    let mut rows: Vec<String> = Vec::new();
    let mut last = "";
    for cell in &price.cells {
        let (first, rest) = cell.label.split_once('·').unwrap_or((&cell.label, ""));
        let worth = if cell.points.is_zero() { nothing.to_owned() } else { price_word(cell.points) };
        match rows.last_mut().filter(|_| first == last && !rest.is_empty()) {
            Some(row) => row.push_str(&format!("、{rest}{worth}")),
            None => rows.push(format!("{first}{each}{rest}{worth}")),
        }
        last = first;
    }
    rows.join("，")
}

type Rows<'p> = Vec<(&'p str, Points)>;

fn halved(price: &Price) -> Option<(&str, Rows<'_>)> {
    let mut rows = Vec::new();
    let mut second_label = None;
    for pair in price.cells.chunks(2) {
        let [first, second] = pair else { return None };
        let [row, _] = first.keys.as_slice() else { return None };
        let [row_again, key] = second.keys.as_slice() else { return None };
        let label = second.label.rsplit('·').next()?;
        if row != row_again || key == ANY || second.points.0.checked_mul(2) != Some(first.points.0) {
            return None;
        }
        if *second_label.get_or_insert(label) != label {
            return None;
        }
        rows.push((first.label.split('·').next()?, first.points));
    }
    second_label.map(|label| (label, rows))
}

fn limits(skip_first: u32, at_most: Option<u32>, unit: &str) -> Vec<String> {
    let mut parts = Vec::new();
    if skip_first > 0 {
        parts.push(format!("从第 {} {unit}起计", skip_first.saturating_add(1)));
    }
    parts.extend(at_most.map(|n| format!("最多计 {n} {unit}")));
    parts
}

fn share_text(share: &Share) -> String {
    match share.method {
        ShareMethod::Equal => format!("联名的平均分，{}", share.rounding.label()),
        ShareMethod::HalfEach => format!("联名的每人一半，{}", share.rounding.label()),
        ShareMethod::FirstAll => "联名的只计第一人".to_owned(),
        ShareMethod::FirstHalf => format!("联名的第一人一半，其余人平分另一半，{}", share.rounding.label()),
    }
}

fn named_text(named: &Named) -> String {
    format!("署名靠前的 {} 人计分", named.at_most)
}

fn missing_text(missing: Missing) -> String {
    let word = match missing {
        Missing::Full => "按满分计",
        Missing::Zero => "不计分",
        Missing::Exclude => "不计入满分，按折算分比较",
    };
    format!("没有结果的{word}")
}

fn curve_text(curve: &Curve, figure: &str, percent: bool) -> String {
    let number = |n: Points| if percent { n.to_percent() } else { n.to_string() };
    let part_text = |part: Part| match part {
        Part::Proportional => "，不足的按比例",
        Part::None => "，不足的不计",
        Part::Full => "，不足的按一个计",
    };
    match curve {
        Curve::Linear { points, .. } if percent => format!("{figure} × {points} 分"),
        Curve::Linear { points, scale } => format!("{figure} ÷ {scale} × {points} 分"),
        Curve::Steps { steps } => {
            let list: Vec<_> =
                steps.iter().map(|(from, p)| format!("达 {} 得 {p} 分", number(*from))).collect();
            format!("{figure}{}", list.join("，"))
        }
        Curve::PerStep { points, per, part } => {
            format!("{figure}每 {} 得 {points} 分{}", number(*per), part_text(*part))
        }
        Curve::Shortfall { points, target, per, off, floor, part } => {
            let (target, per) = (number(*target), number(*per));
            format!(
                "{figure}达 {target} 得 {points} 分，每低 {per} 扣 {off} 分{}，扣至 {floor} 分为止",
                part_text(*part)
            )
        }
    }
}

fn target_text(
    points: Points,
    goal: &Goal,
    count: Count,
    below: Below,
    over: Option<Points>,
    each: Each,
    unit: &str,
) -> Vec<String> {
    let counted = match count {
        Count::Facts => "次",
        Count::Pieces => "件",
        Count::Quantity => unit,
    };
    let goal = match goal {
        Goal::Fixed(n) => format!(" {n} {counted}"),
        Goal::Attribute(_) => "本人（本单位）目标数".to_owned(),
    };
    let when = match each {
        Each::Period => "",
        Each::Month => "每月",
        Each::Quarter => "每季度",
    };
    let mut parts = vec![format!("{when}达到{goal}得 {points} 分")];
    parts.push(match below {
        Below::Zero => "达不到的不得分".to_owned(),
        Below::Proportional => "达不到的按比例得分".to_owned(),
        Below::Off { off, floor } => format!("每少一{counted}扣 {off} 分，扣至 {floor} 分为止"),
    });
    parts.extend(over.map(|over| format!("每多一{counted}加 {over} 分")));
    parts
}

fn poll_text(poll: &Poll) -> Vec<String> {
    let raters: Vec<_> =
        poll.groups.iter().map(|g| format!("{} {}", g.label, g.weight.to_percent())).collect();
    let how = match &poll.form {
        Form::Choice { worth, .. } => {
            let list: Vec<_> = worth.iter().map(|(_, label, p)| format!("{label} {p}")).collect();
            format!("各票按{} 折算后平均", list.join("、"))
        }
        Form::Bands { bands, .. } => {
            let list: Vec<_> = bands.iter().map(band_text).collect();
            list.join("，")
        }
        Form::Score { trim_highest: 0, trim_lowest: 0 } => "各票打分平均".to_owned(),
        Form::Score { trim_highest, trim_lowest } => {
            format!("去掉 {trim_highest} 个最高分、{trim_lowest} 个最低分后平均")
        }
        Form::Rank { list } => {
            let list: Vec<_> = list.iter().map(Points::to_string).collect();
            format!("各票名次依次按 {} 分折算后平均", list.join("、"))
        }
    };
    let mut parts = vec![format!("评议方权重：{}", raters.join("、")), how];
    if !matches!(&poll.form, Form::Bands { .. } if poll.scale == poll.points) {
        parts.push(format!("得分 ÷ {} × {} 分", poll.scale, poll.points));
    }
    parts
}

fn band_text(band: &Band) -> String {
    let tests = band.when.iter().map(|t| {
        let least = t.at_least.map(|s| format!("不低于 {}", s.to_percent()));
        let below = t.below.map(|s| format!("低于 {}", s.to_percent()));
        let bounds: Vec<_> = least.into_iter().chain(below).collect();
        format!("“{}”票{}", t.label, bounds.join("且"))
    });
    let tests: Vec<_> = tests.collect();
    match tests.is_empty() {
        true => format!("其余 {} 分", band.points),
        false => format!("{}的 {} 分", tests.join("并且"), band.points),
    }
}
