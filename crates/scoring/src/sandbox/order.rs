//! Kendall's rank correlation of two orders with ties (tau-b), in integers.
use crate::Points;

/// Kendall's tau-b of two lists of equal length, in 1/10 000: 1 is the same order, −1 the reverse. Equal values are
/// ties. None when one of the lists has fewer than two different values.
///
/// W. R. Knight, "A Computer Method for Calculating Kendall's Tau with Ungrouped Data", JASA 61 (1966).
pub fn kendall(a: &[i64], b: &[i64]) -> Option<Points> {
    let mut pairs: Vec<(i64, i64)> = a.iter().copied().zip(b.iter().copied()).collect();
    pairs.sort_unstable();
    let n = pairs.len();
    let all = choose(n);
    let tied_a = ties(pairs.chunk_by(|x, y| x.0 == y.0).map(<[_]>::len));
    let tied_both = ties(pairs.chunk_by(|x, y| x == y).map(<[_]>::len));
    let mut values: Vec<i64> = pairs.iter().map(|(_, b)| *b).collect();
    let swaps = inversions(&mut values);
    let tied_b = ties(values.chunk_by(|x, y| x == y).map(<[_]>::len));
    let score = all - tied_a - tied_b + tied_both - 2 * swaps;
    let product = (all - tied_a).checked_mul(all - tied_b).filter(|product| *product > 0)?;
    // score ÷ √product to the fourth decimal, and one more for rounding.
    let scaled = score.checked_mul(score)?.checked_mul(10_000_000_000)?.checked_div(product)?;
    let root = i64::try_from(scaled.unsigned_abs().isqrt()).ok()?;
    let tau = root.saturating_add(5) / 10;
    Some(Points(if score < 0 { -tau } else { tau }))
}

/// Number of pairs.
fn choose(n: usize) -> i128 {
    let n = i128::try_from(n).unwrap_or(0);
    n * (n - 1).max(0) / 2
}

fn ties(lengths: impl Iterator<Item = usize>) -> i128 {
    lengths.map(choose).sum()
}

/// Sorts a list and counts the pairs that stood in the wrong order (merge sort).
fn inversions(values: &mut [i64]) -> i128 {
    let middle = values.len() / 2;
    if middle == 0 {
        return 0;
    }
    let (left, right) = values.split_at_mut(middle);
    let mut count = inversions(left) + inversions(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (&*left, &*right);
    while let (Some(l), Some(r)) = (left.first(), right.first()) {
        if l <= r {
            merged.push(*l);
            left = left.get(1..).unwrap_or(&[]);
        } else {
            count += i128::try_from(left.len()).unwrap_or(0);
            merged.push(*r);
            right = right.get(1..).unwrap_or(&[]);
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
    values.copy_from_slice(&merged);
    count
}
