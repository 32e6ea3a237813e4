//! Where the parts of a scheme stand in its text, so that a check can point at the very value it speaks of.
use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;

use super::Points;
use crate::finding::Span;
use crate::read::Section;

/// One section of the text: where it stands, and everything in it.
#[derive(Default)]
pub(super) struct Place {
    section: Span,
    /// Path of a value ("times/0/by") → places of its key and of itself.
    spots: BTreeMap<String, (Span, Span)>,
}

/// Places of the parts of a scheme; lists are in the order of the scheme's own.
#[derive(Default)]
pub(super) struct Places {
    pub(super) scheme: Place,
    pub(super) eligibility: Place,
    pub(super) classes: Vec<Place>,
    pub(super) groups: Vec<Place>,
    pub(super) indicators: Vec<Place>,
    pub(super) rules: Vec<Place>,
    pub(super) multipliers: Vec<Place>,
    pub(super) conditions: Vec<Place>,
    pub(super) grades: Vec<Place>,
    /// The upper ends that grades state.
    pub(super) below: Vec<Option<Points>>,
    pub(super) vetoes: Vec<Place>,
    pub(super) outcomes: Vec<Place>,
    pub(super) statistics: Vec<Place>,
}

impl Place {
    pub(super) fn of(section: &Section<'_>) -> Place {
        let mut place = Place { section: section.span.clone(), spots: BTreeMap::new() };
        for (key, value) in section.entries() {
            place.add(key.value, key.span, value);
        }
        place
    }

    fn add(&mut self, path: String, key: Span, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::Table(table) => {
                for (name, inner) in table.iter() {
                    self.add(format!("{path}/{}", name.get_ref()), name.span(), inner);
                }
            }
            DeValue::Array(items) => {
                for (n, inner) in items.iter().enumerate() {
                    self.add(format!("{path}/{n}"), inner.span(), inner);
                }
            }
            _ => {}
        }
        self.spots.insert(path, (key, value.span()));
    }

    /// The place of a value; where it is not written, of what it would stand in; at last, of the part's id.
    pub(super) fn at(&self, path: &str) -> &Span {
        self.spot(path).or_else(|| self.spot("id")).map_or(&self.section, |(_, value)| value)
    }

    /// The place of a key (of an item of a list: the item's).
    pub(super) fn key(&self, path: &str) -> &Span {
        self.spot(path).or_else(|| self.spot("id")).map_or(&self.section, |(key, _)| key)
    }

    pub(super) fn id(&self) -> &Span {
        self.at("id")
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.spots.contains_key(path)
    }

    fn spot(&self, path: &str) -> Option<&(Span, Span)> {
        let mut path = path;
        loop {
            if let Some(spot) = self.spots.get(path) {
                return Some(spot);
            }
            path = path.rsplit_once('/')?.0;
        }
    }

    /// The path of one of several texts under a key: `for = "a"` or `for = ["a", "b"]`.
    pub(super) fn item(&self, key: &str, n: usize) -> &Span {
        self.at(&format!("{key}/{n}"))
    }
}
