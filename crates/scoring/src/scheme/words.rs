//! Rules in a few Chinese words.
use super::price::ANY;
use super::*;

/// "立案 3 分，重点提案 5 分；联名减半；上限 12 分".
pub(super) fn points_text(rule: &Rule, catalogue: &Catalogue) -> String {
    let kind = rule.filter.kind.as_deref().and_then(|kind| catalogue.kind(kind));
    let unit = kind.and_then(|k| k.quantity.as_ref()).map_or("", |q| q.unit.as_str());
    let short_unit = unit.split('（').next().unwrap_or(unit);
    let mut parts = rule.mechanic.words(short_unit);
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

pub(super) fn per(unit: Unit, name: &str, each: &str) -> String {
    match unit {
        Unit::Fact => each.to_owned(),
        Unit::Quantity { per, .. } if per == Points::ONE => format!("每{name}"),
        Unit::Quantity { per, .. } => format!("每 {per} {name}"),
    }
}

/// " 3 分", "扣 2 分", "不计分".
pub(super) fn price_word(points: Points) -> String {
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
pub(super) fn price_text(price: &Price, each: &str) -> Vec<String> {
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

pub(super) fn limits(skip_first: u32, at_most: Option<u32>, unit: &str) -> Vec<String> {
    let mut parts = Vec::new();
    if skip_first > 0 {
        parts.push(format!("从第 {} {unit}起计", skip_first.saturating_add(1)));
    }
    parts.extend(at_most.map(|n| format!("最多计 {n} {unit}")));
    parts
}

pub(super) fn share_text(share: &Share) -> String {
    match share.method {
        ShareMethod::Equal => format!("联名的平均分，{}", share.rounding.label()),
        ShareMethod::HalfEach => format!("联名的每人一半，{}", share.rounding.label()),
        ShareMethod::FirstAll => "联名的只计第一人".to_owned(),
        ShareMethod::FirstHalf => format!("联名的第一人一半，其余人平分另一半，{}", share.rounding.label()),
    }
}

pub(super) fn named_text(named: &Named) -> String {
    format!("署名靠前的 {} 人计分", named.at_most)
}

pub(super) fn missing_text(missing: Missing) -> String {
    let word = match missing {
        Missing::Full => "按满分计",
        Missing::Zero => "不计分",
        Missing::Exclude => "不计入满分，按折算分比较",
    };
    format!("没有结果的{word}")
}

pub(super) fn curve_text(curve: &Curve, figure: &str, percent: bool) -> String {
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
