//! The facts that are tallied: five columns made from a seed, the same on every machine, and the prices they are
//! tallied by. Both are written for the peers, which read them from files into memory before their clocks start.
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::Path;

use serde::Serialize;

/// Rules of the scheme.
pub const RULES: usize = 16;
/// Groups of rules.
pub const GROUPS: usize = 4;
/// Shapes of a kind: its stages, levels and roles.
const SHAPES_OF_A_KIND: u32 = 12;
/// Most facts of one subject.
const MOST_FACTS: u32 = 120;
/// Days of the period.
const DAYS: u32 = 365;
/// One point, and a quantity of one.
pub const ONE: i64 = 10_000;

/// The columns, sorted by subject.
#[derive(Default)]
pub struct Facts {
    /// How many subjects there are; some have no facts.
    pub subjects: u32,
    /// Whose fact it is.
    pub subject: Vec<u32>,
    /// Kind × stage × level × role as one small code.
    pub shape: Vec<u32>,
    /// How much, in 1/10 000.
    pub quantity: Vec<i64>,
    /// The day, counted from 1970.
    pub day: Vec<i32>,
    /// The piece of work that the fact belongs to.
    pub piece: Vec<u32>,
}

/// What the facts are worth; points in 1/10 000, and whole, so that no product needs rounding.
#[derive(Serialize)]
pub struct Scheme {
    /// The rule of each shape.
    pub rule: Vec<usize>,
    /// The points of each shape.
    pub points: Vec<i64>,
    /// The most a rule gives.
    pub rule_caps: [i64; RULES],
    /// The group of each rule.
    pub group: [usize; RULES],
    /// The most a group gives.
    pub group_caps: [i64; GROUPS],
    /// The most there is.
    pub total_cap: i64,
    /// First and last day that count.
    pub period: [i32; 2],
    /// Rules where of each piece only the highest fact counts.
    pub piece_rules: [usize; 5],
    /// How many pieces such a rule counts, the best.
    pub best_pieces: usize,
    /// Rules that pay the first fact and the further ones differently, whatever their shape.
    pub sequence_rules: [usize; 2],
    /// What they pay: for the first, and for each further one.
    pub sequence: [i64; 2],
}

/// Numbers from a seed: xorshift64*.
pub struct Numbers(u64);

impl Numbers {
    /// Starts at a seed; 0 would give nothing but 0.
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// A number below `limit`.
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32;
        ((high * u64::from(limit)) >> 32) as u32
    }
}

impl Scheme {
    /// The same prices for every seed of facts.
    pub fn new() -> Self {
        let mut numbers = Numbers::new(16);
        let shapes = RULES as u32 * SHAPES_OF_A_KIND;
        let rule_of = |shape: u32, numbers: &mut Numbers| {
            // Most shapes of a kind fall under one rule; some count elsewhere, as in real rules.
            let own = (shape / SHAPES_OF_A_KIND * 5 + 3) as usize % RULES;
            if numbers.below(8) == 0 { numbers.below(RULES as u32) as usize } else { own }
        };
        Self {
            rule: (0..shapes).map(|shape| rule_of(shape, &mut numbers)).collect(),
            points: (0..shapes).map(|_| i64::from(numbers.below(13)) * ONE).collect(),
            rule_caps: std::array::from_fn(|rule| (20 + rule as i64) * ONE),
            group: std::array::from_fn(|rule| rule % GROUPS),
            group_caps: [65 * ONE, 60 * ONE, 50 * ONE, 75 * ONE],
            total_cap: 250 * ONE,
            period: [20_454, 20_454 + DAYS as i32 - 1],
            piece_rules: [1, 3, 7, 8, 13],
            best_pieces: 8,
            sequence_rules: [2, 9],
            sequence: [10 * ONE, 5 * ONE],
        }
    }
}

impl Facts {
    /// Makes the facts of so many subjects.
    pub fn new(subjects: u32, seed: u64, scheme: &Scheme) -> Self {
        let mut numbers = Numbers::new(seed);
        let mut facts = Self { subjects, ..Self::default() };
        let mut pieces = 0;
        for subject in 0..subjects {
            pieces = facts.add_subject(subject, pieces, scheme, &mut numbers);
        }
        facts
    }

    /// Adds the facts of one subject, whose pieces start at `first`; gives where the next subject's start.
    fn add_subject(&mut self, subject: u32, first: u32, scheme: &Scheme, numbers: &mut Numbers) -> u32 {
        let mut kinds: Vec<u32> = Vec::new();
        for _ in 0..numbers.below(MOST_FACTS + 1) {
            // Five new pieces in eight facts: 1.6 facts a piece. Low kinds are more frequent than high ones.
            let piece = if kinds.is_empty() || numbers.below(8) < 5 {
                kinds.push(numbers.below(RULES as u32).min(numbers.below(RULES as u32)));
                kinds.len() - 1
            } else {
                numbers.below(kinds.len() as u32) as usize
            };
            self.subject.push(subject);
            let shape = kinds[piece] * SHAPES_OF_A_KIND + numbers.below(SHAPES_OF_A_KIND);
            self.shape.push(shape);
            // A piece has stages, no quantity.
            let counted = !scheme.piece_rules.contains(&scheme.rule[shape as usize]);
            let quantity = quantity(numbers);
            self.quantity.push(if counted { quantity } else { ONE });
            self.day.push(day(scheme.period, numbers));
            self.piece.push(first + piece as u32);
        }
        first + kinds.len() as u32
    }

    /// How many facts there are.
    pub fn len(&self) -> usize {
        self.subject.len()
    }

    /// The facts split between threads, each with whole subjects only.
    pub fn parts(&self, threads: usize) -> Vec<Range<usize>> {
        let border = |part: usize| {
            let at = self.len() * part / threads;
            let subject = if at == self.len() { self.subjects } else { self.subject[at] };
            self.subject.partition_point(|it| *it < subject)
        };
        (0..threads).map(|part| border(part)..border(part + 1)).collect()
    }

    /// Writes the columns as little-endian numbers and the scheme as JSON.
    pub fn write(&self, scheme: &Scheme, folder: &Path) -> std::io::Result<()> {
        fs::create_dir_all(folder)?;
        column(folder, "subject", &self.subject, |it| it.to_le_bytes())?;
        column(folder, "shape", &self.shape, |it| it.to_le_bytes())?;
        column(folder, "quantity", &self.quantity, |it| it.to_le_bytes())?;
        column(folder, "day", &self.day, |it| it.to_le_bytes())?;
        column(folder, "piece", &self.piece, |it| it.to_le_bytes())?;
        let mut text = serde_json::to_value(scheme)?;
        text["subjects"] = self.subjects.into();
        fs::write(folder.join("scheme.json"), text.to_string())
    }
}

/// Mostly one; now and then half days up to four.
fn quantity(numbers: &mut Numbers) -> i64 {
    if numbers.below(4) > 0 { ONE } else { i64::from(1 + numbers.below(8)) * ONE / 2 }
}

/// Inside the period for 97 in 100, in the year before for the others.
fn day([first, _]: [i32; 2], numbers: &mut Numbers) -> i32 {
    let day = numbers.below(DAYS) as i32;
    if numbers.below(100) < 97 { first + day } else { first - 1 - day }
}

fn column<T, const N: usize>(
    folder: &Path,
    name: &str,
    numbers: &[T],
    bytes: fn(&T) -> [u8; N],
) -> std::io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(folder.join(format!("{name}.bin")))?);
    numbers.iter().try_for_each(|number| file.write_all(&bytes(number)))?;
    file.flush()
}
