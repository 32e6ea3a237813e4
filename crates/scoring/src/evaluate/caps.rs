//! Caps and floors: what is over is taken from the last lines, so that every line says what it really gave.
use crate::{Line, Points};

pub(super) fn sum(lines: &[Line]) -> Points {
    // Single lines are bounded (see `bounded`), so that sums stay exact.
    Points(lines.iter().fold(0, |total, line| total.saturating_add(line.points.0)))
}

/// A line's points, unless they are too large to be true.
pub(super) fn bounded(points: Option<Points>) -> Option<Points> {
    points.filter(|points| points.0.unsigned_abs() <= 1_000_000_000_000)
}

/// Takes `excess` off the last earning lines.
pub(super) fn trim(lines: &mut [Line], excess: Points, what: &str, max: Points) {
    let mut left = excess;
    for line in lines.iter_mut().rev() {
        if !left.is_positive() {
            return;
        }
        if !line.points.is_positive() {
            continue;
        }
        let taken = left.min(line.points);
        let rest = Points(line.points.0.saturating_sub(taken.0));
        let counted = if rest.is_zero() { "不计".to_owned() } else { format!("只计 {rest} 分") };
        line.reason = format!("{}；超出{what}上限 {max} 分，{counted}", line.reason);
        line.points = rest;
        left = Points(left.0.saturating_sub(taken.0));
    }
}

/// Brings lines down to a cap.
pub(super) fn cap(lines: &mut [Line], max: Option<Points>, what: &str) {
    let Some(max) = max else { return };
    let total = sum(lines);
    if total > max {
        trim(lines, Points(total.0.saturating_sub(max.0)), what, max);
    }
}

/// Brings lines up to a floor with a line of their own.
pub(super) fn floor(lines: &mut Vec<Line>, floor: Option<Points>, id: &str, what: &str) {
    let Some(floor) = floor else { return };
    let total = sum(lines);
    if total < floor {
        let points = Points(floor.0.saturating_sub(total.0));
        let reason = format!("{what}最低 {floor} 分，扣分到此为止");
        lines.push(Line { fact: None, rule: id.to_owned(), points, reason });
    }
}
