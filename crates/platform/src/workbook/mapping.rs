//! Guessing which column of a sheet is which known column.

use super::events::find_date;
use super::normalise::key;

/// Joins the levels of a header of several rows.
pub(super) const LEVEL: char = '｜';
/// Guesses from this confidence on say that the row is a header.
pub(super) const CONFIDENT: u8 = 60;

/// A column the caller knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSpec {
    /// The caller's name for it.
    pub id: String,
    /// The Chinese heading we write ourselves.
    pub label: String,
    /// Other headings in use.
    pub aliases: Vec<String>,
    /// Whether rows make no sense without it.
    pub required: bool,
}

impl ColumnSpec {
    /// An optional column without aliases.
    pub fn new(id: &str, label: &str) -> Self {
        Self { id: id.to_owned(), label: label.to_owned(), aliases: Vec::new(), required: false }
    }

    /// Adds other headings in use.
    #[must_use]
    pub fn aliases(mut self, aliases: &[&str]) -> Self {
        self.aliases.extend(aliases.iter().map(|alias| (*alias).to_owned()));
        self
    }

    /// Makes it a column that must be there.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// The known headings, prepared for comparing.
pub(super) struct Headings<'s> {
    specs: &'s [ColumnSpec],
    keys: Vec<(String, Vec<String>)>,
}

impl<'s> Headings<'s> {
    pub(super) fn new(specs: &'s [ColumnSpec]) -> Self {
        let keys = specs
            .iter()
            .map(|spec| {
                (header_key(&spec.label), spec.aliases.iter().map(|alias| header_key(alias)).collect())
            })
            .collect();
        Self { specs, keys }
    }

    /// Assigns each known column to at most one header, the surest pairs first. Gives, per header, the
    /// index of the known column and the confidence.
    pub(super) fn assign(&self, headers: &[String], with_similar: bool) -> Vec<Option<(usize, u8)>> {
        let mut pairs = Vec::new();
        for (column, header) in headers.iter().enumerate().filter(|(_, header)| !header.is_empty()) {
            let header = HeaderKeys::new(header);
            for (spec, (label, aliases)) in self.keys.iter().enumerate() {
                let confidence = header.confidence(label, aliases, with_similar);
                if confidence > 0 {
                    pairs.push((confidence, column, spec));
                }
            }
        }
        pairs.sort_by_key(|(confidence, column, spec)| (u8::MAX - confidence, *column, *spec));
        let mut assigned = vec![None; headers.len()];
        let mut taken = vec![false; self.specs.len()];
        for (confidence, column, spec) in pairs {
            if assigned[column].is_none() && !taken[spec] {
                assigned[column] = Some((spec, confidence));
                taken[spec] = true;
            }
        }
        assigned
    }

    /// How much these headers look like a header row: zero if too little is recognised.
    pub(super) fn score(&self, headers: &[String]) -> u32 {
        let sure: Vec<(usize, u8)> = self
            .assign(headers, false)
            .into_iter()
            .flatten()
            .filter(|(_, confidence)| *confidence >= CONFIDENT)
            .collect();
        let required = sure.iter().filter(|(spec, _)| self.specs[*spec].required).count();
        // A list of marks has names and then a column for each meeting, with its day.
        let dated = headers.iter().filter(|header| find_date(header, Some(2000)).is_some()).count().min(3);
        let is_list_of_marks = !sure.is_empty() && dated > 0;
        if required == 0 && sure.len() < 2.min(self.specs.len()) && !is_list_of_marks {
            return 0;
        }
        let recognised: u32 = sure.iter().map(|(_, confidence)| u32::from(*confidence)).sum();
        recognised + 50 * required as u32 + if is_list_of_marks { 10 * dated as u32 } else { 0 }
    }
}

struct HeaderKeys {
    whole: String,
    joined: String,
    leaf: String,
}

impl HeaderKeys {
    fn new(header: &str) -> Self {
        let leaf = header.rsplit(LEVEL).next().unwrap_or(header);
        Self {
            whole: header_key(header),
            joined: header_key(&header.replace(LEVEL, "")),
            leaf: header_key(leaf),
        }
    }

    fn confidence(&self, label: &str, aliases: &[String], with_similar: bool) -> u8 {
        let of_aliases =
            aliases.iter().map(|alias| self.compare(alias, with_similar).saturating_sub(5)).max();
        self.compare(label, with_similar).max(of_aliases.unwrap_or(0))
    }

    fn compare(&self, known: &str, with_similar: bool) -> u8 {
        if known.is_empty() || self.leaf.is_empty() || is_private(&self.leaf) != is_private(known) {
            return 0;
        }
        if self.whole == known {
            100
        } else if self.joined == known {
            95
        } else if self.leaf == known {
            90
        } else if let Some(share) = containment(&self.leaf, known) {
            CONFIDENT + (share * 20.0) as u8
        } else if with_similar {
            similarity(&self.leaf, known)
        } else {
            0
        }
    }
}

/// Numbers of papers and banks, which stand in many sheets: no other number is ever guessed to be one of them, nor one of
/// them another.
fn is_private(heading: &str) -> bool {
    ["身份证", "护照", "银行卡", "银行账号", "开户"].iter().any(|word| heading.contains(word))
}

/// Share of the longer text that the shorter one makes up, if it is part of it.
fn containment(left: &str, right: &str) -> Option<f64> {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let (short_length, long_length) = (short.chars().count(), long.chars().count());
    // One character, or a word in a sentence, says nothing.
    let comparable = short_length >= 2 && long_length <= short_length * 4;
    (comparable && long.contains(short)).then(|| short_length as f64 / long_length as f64)
}

/// A low confidence for headings that differ in few characters.
fn similarity(left: &str, right: &str) -> u8 {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let longest = left.len().max(right.len());
    if left.len().min(right.len()) < 2 || longest > 20 {
        return 0;
    }
    let share = 1.0 - edit_distance(&left, &right) as f64 / longest as f64;
    if share >= 0.5 { 20 + (share * 30.0) as u8 } else { 0 }
}

fn edit_distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, one) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in right.iter().enumerate() {
            let cost = diagonal + usize::from(one != other);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}

/// A heading without blanks, stars for "required" and remarks in brackets such as （必填） or (分).
pub(super) fn header_key(header: &str) -> String {
    let text = key(header);
    let text = text.trim_matches(['*', '：', ':']);
    let Some(start) = text.find(['(', '（', '[', '【']) else { return text.to_owned() };
    let end = text.char_indices().find(|(at, character)| *at > start && ")）]】".contains(*character));
    let rest = end.map_or("", |(at, character)| &text[at + character.len_utf8()..]);
    let bare = format!("{}{rest}", &text[..start]);
    let bare = bare.trim_matches(['*', '：', ':']);
    if bare.is_empty() { text.to_owned() } else { bare.to_owned() }
}
