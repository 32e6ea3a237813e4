//! Bands over the shares of choices in a poll.
use crate::finding::Findings;
use crate::scheme::place::Place;
use crate::scheme::*;

pub(super) fn check(f: &mut Findings<'_>, bands: &[Band], place: &Place) {
    if bands.last().is_none_or(|band| !band.when.is_empty()) {
        let hint = "最后一档只写 points，不写 when，前面都不符合的归入这一档";
        f.error_with(place.at("bands"), "各档没有包括所有情形", hint);
    }
    for (n, band) in bands.iter().enumerate() {
        for (m, test) in band.when.iter().enumerate() {
            impossible(f, test, place, &format!("bands/{n}/when/{m}/below"));
        }
        let number = n.saturating_add(1);
        for (m, above) in bands.iter().enumerate().take(n) {
            let earlier = m.saturating_add(1);
            if shadows(above, band) {
                let message = format!("第 {number} 档永远轮不到：符合它的都先符合第 {earlier} 档");
                f.error_with(place.item("bands", n), message, "由严到宽排列，或删去");
                break;
            }
            if overlap(above, band) {
                let message =
                    format!("同一结果可以同时符合第 {earlier} 档和第 {number} 档，按先写的第 {earlier} 档计");
                f.warn(place.item("bands", n), message, "在后一档加上 below，使两档不重叠");
            }
        }
    }
}

fn impossible(f: &mut Findings<'_>, test: &ShareTest, place: &Place, path: &str) {
    let (Some(least), Some(below)) = (test.at_least, test.below) else { return };
    if least >= below {
        let (label, least, below) = (&test.label, least.to_percent(), below.to_percent());
        let message = format!("“{label}”的比例不能既不低于 {least} 又低于 {below}");
        f.error_with(place.at(path), message, "below 应高于 at_least");
    }
}

/// Whether all that fits `band` fits `above` too.
fn shadows(above: &Band, band: &Band) -> bool {
    above.when.iter().all(|test| {
        band.when.iter().any(|own| {
            own.choices == test.choices
                && test.at_least.is_none_or(|least| own.at_least.is_some_and(|own| own >= least))
                && test.below.is_none_or(|below| own.below.is_some_and(|own| own <= below))
        })
    })
}

/// Whether one result can fit two bands that both state conditions on the shares of choices.
fn overlap(a: &Band, b: &Band) -> bool {
    if a.when.is_empty() || b.when.is_empty() {
        return false;
    }
    let range = |t: &ShareTest| (t.at_least.unwrap_or(Points::ZERO), t.below.unwrap_or(Points(i64::MAX)));
    let apart = a.when.iter().any(|x| {
        b.when.iter().any(|y| {
            let ((from, below), (other_from, other_below)) = (range(x), range(y));
            let disjoint = x.choices.iter().all(|c| !y.choices.contains(c));
            let same_apart = x.choices == y.choices && (below <= other_from || other_below <= from);
            same_apart || (disjoint && from.0.saturating_add(other_from.0) > Points::UNIT)
        })
    });
    !apart
}
