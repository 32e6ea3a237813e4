//! Pieces: stages that add up or replace each other, and the division of joint work.
use std::collections::BTreeMap;

use super::mechanic::{Writer, piece_of, signed};
use super::subject::Item;
use crate::scheme::{Authorship, Combine, Mechanic, Price, Share, ShareMethod};
use crate::{Fact, Points};

/// What keeps each of several values from counting: the first `skip_first` earning ones are the duty; of the
/// others the `at_most` best count, earlier ones first among equals.
pub(super) fn out_of_count(
    values: &[Points],
    skip_first: u32,
    at_most: Option<u32>,
    unit: &str,
) -> Vec<Option<String>> {
    let mut reasons = vec![None; values.len()];
    let mut earning: Vec<usize> =
        (0..values.len()).filter(|i| values.get(*i).is_some_and(|v| v.is_positive())).collect();
    let duty = usize::try_from(skip_first).unwrap_or(usize::MAX).min(earning.len());
    for i in earning.drain(..duty) {
        if let Some(reason) = reasons.get_mut(i) {
            *reason = Some(format!("前 {skip_first} {unit}是基本要求，不另计分"));
        }
    }
    let Some(most) = at_most else { return reasons };
    earning.sort_by(|a, b| values.get(*b).cmp(&values.get(*a)).then(a.cmp(b)));
    for i in earning.into_iter().skip(usize::try_from(most).unwrap_or(usize::MAX)) {
        if let Some(reason) = reasons.get_mut(i) {
            *reason = Some(format!("最多计 {most} {unit}，取分高的，本{unit}不计"));
        }
    }
    reasons
}

/// A signer's part of the points; an error tells why it cannot be known.
fn part(share: &Share, points: Points, item: &Item<'_>) -> Result<(Option<Points>, String), String> {
    let fact = item.fact;
    let first = fact.role.as_deref() == Some(share.first.as_str());
    let joint = Authorship::of(fact) == Authorship::Joint || (!first && fact.role.is_some());
    if !joint {
        return Ok((Some(points), String::new()));
    }
    let divided = |num: i64, den: i64| {
        let exact = i128::from(points.0).checked_mul(i128::from(num))?;
        let step = 10_i64.checked_pow(4_u32.saturating_sub(share.decimals))?;
        let units = share.rounding.divide(exact, i128::from(den).checked_mul(i128::from(step))?)?;
        i64::try_from(units).ok()?.checked_mul(step).map(Points)
    };
    let signers = || match fact.signers {
        Some(n) if n > 1 => Ok(i64::from(n)),
        _ => Err("联名而没有署名人数，无法分摊，不计".to_owned()),
    };
    match share.method {
        ShareMethod::FirstAll if first => Ok((Some(points), "，联名的只计第一人".to_owned())),
        ShareMethod::FirstAll => Ok((Some(Points::ZERO), "，不是第一人，不计".to_owned())),
        ShareMethod::HalfEach => Ok((divided(1, 2), "，联名每人一半".to_owned())),
        ShareMethod::Equal => {
            let n = signers()?;
            Ok((divided(1, n), format!("，{n} 人平均")))
        }
        ShareMethod::FirstHalf if first => Ok((divided(1, 2), "，联名第一人一半".to_owned())),
        ShareMethod::FirstHalf => {
            let others = signers()?.saturating_sub(1);
            Ok((divided(1, others.saturating_mul(2)), format!("，其余 {others} 人平分另一半")))
        }
    }
}

/// A line with the subject's part of the points.
pub(super) fn shared_line(
    w: &mut Writer<'_, '_>,
    item: &Item<'_>,
    share: &Share,
    points: Option<Points>,
    reason: String,
) {
    match points.map(|points| part(share, points, item)) {
        Some(Ok((value, how))) => {
            w.line(Some(item.fact), value, format!("{reason}{how}"));
        }
        Some(Err(problem)) => {
            w.given.notes.push(format!("事实“{}”：{problem}", item.fact.id));
            w.nothing(item, problem);
        }
        None => {
            w.line(Some(item.fact), None, reason);
        }
    }
}

/// One fact of a piece with its price.
struct Entry<'e, 'i> {
    item: &'e Item<'i>,
    value: Points,
    label: &'e str,
    keys: &'e [String],
    how: String,
}

