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
        Mechanic::Base { points } => parts.push(format!("基础分 {points} 分")),
        Mechanic::Tally { price, unit, skip_first, at_most, share } => {
            parts.extend(price_text(price, &per(*unit, short_unit, "每次")));
            parts.extend(limits(*skip_first, *at_most, "次"));
            parts.extend(share.as_ref().map(share_text));
        }
        Mechanic::Deductions { base, floor, price, unit } => {
            parts.push(format!("基础分 {base} 分"));
            parts.extend(price_text(price, &per(*unit, short_unit, "每次")));
            parts.push(format!("扣至 {floor} 分为止"));
        }
        Mechanic::Flat { price, at_least, count } => {
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
        Mechanic::Sequence { points, scope } => {
            let whose = if *scope == Scope::Piece { "同一件" } else { "本期" };
            let list: Vec<_> = points.iter().map(Points::to_string).collect();
            parts.push(format!("{whose}依次 {} 分，此后同末项", list.join("、")));
        }
        Mechanic::Pieces { price, combine, either_or, skip_first, at_most, share } => {
            parts.extend(price_text(price, "每件"));
            parts.push(if *combine == Combine::Highest { "同一件就高" } else { "同一件各级累加" }.to_owned());
            if !either_or.is_empty() {
                parts.push("同一件按规定择一".to_owned());
            }
            parts.extend(limits(*skip_first, *at_most, "件"));
            parts.extend(share.as_ref().map(share_text));
        }
        Mechanic::Factor { factor, .. } => parts.push(format!("另一条得分的 {factor} 倍")),
        Mechanic::Rate { points, steps, .. } if steps.is_empty() => {
            parts.push(format!("出勤率 × {points} 分"));
        }
        Mechanic::Rate { steps, .. } => {
            let list: Vec<_> =
                steps.iter().map(|(from, p)| format!("达 {} 得 {p} 分", from.to_percent())).collect();
            parts.push(format!("出勤率{}", list.join("，")));
        }
        Mechanic::Rating { points, scale, missing, .. } => {
            parts.push(format!("评议得分 ÷ {scale} × {points} 分"));
            let word = if *missing == Missing::Full {
                "按满分计"
            } else {
                "不计入满分，按折算分比较"
            };
            parts.push(format!("没有评议结果的{word}"));
        }
        Mechanic::Report { price, missing, due, not_due } => {
            parts.extend(price_text(price, ""));
            parts.push(format!("未交 {missing} 分"));
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
        Mechanic::Manual { least, most } => parts.push(format!("每项 {least} 至 {most} 分，写明理由")),
    }
    parts.extend(rule.max.map(|max| format!("上限 {max} 分")));
    parts.join("；")
}

fn per(unit: Unit, name: &str, each: &str) -> String {
    match unit {
        Unit::Fact => each.to_owned(),
        Unit::Quantity { per, .. } if per == Points::ONE => format!("每{name}"),
        Unit::Quantity { per, .. } => format!("每 {per} {name}"),
    }
}

fn signed(points: Points) -> String {
    if points.is_negative() { format!("扣 {} 分", points.negated()) } else { format!("{points} 分") }
}

/// The table; where a last dimension only halves the first value, that is said once.
fn price_text(price: &Price, each: &str) -> Vec<String> {
    let one = |label: &str, points: Points| match (label.is_empty(), points.is_zero()) {
        (true, _) => format!("{each} {}", signed(points)).trim().to_owned(),
        (false, true) => format!("{label}不计分"),
        (false, false) => format!("{label}{each} {}", signed(points)),
    };
    if price.by.len() == 2
        && let Some((second, rows)) = halved(price)
    {
        let list: Vec<_> = rows.iter().map(|(label, points)| one(label, *points)).collect();
        return vec![list.join("，"), format!("{second}减半")];
    }
    vec![price.cells.iter().map(|cell| one(&cell.label, cell.points)).collect::<Vec<_>>().join("，")]
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
        ShareMethod::HalfEach => "联名的每人一半".to_owned(),
        ShareMethod::FirstAll => "联名的只计第一人".to_owned(),
        ShareMethod::FirstHalf => format!("联名的第一人一半，其余人平分另一半，{}", share.rounding.label()),
    }
}
