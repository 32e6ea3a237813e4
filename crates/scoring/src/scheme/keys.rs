//! The one list of keys: what each section of a scheme may hold. The schema for editors and the tables of the
//! manual are made of it; a test holds the parsers to it.
mod head;
mod results;
mod rules;
mod schema;
#[cfg(test)]
mod tests;

pub use schema::schema;

use head::HEAD;
use results::RESULTS;
use rules::RULES;

use super::mechanic::KEYS;

/// A key of a section.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The section: "rule", "rule.times"; "filter" for what all filters have; empty for the sections themselves.
    pub section: &'static str,
    /// The key.
    pub name: &'static str,
    /// Mechanics of a rule it belongs to; empty: all.
    pub of: &'static [&'static str],
    /// What it holds.
    pub holds: Holds,
    /// Unit of a number.
    pub unit: &'static str,
    /// What holds without it; empty: nothing. See [`Key::required`].
    pub default: &'static str,
    /// Chinese name.
    pub label: &'static str,
    /// What it does.
    pub effect: &'static str,
}

/// What a key holds.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// A text.
    Text,
    /// A text or a list of texts.
    Texts,
    /// A decimal with at most four places.
    Number,
    /// A list of decimals.
    Numbers,
    /// A whole number, not negative.
    Count,
    /// A whole number or one of some words.
    CountOr(&'static [&'static str]),
    /// true or false.
    Flag,
    /// A share such as "60%".
    Share,
    /// A decimal, or a share where the figure is a rate.
    Figure,
    /// A date, 2026-07-01.
    Date,
    /// A decimal or "open".
    Limit,
    /// One of some words.
    Word(&'static [&'static str]),
    /// Attribute → value or values.
    Values,
    /// Id → decimal.
    NumberTable,
    /// A points table: value → decimal or table.
    Prices,
    /// A list of lists of texts.
    Lists,
    /// A table with keys of its own.
    Section(&'static str),
    /// A list of tables with keys of their own.
    Sections(&'static str),
}

pub(super) const REQUIRED: &str = "required";

/// Sections that filter facts.
const FILTERS: [&str; 6] = ["rule", "rule.times", "multiplier", "condition", "veto", "statistic"];

/// Every key, in the order of the manual.
pub fn keys() -> impl Iterator<Item = &'static Key> {
    HEAD.iter().chain(RULES).chain(KEYS.into_iter().flatten()).chain(RESULTS)
}

/// The keys of a section; of a rule: those of one mechanic, or (with none) those of all.
pub fn keys_of<'a>(section: &'a str, mechanic: Option<&'a str>) -> impl Iterator<Item = &'static Key> + 'a {
    keys().filter(move |key| {
        let here = key.section == section || (key.section == "filter" && FILTERS.contains(&section));
        here && match mechanic {
            None => key.of.is_empty(),
            Some(mechanic) => key.of.is_empty() || key.of.contains(&mechanic),
        }
    })
}

impl Key {
    /// Whether the section is refused without it. What is needed only beside another key is not.
    pub fn required(&self) -> bool {
        self.default == REQUIRED
    }

    /// What it holds, in a few words.
    pub fn type_words(&self) -> String {
        let words =
            |words: &[&str]| words.iter().map(|w| format!("`\"{w}\"`")).collect::<Vec<_>>().join(", ");
        let plain = match self.holds {
            Holds::Text => "text",
            Holds::Texts => "text or texts",
            Holds::Number => "number",
            Holds::Numbers => "numbers",
            Holds::Count => "whole number",
            Holds::CountOr(list) => return format!("whole number or {}", words(list)),
            Holds::Flag => "`true`",
            Holds::Share => "share",
            Holds::Figure => "number; share for rates",
            Holds::Date => "date",
            Holds::Limit => "number or `\"open\"`",
            Holds::Word(list) => return words(list),
            Holds::Values => "table: attribute → values",
            Holds::NumberTable => "table: id → number",
            Holds::Prices => "points table",
            Holds::Lists => "list of lists of texts",
            Holds::Section(_) => "table",
            Holds::Sections(_) => "list of tables",
        };
        if self.unit.is_empty() { plain.to_owned() } else { format!("{plain}, {}", self.unit) }
    }

    /// The row of the manual's table.
    pub fn row(&self) -> String {
        let default = match self.default {
            "" => "none".to_owned(),
            REQUIRED => REQUIRED.to_owned(),
            word => format!("`{word}`"),
        };
        format!(
            "| `{}` | {} | {} | {} | {} |\n",
            self.name,
            self.label,
            self.type_words(),
            default,
            self.effect
        )
    }
}

/// The table of a section in the manual.
pub fn manual_table(section: &str, mechanic: Option<&str>) -> String {
    let own: Vec<_> = match (section, mechanic) {
        ("rule", Some(mechanic)) => {
            keys().filter(|k| k.section == "rule" && k.of.contains(&mechanic)).collect()
        }
        _ => keys().filter(|k| k.section == section && k.of.is_empty()).collect(),
    };
    let rows: String = own.iter().map(|key| key.row()).collect();
    format!("| key | 名称 | holds | default | effect |\n|---|---|---|---|---|\n{rows}")
}

pub(super) const fn key(
    section: &'static str,
    name: &'static str,
    holds: Holds,
    default: &'static str,
    unit: &'static str,
    label: &'static str,
    effect: &'static str,
) -> Key {
    Key { section, name, of: &[], holds, unit, default, label, effect }
}

impl Key {
    pub(super) const fn of(self, of: &'static [&'static str]) -> Key {
        Key { of, ..self }
    }
}

/// The words of a list of options. Runs while compiling only, where an index out of range is a compile error.
pub(super) const fn names<T, const N: usize>(options: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut n = 0;
    while n < N {
        names[n] = options[n].0;
        n += 1;
    }
    names
}