pub(super) fn run(w: &mut Writer<'_, '_>, items: &[Item<'_>]) {
    let rule = w.rule;
    let Mechanic::Pieces { price, combine, either_or, implies_lower, skip_first, at_most, share } =
        &rule.mechanic
    else {
        return;
    };
    let mut order: Vec<&str> = Vec::new();
    let mut by_piece: BTreeMap<&str, Vec<Entry<'_, '_>>> = BTreeMap::new();
    for item in items {
        let Some(cell) = price.cell(item.fact) else {
            w.price(price, item);
            continue;
        };
        let divided = match share {
            Some(share) => part(share, cell.points, item),
            None => Ok((Some(cell.points), String::new())),
        };
        let (value, how) = match divided {
            Ok((Some(value), how)) => (value, how),
            Ok((None, _)) => {
                w.line(Some(item.fact), None, String::new());
                continue;
            }
            Err(problem) => {
                w.given.notes.push(format!("事实“{}”：{problem}", item.fact.id));
                w.nothing(item, problem);
                continue;
            }
        };
        let piece = piece_of(item.fact);
        let entries = by_piece.entry(piece).or_insert_with(|| {
            order.push(piece);
            Vec::new()
        });
        entries.push(Entry { item, value, label: &cell.label, keys: &cell.keys, how });
    }
    if *implies_lower && *combine == Combine::Sum {
        for entries in by_piece.values_mut() {
            let implied = implied(w, entries, price, share.as_ref());
            entries.extend(implied);
        }
    }
    let pieces: Vec<_> = order.into_iter().filter_map(|piece| by_piece.remove(piece)).collect();
    let worth = |entries: &Vec<Entry<'_, '_>>| {
        winners(entries, *combine, either_or)
            .into_iter()
            .filter_map(|i| entries.get(i))
            .fold(Points::ZERO, |total, entry| Points(total.0.saturating_add(entry.value.0)))
    };
    let values: Vec<Points> = pieces.iter().map(worth).collect();
    let reasons = out_of_count(&values, *skip_first, *at_most, "件");
    for (entries, reason) in pieces.iter().zip(reasons) {
        match reason {
            Some(reason) => entries.iter().for_each(|entry| w.nothing(entry.item, reason.clone())),
            None => one_piece(w, entries, *combine, either_or),
        }
    }
}

/// Entries for stages below those there are facts of, borne by the fact of the highest stage.
fn implied<'e, 'i>(
    w: &Writer<'_, '_>,
    entries: &[Entry<'e, 'i>],
    price: &'e Price,
    share: Option<&Share>,
) -> Vec<Entry<'e, 'i>> {
    let first = entries.first().and_then(|e| w.context.catalogue.kind(&e.item.fact.kind));
    let Some(kind) = first else { return Vec::new() };
    let rank = |entry: &Entry<'_, '_>| {
        let stage = entry.item.fact.stage.as_deref();
        kind.stages.iter().position(|s| Some(s.id.as_str()) == stage)
    };
    let Some(highest) = entries.iter().rev().max_by_key(|entry| rank(entry)) else { return Vec::new() };
    let lower = kind.stages.iter().take(rank(highest).unwrap_or(0));
    let mut implied = Vec::new();
    for stage in lower.filter(|s| !entries.iter().any(|e| e.item.fact.stage.as_ref() == Some(&s.id))) {
        let fact = Fact { stage: Some(stage.id.clone()), ..highest.item.fact.clone() };
        let Some(cell) = price.cell(&fact) else { continue };
        let divided =
            share.map_or(Ok((Some(cell.points), String::new())), |s| part(s, cell.points, highest.item));
        if let Ok((Some(value), how)) = divided {
            let how = format!("{how}（由更高一级推定）");
            implied.push(Entry { item: highest.item, value, label: &cell.label, keys: &cell.keys, how });
        }
    }
    implied
}

/// Which entries compete: of each set only the best counts.
fn set_of(entry: &Entry<'_, '_>, combine: Combine, either_or: &[Vec<Vec<String>>]) -> (usize, Vec<String>) {
    if combine == Combine::Highest {
        return (0, Vec::new());
    }
    let set = either_or.iter().position(|set| set.iter().any(|keys| entry.keys.starts_with(keys)));
    match set {
        Some(set) => (set.saturating_add(1), Vec::new()),
        None => (0, entry.keys.to_vec()),
    }
}

type Sets = BTreeMap<(usize, Vec<String>), usize>;

/// The entry that counts in each set.
fn best(entries: &[Entry<'_, '_>], combine: Combine, either_or: &[Vec<Vec<String>>]) -> Sets {
    let mut best = Sets::new();
    for (i, entry) in entries.iter().enumerate() {
        let winner = best.entry(set_of(entry, combine, either_or)).or_insert(i);
        if entries.get(*winner).is_some_and(|w| entry.value > w.value) {
            *winner = i;
        }
    }
    best
}

fn winners(entries: &[Entry<'_, '_>], combine: Combine, either_or: &[Vec<Vec<String>>]) -> Vec<usize> {
    best(entries, combine, either_or).into_values().collect()
}

fn one_piece(
    w: &mut Writer<'_, '_>,
    entries: &[Entry<'_, '_>],
    combine: Combine,
    either_or: &[Vec<Vec<String>>],
) {
    let best = best(entries, combine, either_or);
    for (i, entry) in entries.iter().enumerate() {
        let set = set_of(entry, combine, either_or);
        let winner = best.get(&set).copied().unwrap_or(i);
        let name = if entry.label.is_empty() { "本件" } else { entry.label };
        if winner == i {
            if entry.value.is_negative() && entry.item.excused.is_some() {
                w.nothing(entry.item, format!("{name}，在免考核期内，不扣分"));
                continue;
            }
            let reason = format!("{name}，{}{}", signed(entry.value), entry.how);
            w.line(Some(entry.item.fact), Some(entry.value), reason);
            continue;
        }
        let other = entries.get(winner).map_or("", |w| w.label);
        let reason = if combine == Combine::Highest {
            format!("{name}：同一件就高，已按“{other}”计分")
        } else if set.0 > 0 {
            format!("{name}：同一件择一，已按“{other}”计分")
        } else {
            format!("{name}：同一件同一级只计一次")
        };
        w.nothing(entry.item, reason);
    }
}
