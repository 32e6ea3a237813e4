//! Clauses that several mechanics share: prices, units, shares, factors, curves.
use super::terms::{Terms, rounding};
use crate::Points;
use crate::catalogue::Kind;
use crate::scheme::{Curve, Filter, Missing, Named, Part, Price, Share, ShareMethod, Times, Unit};

/// "计 3 分", "扣 2 分"; nothing is "不计分", or "不扣分" where others are taken off.
pub(super) fn worth(points: Points, among: Points) -> String {
    if points.is_zero() {
        return if among.is_negative() { "不扣分" } else { "不计分" }.to_owned();
    }
    if points.is_negative() { format!("扣 {} 分", points.negated()) } else { format!("计 {points} 分") }
}

/// "每次计 2 分", "每半天按下列标准：出席不扣分、迟到扣 0.5 分".
pub(super) fn price(price: &Price, each: &str) -> String {
    let lowest = price.lowest();
    if price.by.is_empty() {
        let points = price.cells.first().map_or(Points::ZERO, |cell| cell.points);
        return format!("{each}{}", worth(points, lowest));
    }
    let mut rows: Vec<(&str, Vec<String>)> = Vec::new();
    for cell in &price.cells {
        let mut labels = cell.label.split('·');
        let first = labels.next().unwrap_or_default();
        let rest: Vec<_> = labels.collect();
        let worth = worth(cell.points, lowest);
        let text = match rest.split_first() {
            None => worth,
            Some((second, [])) => format!("{second}{worth}"),
            Some((second, more)) => format!("{second}（{}）{worth}", more.join("，")),
        };
        match rows.last_mut().filter(|(label, _)| *label == first && !rest.is_empty()) {
            Some((_, texts)) => texts.push(text),
            None => rows.push((first, vec![text])),
        }
    }
    let nested = price.cells.iter().any(|cell| cell.keys.len() > 1);
    let rows = rows.iter().map(|(label, texts)| {
        let several = nested && !texts.iter().all(|t| t.starts_with(['计', '扣', '不']));
        format!("{label}{}{}", if several { "的，" } else { "" }, texts.join("、"))
    });
    let rows = rows.collect::<Vec<_>>().join(if nested { "；" } else { "，" });
    let verb = if price.highest().is_positive() { "计分" } else { "扣分" };
    format!("{each}按下列标准{verb}：{rows}")
}

/// What becomes of a part of a unit.
pub(super) fn part(unit: Unit, kind: Option<&Kind>) -> Option<String> {
    let Unit::Quantity { per, part } = unit else { return None };
    let amount = Terms::amount(kind, per);
    Some(match part {
        Part::Proportional => format!("不足{amount}的按比例计"),
        Part::None => format!("不足{amount}的部分不计"),
        Part::Full => format!("不足{amount}的按{amount}计"),
    })
}

/// How many count: "前 2 次属应尽职责，不计分", "最多计 8 件".
pub(super) fn limits(skip_first: u32, at_most: Option<u32>, counted: &str) -> Vec<String> {
    let mut clauses = Vec::new();
    if skip_first > 0 {
        let next = skip_first.saturating_add(1);
        clauses.push(format!(
            "按时间先后，前 {skip_first} {counted}属应尽职责，不计分，从第 {next} {counted}起计分"
        ));
    }
    clauses.extend(at_most.map(|n| format!("得分由高到低最多计 {n} {counted}")));
    clauses
}

/// Factors; `divided`: what they give is divided among signers afterwards.
pub(super) fn times(terms: &Terms<'_>, list: &[Times], divided: bool, kind: Option<&Kind>) -> Vec<String> {
    let mut clauses: Vec<String> = list
        .iter()
        .map(|times| {
            let which = which(terms, &times.filter, kind);
            format!("{}{which}的，乘以 {}", times.label.trim_end_matches('的'), times.by)
        })
        .collect();
    if list.len() > 1 {
        clauses.push("同时符合几种情形的依次相乘".to_owned());
    }
    if divided && !list.is_empty() {
        clauses.push("由多人署名的，先相乘，再分配".to_owned());
    }
    clauses
}

/// "（形式为综合采用，只适用于常委）".
fn which(terms: &Terms<'_>, filter: &Filter, kind: Option<&Kind>) -> String {
    let mut words = terms.demands(filter, kind);
    words.extend(terms.reach(filter));
    if words.is_empty() { String::new() } else { format!("（{}）", words.join("，")) }
}

pub(super) fn share(share: &Share, kind: Option<&Kind>) -> String {
    let first = kind.and_then(|k| k.role(&share.first)).map_or("第一署名人", |role| &role.label);
    let rest = match share.decimals {
        0 => format!("除不尽的{}取整数", rounding(share.rounding)),
        decimals => format!("除不尽的保留 {decimals} 位小数，其余{}", rounding(share.rounding)),
    };
    match share.method {
        ShareMethod::Equal => format!("由多人署名的，各署名人平均分配得分，{rest}；署名人数不明的不计分"),
        ShareMethod::HalfEach => format!("由多人署名的，各署名人均按一半计分，{rest}"),
        ShareMethod::FirstAll => format!("由多人署名的，{first}计全部得分，其他人不计分"),
        ShareMethod::FirstHalf => {
            format!("由多人署名的，{first}计一半，其他人平均分配另一半，{rest}；署名人数不明的不计分")
        }
    }
}

pub(super) fn named(named: &Named, kind: Option<&Kind>) -> String {
    let position = Terms::attribute(kind, &named.position);
    format!("只有{position}在前 {} 位的计分，没有记录{position}的不计分", named.at_most)
}

/// What holds where there is no result, after "…的，".
pub(super) fn missing(missing: Missing) -> &'static str {
    match missing {
        Missing::Full => "按满分计",
        Missing::Zero => "不计分",
        Missing::Exclude => "不计分，本人可得满分相应减少",
    }
}

/// How a figure becomes points; `share`: the figure is a share of one.
pub(super) fn curve(curve: &Curve, figure: &str, share: bool) -> Vec<String> {
    let number = |n: Points| if share { n.to_percent() } else { n.to_string() };
    match curve {
        Curve::Linear { points, .. } if share => vec![format!("以{figure}乘以 {points} 分计分")],
        Curve::Linear { points, scale } => {
            vec![format!("以{figure}除以 {scale}、乘以 {points} 分计分，最多 {points} 分")]
        }
        Curve::Steps { steps } => {
            let list: Vec<_> = steps
                .iter()
                .map(|(from, points)| format!("达到 {} 的计 {points} 分", number(*from)))
                .collect();
            let last = steps.last().map(|(from, _)| format!("，不到 {} 的不计分", number(*from)));
            vec![format!("{figure}{}{}", list.join("，"), last.unwrap_or_default())]
        }
        Curve::PerStep { points, per, part } => {
            let per = number(*per);
            vec![format!("{figure}每 {per} 计 {points} 分，{}", step_part(*part, &per))]
        }
        Curve::Shortfall { points, target, per, off, floor, part } => {
            let (target, per) = (number(*target), number(*per));
            let part = step_part(*part, &per);
            vec![format!(
                "{figure}达到 {target} 的计 {points} 分，每低 {per} 扣 {off} 分，{part}，扣至 {floor} 分为止"
            )]
        }
    }
}

fn step_part(part: Part, per: &str) -> String {
    match part {
        Part::Proportional => format!("不足 {per} 的按比例计"),
        Part::None => format!("不足 {per} 的部分不计"),
        Part::Full => format!("不足 {per} 的按 {per} 计"),
    }
}
