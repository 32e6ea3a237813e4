//! Chance that is the same on every machine: ChaCha12 and whole numbers only.

use chrono::NaiveDate;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha12Rng;

/// One stream of chance. Every workbook has its own, so a change in one leaves the others alone.
pub(crate) struct Dice(ChaCha12Rng);

impl Dice {
    /// The stream of `seed` that is called `name`.
    pub(crate) fn new(seed: u64, name: &str) -> Self {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let fnv = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        rng.set_stream(name.bytes().fold(0xcbf2_9ce4_8422_2325, fnv));
        Self(rng)
    }

    /// 0 … n − 1 (0 when n is 0).
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(n)) >> 32) as u32
    }

    /// `low` … `high`, both included.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// True `thousandths` times in a thousand.
    pub(crate) fn chance(&mut self, thousandths: u32) -> bool {
        self.below(1000) < thousandths
    }

    /// A count with this mean in hundredths: coin tosses, so it is bell-shaped and bounded.
    pub(crate) fn count_about(&mut self, mean: u32) -> u32 {
        let tosses = (2 * mean).div_ceil(100).max(1);
        (0..tosses).filter(|_| self.below(100 * tosses) < mean).count() as u32
    }

    /// One of several.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u32) as usize]
    }

    /// Another order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last as u32 + 1) as usize);
        }
    }

    /// The numbers below `n` in another order.
    pub(crate) fn order(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        self.shuffle(&mut order);
        order
    }

    /// A day from `first` to `last`.
    pub(crate) fn day(&mut self, first: NaiveDate, last: NaiveDate) -> NaiveDate {
        let days = u64::from(self.below((last - first).num_days().max(0) as u32 + 1));
        first.checked_add_days(chrono::Days::new(days)).unwrap_or(first)
    }
}
