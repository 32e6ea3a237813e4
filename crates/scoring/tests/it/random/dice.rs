//! Choices by a seed.

/// A splitmix64 sequence.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// True in so many of a hundred.
    pub fn in_hundred(&mut self, n: usize) -> bool {
        self.below(100) < n
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    pub fn word(&mut self, list: &str) -> String {
        let words: Vec<&str> = list.split(' ').collect();
        (*self.pick(&words)).to_owned()
    }

    /// Some of the words, at least one, as a list of TOML.
    pub fn some(&mut self, words: &str) -> String {
        let chosen: Vec<&str> = words.split(' ').filter(|_| self.in_hundred(50)).collect();
        if chosen.is_empty() {
            return format!("[{:?}]", self.word(words));
        }
        let quoted: Vec<_> = chosen.into_iter().map(|w| format!("{w:?}")).collect();
        format!("[{}]", quoted.join(", "))
    }
}
