//! Counting headings.

use crate::block::Level;
use crate::wording::chinese_number;

/// Counts headings and gives each its printed number.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    counts: [u32; 4],
}

impl Numbering {
    /// Counts one heading; deeper levels start again.
    pub(crate) fn next(&mut self, level: Level) -> String {
        let index = level as usize;
        self.counts[index] += 1;
        self.counts[index + 1..].fill(0);
        let count = self.counts[index];
        match level {
            Level::First => format!("{}、", chinese_number(count)),
            Level::Second => format!("（{}）", chinese_number(count)),
            Level::Third => format!("{count}."),
            Level::Fourth => format!("（{count}）"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deeper_levels_restart() {
        let mut numbering = Numbering::default();
        let levels = [
            Level::First,
            Level::Second,
            Level::Second,
            Level::Third,
            Level::Fourth,
            Level::First,
            Level::Second,
        ];
        let numbers: Vec<_> = levels.into_iter().map(|level| numbering.next(level)).collect();
        assert_eq!(numbers, ["一、", "（一）", "（二）", "1.", "（1）", "二、", "（一）"]);
    }
}
