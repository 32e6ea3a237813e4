//! How fast this machine reads the columns when nothing is done with them but adding: the bound of every tally.
use std::ops::Range;

use crate::facts::Facts;

/// Adds up every number of every column; the result only keeps the reading from being left out.
pub fn sum(facts: &Facts, threads: usize) -> u64 {
    std::thread::scope(|scope| {
        let parts = facts.parts(threads).into_iter().map(|part| scope.spawn(move || of_part(facts, part)));
        // Collected first, so that all of them run before one is waited for.
        let parts: Vec<_> = parts.collect();
        parts.into_iter().map(|part| part.join().expect("adding cannot panic")).fold(0, u64::wrapping_add)
    })
}

fn of_part(facts: &Facts, part: Range<usize>) -> u64 {
    let signed = |sum: u64, it: &i32| sum.wrapping_add(u64::from(it.cast_unsigned()));
    let unsigned = |sum: u64, it: &u32| sum.wrapping_add(u64::from(*it));
    let sums = [
        facts.subject[part.clone()].iter().fold(0, unsigned),
        facts.shape[part.clone()].iter().fold(0, unsigned),
        facts.quantity[part.clone()].iter().fold(0, |sum, it| it.cast_unsigned().wrapping_add(sum)),
        facts.day[part.clone()].iter().fold(0, signed),
        facts.piece[part].iter().fold(0, unsigned),
    ];
    sums.into_iter().fold(0, u64::wrapping_add)
}
