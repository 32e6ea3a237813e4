//! Pieces: stages that add up or replace each other, and the division of joint work.
use std::collections::BTreeMap;

use super::mechanic::{Writer, piece_of, signed};
use super::subject::Item;
use crate::scheme::{Authorship, Combine, Mechanic, Share, ShareMethod};
use crate::{Line, Points};

/// Why the n-th of something is outside what is counted.
pub(super) fn out_of_count(n: u32, skip_first: u32, at_most: Option<u32>, unit: &str) -> Option<String> {
    if n <= skip_first {
        return Some(format!("第 {n} {unit}，前 {skip_first} {unit}是基本要求，不另计分"));
    }
    let most = at_most?;
    let counted = n.saturating_sub(skip_first);
    (counted > most).then(|| format!("第 {n} {unit}，最多计 {most} {unit}，不计"))
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
    let Mechanic::Pieces { price, combine, either_or, skip_first, at_most, share } = &rule.mechanic else {
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
    let mut earning = 0_u32;
    for piece in order {
        let Some(entries) = by_piece.remove(piece) else { continue };
        if entries.iter().any(|entry| entry.value.is_positive()) {
            earning = earning.saturating_add(1);
            if let Some(reason) = out_of_count(earning, *skip_first, *at_most, "件") {
                entries.iter().for_each(|entry| w.nothing(entry.item, reason.clone()));
                continue;
            }
        }
        one_piece(w, &entries, *combine, either_or);
    }
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

fn one_piece(
    w: &mut Writer<'_, '_>,
    entries: &[Entry<'_, '_>],
    combine: Combine,
    either_or: &[Vec<Vec<String>>],
) {
    let mut best: BTreeMap<(usize, Vec<String>), usize> = BTreeMap::new();
    for (i, entry) in entries.iter().enumerate() {
        let winner = best.entry(set_of(entry, combine, either_or)).or_insert(i);
        if entries.get(*winner).is_some_and(|w| entry.value > w.value) {
            *winner = i;
        }
    }
    for (i, entry) in entries.iter().enumerate() {
        let set = set_of(entry, combine, either_or);
        let winner = best.get(&set).copied().unwrap_or(i);
        let name = if entry.label.is_empty() { "本件" } else { entry.label };
        if winner == i {
            if entry.value.is_negative() && entry.item.excused.is_some() {
                w.nothing(entry.item, format!("{name}，在免考核期内，不扣分"));
                continue;
            }
            let line = Line {
                fact: Some(entry.item.fact.id.clone()),
                rule: w.rule.id.clone(),
                points: entry.value,
                reason: format!("{name}，{}{}", signed(entry.value), entry.how),
            };
            w.given.lines.push(line);
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
