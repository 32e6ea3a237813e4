//! Lines between people: how many are above one, and what equal ones get.
use super::columns::Columns;
use super::sheet::Sheet;
use crate::scheme::{LineTies, Quota, Size};
use crate::{Points, Rounding};

/// How many people a size is of so many.
pub(super) fn size(size: Size, rounding: Rounding, people: usize) -> usize {
    match size {
        Size::People(n) => usize::try_from(n).unwrap_or(usize::MAX),
        Size::Share(share) => {
            let people = i128::try_from(people).unwrap_or(i128::MAX);
            let exact = people.saturating_mul(i128::from(share.0));
            let n = rounding.divide(exact, i128::from(Points::UNIT)).unwrap_or(0);
            usize::try_from(n).unwrap_or(0)
        }
    }
}

/// How many of a sorted list are above a line at `most`, equals taken together.
pub(super) fn above<K: PartialEq>(
    list: &[usize],
    most: usize,
    ties: LineTies,
    key: impl Fn(usize) -> K,
) -> usize {
    let key = |n: usize| list.get(n).map(|who| key(*who));
    if most >= list.len() || most == 0 {
        return most.min(list.len());
    }
    let (inside, outside) = (key(most.saturating_sub(1)), key(most));
    if inside != outside {
        return most;
    }
    match ties {
        LineTies::Include => (most..list.len()).find(|n| key(*n) != inside).unwrap_or(list.len()),
        LineTies::Exclude => (0..most).find(|n| key(*n) == inside).unwrap_or(0),
    }
}

/// A subject's place.
pub(super) fn place(sheet: &Sheet, who: usize) -> u32 {
    sheet.place.get(who).copied().unwrap_or(0)
}

/// Splits a sorted list by the quota's attribute; without one it stays whole. The names are values of the attribute.
pub(super) fn split<'i>(columns: &Columns<'i>, list: &[usize], quota: &Quota) -> Vec<(&'i str, Vec<usize>)> {
    super::rank::classes(columns, list.iter().copied(), quota.within.as_deref()).into_iter().collect()
}
